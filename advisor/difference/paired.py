"""Two rulebooks over one vocabulary, so that what their rules say of one situation can be compared.

A fact, option or number that only one of them knows is there for both; the other's rules do not read it, or its
bounds do not allow it. Facts may be concluded differently: conditions of the old rulebook are marked, and mean what they
mean there. The situations that can be are those that both accept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.condition import All, Condition, In, Members, Range, facts_read
from advisor.model import Constraint, Derive, FactSpec, Rule, Rulebook
from advisor.verify.boxes import Box, Boxes


class Incomparable(Exception):
    """The two rulebooks mean something else by one fact; the text names it."""


class _Before(All):
    """A condition as the old rulebook means it."""


class Paired(Boxes):
    """The boxes of two rulebooks over one vocabulary: a marked condition means what it means in the old one.

    Raises Incomparable.
    """

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        facts = _together(old.facts, new.facts)
        sides = [_within(book, facts) for book in (old, new)]
        cuts = [(*book.conditions, *_concluded(book)) for book in sides]
        super().__init__(sides[1], cuts[0])
        self._old = Boxes(sides[0], cuts[1])
        self.before: Sequence[Rule] = tuple(replace(rule, when=_Before((rule.when,))) for rule in sides[0].rules)
        """The rules of the old rulebook, their conditions marked."""
        self.loose: frozenset[str] = _concluded_otherwise(old, new)
        """The facts that the two conclude from different things, or from facts that are."""

    @property
    def derived(self) -> Mapping[str, list[tuple[Rule, int]]]:
        """The facts that rules of either conclude; see `Boxes.derived`."""
        here, there = super().derived, self._old.derived
        return {fact: [*here.get(fact, ()), *there.get(fact, ())] for fact in {**here, **there}}

    def of(self, condition: Condition, answer: bool = True) -> tuple[Box, ...]:
        """Return the boxes in which the condition has this answer, in the rulebook that it is of. Raises TooManyBoxes."""
        if isinstance(condition, _Before):
            return self._old.of(condition.parts[0], answer)
        return super().of(condition, answer)

    @property
    def impossible(self) -> tuple[Box, ...]:
        """The boxes that hold no situation that both rulebooks accept."""
        if self._impossible is None:
            both = {frozenset(box.items()): box for box in (*super().impossible, *self._old.impossible)}
            self._impossible = tuple(self.tidy(both.values()))
        return self._impossible


def _together(old: Mapping[str, FactSpec], new: Mapping[str, FactSpec]) -> dict[str, FactSpec]:
    facts = {**new, **{fact: spec for fact, spec in old.items() if fact not in new}}
    for fact in old.keys() & new.keys():
        one, other = old[fact], new[fact]
        if (one.type, one.givable, one.within) != (other.type, other.givable, other.within):
            raise Incomparable(fact)
        facts[fact] = replace(
            other,
            options={**other.options, **one.options},
            low=None if one.low is None or other.low is None else min(one.low, other.low),
            high=None if one.high is None or other.high is None else max(one.high, other.high),
        )
    return facts


def _within(book: Rulebook, facts: Mapping[str, FactSpec]) -> Rulebook:
    """Return the rulebook over more facts, in which what its own do not allow breaks a constraint."""
    never = [test for fact, spec in book.facts.items() for test in _beyond(spec, facts[fact])]
    constraints = [Constraint(f"beyond/{number}", test, "", frozenset((test.fact,))) for number, test in enumerate(never)]
    return replace(book, facts=facts, constraints=(*book.constraints, *constraints))


def _beyond(spec: FactSpec, wider: FactSpec) -> Iterator[In | Members | Range]:
    if more := frozenset(wider.options.keys() - spec.options.keys()):
        yield In(spec.id, more) if spec.type == "option" else Members(spec.id, 1, more)
    if spec.low is not None and wider.low != spec.low:
        yield Range(spec.id, None, spec.low)
    if spec.high is not None and wider.high != spec.high:
        yield Range(spec.id, spec.high + 1, None)


def _concluded(book: Rulebook) -> Iterator[Condition]:
    """Yield tests that cut integers where the rules conclude one."""
    for rule in book.rules:
        if isinstance(rule.then, Derive):
            for fact, value in rule.then.facts.items():
                if book.facts[fact].type == "integer":
                    yield Range(fact, int(value), int(value) + 1)


def _concluded_otherwise(old: Rulebook, new: Rulebook) -> frozenset[str]:
    makers: list[dict[str, set[tuple[Condition, bool | int | str]]]] = [{}, {}]
    for book, found in zip((old, new), makers, strict=True):
        for rule in book.rules:
            if isinstance(rule.then, Derive):
                for fact, value in rule.then.facts.items():
                    found.setdefault(fact, set()).add((rule.when, value))
    before, after = makers
    loose = {fact for fact in {**before, **after} if before.get(fact) != after.get(fact)}
    while more := {
        fact
        for side in makers
        for fact, conditions in side.items()
        if fact not in loose and any(facts_read(when) & loose for when, _ in conditions)
    }:
        loose |= more
    return frozenset(loose)
