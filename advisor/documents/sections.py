"""Which kind of section a heading opens, by the words of the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from advisor.documents.model import SectionKind
from advisor.signals.words import TOKEN

_LONGEST_PHRASE = 8
_LONG_HEADING = 8
"""In a heading of more words than this, one word alone says nothing."""
_ASKING = frozenset("what who how why about".split())
"""How a line may begin that is a heading although nothing marks it and more stands in it than the known words."""
_TOPIC = _ASKING | frozenset("our join meet".split())
_PREPOSITIONS = frozenset("for in at with".split())
"""What stands after one of these is said of something else: requirements for the role."""
_BETWEEN = frozenset(("and", "or"))
_TRAILING = frozenset("include includes including will are is but not limited to the following as follows".split())


class Sections:
    """The lexicon's headings; `headings` maps phrases, as tokens joined by blanks, to the sections they open."""

    def __init__(self, headings: Mapping[str, str]) -> None:
        self._headings = headings
        self._first_words: frozenset[str] | None = None

    def opened(self, plain: str, start: int, end: int) -> SectionKind | None:
        """Return the section that the heading plain[start:end] opens, or None where its words are not known.

        The longest known phrase in it counts, and of equally long ones the first. One word counts only
        where it begins or ends a short heading.
        """
        words = TOKEN.findall(plain, start, end)
        for place, word in enumerate(words):
            if place and word in _PREPOSITIONS:
                return self.known(words[:place]) or self.known(words)
        return self.known(words)

    def known(self, words: list[str]) -> SectionKind | None:
        """Return the section that these words of a heading open, or None."""
        many = len(words)
        for size in range(min(many, _LONGEST_PHRASE), 1, -1):
            for first in range(many - size + 1):
                if kind := self._headings.get(" ".join(words[first : first + size])):
                    return cast(SectionKind, kind)  # the loader allows nothing else
        if not words or many > _LONG_HEADING:
            return None
        if kind := self._headings.get(words[0]) or self._headings.get(words[-1]):
            return cast(SectionKind, kind)
        return self.known(words[:-1]) if words[-1] in _TRAILING else None

    def named(self, plain: str, start: int, end: int) -> SectionKind | None:
        """Return the section that the unmarked line plain[start:end] opens: it must be a known phrase, or ask a known question."""
        words = TOKEN.findall(plain, start, end)
        if kind := self.called(words) or self._listed(words):
            return kind
        return self.opened(plain, start, end) if words and words[0] in _ASKING and self._begins(words) else None

    def called(self, words: list[str]) -> SectionKind | None:
        """Return the section that these words are the name of, or None; "… include" may follow the name."""
        while words:
            if kind := self._headings.get(" ".join(words)):
                return cast(SectionKind, kind)
            if words[-1] not in _TRAILING:
                return None
            words = words[:-1]
        return None

    def is_topic(self, plain: str, start: int, end: int) -> bool:
        """Return whether an unknown heading begins like one that has nothing to do with the section above it."""
        first = TOKEN.search(plain, start, end)
        return first is not None and first[0] in _TOPIC

    def may_begin(self, word: str) -> bool:
        """Return whether a known phrase begins with this word."""
        if self._first_words is None:
            self._first_words = frozenset(phrase.partition(" ")[0] for phrase in self._headings)
        return word in self._first_words

    def _listed(self, words: list[str]) -> SectionKind | None:
        """Return the section of the first of several names that are all there is: skills, experience and education."""
        first: SectionKind | None = None
        at = 0
        while at < len(words):
            if words[at] in _BETWEEN:
                at += 1
                continue
            size = next((size for size in range(min(len(words) - at, 3), 0, -1) if " ".join(words[at : at + size]) in self._headings), 0)
            if not size:
                return None
            first = first or cast(SectionKind, self._headings[" ".join(words[at : at + size])])
            at += size
        return first

    def _begins(self, words: list[str]) -> bool:
        return any(" ".join(words[:size]) in self._headings for size in range(2, min(len(words), _LONGEST_PHRASE) + 1))
