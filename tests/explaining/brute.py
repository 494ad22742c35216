"""Changes and sufficient facts found by trying everything, to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from random import Random

from advisor.advise import Adviser
from advisor.condition import All, Range, SetValue, Value, tests
from advisor.engine import make_engine
from advisor.errors import AdvisorError
from advisor.model import STRENGTHS, Constraint, DecisionAdvice, Derive, FactSpec, Recommend, Rulebook
from advisor.situation import Situation
from advisor.testing.made import condition, rulebook, situation

Facts = Mapping[str, Value]


_FACTS = [
    FactSpec("f.a", "boolean", "a", "a?"),
    FactSpec("f.b", "boolean", "b", "b?"),
    FactSpec("f.c", "boolean", "c", "c?", changeable=False),
    FactSpec("f.n", "integer", "n", "n?", low=-20, high=60),
    FactSpec("f.o", "option", "o", "o?", options=dict.fromkeys(("x", "y", "z"), "An option")),
    FactSpec("f.s", "set", "s", "s?", options=dict.fromkeys(("k", "l", "m"), "A member")),
    FactSpec("f.d", "boolean", "d", "d?"),
]


def small(random: Random) -> Rulebook:
    """Return a small rulebook, most rules of which speak to the decision `tree`; one fact cannot be changed, one may be derived."""
    facts = {spec.id: spec for spec in _FACTS}
    given = {fact: spec for fact, spec in facts.items() if fact != "f.d"}
    base = rulebook(random, rules=10, derived=0, depth=1)
    rules = []
    for number, rule in enumerate(base.rules):
        options = random.sample(list(base.decisions["tree"].options), 2)
        cut = random.choice((1, 1, 2))
        then: Derive | Recommend = Recommend("tree", tuple(options[:cut]), tuple(options[cut:]), random.choice(STRENGTHS))
        if number == 0:
            then = Derive({"f.d": random.random() < 0.5})
        rules.append(replace(rule, when=condition(given if number == 0 else facts, random, 1), then=then))
    never = All((condition(given, random, 0), condition(given, random, 0)))
    constraint = Constraint("never", never, "That cannot be", frozenset(test.fact for test in tests(never)))
    return replace(base, facts=facts, rules=tuple(rules), constraints=(constraint,))


def facts_of(made: Rulebook, random: Random) -> dict[str, Value]:
    """Return facts of which sets are known in full."""
    return situation(made, random, unknown=random.choice((0.1, 0.4)), partial=0)


def answer(adviser: Adviser, facts: Facts, decision: str) -> DecisionAdvice | None:
    """Return the advice on a decision, or None where the facts cannot be."""
    try:
        return adviser.advise(Situation("tried", dict(facts)), next_question=False).decision(decision)
    except AdvisorError:
        return None


def values(made: Rulebook, spec: FactSpec) -> list[Value]:
    """Return all values of a fact, of integers those on either side of each threshold."""
    match spec.type:
        case "boolean":
            return [False, True]
        case "option":
            return list(spec.options)
        case "set":
            options = list(spec.options)
            return [SetValue(frozenset(some)) for size in range(len(options) + 1) for some in combinations(options, size)]
        case "integer":
            assert spec.low is not None
            assert spec.high is not None
            marks = {spec.low, spec.high}
            for when in made.conditions:
                for test in tests(when):
                    if isinstance(test, Range) and test.fact == spec.id:
                        marks |= {bound + step for bound in (test.low, test.high) if bound is not None for step in (-1, 0, 1)}
            for rule in made.rules:
                if isinstance(rule.then, Derive) and spec.id in rule.then.facts:
                    marks |= {int(rule.then.facts[spec.id]) + step for step in (-1, 0, 1)}
            return [*sorted(mark for mark in marks if spec.low <= mark <= spec.high)]


def changes(made: Rulebook, facts: Facts, size: int) -> Iterator[dict[str, Value]]:
    """Yield every way to change just so many facts that can be changed."""
    free = [spec for spec in made.facts.values() if spec.givable and spec.changeable]
    for chosen in combinations(free, size):
        for picked in product(*[[value for value in values(made, spec) if value != facts.get(spec.id)] for spec in chosen]):
            yield dict(zip((spec.id for spec in chosen), picked, strict=True))


def adviser_of(made: Rulebook) -> Adviser:
    """Return an adviser for the rulebook."""
    return Adviser(made, make_engine(made, "compiled"))
