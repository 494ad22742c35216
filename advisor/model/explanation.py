"""What comes out of explaining one decision: why, why not, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from advisor.condition import Value
from advisor.frozen import frozen
from advisor.model.words import Basis, Strength


@frozen
class Ground:
    """A fact that a rule rests on. One that was concluded comes with the rule that did; `rule` is None for a given one."""

    fact: str
    value: Value
    rule: str | None = None
    because: str | None = None
    basis: Basis | None = None
    cites: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def given(self) -> Iterator[Ground]:
        """Yield the given facts at the end of the tree, in order."""
        if self.rule is None:
            yield self
        for ground in self.grounds:
            yield from ground.given()


@frozen
class Because:
    """A reason for or against an option, down to what it rests on."""

    rule: str
    summary: str
    strength: Strength
    because: str
    basis: Basis
    cites: tuple[str, ...]
    grounds: tuple[Ground, ...]


@frozen
class Lacking:
    """A rule that would speak for or against an option and does not.

    It is `false` because of its `grounds`, `unknown` as long as its `facts` are, or `overridden` `by` rules that apply.
    """

    rule: str
    summary: str
    strength: Strength
    against: bool
    state: Literal["false", "unknown", "overridden"]
    grounds: tuple[Ground, ...]
    facts: tuple[str, ...]
    by: tuple[str, ...]


@frozen
class OptionExplained:
    """An option, why it stands where it does, and what else would speak for or against it."""

    id: str
    label: str
    rank: int | None
    reasons: tuple[Because, ...]
    against: tuple[Because, ...]
    lacking: tuple[Lacking, ...]


@frozen
class Changed:
    """A fact before and after; for an integer, all from `low` to `high` would do (None: no bound)."""

    fact: str
    before: Value | None
    value: Value
    low: int | None = None
    high: int | None = None


@frozen
class Change:
    """The facts to change together, and how far that is: see `telling.Choice.distance`."""

    facts: tuple[Changed, ...]
    distance: int


@frozen
class WhatIf:
    """The smallest change that gives another outcome, or None where there is none.

    `goal` says what is promised: `option` comes first (alone), anything else does (`option` is None), `option`
    of a list is recommended, or no longer is, or (None) the list has other entries. With the change `first` comes
    first, or (a list) is recommended: of an option asked about only this one, else all entries.
    `proved` says whether it is proved that no smaller change, or none at all, does it.
    """

    goal: Literal["first", "other-first", "recommended", "not-recommended", "other-list"]
    option: str | None
    change: Change | None
    first: tuple[str, ...]
    proved: bool


@frozen
class Explanation:
    """Why a decision is answered as it is; `option` is the one that was asked about, or None.

    `enough` are the given facts that alone lead to this answer; `fewest` says whether it is proved that fewer do not.
    """

    situation: str
    decision: str
    answer: Literal["choose", "list"]
    settled: bool
    open_facts: tuple[str, ...]
    option: str | None
    options: tuple[OptionExplained, ...]
    enough: tuple[Ground, ...]
    fewest: bool
    what_if: WhatIf

    @property
    def first(self) -> tuple[OptionExplained, ...]:
        """The options that come first or, of a list, are recommended."""
        return tuple(option for option in self.options if option.rank == 1 or (self.answer == "list" and option.rank is not None))

    def one(self, option: str) -> OptionExplained:
        """Return one option; raises KeyError."""
        for found in self.options:
            if found.id == option:
                return found
        raise KeyError(option)
