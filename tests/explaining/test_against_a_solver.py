"""On larger rulebooks a solver finds no change smaller than the smallest, and none where there is said to be none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from advisor import condition as c
from advisor.advise import Adviser
from advisor.condition import Range, SetValue, Value, facts_read
from advisor.engine import make_engine
from advisor.errors import AdvisorError
from advisor.explaining import explain
from advisor.model import Constraint, Derive, FactSpec, Recommend, Rulebook, WhatIf
from advisor.testing.generation import random_situations
from tests.explaining.test_change import known
from tests.verify.making import rulebook_of_size
from tests.verify.oracle import Oracle, z3

DECISION = "t0"


class Changes:
    """Formulas of what is changed of a situation, and how far."""

    def __init__(self, made: Rulebook, facts: Mapping[str, Value]) -> None:
        self.made, self.facts = made, facts
        self.oracle = Oracle(made)
        self.kept = {spec.id: self._stays(spec) for spec in made.facts.values() if spec.givable}
        free = [spec for spec in made.facts.values() if spec.givable and spec.changeable]
        self.count = z3.Sum([z3.IntVal(0), *(z3.If(self.kept[spec.id], 0, 1) for spec in free)])
        self.distance = z3.Sum([z3.IntVal(0), *(z3.If(self.kept[spec.id], 0, self._far(spec)) for spec in free)])
        fixed = [stays for fact, stays in self.kept.items() if not made.facts[fact].changeable]
        never_forgotten = [self.oracle.known[fact] for fact in facts]
        self.rules = z3.And(self.oracle.valid(), *fixed, *never_forgotten)

    def _stays(self, spec: FactSpec) -> Any:
        value = self.facts.get(spec.id)
        return z3.Not(self.oracle.known[spec.id]) if value is None else self.has(spec, value)

    def has(self, spec: FactSpec, value: Value) -> Any:
        """Return where the fact is given with this value."""
        known_ = self.oracle.known[spec.id]
        if isinstance(value, SetValue):
            return z3.And(known_, *(inside == (option in value.members) for option, inside in self.oracle.inside[spec.id].items()))
        wanted = list(spec.options).index(str(value)) if spec.type == "option" else value
        return z3.And(known_, self.oracle.value[spec.id] == wanted)

    def _far(self, spec: FactSpec) -> Any:
        before = self.facts.get(spec.id)
        if spec.type == "set":
            now = before.members if isinstance(before, SetValue) else frozenset[str]()
            moved = z3.Sum([z3.If(inside == (option in now), 0, 1) for option, inside in self.oracle.inside[spec.id].items()])
            return z3.If(moved == 0, 1, moved)
        if spec.type == "integer" and isinstance(before, int):
            value = self.oracle.value[spec.id]
            crossed = [z3.If((value >= mark) == (before >= mark), 0, 1) for mark in self._marks(spec.id)]
            return z3.Sum([z3.IntVal(0), *crossed])
        return z3.IntVal(1)

    def _marks(self, fact: str) -> set[int]:
        """Return where the rules that bear on the decision cut the integer."""
        speaking = {rule.id for rule in self.made.rules if isinstance(rule.then, Recommend) and rule.then.decision == DECISION}
        heard = [r.when for r in self.made.rules if r.id in speaking or isinstance(r.then, Derive) or speaking & set(r.overrides)]
        heard += [constraint.never for constraint in self.made.constraints]
        ranges = [test for when in heard for test in c.tests(when) if isinstance(test, Range) and test.fact == fact]
        spec = self.made.facts[fact]
        marks = {bound for test in ranges for bound in (test.low, test.high) if bound is not None}
        return {mark for mark in marks if spec.low is None or mark > spec.low}

    def wanted(self, what: WhatIf, first: set[str]) -> Any:
        """Return where the goal is reached."""
        targets = [what.option] if what.goal == "first" else [name for name in self.made.decisions[DECISION].options if first != {name}]
        return z3.Or([self.oracle.alone(DECISION, str(option)) for option in targets])


@pytest.mark.parametrize("size", [(12, 5), (25, 8), (40, 12), (80, 16)], ids=str)
def test_a_solver_finds_no_smaller_change(size: tuple[int, int]) -> None:
    random = Random(size[0])
    some = none = several = given_up = 0
    for seed in range(12):
        made = _some_fixed(rulebook_of_size(Random(1000 + seed), *size), random)
        adviser = Adviser(made, make_engine(made, "compiled"))
        for situation in random_situations(made, adviser.engine, 2, seed):
            option = random.choice([None, *made.decisions[DECISION].options])
            try:
                first = {item.id for item in adviser.advise(situation, next_question=False).decision(DECISION).first}
            except AdvisorError:
                continue  # rules that disagree
            what = explain(situation, made, DECISION, option).what_if
            changes = Changes(made, known(situation))
            solver = z3.SolverFor("QF_LIA")
            solver.add(changes.rules, changes.wanted(what, first))
            if what.change is None:
                assert not what.proved or solver.check() == z3.unsat, (seed, option, situation.facts)
                none += what.proved
                given_up += not what.proved
                continue
            count, distance = len(what.change.facts), what.change.distance
            fewer = z3.Or(changes.count < count, z3.And(changes.count == count, changes.distance < distance))
            assert not what.proved or solver.check(fewer) == z3.unsat, (seed, option, what.change, situation.facts)
            applied = {**known(situation), **{item.fact: item.value for item in what.change.facts}}
            stated = [changes.has(made.facts[fact], value) for fact, value in applied.items()]
            unsaid = [z3.Not(changes.oracle.known[fact]) for fact in made.facts if fact not in applied]
            assert solver.check(*stated, *unsaid) == z3.sat, (seed, option, what.change, situation.facts)
            assert (solver.model().eval(changes.count), solver.model().eval(changes.distance)) == (count, distance), what.change
            some += 1
            several += count > 1
            given_up += not what.proved
    assert some > 5
    assert several > 0 < none
    assert given_up <= 2


def _some_fixed(made: Rulebook, random: Random) -> Rulebook:
    """Return the rulebook with some facts that nobody can change, and with the constraint that loading adds for an option within a set."""
    read = sorted(set().union(*[facts_read(when) for when in made.conditions]))
    fixed = set(random.sample(read, len(read) // 4))
    facts = {fact: replace(spec, changeable=fact not in fixed) for fact, spec in made.facts.items()}
    outside = [
        Constraint(spec.id, c.Any(tuple(_outside(spec, option) for option in spec.options)), "Outside.", frozenset((spec.id, spec.within)))
        for spec in made.facts.values()
        if spec.within is not None
    ]
    return replace(made, facts=facts, constraints=(*made.constraints, *outside))


def _outside(spec: FactSpec, option: str) -> c.Condition:
    return c.All((c.In(spec.id, frozenset((option,))), c.Not(c.Members(str(spec.within), 1, frozenset((option,))))))
