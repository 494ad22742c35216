"""What drafts demand years of, and which of these demands is the headline."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum

from advisor.documents.model import Sentence
from advisor.frozen import frozen

_NEAR = 600
"""So far apart stand the alternatives of one demand at the most, in characters."""

SECTIONS = frozenset({"opening", "company", "duties", "requirements", "optional", "other"})
"""The sections that demand something of the reader."""


class Generality(IntEnum):
    """How general the experience is of which years are asked."""

    SKILL = 0
    RUNNING = 2
    """Running a certain technology, or leading people."""
    DOING = 3
    FIELD = 4
    ALL = 5


_LEAST_GENERAL = Generality.RUNNING


@frozen
class Years:
    """Years asked for: the smallest number, and where the demand stands."""

    number: int
    start: int
    end: int
    of_a_skill: bool = False
    """Whether they are those of one skill, which say nothing of a level."""


@frozen
class Demand:
    """A demand for years, with how general the experience is that is asked for; below 0 where it would only be a plus."""

    years: Years
    generality: int
    sentence: Sentence
    degree: bool
    experience: bool
    """Whether the years are said to be of experience: 'years of experience with Java', not 'Java (3 years)'."""


def headline(demands: list[Demand]) -> Years | None:
    """Return the years of the headline among a draft's demands, which are in their order, or None where none is one."""
    best = _best(demands, inside=True) or _best(demands, inside=False)
    if best is None:
        return _lone(demands)
    if not best.degree:
        return best.years
    # Where the years depend on the degree, the least is what is asked for.
    alternatives = [
        demand.years
        for demand in demands
        if demand.degree and demand.generality >= Generality.DOING and abs(demand.sentence.start - best.sentence.start) < _NEAR
    ]
    return min(alternatives, key=lambda years: years.number, default=best.years)


def _best(demands: list[Demand], inside: bool) -> Demand | None:
    """Return the most general demand, the first of equals, inside the sections that demand something, or outside them."""
    least = _LEAST_GENERAL if inside else Generality.FIELD
    fit = (demand for demand in demands if (demand.sentence.section in SECTIONS) is inside and demand.generality >= least)
    return max(fit, key=lambda demand: demand.generality, default=None)


def _lone(demands: list[Demand]) -> Years | None:
    """Return the years of experience with a skill where a draft asks for no others."""
    if len({demand.years.number for demand in demands}) != 1:
        return None
    skills = (demand.years for demand in demands if demand.experience and not demand.generality and demand.sentence.section in SECTIONS)
    return next((replace(years, of_a_skill=True) for years in skills), None)
