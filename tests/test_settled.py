"""What is called settled stays as it is, in every valid completion of the unknown facts: tried by brute force on small rulebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from random import Random

import pytest

from advisor import condition as spec_of
from advisor.advise import Adviser
from advisor.condition import Range, SetValue, Value
from advisor.engine import make_engine
from advisor.errors import AdvisorError
from advisor.model import Advice, DecisionAdvice, Rulebook
from advisor.situation import Situation
from advisor.testing.made import rulebook, situation

MOST = 600


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_settled_decisions_are_the_same_in_every_completion(first: int) -> None:
    settled = 0
    for seed in range(first, first + 100):
        random = Random(seed)
        made = rulebook(random, rules=10, derived=2, depth=2)
        adviser = Adviser(made, make_engine(made, "compiled"))
        for _ in range(6):
            facts = situation(made, random, unknown=random.choice((0.1, 0.2, 0.3)))
            advice = _advise(adviser, facts)
            if advice is None:
                continue
            kept = [decision for decision in advice.decisions if decision.settled]
            completions = list(_completions(made, facts)) if kept else []
            valid = [found for complete in completions if (found := _advise(adviser, complete)) is not None]
            for decision in kept:
                settled += len(valid) > 1 and bool(decision.ranked)
                for found in valid:
                    assert _answer(found.decision(decision.id)) == _answer(decision), f"seed {seed}: {facts}"
    assert settled > 20  # so many were tried that have an answer, and more than one completion


def test_open_facts_are_those_that_could_change_the_answer_and_no_known_ones() -> None:
    for seed in range(300):
        random = Random(seed)
        made = rulebook(random, rules=10, derived=2, depth=2)
        facts = situation(made, random)
        advice = _advise(Adviser(made, make_engine(made, "compiled")), facts)
        if advice is None:
            continue
        known = {fact for fact, value in facts.items() if not (isinstance(value, SetValue) and not value.complete)}
        for decision in advice.decisions:
            assert known.isdisjoint(decision.open_facts)
            assert not (decision.settled and decision.open_facts)


def _advise(adviser: Adviser, facts: Mapping[str, Value]) -> Advice | None:
    try:
        return adviser.advise(Situation("made", facts))
    except AdvisorError:
        return None  # these facts cannot all be true


def _answer(decision: DecisionAdvice) -> set[str]:
    return {option.id for option in (decision.first if decision.answer == "choose" else decision.ranked)}


def _completions(made: Rulebook, facts: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Yield the situations in which every fact that can be given is known; none where they are too many to try.

    An integer need only be tried on both sides of every threshold: no condition tells other values apart.
    """
    values = {spec.id: list(_values(made, spec.id, facts.get(spec.id))) for spec in made.facts.values() if spec.givable}
    if prod(map(len, values.values())) <= MOST:
        for chosen in product(*values.values()):
            yield dict(zip(values, chosen, strict=True))


def _values(made: Rulebook, fact: str, known: Value | None) -> Iterator[Value]:
    spec = made.facts[fact]
    match spec.type:
        case "set" if known is None or (isinstance(known, SetValue) and not known.complete):
            members = known.members if isinstance(known, SetValue) else frozenset()
            others = [option for option in spec.options if option not in members]
            for there in product((False, True), repeat=len(others)):
                yield SetValue(members | {option for option, is_there in zip(others, there, strict=True) if is_there})
        case _ if known is not None:
            yield known
        case "boolean":
            yield from (True, False)
        case "option":
            yield from spec.options
        case "integer":
            assert spec.low is not None
            assert spec.high is not None
            conditions = made.conditions
            edges = {spec.low, spec.high}
            for test in (test for condition in conditions for test in spec_of.tests(condition) if test.fact == fact):
                if isinstance(test, Range):
                    edges |= {edge + step for edge in (test.low, test.high) if edge is not None for step in (-1, 0)}
            yield from sorted(edge for edge in edges if spec.low <= edge <= spec.high)
