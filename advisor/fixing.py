"""Writing the suggested lines into a draft, with their <blanks>, and nothing else.

A line that replaces words does so only where these are the whole sentence: elsewhere it is put after
the sentence, and what it replaces is left to whoever fills in the blanks. So nothing that a draft says
is lost but what was at fault. What is there already, filled in or not, is not written again, and a
sentence that has a blank in it is left alone; the draft is checked again until there is nothing to write.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from advisor.blocks import block_end, bullet, line_end, next_line
from advisor.documents.model import Document, Sentence
from advisor.frozen import frozen
from advisor.model import Finding, Raise, Report, Rulebook, Span

Check = Callable[[str], tuple[Document, Report]]
"""Checks a text as the draft it was taken from."""

_PASSES = 20
_BLANK = re.compile(r"<[^<>\n]{1,80}>")
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    "a also an and are be can expected has have is may must need needs our required role shall should the this to we will you your".split()
)
_ENDS = (".", "!", "?", "…", ":", ";")
_HOMES = ("offer", "duties", "requirements", "company", "opening")
"""The sections after which something missing is said, the best first."""


@frozen
class Fixed:
    """A draft with the suggested lines in it, and how many sentences they replaced and lines they added."""

    text: str
    replaced: int
    added: int


@frozen
class Edit:
    """Text to write in place of `[start, end)` of a draft, in code points."""

    start: int
    end: int
    text: str


def fix(text: str, check: Check, rulebook: Rulebook) -> Fixed:
    """Return the text with every line written that a finding suggests; doing so again changes nothing."""
    blanks = _blanks(rulebook)
    replaced = added = 0
    for _ in range(_PASSES):
        document, report = check(text)
        found = _Pass(text, document, rulebook, blanks).edits(report.findings)
        if not found:
            break
        replaced += sum(edit.end > edit.start for edit in found)
        added += sum(edit.end == edit.start for edit in found)
        text = _applied(text, found)
    return Fixed(text, replaced, added)


def edits(document: Document, findings: Iterable[Finding], rulebook: Rulebook) -> list[Edit]:
    """Return what writes the lines that these findings suggest into the draft, in the order of the text.

    There is nothing to write for what is mended by hand, and for a line that is there already.
    """
    return _Pass(document.text, document, rulebook, _blanks(rulebook)).edits(findings)


def _blanks(rulebook: Rulebook) -> set[str]:
    """Return the blanks that suggested lines have."""
    return {blank for rule in rulebook.rules if isinstance(rule.then, Raise) for blank in _BLANK.findall(rule.then.fix or "")}


class _Pass:
    """One round: what to write into a text, given what was found in it."""

    def __init__(self, text: str, document: Document, rulebook: Rulebook, blanks: set[str]) -> None:
        self._text = text
        self._sentences = document.sentences
        self._starts = [sentence.start for sentence in document.sentences]
        self._rulebook = rulebook
        self._blanks = blanks
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._written: set[str] = set()
        self._taken: set[int] = set()

    def edits(self, findings: Iterable[Finding]) -> list[Edit]:
        """Return the edits that the findings ask for, in the order of the text."""
        found: list[Edit] = []
        missing: list[str] = []
        for finding in findings:
            then = self._rulebook.rule(finding.rule).then
            assert isinstance(then, Raise)
            line = " ".join((finding.fix or "").split())
            if not line or then.edit == "by-hand":
                continue
            if finding.span is None:
                if self._is_new(line):
                    missing.append(line)
            elif (sentence := self._sentence(finding.span)) and not self._has_blank(sentence):
                found += self._beside(finding.span, sentence, line, then.edit == "replace")
        if missing:
            found.append(self._at_home(missing))
        return sorted(found, key=lambda edit: edit.start)

    def _beside(self, span: Span, sentence: Sentence, line: str, replaces: bool) -> Iterator[Edit]:
        if replaces and sentence.start not in self._taken and self._is_all_of(span, sentence):
            if self._text[sentence.start : sentence.end] != line:
                self._taken.add(sentence.start)
                yield Edit(sentence.start, sentence.end, line)
        elif self._is_new(line):
            yield self._after(sentence, [line])

    def _after(self, sentence: Sentence, lines: Sequence[str], apart: bool = False) -> Edit:
        """Return what puts lines after a sentence: as bullets after a bullet, in a paragraph unless they are to stand apart."""
        text, end = self._text, sentence.end
        if sentence.kind == "bullet" and (marker := bullet(text, sentence.start)):
            position = block_end(text, end)
            return Edit(position, position, "".join(f"{self._break}{marker}{line}" for line in lines))
        if sentence.kind == "prose" and not apart and text[end - 1] in _ENDS:
            return Edit(end, end, "".join(f" {line}" for line in lines))
        position = block_end(text, end) if sentence.kind != "heading" else line_end(text, end)
        return Edit(position, position, "".join(f"{self._break * 2}{line}" for line in lines) + self._gap(position))

    def _gap(self, position: int) -> str:
        """Return the blank line that is wanted between new paragraphs and what follows, if any is."""
        following = next_line(self._text, position)
        return self._break if following < len(self._text) and self._text[following : line_end(self._text, following)].strip() else ""

    def _at_home(self, lines: Sequence[str]) -> Edit:
        """Return what puts lines that say something missing at the end of the section that best takes them."""
        for home in _HOMES:
            inside = [sentence for sentence in self._sentences if sentence.section == home and sentence.kind != "heading"]
            bullets = [sentence for sentence in inside if sentence.kind == "bullet"]
            if inside:
                return self._after((bullets or inside)[-1], lines, apart=True)
        return self._after(self._sentences[-1], lines, apart=True)

    def _sentence(self, span: Span) -> Sentence | None:
        index = bisect_right(self._starts, span.start) - 1
        return self._sentences[index] if index >= 0 and span.start < self._sentences[index].end else None

    def _is_all_of(self, span: Span, sentence: Sentence) -> bool:
        around = f"{self._text[sentence.start : span.start]} {self._text[span.end : max(span.end, sentence.end)]}"
        return span.end <= sentence.end and _SMALL.issuperset(_WORD.findall(around.casefold()))

    def _has_blank(self, sentence: Sentence) -> bool:
        return not self._blanks.isdisjoint(_BLANK.findall(self._text, sentence.start, sentence.end))

    def _is_new(self, line: str) -> bool:
        """Return whether the text has the line neither with its blanks nor filled in, and note that it will."""
        if line in self._written or _pattern(line).search(self._text):
            return False
        self._written.add(line)
        return True


def _pattern(line: str) -> re.Pattern[str]:
    """Return what finds a line in a text whether or not its blanks are filled in."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in _BLANK.split(line)]
    while len(parts) > 1 and not _WORD.search(parts[0]):
        del parts[0]
    while len(parts) > 1 and not _WORD.search(parts[-1]):
        del parts[-1]
    return re.compile(r"\s?.{1,80}?\s?".join(parts))


def _applied(text: str, edits: Sequence[Edit]) -> str:
    parts, position = [], 0
    for edit in edits:
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])
