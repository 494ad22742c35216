"""Our rules and facts in terms of engines that know no third value.

A fact that is unknown has no value there. Every condition is written so that it is true just where ours
is known to be true: negation is pushed down to the single tests, and each test asks that its fact be
known. A set is a boolean for each of its options; "at least so many of these" is a boolean worked out
beforehand, as it is for durable-rules.
"""

from __future__ import annotations

from advisor.condition import All, Any, Condition, Facts, In, Members, Not, Range, SetValue, Test, evaluate, tests
from advisor.engine.strata import layers
from advisor.model import Rulebook

Plain = bool | int | str


class Translation:
    """A rulebook's conditions as expressions, in the syntax that zen-engine and rule-engine share."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._specs = rulebook.facts
        everything = dict.fromkeys(test for rule in rulebook.rules for test in tests(rule.when))
        some = [test for test in everything if isinstance(test, Members) and 1 < test.count < len(test.of)]
        self.counted: dict[Test, str] = {test: f"counted{number}" for number, test in enumerate(some)}
        self.conditions = [self.expression(rule.when) for rule in rulebook.rules]
        self.layers = layers(rulebook)

    def values(self, facts: Facts) -> dict[str, Plain]:
        """Return what is known of a situation: a value for each name."""
        found: dict[str, Plain] = {}
        for fact, value in facts.items():
            if isinstance(value, SetValue):
                found.update({name(fact, option): True for option in value.members})
                if value.complete:
                    found.update({name(fact, option): False for option in self._specs[fact].options if option not in value.members})
            else:
                found[name(fact)] = value
        for test, counted in self.counted.items():
            answer = evaluate(test, facts)
            if answer is not None:
                found[counted] = answer
        return found

    def names(self) -> list[str]:
        """Return every name that a situation may have a value for."""
        single = [name(fact) for fact, spec in self._specs.items() if spec.type != "set"]
        return [
            *single,
            *(name(fact, option) for fact, spec in self._specs.items() for option in spec.options if spec.type == "set"),
            *self.counted.values(),
        ]

    def expression(self, condition: Condition, answer: bool = True) -> str:
        """Return the expression that is true just where the condition is known to have this answer."""
        match condition:
            case Not(part):
                return self.expression(part, not answer)
            case All(parts) | Any(parts):
                word = " and " if isinstance(condition, All) == answer else " or "
                return f"({word.join(self.expression(part, answer) for part in parts)})"
            case In(fact, values):
                wanted = [value for value in self._specs[fact].options or (True, False) if (value in values) == answer]
                return f"({' or '.join(f'{name(fact)} == {literal(value)}' for value in wanted)})"
            case Range(fact, low, high):
                return f"({name(fact)} != null and ({_bounds(name(fact), low, high, answer)}))"
            case Members(fact, count, of):
                if condition in self.counted:
                    return f"{self.counted[condition]} == {literal(answer)}"
                word = " or " if (count == 1) == answer else " and "
                return f"({word.join(f'{name(fact, option)} == {literal(answer)}' for option in sorted(of))})"


def name(*parts: str) -> str:
    """Return the name of a fact, or of a fact and one of its options."""
    return "__".join(part.replace(".", "_").replace("-", "_") for part in parts)


def literal(value: Plain) -> str:
    """Return a constant as the expressions write it."""
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def _bounds(named: str, low: int | None, high: int | None, answer: bool) -> str:
    if answer:
        inside = ([f"{named} >= {low}"] if low is not None else []) + ([f"{named} < {high}"] if high is not None else [])
        return " and ".join(inside)
    outside = ([f"{named} < {low}"] if low is not None else []) + ([f"{named} >= {high}"] if high is not None else [])
    return " or ".join(outside)
