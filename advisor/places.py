"""The places in a draft's text that bear out what was observed in it, with lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from advisor.model import Span
from advisor.signals.observing import Evidence, Observation


class Places:
    """The places in a text that bear out what is observed, with lines and columns."""

    def __init__(self, text: str, observed: Mapping[str, list[Observation]]) -> None:
        self.text = text
        self._observed = observed
        self._distinct: dict[str, list[Evidence]] = {}
        self._spans: dict[tuple[int, int], Span] = {}
        self._starts = list(accumulate(map(len, text.split("\n")), lambda start, length: start + length + 1, initial=0))[:-1]

    def of(self, fact: str) -> list[Evidence]:
        """Return the places of a fact that is observed, in order, without those that overlap another."""
        found = self._distinct.get(fact)
        if found is None:
            found = self._distinct[fact] = distinct(self._observed[fact])
        return found

    def span(self, evidence: Evidence) -> Span:
        """Return the place with its lines and columns."""
        start, end = place = evidence.start, evidence.end
        found = self._spans.get(place)
        if found is None:
            found = self._spans[place] = Span(start, end, *self._at(start), *self._at(end))
        return found

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def distinct(items: Sequence[Observation]) -> list[Evidence]:
    """Return the places, in order, without those that lie within or overlap another."""
    if len(items) == 1:
        return [items[0].evidence]
    kept: list[Evidence] = []
    for evidence in sorted((item.evidence for item in items), key=lambda place: (place.start, -place.end)):
        if not kept or evidence.start >= kept[-1].end:
            kept.append(evidence)
    return kept
