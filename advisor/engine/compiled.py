"""The default engine: the rulebook as tables of bits, made once.

A row is a conjunction: each of its literals must hold. Every rule and every constraint is a row, and so
is every "not all of these" inside a condition, which the rows around it read as they read a fact (some
of these hold where not all of their opposites do). Row n is bit n of an integer. What is known of a fact
makes some rows false and leaves some unknown; a row that is neither is true, which is Kleene's
conjunction. So one union of bits a fact decides all the rows at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any as Raw

from advisor.condition import All, Any, Condition, Facts, Members, Not, Range, SetValue, Test, Value, evaluate
from advisor.engine.protocol import Firing, indices
from advisor.engine.strata import Conclusions, derived, layers
from advisor.model import FactSpec, Rulebook

Literal = tuple[Test | int, bool]
"""A test, or a row by its number, and the answer that it must have."""

SetTest = tuple[frozenset[str], int, int, int]
"""The members that a test names, how many must be there, and the rows that are false if they are, and if they are not."""


@dataclass(slots=True)
class _Stage:
    """What can be decided when the layers of deriving rules before it have concluded: facts, rows that rows read, the next layer.

    Each fact comes with the rows that read it, and what its value makes false; each row with the rows
    that are false where it is true.
    """

    facts: list[tuple[str, int, Callable[[Raw], int]]] = field(default_factory=list)
    sets: list[tuple[str, int, list[SetTest]]] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    deriving: int = 0


class CompiledEngine:
    """Runs the rulebook on tables of bits."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = rulebook.rules
        self._stages = _Layout(rulebook).stages()
        self._all = (1 << len(rulebook.rules)) - 1
        self._never = (1 << len(rulebook.constraints)) - 1

    def fire(self, facts: Facts) -> Firing:
        """Return what holds under these facts."""
        conclusions = Conclusions(dict(facts))
        known = conclusions.facts.get
        false = unknown = 0
        for stage in self._stages:
            for fact, readers, made_false in stage.facts:
                if (value := known(fact)) is None:
                    unknown |= readers
                else:
                    false |= made_false(value)
            for fact, readers, tests in stage.sets:
                value = known(fact)
                if not isinstance(value, SetValue):
                    unknown |= readers
                    continue
                members, complete = value.members, value.complete
                for of, count, if_true, if_false in tests:
                    if not of.isdisjoint(members) if count == 1 else len(of & members) >= count:
                        false |= if_true
                    elif complete or len(of) < count:
                        false |= if_false
                    else:
                        unknown |= if_true | if_false
            for row, readers in stage.rows:
                if not row & false:
                    if row & unknown:
                        unknown |= readers
                    else:
                        false |= readers
            for index in indices(stage.deriving & ~(false | unknown)):
                conclusions.take(self._rules[index])
        true = ~(false | unknown)
        return Firing(
            conclusions.facts,
            conclusions.derived_by,
            true & self._all,
            unknown & ~false & self._all,
            indices(true >> len(self._rules) & self._never),
            tuple(conclusions.disagreements),
        )


class _Layout:
    """The rows of a rulebook: its rules first, then its constraints, then what these read."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        conditions = rulebook.conditions
        self._rows: list[list[Literal]] = [[] for _ in conditions]
        self._shared: dict[tuple[Literal, ...], int] = {}
        for row, condition in enumerate(conditions):
            self._rows[row] = self._literals(condition, True)
        self._false_if: dict[Test | int, dict[bool, int]] = {}
        for row, literals in enumerate(self._rows):
            for read, wanted in literals:
                self._false_if.setdefault(read, {True: 0, False: 0})[not wanted] |= 1 << row
        self._tests: dict[str, list[Test]] = {}
        for read in self._false_if:
            if not isinstance(read, int):
                self._tests.setdefault(read.fact, []).append(read)

    def _literals(self, condition: Condition, answer: bool) -> list[Literal]:
        """Return the literals that all hold just where the condition has this answer, after adding the rows they read."""
        match condition:
            case Not(part):
                return self._literals(part, not answer)
            case All(parts) | Any(parts) if isinstance(condition, All) == answer:
                return [literal for part in parts for literal in self._literals(part, answer)]
            case All() | Any():
                opposites = tuple(self._literals(condition, not answer))
                if opposites not in self._shared:
                    self._shared[opposites] = len(self._rows)
                    self._rows.append(list(opposites))
                return [(self._shared[opposites], False)]
            case _:
                return [(condition, answer)]

    def stages(self) -> list[_Stage]:
        """Return what to decide, in order."""
        rules, order = self._rulebook.rules, layers(self._rulebook)
        stages = [_Stage() for _ in range(len(order) + 1)]
        settled: dict[str | int, int] = dict.fromkeys(self._rulebook.facts, 0)
        for number, layer in enumerate(order):
            stages[number].deriving = sum(1 << index for index in layer)
            settled.update((fact, number + 1) for index in layer for fact in derived(rules[index]))
        for fact, tests in self._tests.items():
            spec, stage = self._rulebook.facts[fact], stages[settled[fact]]
            readers = reduce(or_, [rows for test in tests for rows in self._false_if[test].values()])
            if spec.type == "set":
                stage.sets.append((fact, readers, [self._set_test(test) for test in tests]))
            else:
                stage.facts.append((fact, readers, self._column(spec, tests)))
        for row in range(len(rules) + len(self._rulebook.constraints), len(self._rows)):
            settled[row] = max([settled[read if isinstance(read, int) else read.fact] for read, _ in self._rows[row]], default=0)
            stages[settled[row]].rows.append((1 << row, self._false_if[row][True]))
        return stages

    def _set_test(self, test: Test) -> SetTest:
        assert isinstance(test, Members)
        return test.of, test.count, self._false_if[test][True], self._false_if[test][False]

    def _column(self, spec: FactSpec, tests: list[Test]) -> Callable[[Raw], int]:
        """Return the function from the fact's value to the rows that it makes false."""

        def made_false(value: Value) -> int:
            return reduce(or_, [self._false_if[test][bool(evaluate(test, {spec.id: value}))] for test in tests])

        if spec.type == "integer":
            edges = sorted({bound for test in tests if isinstance(test, Range) for bound in (test.low, test.high) if bound is not None})
            intervals = [made_false(value) for value in ([edges[0] - 1, *edges] if edges else [0])]
            return lambda value: intervals[bisect_right(edges, value)]
        return {value: made_false(value) for value in (spec.options or (True, False))}.__getitem__
