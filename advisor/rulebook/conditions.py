"""Reading conditions: from a rule file's `when` to the condition it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Raw

from advisor.condition import All, Any, Condition, In, Members, Not, Range, Value
from advisor.errors import did_you_mean, listing
from advisor.files import shown
from advisor.model import FactSpec
from advisor.rulebook.values import Noted, Unfit, read_value, said
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
        found = "empty" if raw in ({}, None) else said(raw)
        problems.add(f"this condition is {found}; write a fact with its test, or all, any or not of conditions", document.place(path))
        return None
    parts = [_entry(key, value, document, (*path, key), specs, problems) for key, value in raw.items()]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else All(tuple(known))


def _entry(key: str, value: Raw, document: Document, path: Path, specs: Mapping[str, FactSpec], problems: Noted) -> Condition | None:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            problems.add(f"{key} needs a list of conditions, each starting with a dash", document.place(path))
            return None
        parts = [read_condition(part, document, (*path, index), specs, problems) for index, part in enumerate(value)]
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts):
            return None
        return All(known) if key == "all" else Any(known)
    if key == "not":
        if isinstance(value, list):
            problems.add("not takes one condition, without a dash", document.place(path))
            return None
        part = read_condition(value, document, path, specs, problems)
        return None if part is None else Not(part)
    spec = specs.get(key)
    if spec is None:
        hint = did_you_mean(key, [*specs, "all", "any", "not"]) or "; the facts are declared in facts.yaml"
        problems.add(f"{shown(key)} is no fact{hint}", document.place(path))
        return None
    return _tests(spec, value, document, path, problems)


def _tests(spec: FactSpec, raw: Raw, document: Document, path: Path, problems: Noted) -> Condition | None:
    operators = _OPERATORS[spec.type]
    if not isinstance(raw, dict) or not raw:
        value = said(raw).strip('"') if isinstance(raw, (str, int)) else _example(spec)
        problems.add(f"{spec.id} needs a test, such as {{{operators[0]}: {value}}}", document.place(path))
        return None
    for operator in raw:
        if operator not in operators:
            hint = did_you_mean(operator, operators) if operator not in _ALL_OPERATORS else ""
            hint = hint or f", a fact of type {spec.type}; use {listing(operators, 'or')}"
            problems.add(f"{said(operator)} is no test for {spec.id}{hint}", document.place((*path, operator)))
            return None
    if len(raw) > 1 and set(raw) != {"at_least", "less_than"}:
        problems.add(f"{spec.id} has several tests; put each in its own condition under all", document.place(path))
        return None
    try:
        return _test(spec, raw)
    except Unfit as error:
        problems.add(f"{spec.id}: {error}", document.place((*path, *error.path)))
        return None


def _example(spec: FactSpec) -> str:
    return {"boolean": "true", "integer": "24"}.get(spec.type) or next(iter(spec.options))


def _test(spec: FactSpec, raw: Mapping[str, Raw]) -> Condition:
    operator, operand = next(iter(raw.items()))
    match operator:
        case "is" if spec.type == "integer":
            number = _number(spec, operator, operand)
            return Range(spec.id, number, number + 1)
        case "is":
            value = _value(spec, operator, operand)
            assert isinstance(value, (bool, str))
            return In(spec.id, frozenset((value,)))
        case "in":
            return In(spec.id, _some(spec, operator, operand))
        case "at_least" | "less_than":
            low = _number(spec, "at_least", raw["at_least"]) if "at_least" in raw else None
            high = _number(spec, "less_than", raw["less_than"]) if "less_than" in raw else None
            if low is not None and high is not None and low >= high:
                raise Unfit(f"no number is at least {low} and less than {high}; widen the test", (operator,))
            return Range(spec.id, low, high)
        case "has":
            if isinstance(operand, list):
                raise Unfit("has takes one member; use has_any or has_all for several", (operator,))
            return Members(spec.id, 1, frozenset((_option(spec, operand, (operator,)),)))
        case "has_any":
            return Members(spec.id, 1, _some(spec, operator, operand))
        case "has_all":
            members = _some(spec, operator, operand)
            return Members(spec.id, len(members), members)
        case _:
            return _has_at_least(spec, operator, operand)


def _has_at_least(spec: FactSpec, operator: str, operand: Raw) -> Members:
    if not isinstance(operand, dict) or set(operand) != {"n", "of"}:
        raise Unfit(f"{operator} needs a number and a list: {{n: 2, of: [a, b, c]}}", (operator,))
    members = _some(spec, operator, operand["of"], "of")
    count = operand["n"]
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(members):
        raise Unfit(f"n is {said(count)}; it must be from 1 to {len(members)}, the number of members listed", (operator, "n"))
    return Members(spec.id, count, members)


def _value(spec: FactSpec, operator: str, raw: Raw) -> Value:
    try:
        return read_value(spec, raw)
    except Unfit as error:
        name = "the value to compare with" if operator == "is" else operator
        raise Unfit(f"{name} {error}", (operator, *error.path)) from None


def _number(spec: FactSpec, operator: str, raw: Raw) -> int:
    value = _value(spec, operator, raw)
    assert isinstance(value, int)
    return value


def _some(spec: FactSpec, operator: str, raw: Raw, *inner: str) -> frozenset[str]:
    path: Path = (operator, *inner)
    if not isinstance(raw, list) or not raw:
        example = raw if isinstance(raw, str) and raw in spec.options else next(iter(spec.options))
        raise Unfit(f"{path[-1]} needs a list of options, such as [{example}]", path)
    found: set[str] = set()
    for index, item in enumerate(raw):
        option = _option(spec, item, (*path, index))
        if option in found:
            raise Unfit(f"{option} is listed twice; keep one", (*path, index))
        found.add(option)
    return frozenset(found)


def _option(spec: FactSpec, raw: Raw, path: Path) -> str:
    if isinstance(raw, str) and raw in spec.options:
        return raw
    hint = did_you_mean(raw, spec.options, spec.options.values()) or f"; it must be {listing(list(spec.options), 'or')}"
    raise Unfit(f"{'an empty entry' if raw is None else said(raw)} is no option of it{hint}", path)
