"""The schema of what `advisor compare --format json` writes.

A change that would break a reader raises the first part of `SCHEMA_VERSION`, an addition the second.
"""

from __future__ import annotations

from advisor.model import SCHEMA_VERSION, Rulebook
from advisor.schemas.report import report_schema
from advisor.schemas.values import DIALECT, Schema, closed, identifier

_STRINGS: Schema = {"type": "array", "items": {"type": "string", "minLength": 1}}
_VALUE: Schema = {"type": ["boolean", "integer", "string", "array", "null"], "description": "null: not known."}
_FINDINGS: Schema = {"type": "array", "items": {"$ref": "#/$defs/finding"}}


def comparison_schema(_: Rulebook | None = None) -> Schema:
    """Return the schema of the object that `advisor compare --format json` writes; it is the same for every rulebook."""
    definitions = report_schema()["$defs"]
    return {
        "$schema": DIALECT,
        "$id": identifier(f"comparison:{SCHEMA_VERSION}"),
        "title": "What differs between two drafts, or two situations",
        "oneOf": [_drafts(), _situations()],
        "$defs": {name: definitions[name] for name in ("span", "finding")},
    }


def _head(kind: str) -> Schema:
    name = {"type": "string", "description": "The name of the file, or - for standard input."}
    return {"schema_version": {"const": SCHEMA_VERSION}, "kind": {"const": kind}, "old": name, "new": name}


def _drafts() -> Schema:
    pair = closed({"finding": {"$ref": "#/$defs/finding"}, "was": {"$ref": "#/$defs/finding"}})
    return closed(
        {
            **_head("drafts"),
            "mended": {**_FINDINGS, "description": "In the old draft only."},
            "added": {**_FINDINGS, "description": "In the new draft only, or graver there."},
            "remaining": {"type": "array", "items": pair, "description": "In both, in the same words or by the same rule."},
        }
    )


def _situations() -> Schema:
    change = closed(
        {
            "kind": {"enum": ["decision", "concern"]},
            "id": {"type": "string"},
            "before": {**_STRINGS, "description": "Options (first of a choice, all of a list), or the severity of a concern; empty: none."},
            "after": _STRINGS,
            "because": {**_STRINGS, "minItems": 1, "description": "Changed facts that are enough; none of them can be spared."},
            "smallest": {"type": "boolean", "description": "Whether it is known that no smaller set is enough."},
        }
    )
    return closed(
        {
            **_head("situations"),
            "facts": {"type": "array", "items": closed({"id": {"type": "string"}, "before": _VALUE, "after": _VALUE})},
            "changes": {"type": "array", "items": change},
        }
    )
