"""Finding the job title that a draft declares.

It is the first line where that names a job, else what a label introduces ("Job title: …"), else what the
opening says is being hired ("We are looking for a …"). Company, place, pay, requisition number, gender
and work-place markers beside it are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from advisor.documents.model import Document
from advisor.regex import late
from advisor.titles.naming import Names
from advisor.titles.phrases import Phrases, one_of

_LINES = 60
"""So many lines from the top a label is looked for; a title without one stands in the first few."""
_FIRST_LINES = 6
_LONGEST = 16
"""A title line has at most so many words, and so many characters."""
_LONGEST_LINE = 300
_OPENING = 12
"""So many sentences from the top may say who is being hired, with so many characters up to the end of the title."""
_CUE_REACH = 90
_LEAD_IN = 4
"""So many words may stand between such a cue and the title: Senior, Remote, the name of a product."""

_EDGE = " \t\r\n!?*_>-=~:;,.|/•·●▪◦‣🌎💰"
_BEFORE = _EDGE + "#"
_WORD = late(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDS_AS_SENTENCE = late(r"[^\W\d_]{4,}\.\Z")
_STOP = late(r"(?<!\b[sj]r)[.;:!?]")
_NEW_START = late(r"[.!]?\s+[-(]?\s?[A-Z]|\s*\Z")
_CAPITALISED = late(r"(?:[A-Z][\w.+#-]*[ /]?){1,6}")
_ASIDE = late(r"\s(?:-|\()")
_PAY = late(r"[\s(\[,|-]*(?:(?:up to |from )?(?:[$£€¥]|usd|eur|gbp|pln|chf|cad|aud)\s?\d|\d[\d.,]*\s?k\b).*\Z")
_GENDER = late(r"\s*[(\[]?\s*\b[mwfdxhi]\s?[/|*]\s?[mwfdxh](?:\s?[/|*]\s?[mwfdxhi])?\b\s*[)\]]?\s*\Z")
_VACANCY = late(r"\s+(?:job\s+)?(?:openings?|vacancy|position|role|wanted|needed|job|[a-z]{1,4}-?\d{4,}|\d{4,})\Z")
_AT = late(r"\s(?:at|@|bei)\s+(?=[^\W\d_])")
_BRACKETS = late(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_LEADING_BRACKETS = late(r"\s*[(\[][^()\[\]]*[)\]]\s*(?=\w)")
_TAIL = late(r"\s(?=[(\[])|\s(?:-|/|@)\s|,\s|\s-|-\s|:\s")
_REQUISITION = late(r"[\W_]*(?:(?:job|req|ref|reference|posting)?\W*(?:id|no|nr|number)?\W*)?[a-z]{0,4}[-_]?\d[\d_-]{2,}[a-z]{0,3}[\W_]*\Z")

Place = tuple[int, int]


class Titles:
    """Finds declared titles with the lexicon's words."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]], names: Names) -> None:
        self._jobs = Phrases(concepts, ["job-noun"])
        self._markers = Phrases(concepts, ["title-marker", "place-name"])
        self._names = names
        self._prose = late(one_of(concepts, "prose-word"))
        self._label = late(rf"[\W_]*{one_of(concepts, 'title-label')}(?:\s(?:is|for))?[*_ ]*[:-][*_\s]*(?=\w)")
        self._hiring = late(rf"{one_of(concepts, 'hiring-cue')}\s+(?:{one_of(concepts, 'title-lead-in')}[\s,]*)*")

    def find(self, document: Document) -> Place | None:
        """Return where the title stands, or None where the draft declares none."""
        if document.title is not None:
            start, end = document.title
            return self._trimmed(document.plain, start, end) if end - start <= _LONGEST_LINE else document.title
        return self._first_line(document) or self._labelled(document) or self._hired(document)

    def _first_line(self, document: Document) -> Place | None:
        plain = document.plain
        for number, (first, end) in enumerate(_lines(document.text)):
            if number == _FIRST_LINES:
                break
            label = self._label.match(plain, first, min(end, first + _LONGEST_LINE))
            start = label.end() if label else first
            if "|" in plain[start:end] and end - start <= _LONGEST_LINE:
                if found := self._segment(plain, start, end):
                    return found
            elif self._is_title(plain, start, end):
                return self._trimmed(plain, start, end)
            elif number == 0 and (opening := self._glued(document, start, end)):
                return opening
        return None

    def _segment(self, plain: str, start: int, end: int) -> Place | None:
        """Return the part of a line cut by bars that names a job, rather one of the four families' than another."""
        parts: list[Place] = []
        position = start
        for piece in plain[start:end].split("|"):
            if "http" not in piece:
                parts.append((position, position + len(piece)))
            position += len(piece) + 1
        jobs = [part for part in parts if self._is_title(plain, *part)]
        best = next((part for part in jobs if self._names.family(plain, *part) != "other"), jobs[0] if jobs else None)
        return self._trimmed(plain, *best) if best else None

    def _glued(self, document: Document, start: int, end: int) -> Place | None:
        """Return the title that a text without lines opens with: a new sentence or name starts behind it."""
        plain = document.plain
        words = list(_WORD.finditer(plain, start, min(end, start + _LONGEST_LINE)))[:_LONGEST]
        if not words:
            return None
        prose = self._prose.search(plain, start, words[-1].end())
        for hit in self._jobs.find(plain, start, prose.start() if prose else words[-1].end()):
            if _NEW_START.match(document.text, hit.end) and not _STOP.search(plain, start, hit.start):
                return self._trimmed(plain, start, hit.end)
        return None

    def _labelled(self, document: Document) -> Place | None:
        for number, (first, end) in enumerate(_lines(document.text)):
            if number == _LINES:
                break
            label = self._label.match(document.plain, first, min(end, first + _LONGEST_LINE))
            if label is not None and self._is_title(document.plain, label.end(), end):
                return self._trimmed(document.plain, label.end(), end)
        return None

    def _hired(self, document: Document) -> Place | None:
        for sentence in document.sentences[:_OPENING]:
            for cue in self._hiring.finditer(document.plain, sentence.start, sentence.end):
                named = self._names.named(document.plain, cue.end(), min(sentence.end, cue.end() + _CUE_REACH))
                if named and _may_open_title(document.plain[cue.end() : named[0].start]):
                    return cue.end(), named[0].end
        return self._capitalised(document)

    def _capitalised(self, document: Document) -> Place | None:
        """Return a title outside the vocabulary: words in capitals behind a cue, up to the one that says what somebody is."""
        for sentence in document.sentences[:_OPENING]:
            for cue in self._hiring.finditer(document.plain, sentence.start, sentence.end):
                words = _CAPITALISED.match(document.text, cue.end(), min(sentence.end, cue.end() + _CUE_REACH))
                if words and (jobs := self._jobs.find(document.plain, *words.span())):
                    return words.start(), jobs[0].end
        return None

    def _is_title(self, plain: str, start: int, end: int) -> bool:
        """Return whether a line, or a part of one, names a job and is no sentence."""
        jobs = self._jobs.find(plain, start, end) if end - start <= _LONGEST_LINE else []
        aside = _ASIDE.search(plain, jobs[0].end, end) if jobs else None
        return (
            bool(jobs)
            and len(_WORD.findall(plain, start, end)) <= _LONGEST
            and not self._prose.search(plain, start, aside.start() if aside else end)
            and not _ENDS_AS_SENTENCE.search(plain, start, end)
        )

    def _trimmed(self, plain: str, start: int, end: int) -> Place:
        """Return the title without what stands beside it."""
        start, end = _edges(plain, start, end)
        if (leading := _LEADING_BRACKETS.match(plain, start, end)) and not self._jobs.find(plain, *leading.span()):
            start = leading.end()
        at = _AT.search(plain, start, end)
        if at and self._jobs.find(plain, start, at.start()) and not self._jobs.find(plain, at.end(), end):
            end = at.start()
        while True:
            _, shorter = _edges(plain, start, self._shorter(plain, start, end))
            if shorter == end:
                return start, end
            end = shorter

    def _shorter(self, plain: str, start: int, end: int) -> int:
        """Return the end of the title without the last thing beside it, or the same end."""
        for pattern in (_PAY, _GENDER, _VACANCY):
            if (match := pattern.search(plain, start, end)) and self._jobs.find(plain, start, match.start()):
                return match.start()
        if brackets := _BRACKETS.search(plain, start, end):
            return brackets.start() if self._is_marker(plain, *brackets.span()) else end
        last = next(reversed(list(_TAIL.finditer(plain, start, end))), None)
        if last is not None and self._jobs.find(plain, start, last.start()) and self._is_marker(plain, last.end(), end):
            return last.start()
        return end

    def _is_marker(self, plain: str, start: int, end: int) -> bool:
        """Return whether nothing but places, terms of work and numbers stands there."""
        if _REQUISITION.match(plain, start, end):
            return True
        rest = list(plain[start:end])
        hits = self._markers.find(plain, start, end)
        for hit in hits:
            rest[hit.start - start : hit.end - start] = " " * (hit.end - hit.start)
        return bool(hits) and not re.search(r"[^\W\d_]{2}", "".join(rest))


def _lines(text: str) -> Iterator[Place]:
    """Yield the lines that hold something, without the blanks around them."""
    position = 0
    while position < len(text):
        after = text.find("\n", position)
        after = len(text) if after < 0 else after
        start, end = _edges(text, position, after)
        if start < end:
            yield start, end
        position = after + 1


def _edges(text: str, start: int, end: int) -> Place:
    while start < end and text[start] in _BEFORE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _may_open_title(between: str) -> bool:
    """Return whether only words that may open a title stand between a cue and the title it introduces."""
    return len(between.split()) <= _LEAD_IN and "(" not in between and not _STOP.search(between)
