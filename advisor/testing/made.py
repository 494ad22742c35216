"""Rulebooks and situations made at random, from a seed, for tests that hold for all of them.

`strategies.facts` and `strategies.rulebooks` offer the same to Hypothesis, which then shrinks what fails.

    random = Random(7)
    made = rulebook(random)              # a valid model.Rulebook, small, with every kind of fact, test and consequence
    facts = situation(made, random)      # valid facts for any rulebook, the shipped one included

Equal seeds give equal results in every process. What is made leans towards trouble: values at the
thresholds of the conditions and one to either side, unknown facts, sets of which only a part is
known, constant conditions, rules that contradict each other or a situation that states what they derive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

from advisor.condition import All, Any, Condition, In, Members, Not, Range, SetValue, Test, Value, tests
from advisor.errors import Place
from advisor.model import (
    SEVERITIES,
    STRENGTHS,
    Constraint,
    Decision,
    Derive,
    FactSpec,
    FactType,
    Option,
    Raise,
    Recommend,
    Rule,
    Rulebook,
    Section,
    Source,
    Statement,
)

OPTIONS = ("ash", "birch", "cedar", "elm", "fir", "gorse", "hazel", "ivy", "juniper", "kelp")
LOW, HIGH = -20, 1000
FACT_TYPES: tuple[FactType, ...] = ("boolean", "integer", "option", "set")
_MARKS = (-20, -1, 0, 1, 2, 9, 10, 50, 200, 999, 1000)
_CITES = tuple(f"made:{number}" for number in range(4))


def rulebook(random: Random, rules: int = 12, derived: int = 4, depth: int = 3) -> Rulebook:
    """Return a rulebook of `rules` rules, over facts of which `derived` may be derived, by conditions nested up to `depth` deep."""
    facts = {spec.id: spec for spec in _facts(random, derived)}
    chain = [name for name in facts if name.startswith("derived.")]
    names = [f"made/r{number:03}" for number in range(rules)]
    return Rulebook(
        facts=facts,
        constraints=tuple(_constraint(number, facts, random, depth) for number in range(random.randrange(4))),
        sections={"all": Section("All", "Open", "Against")},
        decisions={name: _decision(name, answer) for name, answer in (("tree", "choose"), ("grove", "list"))},
        concerns={"blight": "Blight", "drought": "Drought"},
        owners={"forester": "the forester"},
        expectations={},
        sources={"made": _source()},
        rules=tuple(_rule(names, number, facts, chain, random, depth) for number in range(rules)),
        glossary={},
    )


def rulebook_of(specs: Iterable[FactSpec], conditions: Mapping[str, Condition]) -> Rulebook:
    """Return a rulebook of these facts with a rule and a constraint of each condition, under its name and in the order of the names."""
    listed = sorted(conditions.items())
    then = Raise("blight", "info", None, "Is it well?", "forester")
    return Rulebook(
        facts={spec.id: spec for spec in specs},
        constraints=tuple(Constraint(name, when, name, frozenset(test.fact for test in tests(when))) for name, when in listed),
        sections={},
        decisions={},
        concerns={"blight": "Blight"},
        owners={"forester": "the forester"},
        expectations={},
        sources={"made": _source()},
        rules=tuple(Rule(name, name, when, then, name, "inference", _CITES[:1], (), Place(name)) for name, when in listed),
        glossary={},
    )


def situation(made: Rulebook, random: Random, unknown: float | None = None, partial: float = 0.3) -> dict[str, Value]:
    """Return known facts that the vocabulary allows: each is unknown with that chance (one drawn anew by default).

    Given sets are known in `partial` of all cases only in part. Facts that rules alone conclude are
    never given; constraints are not heeded.
    """
    chance = random.choice((0.0, 0.1, 0.3, 0.5, 0.8, 1.0)) if unknown is None else unknown
    marks = _thresholds(made)
    return {
        spec.id: _value(spec, marks.get(spec.id, []), random, partial)
        for spec in made.facts.values()
        if spec.givable and random.random() >= chance
    }


def condition(facts: dict[str, FactSpec], random: Random, depth: int) -> Condition:
    """Return a condition over these facts, nested up to `depth` deep."""
    kind = random.random()
    if depth == 0 or kind < 0.3:
        return _test(random.choice(list(facts.values())), random)
    if kind < 0.45:
        return Not(condition(facts, random, depth - 1))
    parts = tuple(condition(facts, random, depth - 1) for _ in range(random.choice((0, 1, 2, 2, 3, 3, 4, 6))))
    return All(parts) if kind < 0.75 else Any(parts)


def fact(random: Random, name: str, kind: FactType, givable: bool = True) -> FactSpec:
    """Return a fact of that name and type; options and sets have 2 to 10 options, integers run from -20 to 1,000."""
    options = dict.fromkeys(OPTIONS[: random.choice((2, 3, 5, 10))], "An option") if kind in ("option", "set") else {}
    low, high = (LOW, HIGH) if kind == "integer" else (None, None)
    return FactSpec(name, kind, name, f"What is {name}?", low=low, high=high, options=options, givable=givable)


def _facts(random: Random, derived: int) -> list[FactSpec]:
    given = [fact(random, f"given.{kind}_{number}", kind) for kind in FACT_TYPES for number in range(random.randrange(1, 4))]
    kinds: tuple[FactType, ...] = ("boolean", "integer", "option")
    return given + [fact(random, f"derived.d{number}", random.choice(kinds), random.random() < 0.5) for number in range(derived)]


def _rule(names: list[str], number: int, facts: dict[str, FactSpec], chain: list[str], random: Random, depth: int) -> Rule:
    kind = random.random()
    readable = facts
    then: Derive | Recommend | Raise
    if chain and kind < 0.5:
        # A fact is derived only from given ones and earlier ones of the chain, so there is never a cycle.
        earliest = random.randrange(len(chain))
        readable = {name: spec for name, spec in facts.items() if name not in chain[earliest:]}
        concluded = sorted({chain[earliest], random.choice(chain[earliest:])})
        then = Derive({name: _constant(facts[name], random) for name in concluded})
    elif kind < 0.8:
        options = random.sample(OPTIONS[:4], random.randrange(1, 4))
        cut = random.randrange(len(options) + 1)
        then = Recommend(random.choice(("tree", "grove")), tuple(options[:cut]), tuple(options[cut:]), random.choice(STRENGTHS))
    else:
        then = Raise(random.choice(("blight", "drought")), random.choice(SEVERITIES), None, "Is it well?", "forester")
    return Rule(
        id=names[number],
        summary=f"Rule {number}",
        when=condition(readable, random, depth),
        then=then,
        because=f"Because of {number}.",
        basis=random.choice(("source", "inference")),
        cites=(random.choice(_CITES),),
        overrides=tuple(sorted(random.sample(names[:number], min(number, random.choice((0, 0, 0, 1, 2)))))),
        place=Place(f"{names[number]}.yaml", 1, 1),
    )


def _constraint(number: int, facts: dict[str, FactSpec], random: Random, depth: int) -> Constraint:
    never = All((condition(facts, random, depth), condition(facts, random, depth)))
    return Constraint(f"constraint-{number}", never, f"That cannot be ({number})", frozenset(test.fact for test in tests(never)))


def _test(spec: FactSpec, random: Random) -> Test:
    match spec.type:
        case "boolean":
            return In(spec.id, frozenset(random.choice(((True,), (True,), (False,), (False,), (True, False), ()))))
        case "integer":
            low, high = sorted(random.sample(_MARKS, 2))
            number = random.choice(_MARKS)
            return Range(spec.id, *random.choice(((low, high), (None, high), (low, None), (number, number + 1), (None, None))))
        case "option":
            return In(spec.id, frozenset(random.sample(list(spec.options), random.randrange(len(spec.options) + 1))))
        case "set":
            of = random.sample(list(spec.options), random.randrange(1, len(spec.options) + 1))
            return Members(spec.id, random.randrange(1, len(of) + 1), frozenset(of))


def _constant(spec: FactSpec, random: Random) -> bool | int | str:
    match spec.type:
        case "boolean":
            return random.random() < 0.5
        case "integer":
            return random.choice(_MARKS)
        case _:
            return random.choice(list(spec.options))


def _value(spec: FactSpec, marks: list[int], random: Random, partial: float) -> Value:
    match spec.type:
        case "set":
            members = frozenset(option for option in spec.options if random.random() < 0.4)
            return SetValue(members, complete=random.random() >= partial)
        case "integer" if marks:
            number = random.choice(marks) + random.choice((-1, 0, 1))
            return max(number if spec.low is None else spec.low, min(number, number if spec.high is None else spec.high))
        case "integer":
            return random.randint(spec.low or 0, spec.high if spec.high is not None else 1000)
        case _:
            return _constant(spec, random)


def _thresholds(made: Rulebook) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for when in made.conditions:
        for test in tests(when):
            if isinstance(test, Range):
                found.setdefault(test.fact, set()).update(bound for bound in (test.low, test.high) if bound is not None)
    return {name: sorted(bounds) for name, bounds in found.items()}


def _decision(name: str, answer: str) -> Decision:
    options = {option: Option(option, option.capitalize()) for option in OPTIONS[:4]}
    return Decision(name, "all", name.capitalize(), f"Which {name}?", answer, options)  # type: ignore[arg-type]  # one of the answers


def _source() -> Source:
    statements = {str(number): Statement(f"made:{number}", "Made", f"Statement {number}.", None) for number in range(4)}
    return Source("made", "Made up", "A test", "https://example.org", "2024-01-01", statements)
