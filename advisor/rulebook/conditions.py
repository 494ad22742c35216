"""Reading conditions: from a rule file's `when` to the condition it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Raw

from advisor.condition import All, Any, Condition, In, Members, Not, Range
from advisor.errors import did_you_mean, listing
from advisor.model import FactSpec
from advisor.rulebook.values import Noted, Unfit, read_value
from advisor.rulebook.text import shown
from advisor.rulebook.yaml_reader import Document, Path

_OPERATORS = {
    "boolean": ("is",),
    "integer": ("is", "at_least", "less_than"),
    "option": ("is", "in"),
    "set": ("has", "has_any", "has_all", "has_at_least"),
}
_ALL_OPERATORS = tuple(dict.fromkeys(name for names in _OPERATORS.values() for name in names))


def read_condition(raw: Raw, document: Document, path: Path, specs: Mapping[str, FactSpec], problems: Noted) -> Condition | None:
    """Return the condition, or None after noting what is wrong with it."""
    if not isinstance(raw, dict) or not raw:
        problems.add("a condition must hold all, any, not or a fact with a test", document.place(path))
        return None
    parts = [_entry(key, value, document, (*path, key), specs, problems) for key, value in raw.items()]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else All(tuple(known))


def _entry(key: str, value: Raw, document: Document, path: Path, specs: Mapping[str, FactSpec], problems: Noted) -> Condition | None:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            problems.add(f"{key} needs a list of conditions", document.place(path))
            return None
        parts = [read_condition(part, document, (*path, index), specs, problems) for index, part in enumerate(value)]
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts):
            return None
        return All(known) if key == "all" else Any(known)
    if key == "not":
        part = read_condition(value, document, path, specs, problems)
        return None if part is None else Not(part)
    spec = specs.get(key)
    if spec is None:
        hint = did_you_mean(key, [*specs, "all", "any", "not"])
        problems.add(f"{shown(key)} is no fact{hint}", document.place(path))
        return None
    return _tests(spec, value, document, path, problems)


def _tests(spec: FactSpec, raw: Raw, document: Document, path: Path, problems: Noted) -> Condition | None:
    operators = _OPERATORS[spec.type]
    if not isinstance(raw, dict) or not raw:
        problems.add(f"{spec.id} needs a test, such as {{{operators[0]}: …}}", document.place(path))
        return None
    for operator in raw:
        if operator not in operators:
            hint = did_you_mean(operator, operators) if operator not in _ALL_OPERATORS else ""
            hint = hint or f", a fact of type {spec.type}; use {listing(operators, 'or')}"
            problems.add(f"{shown(operator)} is no test for {spec.id}{hint}", document.place((*path, operator)))
            return None
    if len(raw) > 1 and set(raw) != {"at_least", "less_than"}:
        problems.add(f"{spec.id} has several tests; put each in its own condition under all", document.place(path))
        return None
    try:
        return _test(spec, raw)
    except Unfit as error:
        problems.add(f"{spec.id} {error}", document.place((*path, next(iter(raw)))))
        return None


def _test(spec: FactSpec, raw: Mapping[str, Raw]) -> Condition:
    operator, operand = next(iter(raw.items()))
    match operator:
        case "is" if spec.type == "integer":
            number = _number(spec, operand)
            return Range(spec.id, number, number + 1)
        case "is":
            value = read_value(spec, operand)
            assert isinstance(value, (bool, str))
            return In(spec.id, frozenset((value,)))
        case "in":
            return In(spec.id, frozenset(_some(spec, operand)))
        case "at_least" | "less_than":
            low = _number(spec, raw["at_least"]) if "at_least" in raw else None
            high = _number(spec, raw["less_than"]) if "less_than" in raw else None
            if low is not None and high is not None and low >= high:
                raise Unfit(f"is at least {low} and less than {high}, which no number is; widen the test")
            return Range(spec.id, low, high)
        case "has":
            return Members(spec.id, 1, frozenset(_some(spec, [operand])))
        case "has_any":
            return Members(spec.id, 1, frozenset(_some(spec, operand)))
        case "has_all":
            members = frozenset(_some(spec, operand))
            return Members(spec.id, len(members), members)
        case _:
            return _has_at_least(spec, operand)


def _has_at_least(spec: FactSpec, operand: Raw) -> Members:
    if not isinstance(operand, dict) or set(operand) != {"n", "of"}:
        raise Unfit("has_at_least needs {n: …, of: […]}")
    members = frozenset(_some(spec, operand["of"]))
    count = operand["n"]
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(members):
        raise Unfit(f"has_at_least needs an n from 1 to {len(members)}, the number of members listed")
    return Members(spec.id, count, members)


def _number(spec: FactSpec, raw: Raw) -> int:
    value = read_value(spec, raw)
    assert isinstance(value, int)
    return value


def _some(spec: FactSpec, raw: Raw) -> list[str]:
    if not isinstance(raw, list) or not raw:
        raise Unfit("needs a list with at least one option, such as [a, b]")
    found = []
    for item in raw:
        if not isinstance(item, str) or item not in spec.options:
            raise Unfit(f"has no option {shown(str(item))}{did_you_mean(item, spec.options)}")
        found.append(item)
    return found
