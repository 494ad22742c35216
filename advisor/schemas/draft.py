"""The schema of what `advisor draft --format json` writes.

A change that would break a reader raises the first part of `SCHEMA_VERSION`, an addition the second.
"""

from __future__ import annotations

from advisor.model import SCHEMA_VERSION, SEVERITIES, Rulebook
from advisor.schemas.values import DIALECT, Schema, closed, identifier

KINDS = {
    "concern": "True of the situation, and to be mended before the ad appears.",
    "choice": "A title or a level that was chosen among others, or could not be.",
    "left-out": "Something recommended that the ad does not say.",
    "unknown": "A question whose answer the ad lacks.",
}
"""The kinds of notes, each with what it means."""

_TEXT: Schema = {"type": "string", "minLength": 1}
_MAYBE: Schema = {"type": ["string", "null"], "minLength": 1}


def draft_schema(_: Rulebook | None = None) -> Schema:
    """Return the schema of the object that `advisor draft --format json` writes; it is the same for every rulebook."""
    line = closed({"text": _TEXT, "bullet": {"type": "boolean"}})
    note = closed(
        {
            "kind": {"oneOf": [{"const": kind, "description": text} for kind, text in KINDS.items()]},
            "text": _TEXT,
            "because": _MAYBE,
            "severity": {"enum": [*SEVERITIES, None], "description": "Of a concern."},
            "owner": {**_MAYBE, "description": "Who can mend the concern, in words."},
            "fact": {**_MAYBE, "description": "The fact that is not known."},
        }
    )
    return {
        "$schema": DIALECT,
        "$id": identifier(f"draft:{SCHEMA_VERSION}"),
        "title": "A job description to start from, with a note to its author",
        **closed(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "situation": {"type": "string", "description": "The name of the file, or - for standard input."},
                "title": {**_TEXT, "description": "The title of the ad, with its level where one is settled on."},
                "level": _MAYBE,
                "parts": {
                    "type": "array",
                    "items": closed({"heading": _MAYBE, "lines": {"type": "array", "items": line, "minItems": 1}}),
                    "description": "What stands under each heading (null: before the first).",
                },
                "notes": {"type": "array", "items": note, "description": "For the author; never part of the ad."},
                "blanks": {"type": "array", "items": {"type": "string", "pattern": "^<.+>$"}, "uniqueItems": True},
            }
        ),
    }
