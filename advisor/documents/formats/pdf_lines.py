"""Putting the lines of a PDF together to headings, bullets and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from advisor.documents.formats.writer import PieceKind, Writer

_LARGER = 1.12
"""A heading is so many times larger than the text."""
_APART = 1.6
"""Lines of one paragraph are at most so many times their size apart."""
_FULL = 0.86
"""A line that would be longer than this part of the widest with the next one's first word was full."""
_SHORT = 0.6
"""A bold line below this part of the widest is a heading, not the bold end of a sentence."""
_LONGEST_HEADING = 120
_LONGEST_BOLD = 90
_MARGIN = 60.0
"""So near the page's upper and lower edge, in points, stand what runs along it: dates, addresses, page numbers."""
_BULLET = re.compile(r"\s*(?:[•●▪◦‣○■□✓✔➢➤►▶»→∙⁃·\uf0b7\uf0a7\uf0d8\uf076\u2022]|[-–—*](?=\s)|o(?=\s+[A-Z]))\s*")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/|\|)\s*\d{1,3})?\W*\Z", re.IGNORECASE)
_HYPHENATED = re.compile(r"(\w+)-\Z")
_KEEPS_HYPHEN = frozenset(
    "all anti co cross day decision end enterprise ever full hands hard high in large long low mid multi near non off on open out part"
    " post pre problem re real self semi service short single site team third two user well world".split()
)
"""First parts of compounds that are written with a hyphen, so that one at the end of a line belongs to them."""


class Line(NamedTuple):
    """A line: where it starts, how large and bold it is, and the number and height of its page, in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    page: int
    height: float


def _without_margins(lines: list[Line]) -> list[Line]:
    """Return the lines without page numbers and what repeats at the edges of the pages."""
    edges = [line for line in lines if line.height and not _MARGIN < line.y < line.height - _MARGIN]
    said = Counter(re.sub(r"\d+", "#", line.text) for line in edges)
    pages = len({line.page for line in lines})
    body = _body_size(lines)
    dropped = {
        id(line)
        for line in edges
        if _PAGE_NUMBER.match(line.text)
        or (pages > 1 and said[re.sub(r"\d+", "#", line.text)] >= max(2, pages // 2))
        or line.size < 0.8 * body
    }
    return [line for line in lines if id(line) not in dropped]


def write_lines(lines: list[Line], writer: Writer) -> None:
    """Write lines as pieces of text."""
    lines = _without_margins(lines)
    body, largest = _body_size(lines), max((line.size for line in lines), default=0.0)
    texts = [line for line in lines if line.size < _LARGER * body]
    left = min((line.x for line in texts), default=0.0)
    widest = max((len(line.text) + (line.x - left) / (0.5 * body) for line in texts), default=0.0)
    kind: PieceKind = "paragraph"
    text, level = "", 0
    before: Line | None = None
    for line in lines:
        is_heading = line.size >= _LARGER * body and len(line.text) <= _LONGEST_HEADING
        bullet = None if is_heading else _BULLET.match(line.text)
        words = line.text[bullet.end() :] if bullet else line.text
        if before is not None and text and not bullet and _goes_on(before, line, kind, is_heading, widest - (line.x - left) / (0.5 * body)):
            text = _joined(text, words)
        else:
            writer.add(kind, text, level)
            text = words
            level = (1 if line.size >= 0.98 * largest else 2) if is_heading else 0
            bold = line.bold and not bullet and len(words) <= _LONGEST_BOLD
            kind = "heading" if is_heading else "bullet" if bullet else "bold" if bold else "paragraph"
        before = line
    writer.add(kind, text, level)


def _goes_on(before: Line, line: Line, kind: PieceKind, is_heading: bool, room: float) -> bool:
    """Return whether a line goes on with the one before it; `room` is how many characters fit into a line there."""
    if abs(line.size - before.size) > 0.5 or (line.bold != before.bold and (is_heading or kind in ("heading", "bold"))):
        return False  # in a paragraph a line may well be bold throughout
    if line.bold and not before.bold and len(line.text) < _SHORT * room:
        return False
    near = line.page == before.page and 0 < before.y - line.y <= _APART * line.size
    if not near and (line.page == before.page or kind == "heading" or not line.text[0].islower()):
        return False
    if kind == "heading":
        return True
    if before.text.endswith(":") or _NUMBERED.match(line.text):
        return False
    first = line.text.split(" ", 1)[0]
    full = len(before.text) + 1 + len(first) >= _FULL * room
    return (full and kind != "bold") or (line.text[0].islower() and len(before.text) >= 0.5 * room)


def _joined(text: str, more: str) -> str:
    """Return a line with the next; a word that was parted between them is made whole."""
    hyphen = _HYPHENATED.search(text)
    if hyphen is None or not more[:1].islower():
        return f"{text} {more}"
    return text + more if hyphen[1].lower() in _KEEPS_HYPHEN else text[:-1] + more


def _body_size(lines: list[Line]) -> float:
    """Return the size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=1.0) or 1.0
