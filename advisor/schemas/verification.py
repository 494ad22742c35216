"""The schema of what `advisor rules verify --format json` writes.

A change that would break a reader raises the first part of `SCHEMA_VERSION`, an addition the second.
"""

from __future__ import annotations

from advisor.model import SCHEMA_VERSION, Rulebook
from advisor.schemas.values import DIALECT, Schema, closed, identifier

DEFECTS = {
    "conflict": "Two rules conclude different values, or are decisive for and against one option, in one situation.",
    "gap": "A decision recommends nothing in some situations.",
    "overlap": "Two rules speak in one situation, to a decision to which exactly one rule may.",
    "unreachable": "A rule applies in no situation.",
    "constant-test": "A test of a rule holds always or never, or decides nothing.",
    "subsumed": "A rule adds nothing to another.",
    "unread-fact": "No rule reads a fact.",
    "unused-option": "No rule recommends an option.",
    "unused-signal": "A signal establishes nothing that is used.",
    "uncited-statement": "Nothing cites a statement.",
    "fingerprint": "A statement rests on words that the given source does not have.",
    "unproved": "Something could not be decided within the bounds.",
}
"""The kinds of defects, each with what it means."""

_NUMBER: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string", "minLength": 1}
_SHARE: Schema = {
    **closed({"numerator": _NUMBER, "denominator": {"type": "integer", "minimum": 1}, "percent": {"type": "number"}}),
    "description": "An exact share of the valid situations that know what the decision's rules read, counted in threshold cells.",
}


def verification_schema(_: Rulebook | None = None) -> Schema:
    """Return the schema of the object that `advisor rules verify --format json` writes; it is the same for every rulebook."""
    return {
        "$schema": DIALECT,
        "$id": identifier(f"verification:{SCHEMA_VERSION}"),
        "title": "What was proved of a rulebook, and what is wrong with it",
        **closed(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "rules": _NUMBER,
                "facts": _NUMBER,
                "decisions": _NUMBER,
                "gaps": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/share"},
                    "description": "For each decision that was counted: where it recommends nothing, and does not declare that right.",
                },
                "defects": {"type": "array", "items": {"$ref": "#/$defs/defect"}},
            }
        ),
        "$defs": {"share": _SHARE, "defect": _defect()},
    }


def _defect() -> Schema:
    place = closed({"file": _TEXT, "line": {"type": ["integer", "null"]}, "column": {"type": ["integer", "null"]}})
    region = closed({"words": _TEXT, "share": {"$ref": "#/$defs/share"}})
    return closed(
        {
            "kind": {"oneOf": [{"const": kind, "description": text} for kind, text in DEFECTS.items()]},
            "subjects": {"type": "array", "items": {"type": "string"}, "description": "What it is about: rules, a fact, a decision, ..."},
            "message": _TEXT,
            "cure": _TEXT,
            "witness": {
                "type": ["object", "null"],
                "description": "Facts of a situation that shows it; what a draft says is among them as ad. facts.",
            },
            "cites": {"type": "array", "items": {"type": "string"}},
            "places": {"type": "array", "items": place},
            "share": {"anyOf": [{"$ref": "#/$defs/share"}, {"type": "null"}]},
            "regions": {"type": "array", "items": region, "description": "The largest parts of a gap."},
        }
    )
