"""Quoting a draft: the words at fault with what stands around them, shortened and safe to show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.frozen import frozen
from advisor.model import Span
from advisor.render.safe import clean

AROUND = 48
"""How many characters are shown on each side of the words at fault, at most."""
_LONG = 240
_MARKER = re.compile(r"\s*(?:#{1,6}\s+|[-*+•·●▪◦‣○■–—]\s+|\(?\d{1,2}[.)]\s+)?")


@frozen
class Quote:
    """Words at fault with what stands around them on their line, in pieces; true ones are the words. All of it is safe to show."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def words(self) -> str:
        """The first words at fault."""
        return next(text for text, marked in self.pieces if marked)

    def marked(self, start: str, end: str) -> str:
        """Return the quote as one text, with the words at fault between these marks where they are not all of it."""
        if len(self.pieces) == 1:
            return self.words
        return "".join(f"{start}{text}{end}" if marked else text for text, marked in self.pieces)


def quote(text: str, spans: Sequence[Span], around: int = AROUND) -> Quote:
    """Return the words of spans in one line with what stands around them there, shortened between words."""
    first, last = spans[0], spans[-1]
    line_start = max(text.rfind("\n", 0, first.start) + 1, first.start - 4 * around)
    line_end = text.find("\n", last.end, last.end + 4 * around)
    lead = text[line_start : first.start]
    if line_start == 0 or text[line_start - 1] == "\n":
        lead = _MARKER.sub("", lead, count=1)
    pieces = [(_end_of(clean(lead), around), False)]
    for number, span in enumerate(spans):
        if number:
            pieces.append((clean(text[spans[number - 1].end : span.start]), False))
        pieces.append((_shortened(clean(text[span.start : span.end])), True))
    trail = text[last.end : line_end if line_end >= 0 else last.end + 4 * around]
    pieces.append((_start_of(clean(trail).rstrip(), around), False))
    return Quote(tuple(piece for piece in pieces if piece[0]))


def _shortened(words: str) -> str:
    if len(words) <= _LONG:
        return words
    return f"{words[: _LONG // 2].rsplit(' ', 1)[0]} … {words[-_LONG // 2 :].partition(' ')[2]}"


def _end_of(text: str, size: int) -> str:
    if len(text) <= size:
        return text
    cut = text[-size:]
    return "…" + (cut[cut.index(" ") :] if " " in cut.rstrip() else cut)


def _start_of(text: str, size: int) -> str:
    if len(text) <= size:
        return text
    cut = text[:size]
    return (cut[: cut.rindex(" ") + 1] if " " in cut.lstrip() else cut) + "…"
