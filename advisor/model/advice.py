"""What comes out of evaluating a situation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from advisor.condition import Value
from advisor.frozen import frozen
from advisor.model.words import Basis, FactType, Origin, Severity, Strength

# The values below that an advice holds by the hundred are named tuples: made four times as fast as
# frozen dataclasses, and as frozen.


new = tuple.__new__
"""Makes a named tuple of a class and its fields in order: what its constructor does, at half the cost."""


class KnownFact(NamedTuple):
    """A fact as the advice saw it, and where it came from."""

    id: str
    value: Value
    origin: Origin
    rule: str | None


class Reason(NamedTuple):
    """Why a rule speaks for or against an option."""

    rule: str
    strength: Strength
    because: str
    basis: Basis
    cites: tuple[str, ...]


class OptionAdvice(NamedTuple):
    """An option with its rank (None: not recommended) and the reasons on both sides."""

    id: str
    label: str
    rank: int | None
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


class DecisionAdvice(NamedTuple):
    """The answer to one decision: its options, best first, and whether anything could change it."""

    id: str
    answer: Literal["choose", "list"]
    settled: bool
    open_facts: tuple[str, ...]
    options: tuple[OptionAdvice, ...]

    @property
    def first(self) -> tuple[OptionAdvice, ...]:
        """The options that share rank 1."""
        return tuple(option for option in self.options if option.rank == 1)

    @property
    def ranked(self) -> tuple[OptionAdvice, ...]:
        """The options that have a rank."""
        return tuple(option for option in self.options if option.rank is not None)


@frozen
class Opening:
    """A rule that would speak for or against an option if these facts were known and made it true."""

    rule: str
    strength: Strength
    against: bool
    summary: str
    facts: tuple[str, ...]


class AlsoRaised(NamedTuple):
    """Another rule that raises the same concern."""

    rule: str
    message: str
    severity: Severity
    because: str
    fix: str | None
    facts: tuple[str, ...]
    basis: Basis
    cites: tuple[str, ...]


class ConcernAdvice(NamedTuple):
    """A problem with the situation, at its highest severity; `facts` are those that raised it."""

    rule: str
    concern: str
    severity: Severity
    message: str
    because: str
    facts: tuple[str, ...]
    fix: str | None
    asks: str
    owner: str
    basis: Basis
    cites: tuple[str, ...]
    also: tuple[AlsoRaised, ...] = ()


@frozen
class Question:
    """The question to ask next: the fact it is about, the decisions it may settle, and why it is asked."""

    fact: str
    question: str
    help: str | None
    type: FactType
    unit: str | None
    options: Mapping[str, str]
    decisions: tuple[str, ...]
    why: str


@frozen
class Advice:
    """Everything the rulebook has to say about one situation.

    `open_rules` are those that facts still unknown could bring in, as bits: bit n is the rulebook's rule
    of index n (`openness.openings` says for which options, and which facts).
    """

    situation: str
    facts: tuple[KnownFact, ...]
    decisions: tuple[DecisionAdvice, ...]
    concerns: tuple[ConcernAdvice, ...]
    next_question: Question | None
    open_rules: int

    def decision(self, decision_id: str) -> DecisionAdvice:
        """Return the advice on one decision; raises KeyError if the rulebook has no such decision."""
        for decision in self.decisions:
            if decision.id == decision_id:
                return decision
        raise KeyError(decision_id)
