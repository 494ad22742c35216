"""What a draft's title says, what its work fits, its level and the years it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.documents.model import Document
from advisor.frozen import frozen
from advisor.model import TitleFit
from advisor.signals.observing import Evidence, Observation
from advisor.titles.declared import Titles
from advisor.titles.fit import TITLE_OF_FAMILY, best_family, clearest, evidence_by_family, is_mismatch
from advisor.titles.naming import Names
from advisor.titles.years import YearsReader

_READER = "titles"
"""Stands where evidence names the signal that found it."""
_LEVELS = frozenset({"junior", "mid", "senior", "staff", "lead"})
"""The levels that `role.level` knows; manager is read, and no level of an engineer's."""

_FEW = 4
"""So many sentences are an excerpt, of which the first line need not be a title."""


@frozen
class Reading:
    """What was read from the title and the requirements, with what it establishes."""

    title: TitleFit
    level: str | None
    years_min: int | None
    observations: tuple[Observation, ...]


class TitleReader:
    """Reads titles, levels and years of drafts with the words of one lexicon."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        self._names = Names(concepts)
        self._titles = Titles(concepts, self._names)
        self._years = YearsReader(concepts)

    def read(self, document: Document, observations: Iterable[Observation]) -> Reading:
        """Return what the draft's title, level and years say, given what its signals observed."""
        place = self._titles.find(document)
        years = self._years.read(document)
        level = self._names.level(document.plain, *place) if place else None
        fit, found = self._fit(document, place, level[0] if level else None, observations)
        if place:
            found.extend(self._named(document, place, level[0] if level else None))
        if level and level[0] in _LEVELS:
            found.append(Observation("role.level", level[0], Evidence(level[1].start, level[1].end, _READER)))
        if years and not years.of_a_skill:
            found.append(Observation("role.years_required", years.number, Evidence(years.start, years.end, _READER)))
        return Reading(fit, level[0] if level else None, years.number if years else None, tuple(found))

    def _fit(
        self, document: Document, place: tuple[int, int] | None, level: str | None, observations: Iterable[Observation]
    ) -> tuple[TitleFit, list[Observation]]:
        evidence = evidence_by_family(document, observations)
        scores = {TITLE_OF_FAMILY[family]: len(found) for family, found in evidence.items()}
        if place is None:
            best = best_family(None, (), evidence, open_title=True)
            return TitleFit(None, None, TITLE_OF_FAMILY[best], scores), []
        family = self._names.family(document.plain, *place)
        called = self._names.families(document.plain, *place)
        best = best_family(family, called, evidence, self._names.is_open(document.plain, *place))
        observed = []
        if is_mismatch(family, best, called, evidence) and not self._names.is_support(document.plain, *place) and level != "manager":
            shown = clearest(document, evidence[best])
            observed = [Observation("ad.title_work_mismatch", True, Evidence(*at, _READER)) for at in (place, (shown.start, shown.end))]
        return TitleFit(document.text[slice(*place)], family, TITLE_OF_FAMILY[best], scores), observed

    def _named(self, document: Document, place: tuple[int, int], level: str | None) -> Iterator[Observation]:
        """Yield what the title itself establishes."""
        evidence = Evidence(*place, _READER)
        if (title := self._names.title(document.plain, *place)) is not None:
            yield Observation("role.title", title, evidence)
        if len(document.sentences) <= _FEW and document.text[place[0] :].partition("\n")[0].rstrip().endswith((".", "!", "?")):
            return  # a sentence or two, in which somebody's job is named
        support = self._names.is_support(document.plain, *place)
        if support or level == "manager" or not self._names.is_engineering(document.plain, *place):
            yield Observation("ad.helpdesk_title", True, evidence)
