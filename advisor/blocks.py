"""Paragraphs and bullets of a text, by its lines: for what must find its place in a file rather than read it."""

from __future__ import annotations

from advisor.regex import late

_BEGINS = late(r"\s*(?:[-*+•·●▪◦‣○■□✓✔➢➤►▶»–—]|\(?\d{1,2}[.)])\s|\s*(?:[•·●▪◦‣○■]|#{1,6}\s|<!--)")
_MARKER = late(r"([ \t]*)([-*+•·●▪◦‣○■□✓✔➢➤►▶»–—][ \t]+|[•·●▪◦‣○■])?")


def line_start(text: str, position: int) -> int:
    """Return where the line of a position begins."""
    return text.rfind("\n", 0, position) + 1


def line_end(text: str, position: int) -> int:
    """Return where the line of a position ends, before its line break."""
    found = text.find("\n", position)
    end = len(text) if found < 0 else found
    return end - 1 if end > position and text[end - 1] == "\r" else end


def next_line(text: str, position: int) -> int:
    """Return where the line after that of a position begins; the end of the text where there is none."""
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def block_start(text: str, position: int) -> int:
    """Return where the paragraph, bullet or heading around a position begins."""
    start = line_start(text, position)
    while start > 0 and not _BEGINS.match(text, start, line_end(text, start)):
        above = line_start(text, start - 1)
        if not text[above:start].strip():
            break
        start = above
    return start


def block_end(text: str, position: int) -> int:
    """Return where the paragraph, bullet or heading around a position ends."""
    end = line_end(text, position)
    while (following := next_line(text, end)) < len(text):
        following_end = line_end(text, following)
        if not text[following:following_end].strip() or _BEGINS.match(text, following, following_end):
            break
        end = following_end
    return end


def bullet(text: str, position: int) -> str | None:
    """Return what a bullet beside the one around a position begins with, or None where that is none, or numbered."""
    found = _MARKER.match(text, block_start(text, position))
    return f"{found[1]}{found[2]}" if found and found[2] else None
