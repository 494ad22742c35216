"""Finding the sentences, bullets, headings and sections of a plain or Markdown text.

Nothing here changes the text: structure is a list of positions in it. Ads come with bullets of every
kind, headings as bold lines, hard-wrapped paragraphs, glued sentences and no line structure at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from advisor.documents.model import Document, SectionKind, Sentence
from advisor.signals.words import plain, tokens

_BULLET = re.compile(r"\s*(?:[-*+•·●▪◦‣○■□✓✔➢➤►▶»→∙⁃–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+|\s*[•·●▪◦‣○■✓✔➢➤►▶]")
_HEADING_MARK = re.compile(r"\s*#{1,6}\s+\S")
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)+[^*_]+(?:\*\*|__)+\s*:?\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"')\]*_]*(?=\s+[\"'(\[*_]*[A-Z0-9\"'(])|(?<=[a-z)])[.!?](?=[A-Z][a-z])|\s[•·●▪◦‣](?=\s)|\s\*(?=\s+[A-Z])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|inc|ltd|corp|co|vs|approx|min|max|yrs|sr|jr|dr|mr|ms|mrs|st|no|dept|u\.s|u\.k|a\.m|p\.m)|\b[A-Z])\Z", re.IGNORECASE)
_BESIDE = frozenset("and or the your our a an job key required technical professional personal main core minimum general other".split())
"""Words that may stand in a heading beside those that say which section it opens."""
_LABEL = 50
"""A line of nothing but the words of headings is a heading up to this length, whatever it looks like."""
_WRAPPED = 60
"""A line at least this long, followed by one that starts like its continuation, is taken to be hard-wrapped."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: str


def structure(name: str, text: str, headings: Mapping[str, str], form: str = "text") -> Document:
    """Return the document of a text; `headings` maps token-joined heading phrases to the section they open."""
    flat = plain(text)
    sentences: list[Sentence] = []
    section: SectionKind = "opening"
    for block in _blocks(text):
        if block.kind == "heading" or (block.kind == "prose" and _names_section(flat[block.start : block.end], headings)):
            section = section_of(flat[block.start : block.end], headings) or ("other" if sentences else section)
            sentences.append(Sentence(block.start, block.end, section, "heading"))
            continue
        kind = "bullet" if block.kind == "bullet" else "prose"
        sentences.extend(Sentence(start, end, section, kind) for start, end in _sentences(text, block.start, block.end))  # type: ignore[arg-type]  # kind is one of the two
    return Document(name, text, flat, tuple(sentences), None, form)


def section_of(line: str, headings: Mapping[str, str]) -> SectionKind | None:
    """Return the kind of section that a heading opens, or None where its words are not known."""
    words = tokens(line)
    for size in range(min(len(words), 6), 0, -1):
        for start in range(len(words) - size + 1):
            if kind := headings.get(" ".join(words[start : start + size])):
                return cast(SectionKind, kind)  # the loader allows nothing else
    return None


def _names_section(line: str, headings: Mapping[str, str]) -> bool:
    """Return whether a line without any mark of a heading is nothing but the words of headings."""
    if len(line) > _LABEL or line.endswith("."):
        return False
    words = tokens(line)
    at = named = 0
    while at < len(words):
        size = next((size for size in range(min(len(words) - at, 6), 0, -1) if " ".join(words[at : at + size]) in headings), 0)
        if not size and words[at] not in _BESIDE:
            return False
        at += size or 1
        named += size
    return named > 0


def _blocks(text: str) -> Iterator[_Line]:
    """Yield headings, bullets and paragraphs; a hard-wrapped paragraph or bullet is one."""
    open_: _Line | None = None
    for line in _lines(text):
        if line.kind == "blank":
            if open_:
                yield open_
            open_ = None
        elif line.kind == "heading":
            if open_:
                yield open_
            open_ = None
            yield line
        elif open_ and line.kind == "prose" and _continues(text, open_, line):
            open_ = _Line(open_.start, line.end, open_.kind)
        else:
            if open_:
                yield open_
            open_ = line
    if open_:
        yield open_


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for raw in text.splitlines(keepends=True):
        start, position = position, position + len(raw)
        content = raw.strip()
        if not content:
            yield _Line(start, start, "blank")
            continue
        first = start + len(raw) - len(raw.lstrip())
        last = start + len(raw.rstrip())
        if _HEADING_MARK.match(raw) or _BOLD_LINE.match(raw) or _is_label(content):
            yield _Line(first, last, "heading")
        elif match := _BULLET.match(raw):
            yield _Line(min(start + match.end(), last), last, "bullet")
        else:
            yield _Line(first, last, "prose")


def _is_label(content: str) -> bool:
    """Return whether a line looks like a heading: short, and ending in a colon or all in capitals."""
    bare = content.strip("*_ ")
    words = bare.split()
    if len(words) > 9 or len(bare) > 90:
        return False
    if bare.endswith(":"):
        return True
    letters = [char for char in bare if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() for char in letters) and not bare.endswith((".", ","))


def _continues(text: str, before: _Line, line: _Line) -> bool:
    last_line = text.rfind("\n", before.start, before.end) + 1 or before.start
    first = text[line.start]
    if text[before.end - 1] in ".!?:;":
        return before.end - last_line >= _WRAPPED and text[before.end - 1] != ":" and before.kind == "prose"
    return first.islower() or first in "(\"'&" or before.end - last_line >= _WRAPPED or text[before.end - 1] in ",-/"


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[0][0] == "." and _ABBREVIATION.search(text, max(position, match.start() - 8), match.start()):
            continue
        if text[position : match.end()].strip():
            yield position, match.end()
        position = match.end()
        while position < end and text[position].isspace():
            position += 1
    if text[position:end].strip():
        yield position, end
