"""Small rulebooks, put together in a few lines, for tests of what the advice says."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advise import evaluate
from advisor.condition import All, Any, Condition, In, Members, Range, SetValue, Value
from advisor.errors import Place
from advisor.model import (
    Advice,
    Constraint,
    Decision,
    Derive,
    FactSpec,
    FactType,
    Option,
    OptionAdvice,
    Raise,
    Recommend,
    Rule,
    Rulebook,
    Section,
    Severity,
    Source,
    Statement,
    Strength,
)
from advisor.situation import Situation, complete

COLOURS = ("red", "green", "blue")
KINDS = {"x": "Cloud: accounts and services", "y": "AWS"}
CITES = tuple(f"book:{number}" for number in range(1, 10))


def yes(fact: str) -> Condition:
    """Return the condition that a boolean is true."""
    return In(fact, frozenset((True,)))


def no(fact: str) -> Condition:
    """Return the condition that a boolean is false."""
    return In(fact, frozenset((False,)))


def both(*parts: Condition) -> Condition:
    """Return the condition that all parts hold."""
    return All(parts)


def either(*parts: Condition) -> Condition:
    """Return the condition that some part holds."""
    return Any(parts)


def at_least(fact: str, number: int) -> Condition:
    """Return the condition that an integer is at least `number`."""
    return Range(fact, number, None)


def has(fact: str, member: str) -> Condition:
    """Return the condition that a set has a member."""
    return Members(fact, 1, frozenset((member,)))


def speak(
    name: str,
    when: Condition,
    pro: str = "",
    con: str = "",
    strength: Strength = "strong",
    cite: str = CITES[0],
    decision: str = "colour",
    overrides: tuple[str, ...] = (),
    because: str = "So it is.",
) -> Rule:
    """Return a rule that speaks for and against options, named with blanks between."""
    return _rule(name, when, Recommend(decision, tuple(pro.split()), tuple(con.split()), strength), because, cite, overrides)


def warn(
    name: str,
    when: Condition,
    severity: Severity = "warning",
    concern: str = "fire",
    overrides: tuple[str, ...] = (),
    because: str = "It burns.",
    fix: str | None = None,
) -> Rule:
    """Return a rule that raises a concern."""
    return _rule(name, when, Raise(concern, severity, fix, "Is it hot?", "warden"), because, CITES[0], overrides)


def conclude(name: str, when: Condition, fact: str, value: bool | int | str) -> Rule:
    """Return a rule that derives a fact."""
    return _rule(name, when, Derive({fact: value}), "", CITES[0], ())


def _rule(name: str, when: Condition, then: Derive | Recommend | Raise, because: str, cite: str, overrides: tuple[str, ...]) -> Rule:
    return Rule(name, f"Summary of {name}", when, then, because, "source", (cite,), overrides, Place(f"{name}.yaml", 1, 1))


def rulebook(*rules: Rule, constraints: tuple[Constraint, ...] = ()) -> Rulebook:
    """Return a rulebook of these rules.

    Facts: `f.a` to `f.e` booleans, `f.n` an integer, `f.kinds` a set and `f.main` an option within it,
    `d.p` and `d.q` booleans that may be given, `d.only` one that rules alone conclude. Decisions:
    `colour` and `shape` choose, `bag` lists.
    """
    facts = [_fact(f"f.{name}") for name in "abcde"]
    facts += [_fact("f.n", "integer", low=0, high=100), _fact("f.kinds", "set", options=KINDS)]
    facts += [_fact("f.main", "option", options=KINDS, within="f.kinds"), _fact("d.p"), _fact("d.q"), _fact("d.only", givable=False)]
    statements = {cite.partition(":")[2]: Statement(cite, "Chapter", f"Statement {cite}.", None) for cite in CITES}
    return Rulebook(
        facts={fact.id: fact for fact in facts},
        constraints=constraints,
        sections={"all": Section("All")},
        decisions={"colour": _decision("colour", "choose"), "shape": _decision("shape", "choose"), "bag": _decision("bag", "list")},
        concerns={"fire": "Fire", "flood": "Flood"},
        owners={"warden": "the warden"},
        expectations={},
        sources={"book": Source("book", "A book", "An author", "https://example.org", "2024-01-01", statements)},
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        glossary={},
    )


def _fact(
    name: str,
    kind: FactType = "boolean",
    options: Mapping[str, str] | None = None,
    low: int | None = None,
    high: int | None = None,
    within: str | None = None,
    givable: bool = True,
) -> FactSpec:
    return FactSpec(name, kind, name, f"What is {name}?", None, None, low, high, options or {}, within, givable)


def _decision(name: str, answer: str) -> Decision:
    options = {colour: Option(colour, colour.capitalize()) for colour in COLOURS}
    return Decision(name, "all", name.capitalize(), f"Which {name}?", answer, options)  # type: ignore[arg-type]  # one of the answers


def situation(made: Rulebook, /, **facts: bool | int | str | tuple[str, ...]) -> Situation:
    """Return a situation; facts are named with two underscores for the dot, and sets are tuples."""
    values: dict[str, Value] = {
        name.replace("__", "."): SetValue(frozenset(value)) if isinstance(value, tuple) else value for name, value in facts.items()
    }
    places = {fact: Place("s.yaml", number, 1) for number, fact in enumerate(values, 1)}
    return Situation("s.yaml", complete(values, made.facts), places)


def advise(made: Rulebook, /, **facts: bool | int | str | tuple[str, ...]) -> Advice:
    """Return the advice on a situation made as by `situation`."""
    return evaluate(situation(made, **facts), made)


def option(advice: Advice, name: str, decision: str = "colour") -> OptionAdvice:
    """Return what the advice says of one option."""
    return next(item for item in advice.decision(decision).options if item.id == name)


def first(advice: Advice, decision: str = "colour") -> list[str]:
    """Return the options that come first."""
    return [item.id for item in advice.decision(decision).first]
