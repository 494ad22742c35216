"""Cutting a text into headings, bullets and paragraphs.

Ads come with bullets of every kind, headings as bold lines, in capitals or on lines of their own,
hard-wrapped paragraphs and tables. Blank lines part paragraphs and say nothing else, so that one more
between two blocks changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from advisor.documents.model import SectionKind
from advisor.documents.sections import Sections
from advisor.regex import late
from advisor.signals.words import TOKEN

BOLD, LABEL = 7, 8
"""Levels of headings below Markdown's six: a bold line; a line in capitals or with a colon at its end."""

_BULLETS = frozenset("•●·▪◦‣○■□✓✔☑➢➤►▶»→∙⁃⚫⬤★☆❖\uf0b7\uf0a7\uf0d8\uf076")
_MARKED = late(r"\\?[-*+–—~]\s+|[–—](?=\w)|o\s+(?=[A-Z])")
_NUMBERED = late(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_HEADING, _CLOSING = late(r"(#{1,6})\s+"), late(r"\s+#+\Z")
_SYMBOL = late(r"[\u2190-\u21ff\u2460-\u24ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][^\w\s]*\s+(?=\S)")
_WORD = late(r"[^\W_]")
_UNDERLINE = late(r"(?:-{3,}|={3,})\Z")
_FRONT_MATTER = late(r"---[ \t]*\r?\n(?:(?:[\w-]+:|[ \t#-]).*\n|\r?\n){1,80}?---[ \t]*(?:\r?\n|\Z)")
_TITLE_KEY = late(r"^title:[ \t]*[\"']?(\S.*?)[\"']?[ \t]*\r?$", re.MULTILINE)
_LONGEST_HEADING = 90
_LONGEST_UNMARKED = 60
_HEADING_WORDS = 12
_LABEL_WORDS = 5
"""A line with a colon at its end and more words than this leads in to what follows, unless its words name a section."""
_LONGEST_WRAP = 130
"""Text that is wrapped by hand has hardly a longer line than this."""
_SLACK = 6
"""So far from the widest line a full one may end: marks and indents are not counted."""
_LONG_LINE = 60
_AT_ONCE = 100_000
"""So many characters are cut into lines at once."""

BlockKind = Literal["heading", "bullet", "prose"]


class Block(NamedTuple):
    """A heading or bullet without its mark, or a paragraph: text[start:end].

    A heading has its level, 1 to 8 (others 0), and the section that its words open, None where they are not known.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    section: SectionKind | None = None


def blocks(text: str, plain: str, sections: Sections) -> list[Block]:
    """Return the blocks of a text; `plain` is the same text in plain typography."""
    lines, after_blank = _lines(text, plain, sections)
    wrap = _wrap_width(text, lines)
    found: list[Block] = []
    last_start = 0
    for line, parted in zip(lines, after_blank, strict=True):
        before = found[-1] if found and not parted else None
        if before and line.kind == "prose" and before.kind != "heading" and _continues(text, before, last_start, line, wrap):
            found[-1] = before._replace(end=line.end)
        else:
            found.append(line)
        last_start = line.start
    return found


def _lines(text: str, plain: str, sections: Sections) -> tuple[list[Block], list[bool]]:
    """Return what stands on each line, and for each whether a blank line is before it."""
    found: list[Block] = []
    after_blank: list[bool] = []
    position, parted = 0, True
    if text.startswith("---") and (matter := _FRONT_MATTER.match(text)):
        position = matter.end()
        if title := _TITLE_KEY.search(text, 0, position):
            found.append(Block(*title.span(1), "heading", 1))
            after_blank.append(True)
    for raw in _raw_lines(text, position):
        start, position = position, position + len(raw)
        content = raw.strip()
        if not content:
            parted = True
            continue
        if raw[0] != content[0]:
            start += len(raw) - len(raw.lstrip())
        line = _line(content, start, plain, sections)
        if line is not None:
            found.append(line)
            after_blank.append(parted)
        elif found and not parted and _UNDERLINE.match(content) and found[-1].kind == "prose":
            above = found[-1]
            if above.end - above.start <= _LONGEST_HEADING:
                level = 1 if content[0] == "=" else 2
                found[-1] = Block(above.start, above.end, "heading", level, sections.opened(plain, above.start, above.end))
        parted = False
    return found, after_blank


def _raw_lines(text: str, position: int) -> Iterator[str]:
    """Yield the lines from a place on with their ends, those of a long text as they are asked for."""
    while position < len(text):
        end = text.find("\n", position + _AT_ONCE) + 1 or len(text)
        yield from text[position:end].splitlines(keepends=True)
        position = end


def _line(content: str, start: int, plain: str, sections: Sections) -> Block | None:
    """Return what a line is, or None where no word stands on it."""
    end = start + len(content)
    first = content[0]
    mark = None
    if first.isalnum() or first == "(":
        if first == "o" or "." in content[1:6] or ")" in content[1:6]:
            mark = _NUMBERED.match(content) or _MARKED.match(content)
    elif first == "#":
        if heading := _HEADING.match(content):
            if not _WORD.search(content):
                return None
            end -= len(closing[0]) if (closing := _CLOSING.search(content, heading.end())) else 0
            start += heading.end()
            return Block(start, end, "heading", len(heading[1]), sections.opened(plain, start, end))
    elif first in _BULLETS:
        return _bullet(content, start, end - len(content[1:].lstrip()), end, plain, sections)
    else:
        mark = _MARKED.match(content)
    if mark:
        return _bullet(content, start, start + mark.end(), end, plain, sections)
    if not first.isalnum():
        if not _WORD.search(content):
            return None
        if first == ">":
            return _line(inner, end - len(inner), plain, sections) if (inner := content[1:].lstrip()) else None
        if first == "|":
            return Block(start, end, "bullet")
        if symbol := _SYMBOL.match(content):
            start += symbol.end()
            kind = sections.named(plain, start, end) if end - start <= _LONGEST_UNMARKED else None
            return Block(start, end, "heading", LABEL, kind) if kind else Block(start, end, "bullet")
    return _heading(content, start, end, plain, sections) or Block(start, end, "prose")


def _bullet(content: str, start: int, inner: int, end: int, plain: str, sections: Sections) -> Block | None:
    """Return a bullet, or the heading that it is where it is bold or ends in a colon and names a section."""
    if inner >= end or not _WORD.search(content, inner - start):
        return None
    if content[-1] in ":*_" and end - inner <= _LONGEST_UNMARKED and (kind := sections.called(TOKEN.findall(plain, inner, end))):
        return Block(inner, end, "heading", LABEL, kind)
    return Block(inner, end, "bullet")


def _heading(content: str, start: int, end: int, plain: str, sections: Sections) -> Block | None:
    """Return the heading that a line without a heading's mark is, or None."""
    if len(content) > _LONGEST_HEADING:
        return None
    bold = content[0] in "*_" and _is_bold(content)
    bare = content.strip("*_ ") if content[0] in "*_" or content[-1] in "*_" else content
    last = bare[-1]
    label = last == ":"
    words = bare.count(" ") + 1
    if words > _HEADING_WORDS or last in ".,;":
        return None
    if label or bold or (len(bare) > 3 and bare.isupper()):
        kind = sections.opened(plain, start, end)
        if kind is None and label and not bold and words > _LABEL_WORDS:
            return None
        return Block(start, end, "heading", BOLD if bold else LABEL, kind)
    if len(content) <= _LONGEST_UNMARKED and (kind := sections.named(plain, start, end)):
        return Block(start, end, "heading", LABEL, kind)
    return None


def _is_bold(content: str) -> bool:
    """Return whether no word stands outside the line's bold parts."""
    mark = "**" if "**" in content else "__"
    parts = content.split(mark)
    return len(parts) > 2 and not _WORD.search("".join(parts[::2]))


def _wrap_width(text: str, lines: list[Block]) -> int:
    """Return the width at which a text is wrapped by hand, or 0 where it is not."""
    width = long = lower = following = 0
    before = None
    for line in lines:
        length = line.end - line.start
        if length > _LONGEST_WRAP:
            long += 1
        elif length > width:
            width = length
        if line.kind == "prose" and before not in (None, "heading"):
            following += 1
            lower += text[line.start].islower()
        before = line.kind
    return width if lower * 3 >= following > 0 and long * 20 <= len(lines) else 0


def _continues(text: str, before: Block, last_start: int, line: Block, wrap: int) -> bool:
    """Return whether a line goes on with the block before it, whose last line starts at `last_start`."""
    end, first = text[before.end - 1], text[line.start]
    length = before.end - last_start
    if end == ":":
        return False
    if wrap:
        space = text.find(" ", line.start, line.end)
        full = length + 1 + ((space if space > 0 else line.end) - line.start) > wrap - _SLACK
        if end in ".!?;":
            return full and before.kind == "prose"
        return full or end in ",-/&(" or (first.islower() and length * 3 >= wrap * 2)
    return end in ",/&(" or (end not in ".!?;" and (first.islower() or first in "(&") and length >= _LONG_LINE)
