"""What the values of facts look like, for the schemas that hold facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.model import FactSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def identifier(name: str) -> str:
    """Return the `$id` of one of our schemas."""
    return f"urn:hiring-advisor:schema:{name}"


def value_schema(spec: FactSpec) -> Schema:
    """Return the schema of a fact's known values."""
    match spec.type:
        case "boolean":
            return {"type": "boolean"}
        case "integer":
            return {"type": "integer", **_bounds(spec)}
        case "option":
            return choice(spec.options)
        case "set":
            return {"type": "array", "items": choice(spec.options), "uniqueItems": True}


def stated_schema(spec: FactSpec) -> Schema:
    """Return the schema of what a situation may say of a fact: a value, or null for unknown; with its question."""
    schema = value_schema(spec)
    if "oneOf" in schema:
        schema["oneOf"].append({"const": None, "description": "Unknown."})
    else:
        schema["type"] = [schema["type"], "null"]
    help_ = [spec.help] if spec.help else []
    unit = [f"In {spec.unit}."] if spec.unit else []
    return {"title": spec.label, "description": " ".join([spec.ask, *help_, *unit]), **schema}


def choice(options: Mapping[str, str]) -> Schema:
    """Return the schema of one of some words, each with what it means."""
    return {"oneOf": [{"const": option, "description": label} for option, label in options.items()]}


def closed(properties: Mapping[str, Any], required: Iterable[str] | None = None) -> Schema:
    """Return the schema of an object with these keys and no others; all are required unless `required` says which."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def _bounds(spec: FactSpec) -> Schema:
    bounds = {"minimum": spec.low, "maximum": spec.high}
    return {name: value for name, value in bounds.items() if value is not None}
