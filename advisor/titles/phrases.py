"""Concepts of the lexicon found in a piece of a draft, by which titles, levels and years are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.signals.language import Concept
from advisor.signals.matcher import Units


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a concept stands: text[start:end]."""

    concept: str
    start: int
    end: int


class Phrases:
    """Some of the lexicon's concepts, ready to be found. A concept the lexicon does not have is never found."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]], names: Iterable[str]) -> None:
        wanted = list(names)
        self._units = Units({name: concepts.get(name, ()) for name in wanted})
        self._names = {self._units.unit(Concept(name)): name for name in wanted}

    def find(self, plain: str, start: int, end: int) -> list[Hit]:
        """Return the concepts in plain[start:end], in order, without those that lie inside a longer one."""
        found: list[Hit] = []
        for read in self._units.read(plain, start, end):
            for unit, places in read.hits.items():
                found.extend(Hit(self._names[unit], read.starts[first], read.ends[last - 1]) for first, last in places)
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        reach = -1
        for hit in found:
            if hit.end > reach or (kept and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)):
                kept.append(hit)
                reach = max(reach, hit.end)
        return kept


def one_of(concepts: Mapping[str, Iterable[tuple[str, ...]]], name: str) -> str:
    """Return a regular expression for any phrase of a concept in plain text, the longest first.

    It matches nothing where the lexicon does not have the concept.
    """
    phrases = {r"[\s/-]+".join(map(re.escape, form)).replace(r"[\s/-]+'", "'") for form in concepts.get(name, ())}
    return rf"\b(?:{'|'.join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))})\b" if phrases else "(?!)"
