"""The schema of advice as JSON: the contract with whoever reads it.

A change that would break a reader raises the first part of `SCHEMA_VERSION`, an addition the second.
"""

from __future__ import annotations

from typing import Any

from advisor.model import SCHEMA_VERSION, SEVERITIES, STRENGTHS, Rulebook
from advisor.schemas.values import DIALECT, Schema, closed, identifier

_TEXT: Schema = {"type": "string", "minLength": 1}
_MAYBE: Schema = {"type": ["string", "null"], "minLength": 1}
_FACT: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}
_NAME: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_RULE: Schema = {"type": "string", "pattern": "^[a-z0-9]+([-/][a-z0-9]+)*$", "description": "A rule's id: its path in the rule directory."}
_CITES: Schema = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[a-z0-9-]+:[a-z0-9/-]+$"},
    "description": "The statements it rests on, by source and statement; all are in `sources`.",
}
_BASIS: Schema = {"enum": ["source", "inference"], "description": "An inference goes beyond what it cites; show it as one."}
_FACTS: Schema = {"type": "array", "items": _FACT}


def advice_schema(_: Rulebook | None = None) -> Schema:
    """Return the schema of one line of `advisor evaluate --format json`; it is the same for every rulebook."""
    return {
        "$schema": DIALECT,
        "$id": identifier(f"advice:{SCHEMA_VERSION}"),
        "title": "Advice on a hiring situation",
        **closed(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "situation": {"type": "string", "description": "The name of the file, or - for standard input."},
                "facts": _list("fact", "What is known, in the vocabulary's order. Unknown facts are left out."),
                "decisions": _list("decision", "The answer to each decision."),
                "concerns": _list("concern", "What to mend, the gravest first; each concern once, at its highest severity."),
                "next_question": {
                    "anyOf": [{"$ref": "#/$defs/question"}, {"type": "null"}],
                    "description": "What to ask next; null where every choice is settled, or nothing asked could settle one.",
                },
                "sources": _list("source", "The statements that the advice cites."),
            }
        ),
        "$defs": {
            "fact": _fact(),
            "decision": _decision(),
            "option": _option(),
            "reason": closed({"rule": _RULE, "strength": {"enum": list(STRENGTHS)}, "because": _TEXT, "basis": _BASIS, "cites": _CITES}),
            "opening": _opening(),
            "concern": _concern(),
            "raised": closed({"rule": _RULE, "message": _TEXT, "severity": _severity(), **_grounds()}),
            "question": _question(),
            "source": _source(),
        },
    }


def _list(name: str, description: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": description}


def _severity() -> Schema:
    return {"enum": list(SEVERITIES)}


def _grounds() -> dict[str, Any]:
    return {
        "because": _TEXT,
        "fix": {**_MAYBE, "description": "A line to write instead, with <blanks> for what only the reader knows."},
        "facts": {**_FACTS, "description": "The facts that raise it."},
        "basis": _BASIS,
        "cites": _CITES,
    }


def _fact() -> Schema:
    value: Schema = {
        "oneOf": [
            {"type": "boolean"},
            {"type": "integer"},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ],
        "description": "A set is a list of its members.",
    }
    evidence: Schema = {
        "type": "array",
        "items": {"type": "object"},
        "description": "Places in a draft; empty for what a situation states.",
    }
    origin: Schema = {"enum": ["given", "derived", "observed"]}
    rule = {**_RULE, "type": ["string", "null"], "description": "The rule that concluded it; null unless it is derived."}
    whole = closed({"id": _FACT, "value": value, "origin": origin, "rule": rule, "evidence": evidence})
    derived: Schema = {"properties": {"origin": {"const": "derived"}}}
    return {
        **whole,
        "if": derived,
        "then": {"properties": {"rule": {"type": "string"}}},
        "else": {"properties": {"rule": {"type": "null"}}},
    }


def _decision() -> Schema:
    return closed(
        {
            "id": _NAME,
            "answer": {
                "enum": ["choose", "list"],
                "description": "choose: one option should come first. list: every option with a rank counts.",
            },
            "settled": {"type": "boolean", "description": "Whether nothing still unknown would change the answer."},
            "open_facts": {**_FACTS, "description": "The facts to ask for that could change it."},
            "options": _list("option", "Every option, best first."),
        }
    )


def _option() -> Schema:
    return closed(
        {
            "id": _NAME,
            "label": _TEXT,
            "rank": {"type": ["integer", "null"], "minimum": 1, "description": "1, 1, 3; null: not recommended."},
            "reasons": _list("reason", "What speaks for it."),
            "against": _list("reason", "What speaks against it."),
            "open": _list("opening", "What could still speak for it or against it."),
        }
    )


def _opening() -> Schema:
    against: Schema = {"type": "boolean", "description": "Whether it would speak against the option."}
    facts = {**_FACTS, "description": "The facts that would decide it."}
    return closed({"rule": _RULE, "strength": {"enum": list(STRENGTHS)}, "against": against, "summary": _TEXT, "facts": facts})


def _concern() -> Schema:
    said: dict[str, Any] = {
        "asks": {**_TEXT, "description": "What a candidate will ask."},
        "owner": {**_NAME, "description": "Who can fix it."},
        "also": _list("raised", "What else raises the same concern."),
    }
    return closed({"rule": _RULE, "concern": _NAME, "severity": _severity(), "message": _TEXT, **_grounds(), **said})


def _question() -> Schema:
    return closed(
        {
            "fact": _FACT,
            "question": _TEXT,
            "help": _MAYBE,
            "type": {"enum": ["boolean", "integer", "option", "set"]},
            "unit": _MAYBE,
            "options": {"type": "array", "items": closed({"id": _NAME, "label": _TEXT})},
            "decisions": {"type": "array", "items": _NAME, "minItems": 1, "description": "The decisions it may settle."},
        }
    )


def _source() -> Schema:
    statement = closed({"id": {"type": "string"}, "heading": _TEXT, "claim": {**_TEXT, "description": "The statement in our words."}})
    return closed(
        {
            "id": _NAME,
            "title": _TEXT,
            "author": _TEXT,
            "url": {"type": "string", "pattern": "^https://"},
            "retrieved": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            "statements": {"type": "array", "items": statement, "minItems": 1},
        }
    )
