"""The schema of a situation file, made from the fact vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.model import FactSpec, Rulebook
from advisor.schemas.values import DIALECT, Schema, closed, identifier, stated_schema


def situation_schema(rulebook: Rulebook) -> Schema:
    """Return the schema of a situation file.

    It accepts what the reader accepts, but for two things that a schema cannot say: a whole number
    written 60.0 is refused by the reader, and so are, later, facts that cannot be true together.
    """
    stated = [spec for spec in rulebook.facts.values() if spec.givable]
    return {
        "$schema": DIALECT,
        "$id": identifier("situation"),
        "title": "A hiring situation",
        "description": "What is known of a job and the company around it. What is left out, or null, is unknown, never 'no'.",
        **closed({**facts_properties(stated), **_reserved()}, required=()),
        "dependentSchemas": once_only(stated),
        "$defs": {spec.id: stated_schema(spec) for spec in stated},
    }


def facts_properties(specs: Iterable[FactSpec]) -> dict[str, Any]:
    """Return the properties under which facts may be stated: nested by group, or dotted. The facts are in `$defs`."""
    groups: dict[str, dict[str, Any]] = {}
    dotted: dict[str, Any] = {}
    for spec in specs:
        group, _, name = spec.id.partition(".")
        reference = {"$ref": f"#/$defs/{spec.id}"}
        groups.setdefault(group, {})[name] = reference
        dotted[spec.id] = reference
    nested = {group: {**closed(facts, required=()), "type": ["object", "null"]} for group, facts in groups.items()}
    return {**nested, **dotted}


def once_only(specs: Iterable[FactSpec]) -> Mapping[str, Any]:
    """Return what refuses a fact that is stated both dotted and nested."""
    found = {}
    for spec in specs:
        group, _, name = spec.id.partition(".")
        found[spec.id] = {"properties": {group: {"properties": {name: False}}}}
    return found


def _reserved() -> dict[str, Any]:
    return {
        "about": {"description": "What the file is about, for whoever reads it; no rule does."},
        "expect": {"description": "What the advice must be, where the file is a scenario; `advisor rules test` compares."},
    }
