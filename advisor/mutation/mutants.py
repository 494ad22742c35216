"""The mutants of a rulebook: each is one of its rules with one thing changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from advisor.frozen import frozen
from advisor.model import SEVERITIES, STRENGTHS, Derive, FactSpec, Raise, Recommend, Rule, Rulebook
from advisor.mutation import conditions

Part = Literal["when", "then", "overrides"]


@frozen
class Mutant:
    """A rule of the rulebook, by index, with one change: by which operator, in which part, and said in words."""

    index: int
    operator: str
    part: Part
    text: str
    rule: Rule

    @property
    def name(self) -> str:
        """The id of the rule."""
        return self.rule.id

    def __str__(self) -> str:
        return f"{self.rule.place}: {self.rule.id}: {self.text}"


def mutants(rulebook: Rulebook) -> list[Mutant]:
    """Return every mutant of every rule, in the order of the rules; the same in every process."""
    return [mutant for index in range(len(rulebook.rules)) for mutant in mutants_of(index, rulebook)]


def mutants_of(index: int, rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield the mutants of one rule."""
    rule = rulebook.rules[index]
    for operator, text, when in conditions.mutants(rule.when, rulebook.facts):
        yield Mutant(index, operator, "when", text, replace(rule, when=when))
    for target in rule.overrides:
        left = tuple(other for other in rule.overrides if other != target)
        yield Mutant(index, "override-dropped", "overrides", f"it no longer overrides {target}", replace(rule, overrides=left))
    match rule.then:
        case Derive():
            yield from _derive(index, rule, rule.then, rulebook)
        case Recommend():
            yield from _recommend(index, rule, rule.then, rulebook)
        case Raise(_, severity):
            for other in SEVERITIES:
                if other != severity:
                    changed = replace(rule, then=replace(rule.then, severity=other))
                    yield Mutant(index, "severity", "then", f"severity {severity} becomes {other}", changed)


def _derive(index: int, rule: Rule, then: Derive, rulebook: Rulebook) -> Iterator[Mutant]:
    for fact, value in then.facts.items():
        for other in _values(value, rulebook.facts[fact]):
            text = f"{fact}: {_said(value)} becomes {_said(other)}"
            yield Mutant(index, "value", "then", text, replace(rule, then=Derive({**then.facts, fact: other})))


def _values(value: bool | int | str, spec: FactSpec) -> Iterator[bool | int | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (near for near in (value - 1, value + 1) if (spec.low is None or near >= spec.low) and near <= (spec.high or near))
    else:
        options = list(spec.options)
        yield options[(options.index(value) + 1) % len(options)]


def _said(value: bool | int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _recommend(index: int, rule: Rule, then: Recommend, rulebook: Rulebook) -> Iterator[Mutant]:
    def mutant(operator: str, text: str, **changes: object) -> Mutant:
        return Mutant(index, operator, "then", text, replace(rule, then=replace(then, **changes)))  # type: ignore[arg-type]  # fields of it

    at = STRENGTHS.index(then.strength)
    for strength in STRENGTHS[max(0, at - 1) : at + 2]:
        if strength != then.strength:
            yield mutant("strength", f"strength {then.strength} becomes {strength}", strength=strength)
    options = list(rulebook.decisions[then.decision].options)
    named = {*then.options, *then.against}
    for side, other, word in (("options", "against", "for"), ("against", "options", "against")):
        mine, theirs = getattr(then, side), getattr(then, other)
        for option in mine:
            rest = tuple(one for one in mine if one != option)
            if rest or theirs:
                yield mutant("option-dropped", f"it no longer speaks {word} {option}", **{side: rest})
            swapped = {side: rest, other: (*theirs, option)}
            yield mutant("side-swapped", f"it speaks {'against' if word == 'for' else 'for'} {option}", **swapped)
            begin = options.index(option) + 1
            following = [one for one in options[begin:] + options[:begin] if one not in named]
            if following:
                put = tuple(following[0] if one == option else one for one in mine)
                yield mutant("option-swapped", f"it speaks {word} {following[0]} instead of {option}", **{side: put})
