"""Reading facts: from what a file says to typed values, or to a message that tells how to mend it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from advisor.condition import SetValue, Value
from advisor.errors import Place, did_you_mean, listing
from advisor.model import FactSpec
from advisor.rulebook.yaml_reader import Document, Path, shown

RESERVED_GROUP = "ad"


class Noted(Protocol):
    """Somewhere to note a problem."""

    def add(self, message: str, place: Place | None) -> None:
        """Note it."""


class Unfit(ValueError):
    """A value that does not fit its fact; the text says why and what would."""


def read_facts(
    data: Mapping[Any, Any], document: Document, path: Path, specs: Mapping[str, FactSpec], problems: Noted
) -> tuple[dict[str, Value], dict[str, Place]]:
    """Return the known facts of a mapping, nested by group or dotted, and where each was stated.

    What is wrong is noted in `problems`; the facts that are right are returned all the same.
    """
    facts: dict[str, Value] = {}
    places: dict[str, Place] = {}
    for fact_id, raw, at in _entries(data, document, path, specs, problems):
        place = document.place(at)
        spec = specs.get(fact_id)
        if fact_id.startswith(f"{RESERVED_GROUP}."):
            problems.add(f"{shown(fact_id)} is learned from a document; a situation cannot state it, so remove it", place)
        elif spec is None:
            problems.add(f"{shown(fact_id)} is no fact{did_you_mean(fact_id, specs)}", place)
        elif not spec.givable:
            problems.add(f"{fact_id} is concluded by rules; a situation cannot state it, so remove it", place)
        elif fact_id in places:
            problems.add(f"{fact_id} is given twice (first in line {places[fact_id].line}); keep one of them", place)
        else:
            places[fact_id] = place
            if raw is None:
                continue
            try:
                facts[fact_id] = read_value(spec, raw)
            except Unfit as error:
                problems.add(f"{fact_id} {error}", place)
    return facts, places


def read_value(spec: FactSpec, raw: object) -> Value:
    """Return the raw value as a value of the fact; raises Unfit, whose text follows the fact's name."""
    match spec.type:
        case "boolean":
            if isinstance(raw, bool):
                return raw
            raise Unfit(f"is {_said(raw)}; it must be true or false")
        case "integer":
            return _integer(spec, raw)
        case "option":
            return _option(spec, raw)
        case "set":
            return _members(spec, raw)


def _entries(
    data: Mapping[Any, Any], document: Document, path: Path, specs: Mapping[str, FactSpec], problems: Noted
) -> Iterator[tuple[str, Any, Path]]:
    groups = {fact_id.partition(".")[0] for fact_id in specs}
    for key, value in data.items():
        at = (*path, key)
        name = str(key)
        if "." in name:
            yield name, value, at
        elif name not in groups and name != RESERVED_GROUP:
            problems.add(f"{shown(name)} is no group of facts{_group_hint(name, specs, groups)}", document.place(at))
        elif isinstance(value, Mapping):
            for inner, raw in value.items():
                yield f"{name}.{inner}", raw, (*at, inner)
        elif value is not None:
            problems.add(f"{name} must hold facts, each on its own line below it (name: value)", document.place(at))


def _group_hint(name: str, specs: Mapping[str, FactSpec], groups: set[str]) -> str:
    return did_you_mean(name, sorted(groups)) or did_you_mean(name, specs) or f"; the groups are {listing(sorted(groups))}"


def _integer(spec: FactSpec, raw: object) -> int:
    unit = f" of {spec.unit}" if spec.unit else ""
    if isinstance(raw, str):
        raise Unfit(f"is {_said(raw)}; write a whole number{unit} in digits, such as 60")
    if isinstance(raw, float) and (not math.isfinite(raw) or raw != int(raw)):
        raise Unfit(f"is {_said(raw)}; it must be a whole number{unit}")
    if isinstance(raw, float) and abs(raw) < 1e15:
        raise Unfit(f"is {_said(raw)}; it must be a whole number{unit}, without a decimal point or exponent")
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise Unfit(f"is {_said(raw)}; it must be a whole number{unit}")
    low, high = spec.low, spec.high
    if (low is not None and raw < low) or (high is not None and raw > high):
        raise Unfit(f"is {_said(raw)}; it must be {bounds(spec)}")
    return int(raw)


def bounds(spec: FactSpec) -> str:
    """Say an integer's bounds and unit in words."""
    unit = f" {spec.unit}" if spec.unit else ""
    if spec.high is None:
        return f"at least {spec.low}{unit}"
    return f"from {spec.low} to {spec.high}{unit}"


def _option(spec: FactSpec, raw: object) -> str:
    if isinstance(raw, str) and raw in spec.options:
        return raw
    if isinstance(raw, bool):
        raise Unfit(f"is {_said(raw)} (YAML reads yes, no, on and off so); it must be {_choices(spec)}")
    if isinstance(raw, str):
        raise Unfit(f"is {_said(raw)}, which is no option of it{did_you_mean(raw, spec.options) or '; it must be ' + _choices(spec)}")
    raise Unfit(f"is {_said(raw)}; it must be {_choices(spec)}")


def _members(spec: FactSpec, raw: object) -> SetValue:
    if not isinstance(raw, list):
        example = raw if isinstance(raw, str) and raw in spec.options else next(iter(spec.options))
        raise Unfit(f"is {_said(raw)}; it must be a list, such as [{example}]")
    seen: set[str] = set()
    for member in raw:
        if not isinstance(member, str) or member not in spec.options:
            hint = did_you_mean(member, spec.options) or f"; it may hold {_choices(spec, 'and')}"
            raise Unfit(f"has the member {_said(member)}, which is no option of it{hint}")
        if member in seen:
            raise Unfit(f"has the member {member} twice; keep one")
        seen.add(member)
    return SetValue(frozenset(seen))


def _choices(spec: FactSpec, last: str = "or") -> str:
    return listing(list(spec.options), last)


def _said(raw: object) -> str:
    if raw is None:
        return "empty"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{shown(raw, 40)}"'
    if isinstance(raw, (list, dict)):
        return "a list" if isinstance(raw, list) else "a group of values"
    return shown(str(raw), 40)
