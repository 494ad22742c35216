"""Finding the names of sections within a paragraph: at its start, or anywhere in a text that has no lines to speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from advisor.documents.model import SectionKind
from advisor.documents.sections import Sections
from advisor.regex import late
from advisor.signals.words import TOKEN

_REACH = 60
"""A label is at most so many characters long."""
_MOST_WORDS = 7
_PLURAL = 6
"""One word without a colon is a label only as a plural of at least so many letters: Responsibilities, Benefits."""
_PIECE = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|['’][a-z]+|\d+")
"""Words, parted where they may have been glued: `environment.ResponsibilitiesDesign`."""
_JOINT = late(r"(?:[.!?:)]\s*|[a-z])(?=[A-Z][a-z])")
_ENDS = late(r"(?<=[a-zA-Z)*]):|(?<=[a-z]{3})(?=[A-Z])")
"""Where a label may end: at a colon, or glued to what follows."""
_NEXT = late(r"(?:\s*(?:&|and|/)\s*[A-Z][a-z]+)?([\s*_]*)(?=[A-Z0-9•●·*])")
_BEFORE_ANEW = late(r"[.!?:;)•●*][\s*_]*\Z|[a-z]\Z|\A[\s*_]*\Z")
_SMALL = frozenset("a an and are for in of or our the to we what who will with you your".split())
_OPEN_ENDED = frozenset("with in of for at have will if you".split())


class Label(NamedTuple):
    """The name of a section: text[start:end], its colon included."""

    start: int
    end: int
    section: SectionKind


def labels(text: str, plain: str, start: int, end: int, sections: Sections, run_together: bool) -> Iterator[Label]:
    """Yield the labels of the paragraph text[start:end], in order; unless it is run together, one at its start only."""
    if not run_together:
        colon = text.find(":", start, min(end, start + _REACH))
        if 0 < colon < end - 1 and (kind := sections.called(TOKEN.findall(plain, start, colon))):
            yield Label(start, colon + 1, kind)
        return
    found = [label for stop in _ENDS.finditer(text, start, end) if (label := _before(text, start, stop.start(), sections))]
    found += [label for joint in _JOINT.finditer(text, start, end) if (label := _after(text, joint, end, sections))]
    reach = start
    for label in sorted(found, key=lambda item: (item.start, -item.end)):
        if label.start >= reach:
            yield label
            reach = label.end


def _before(text: str, start: int, stop: int, sections: Sections) -> Label | None:
    """Return the label that ends at a colon or where the next word is glued to it, or None."""
    if text[max(start, stop - _REACH) : stop].islower():
        return None
    pieces = list(_PIECE.finditer(text, max(start, stop - _REACH), stop))[-_MOST_WORDS:]
    words = [_word(piece) for piece in pieces]
    for first, piece in enumerate(pieces):
        if piece[0][0].isupper():
            kind = sections.called(words[first:])
            if (
                kind is None
                and text.startswith(":", stop)
                and _is_title(pieces[first:])
                and _BEFORE_ANEW.search(text[max(start, piece.start() - 8) : piece.start()])
            ):
                kind = sections.known(words[first:])
            if kind:
                return Label(piece.start(), stop + text.startswith(":", stop), kind)
    return None


def _is_title(pieces: list[re.Match[str]]) -> bool:
    return all(not piece[0][0].islower() or piece[0] in _SMALL for piece in pieces)


def _after(text: str, joint: re.Match[str], end: int, sections: Sections) -> Label | None:
    """Return the label that begins where a sentence has ended or words are glued, or None; what follows it begins anew."""
    pieces: list[re.Match[str]] = []
    for piece in _PIECE.finditer(text, joint.end(), min(end, joint.end() + _REACH)):
        if not pieces and not sections.may_begin(_word(piece)):
            return None
        if pieces and len(text[pieces[-1].end() : piece.start()].strip(" &/,")):
            break
        pieces.append(piece)
        if len(pieces) == _MOST_WORDS:
            break
    words = [_word(piece) for piece in pieces]
    for size in range(len(pieces), 0, -1):
        last = pieces[size - 1].end()
        kind = sections.called(words[:size]) if words[size - 1] not in _OPEN_ENDED else None
        following = _NEXT.match(text, last, end) if kind else None
        if kind is None or following is None or (size == 1 and joint[0].isalpha() and following[1]):
            continue
        if size > 1 or not following[1] or (len(words[0]) >= _PLURAL and words[0].endswith("s")):
            return Label(pieces[0].start(), following.start(1), kind)
    return None


def _word(piece: re.Match[str]) -> str:
    return piece[0].lower().replace("’", "'")
