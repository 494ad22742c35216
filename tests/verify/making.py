"""Rulebooks of a given size for proofs: mixed facts, derived ones among them, and rules that mostly join a few tests.

    made = rulebook_of_size(Random(7), rules=40, facts=12)

Equal seeds give equal rulebooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from advisor.condition import All, Any, Condition, In, Members, Not, Range, Test, facts_read
from advisor.errors import Place
from advisor.model import (
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

_WORDS = ("ash", "birch", "cedar", "elm", "fir", "gorse")
_MARKS = (0, 5, 10, 20, 50)
_CITES = tuple(f"made:{number}" for number in range(5))


def rulebook_of_size(random: Random, rules: int, facts: int, decisions: int = 2) -> Rulebook:
    """Return a rulebook of so many rules over so many facts; the last two facts are derived, one of them may be given."""
    specs = [_spec(f"f.x{number}", random) for number in range(facts - 2)]
    specs += [_fact("d.given", "option", _WORDS[:3]), _fact("d.only", "boolean", givable=False)]
    sets = [spec for spec in specs if spec.type == "set"]
    if sets:
        specs.append(_fact("f.main", "option", tuple(sets[0].options), within=sets[0].id))
    base = [spec for spec in specs if not spec.id.startswith("d.")]
    names = [f"r{number:03}" for number in range(rules)]
    made = [_rule(names, number, base, specs, random, decisions) for number in range(rules)]
    never = All((condition(base, random, 0), condition(base, random, 0)))
    return Rulebook(
        facts={spec.id: spec for spec in specs},
        constraints=(Constraint("never", never, "That cannot be.", facts_read(never)),),
        sections={"all": Section("All")},
        decisions={f"t{number}": _decision(f"t{number}") for number in range(decisions)},
        concerns={"blight": "Blight"},
        owners={"forester": "the forester"},
        expectations={},
        sources={"made": Source("made", "Made", "A test", "https://example.org", "2024-01-01", {c[5:]: _statement(c) for c in _CITES})},
        rules=tuple(made),
        glossary={},
    )


def condition(specs: Sequence[FactSpec], random: Random, depth: int = 1) -> Condition:
    """Return a condition that joins a few tests, some of them denied, some in alternatives."""
    kind = random.random()
    if depth == 0 or kind < 0.2:
        test = _test(random.choice(specs), random)
        return Not(test) if random.random() < 0.25 else test
    parts = tuple(condition(specs, random, depth - 1) for _ in range(random.choice((2, 3, 3, 4))))
    return All(parts) if kind < 0.8 else Any(parts)


def _rule(names: list[str], number: int, base: list[FactSpec], specs: list[FactSpec], random: Random, decisions: int) -> Rule:
    kind = random.random()
    then: Derive | Recommend | Raise
    over: tuple[str, ...] = ()
    readable = specs
    if kind < 0.08:
        readable = base
        then = Derive({"d.given": random.choice(_WORDS[:3])} if random.random() < 0.6 else {"d.only": random.random() < 0.5})
    elif kind < 0.85:
        options = random.sample(_WORDS[:4], random.choice((1, 1, 2)))
        against = random.random() < 0.2
        pro, con = ((), tuple(options)) if against else (tuple(options), ())
        then = Recommend(f"t{random.randrange(decisions)}", pro, con, random.choice(STRENGTHS))
    else:
        then = Raise("blight", "warning", None, "Is it well?", "forester")
    if not isinstance(then, Derive) and number and random.random() < 0.15:
        over = (random.choice(names[:number]),)
    when = condition(readable, random, random.choice((1, 1, 2)) if len(names) < 60 else 1)
    cites = (random.choice(_CITES),)
    return Rule(names[number], f"Rule {number}", when, then, "It follows.", "source", cites, over, Place(f"{names[number]}.yaml", 1, 1))


def _spec(name: str, random: Random) -> FactSpec:
    kinds: tuple[FactType, ...] = ("boolean", "integer", "option", "set")
    kind = random.choice(kinds)
    return _fact(name, kind, _WORDS[: random.choice((2, 3, 5))] if kind in ("option", "set") else ())


def _fact(name: str, kind: FactType, options: Sequence[str] = (), within: str | None = None, givable: bool = True) -> FactSpec:
    low, high = (0, 60) if kind == "integer" else (None, None)
    labels = {option: option.capitalize() for option in options}
    return FactSpec(name, kind, name, f"What is {name}?", None, None, low, high, labels, within, givable)


def _test(spec: FactSpec, random: Random) -> Test:
    match spec.type:
        case "boolean":
            return In(spec.id, frozenset((random.random() < 0.5,)))
        case "integer":
            low, high = sorted(random.sample(_MARKS, 2))
            return Range(spec.id, *random.choice(((low, high), (None, high), (low, None), (low, low + 1))))
        case "option":
            return In(spec.id, frozenset(random.sample(list(spec.options), random.randrange(1, len(spec.options)))))
        case "set":
            of = random.sample(list(spec.options), random.randrange(1, len(spec.options) + 1))
            return Members(spec.id, random.randrange(1, len(of) + 1), frozenset(of))


def _decision(name: str) -> Decision:
    return Decision(name, "all", name, f"Which {name}?", "choose", {word: Option(word, word.capitalize()) for word in _WORDS[:4]})


def _statement(cite: str) -> Statement:
    return Statement(cite, "Made", f"Statement {cite}.", None)
