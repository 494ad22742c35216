"""Making situations from a rulebook's own vocabulary: values at the boundaries its rules draw.

Situations are repaired, not rejected: where the facts break a constraint or disagree with what rules
conclude, one that takes part is dropped until none does. Needs nothing beyond the standard library;
`strategies` offers the same to Hypothesis.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import lru_cache

from advisor.condition import Members, Range, SetValue, Test, Value, tests
from advisor.engine import Engine
from advisor.model import FactSpec, Rulebook
from advisor.situation import Situation, complete


def random_situations(rulebook: Rulebook, engine: Engine, count: int, seed: int) -> Iterator[Situation]:
    """Yield `count` valid situations, from almost nothing known to everything; the same for the same seed."""
    rng = random.Random(seed)
    specs = [spec for spec in rulebook.facts.values() if spec.givable]
    for _ in range(count):
        share = rng.random()
        chosen = [spec for spec in specs if rng.random() < share]
        rng.shuffle(chosen)
        yield valid({spec.id: random_value(spec, rulebook, rng) for spec in chosen}, rulebook, engine)


def random_value(spec: FactSpec, rulebook: Rulebook, rng: random.Random) -> Value:
    """Return one value of a fact: for integers, on either side of a threshold."""
    match spec.type:
        case "boolean":
            return rng.random() < 0.5
        case "integer":
            return rng.choice(boundaries(spec, rulebook))
        case "option":
            return rng.choice(list(spec.options))
        case "set":
            options = list(spec.options)
            named = named_sets(spec, rulebook)
            if named and rng.random() < 0.3:
                return SetValue(frozenset(rng.choice(named)))
            return SetValue(frozenset(rng.sample(options, rng.randint(0, min(5, len(options))))))


def boundaries(spec: FactSpec, rulebook: Rulebook) -> list[int]:
    """Return an integer fact's values on both sides of every threshold in the rulebook, ascending."""
    low = spec.low if spec.low is not None else 0
    high = spec.high if spec.high is not None else 2**31
    edges = {low, high}
    for test in _tests_of(rulebook):
        if isinstance(test, Range) and test.fact == spec.id:
            edges.update(edge + step for edge in (test.low, test.high) if edge is not None for step in (-1, 0))
    return sorted(edge for edge in edges if low <= edge <= high)


def named_sets(spec: FactSpec, rulebook: Rulebook) -> list[list[str]]:
    """Return the groups of members that the rulebook's conditions name of a set."""
    return [sorted(test.of) for test in _tests_of(rulebook) if isinstance(test, Members) and test.fact == spec.id]


def valid(facts: Mapping[str, Value], rulebook: Rulebook, engine: Engine) -> Situation:
    """Return a valid situation that keeps as many of the facts as possible, the earlier ones first.

    Raises ValueError where the rulebook lets no situation be: its rules break a constraint without any fact given.
    """
    kept = dict(facts)
    while True:
        known = complete(kept, rulebook.facts)
        firing = engine.fire(known)
        culprits = [set(rulebook.constraints[index].facts) for index in firing.violated]
        culprits += [{item.fact} for item in firing.disagreements if item.other is None]
        if not culprits:
            return Situation("generated", known)
        if not kept:
            raise ValueError("this rulebook lets no situation be")
        involved = set().union(*culprits)
        kept.pop(next((fact for fact in reversed(kept) if fact in involved), list(kept)[-1]))


@lru_cache(maxsize=16)
def _tests_of(rulebook: Rulebook) -> tuple[Test, ...]:
    return tuple(dict.fromkeys(test for condition in rulebook.conditions for test in tests(condition)))
