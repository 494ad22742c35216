"""Finding the job title that a draft declares.

It is the first line where that names a job, else what a label introduces ("Job title: …"), else what the
opening says is being hired ("We are looking for a …"). Company, place, pay, requisition number, gender
and work-place markers beside it are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from advisor.documents.model import Document
from advisor.titles.naming import Names
from advisor.titles.phrases import Phrases

_LINES = 60
"""So many lines from the top a label is looked for; a title without one stands in the first few."""
_FIRST_LINES = 6
_LONGEST = 16
"""A title line has at most so many words."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PROSE = re.compile(r"\b(?:we|we're|you|you'll|your|our|is|are|was|were|will|has|have|can|who|they|i'm|join|joining|reports?|reporting|looking|seeking|seeks|must|should|an?|this|that|what|how|why)\b|[^\W\d_]{4,}\.\Z")
_LABEL = re.compile(
    r"[\W_]*(?:(?:job|position|role|posting|vacancy|post|working|functional|official)\s+(?:title|name|opening|posting|role)|title|position|role|vacancy|job|opening|(?:we(?:'re| are) )?(?:now )?hiring|stelle|poste)"
    r"[*_ ]*[:|]?[*_ ]*(?:is |for )?[:\-]\s*[*_]*\s*(?=\w)"
)
_EDGE = " \t\r\n!?#*_>-=~:;,.|/•·●▪◦‣🌎💰"
_PAY = re.compile(r"[\s(\[,|-]*(?:(?:up to |from )?(?:[$£€¥]|usd|eur|gbp|pln|chf|cad|aud)\s?\d|\d[\d.,]*\s?k\b).*\Z")
_AT = re.compile(r"\s(?:at|@|bei|for)\s+(?=[^\W\d_])")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
_VACANCY = re.compile(r"\s+(?:job\s+)?(?:openings?|vacancy|position|role|wanted|needed|job|[a-z]{1,4}-?\d{4,}|\d{4,})\Z")
_LEADING_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*(?=\w)")
_TAIL = re.compile(r"\s(?=[(\[])|\s(?:-|/|@)\s|,\s|\s-|-\s|:\s")
_NUMBER = re.compile(r"[\W_]*(?:(?:job|req|requisition|ref|reference|posting|vacancy)?\W*(?:id|no|nr|number)?\W*#?\W*)?(?:[a-z]{0,4}[-_]?\d[\d_-]{2,}[a-z]{0,3})[\W_]*\Z")
_GENDER = re.compile(r"\s*(?:[(\[]?\s*\b[mwfdxhi]\s?[/|*]\s?[mwfdxh](?:\s?[/|*]\s?[mwfdxhi])?\b\s*[)\]]?)\s*\Z")
_NEW_START = re.compile(r"[.!]?\s+[-(]?\s?[A-Z]|\s*\Z")
_STOP = re.compile(r"(?<!\b[sj]r)[.;:!?]")
_HIRED = re.compile(
    r"\b(?:hiring|hire|looking for|looking to (?:hire|add|appoint|recruit)|on the lookout for|seeking|seeks|searching for|in search of|recruiting|recruit|need(?: of)?|needs|requires|want|wants|appoint|"
    r"opening for|vacancy for|opportunity for|position of|position for|role of|role for|post of|job of|(?:join|joining) [^.;:]{0,50}?\bas|work as|working as|as|role is|position is)\s+"
    r"(?:(?:a|an|our|the|one|two|three|several|some|experienced|talented|passionate|skilled|motivated|next|new|additional|highly|very|first|dedicated|hands-on|great|strong|dynamic|bright|remote|full-time|part-time|permanent|of|for|another|additional|excellent|exceptional)\b[\s,]*)*"
)


class Titles:
    """Finds declared titles with the lexicon's words."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]], names: Names) -> None:
        self._jobs = Phrases(concepts, ["job-noun"])
        self._markers = Phrases(concepts, ["title-marker", "place-name"])
        self._names = names

    def find(self, document: Document) -> tuple[int, int] | None:
        """Return where the title stands, or None where the draft declares none."""
        if document.title is not None:
            return self._trimmed(document.plain, *document.title)
        return self._first_line(document) or self._labelled(document) or self._hired(document)

    def _first_line(self, document: Document) -> tuple[int, int] | None:
        for number, (start, end) in enumerate(_lines(document.text)):
            if number == _FIRST_LINES:
                break
            if (label := _LABEL.match(document.plain, start, end)) is not None:
                start = label.end()
            plain = document.plain
            if "|" in plain[start:end]:
                if found := self._segment(plain, start, end):
                    return found
                continue
            if len(_WORD.findall(plain, start, end)) <= _LONGEST and self._is_title(plain, start, end):
                return self._trimmed(plain, start, end)
            if number == 0 and (opening := self._glued(document, start, end)):
                return opening
        return None

    def _segment(self, plain: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the part of a line cut by bars that names a job, rather one of the four families' than another."""
        parts: list[tuple[int, int]] = []
        position = start
        for piece in plain[start:end].split("|"):
            if "http" not in piece:
                parts.append((position, position + len(piece)))
            position += len(piece) + 1
        jobs = [part for part in parts if self._is_title(plain, *part)]
        best = next((part for part in jobs if self._names.family(plain, *part) != "other"), jobs[0] if jobs else None)
        return self._trimmed(plain, *best) if best else None

    def _glued(self, document: Document, start: int, end: int) -> tuple[int, int] | None:
        """Return the title that a text without lines opens with: a new sentence or name starts behind it."""
        plain = document.plain
        reach = [word.end() for word in _WORD.finditer(plain, start, min(end, start + 120))][:10]
        if not reach:
            return None
        prose = _PROSE.search(plain, start, reach[-1])
        for hit in self._jobs.find(plain, start, prose.start() if prose else reach[-1]):
            if _NEW_START.match(document.text, hit.end) and not _STOP.search(plain, start, hit.start):
                return self._trimmed(plain, start, hit.end)
        return None

    def _labelled(self, document: Document) -> tuple[int, int] | None:
        for number, (start, end) in enumerate(_lines(document.text)):
            if number == _LINES:
                return None
            label = _LABEL.match(document.plain, start, end)
            if label is not None and len(_WORD.findall(document.plain, label.end(), end)) <= _LONGEST and self._is_title(document.plain, label.end(), end):
                return self._trimmed(document.plain, label.end(), end)
        return None

    def _hired(self, document: Document) -> tuple[int, int] | None:
        for sentence in document.sentences[:12]:
            for cue in _HIRED.finditer(document.plain, sentence.start, sentence.end):
                named = [hit for hit in self._names.named(document.plain, cue.end(), min(sentence.end, cue.end() + 90))]
                if named and _close(document.plain, cue.end(), named[0].start):
                    return cue.end(), named[0].end
        return None

    def _is_title(self, plain: str, start: int, end: int) -> bool:
        return bool(self._jobs.find(plain, start, end)) and not _PROSE.search(plain, start, end)

    def _trimmed(self, plain: str, start: int, end: int) -> tuple[int, int]:
        """Return the title without what stands beside it."""
        start, end = _edges(plain, start, end)
        if (leading := _LEADING_BRACKETS.match(plain, start, end)) and not self._jobs.find(plain, *leading.span()):
            start = leading.end()
        if (at := _AT.search(plain, start, end)) and self._jobs.find(plain, start, at.start()) and not self._jobs.find(plain, at.end(), end):
            end = at.start()
        while True:
            shorter = self._shorter(plain, start, end)
            start, shorter = _edges(plain, start, shorter)
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
        *_, last = [None, *_TAIL.finditer(plain, start, end)]
        if last is not None and self._jobs.find(plain, start, last.start()) and self._is_marker(plain, last.end(), end):
            return last.start()
        return end

    def _is_marker(self, plain: str, start: int, end: int) -> bool:
        """Return whether nothing but places, terms of work and numbers stands there."""
        if _NUMBER.match(plain, start, end):
            return True
        rest = list(plain[start:end])
        hits = self._markers.find(plain, start, end)
        if not hits:
            return False
        for hit in hits:
            rest[hit.start - start : hit.end - start] = " " * (hit.end - hit.start)
        return not re.search(r"[^\W\d_]{2}", "".join(rest))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that hold something, without the blanks around them."""
    position = 0
    while position < len(text):
        after = text.find("\n", position)
        after = len(text) if after < 0 else after
        if text[position:after].strip():
            yield _edges(text, position, after)
        position = after + 1


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _close(plain: str, start: int, title: int) -> bool:
    """Return whether only words that may open a title stand between."""
    between = plain[start:title]
    return len(between.split()) <= 4 and "(" not in between and not _STOP.search(between)
