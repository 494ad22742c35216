"""Lines for a terminal: cells counted, text wrapped, parts of it marked. A library for this would take longer to import than to run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

START, END, TIED = "\x02", "\x03", "\x04"
"""While a text is laid out: around marked words, and a blank that is no place to break. No text that is safe to show holds them."""

_STYLES = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "italic": "\x1b[3m",
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
    "mark": "\x1b[1;4m",
}
_RESET = "\x1b[0m"


def width(text: str) -> int:
    """Return how many cells of a terminal the text takes; marks count as the brackets they may become."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int, before: int = 0) -> list[str]:
    """Return the text in lines of at most so many columns, broken between words, and within those that are longer.

    The first line has room for `before` columns less, and is empty where no word fits there.
    """
    lines: list[str] = []
    line, taken = "", before
    for word in text.split():
        size = width(word)
        if taken + bool(line) + size <= columns:
            line, taken = (f"{line} {word}", taken + 1 + size) if line else (word, taken + size)
            continue
        if line or taken:
            lines.append(line)
        *full, line = _pieces(word, max(columns, 2)) if size > columns else (word,)
        lines += full
        taken = width(line)
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, columns: int) -> Iterator[str]:
    piece, taken = "", 0
    for char in word:
        size = _cells(char)
        if taken + size > columns:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + char, taken + size
    yield piece


class Page:
    """Puts lines together; `colour` makes styles escape codes, and marks underlining instead of brackets."""

    def __init__(self, columns: int, colour: bool) -> None:
        self.columns = columns
        self._colour = colour
        self._lines: list[str] = []
        self._marking = False

    def text(self) -> str:
        """Return what has been put together."""
        return "".join(f"{line}\n" for line in self._lines)

    def blank(self) -> None:
        """Add an empty line, unless there is one already."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def add(self, text: str, indent: int = 0, style: str = "", lead: str = "", lead_style: str = "", rest: int | None = None) -> None:
        """Add a text after its `lead`, wrapped; lines after the first are indented to where the text begins, or by `rest`."""
        begin = indent + width(lead)
        if begin >= self.columns:  # a lead that fills the line is wrapped like the rest
            text, lead, begin = lead + text, "", indent
        rest = begin if rest is None else rest
        first, *more = wrap(text, max(self.columns - rest, 1), begin - rest)
        self._lines.append((" " * indent + self.styled(lead, lead_style) + self._line(first, style)).rstrip())
        self._lines += [(" " * rest + self._line(line, style)).rstrip() for line in more]

    def row(self, label: str, begin: int, paragraphs: Sequence[tuple[str, str]], indent: int = 0, style: str = "") -> None:
        """Add paragraphs, each with its style, beside a label in its own: both wrapped, the paragraphs from the column `begin` on."""
        labels = wrap(label, max(begin - 1 - indent, 1))
        lines = [(line, style_of) for text, style_of in paragraphs for line in wrap(text, max(self.columns - begin, 1))]
        labels += [""] * (len(lines) - len(labels))
        lines += [("", "")] * (len(labels) - len(lines))
        for name, (line, style_of) in zip(labels, lines, strict=True):
            lead = " " * indent + self.styled(name, style) + " " * (begin - indent - width(name))
            self._lines.append((lead + self._line(line, style_of)).rstrip())

    def styled(self, text: str, style: str) -> str:
        """Return the text with its style, where there is colour."""
        return f"{_STYLES[style]}{text}{_RESET}" if self._colour and style and text.strip() else text

    def _line(self, line: str, style: str) -> str:
        line = line.replace(TIED, " ")
        if not self._colour:
            return line.replace(START, "[").replace(END, "]")
        plain = _STYLES.get(style, "")
        begin = _STYLES["mark"] if self._marking else plain
        if START in line or END in line:
            self._marking = line.rfind(START) > line.rfind(END)
            line = line.replace(START, _STYLES["mark"]).replace(END, _RESET + plain)
        return f"{begin}{line}{_RESET}" if begin or _RESET in line or self._marking else line
