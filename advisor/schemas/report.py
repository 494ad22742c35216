"""The schema of reports as JSON: the contract with whoever reads what `advisor check` finds.

A change that would break a reader raises the first part of `SCHEMA_VERSION`, an addition the second.
"""

from __future__ import annotations

from typing import Any

from advisor.model import SCHEMA_VERSION, SEVERITIES, Rulebook
from advisor.schemas.values import DIALECT, Schema, closed, identifier

_TEXT: Schema = {"type": "string", "minLength": 1}
_FACT: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}
_NAME: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_RULE: Schema = {"type": "string", "pattern": "^[a-z0-9]+([-/][a-z0-9]+)*$", "description": "A rule's id: its path in the rule directory."}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {"type": "integer", "minimum": 1}


def report_schema(_: Rulebook | None = None) -> Schema:
    """Return the schema of one line of `advisor check --format json`; it is the same for every rulebook."""
    return {
        "$schema": DIALECT,
        "$id": identifier(f"report:{SCHEMA_VERSION}"),
        "title": "Report on a draft job description",
        **closed(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "document": {"type": "string", "description": "The name of the file, or - for standard input."},
                "findings": _list("finding", "What was found, in the order of the text; what is missing comes last."),
                "expectations": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/expectation"},
                    "description": "What engineers look for, by id: tooling, on_call, on_call_pay, autonomy, growth, impact.",
                },
                "title": {"$ref": "#/$defs/title"},
                "level": {"type": ["string", "null"], "description": "The level the title names."},
                "years_min": {"type": ["integer", "null"], "minimum": 0, "description": "The years of experience asked for at least."},
                "facts": _list("fact", "What is known: given by the situation, derived by rules, or observed in the draft."),
                "summary": closed({"errors": _NUMBER, "warnings": _NUMBER, "infos": _NUMBER}),
                "withheld": _list("withheld", "Findings that are not reported."),
                "unused_comments": {
                    "type": "array",
                    "items": closed({"id": {"type": "string"}, "span": {"$ref": "#/$defs/span"}}),
                    "description": "What comments in the draft ignore in vain.",
                },
            }
        ),
        "$defs": {
            "span": _span(),
            "evidence": closed({"span": {"$ref": "#/$defs/span"}, "excerpt": {"type": "string"}}),
            "finding": closed(_finding()),
            "withheld": closed({**_finding(), "reason": _reason()}),
            "expectation": closed({"addressed": {"type": "boolean"}, "evidence": _list("evidence", "Where the draft says it.")}),
            "title": _title(),
            "fact": _fact(),
        },
    }


def _list(name: str, description: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": description}


def _span() -> Schema:
    return {
        **closed(
            {"start": _NUMBER, "end": _NUMBER, "line": _PLACE, "column": _PLACE, "end_line": _PLACE, "end_column": _PLACE},
        ),
        "description": "A place in the text: code points from start to before end; lines and columns from 1, the end just past the last.",
    }


def _finding() -> dict[str, Any]:
    return {
        "rule": _RULE,
        "concern": _NAME,
        "severity": {"enum": list(SEVERITIES)},
        "message": _TEXT,
        "span": {"anyOf": [{"$ref": "#/$defs/span"}, {"type": "null"}], "description": "null for something missing."},
        "excerpt": {"type": ["string", "null"], "description": "The words of the span."},
        "because": _TEXT,
        "fix": {"type": ["string", "null"], "minLength": 1, "description": "A line to write, with <blanks>, or what to do (see edit)."},
        "asks": {**_TEXT, "description": "What a candidate will ask."},
        "owner": {**_NAME, "description": "Who can fix it."},
        "basis": {"enum": ["source", "inference"], "description": "An inference goes beyond what it cites; show it as one."},
        "cites": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9-]+:[a-z0-9/-]+$"}},
        "mend": {"enum": ["reword", "answer"], "description": "reword: whoever writes the draft can. answer: the owner has to say."},
        "edit": {"enum": ["replace", "add", "by-hand"], "description": "Whether fix replaces the words, is added, or says what to do."},
    }


def _reason() -> Schema:
    return {"type": ["string", "null"], "description": "The reason a comment in the draft gives; null: the baseline knows the finding."}


def _title() -> Schema:
    maybe: Schema = {"type": ["string", "null"]}
    return closed(
        {
            "declared": {**maybe, "description": "The title the draft gives."},
            "declared_family": {**maybe, "description": "Which of the general titles that is."},
            "best": {**maybe, "description": "Which of them the work described fits best."},
            "scores": {"type": "object", "additionalProperties": _NUMBER, "description": "How much distinct evidence there is for each."},
        }
    )


def _fact() -> Schema:
    value: Schema = {
        "oneOf": [
            {"type": "boolean"},
            {"type": "integer"},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ],
        "description": "A set is a list of its members; one that was observed may have more.",
    }
    return closed(
        {
            "id": _FACT,
            "value": value,
            "origin": {"enum": ["given", "derived", "observed"]},
            "rule": {**_RULE, "type": ["string", "null"], "description": "The rule that concluded it; null unless it is derived."},
            "evidence": _list("evidence", "Where the draft says it; empty for what the situation gives."),
        }
    )
