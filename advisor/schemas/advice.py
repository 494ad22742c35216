"""The schema of advice as JSON: the contract with whoever reads it.

A change that would break a reader raises the first part of `SCHEMA_VERSION`, an addition the second.
"""

from __future__ import annotations

from typing import Any

from advisor.model import SCHEMA_VERSION, SEVERITIES, STRENGTHS, Rulebook
from advisor.schemas.values import DIALECT, Schema, closed, identifier

TEXT: Schema = {"type": "string", "minLength": 1}
MAYBE: Schema = {"type": ["string", "null"], "minLength": 1}
FACT: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}
NAME: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
RULE: Schema = {"type": "string", "pattern": "^[a-z0-9]+([-/][a-z0-9]+)*$", "description": "A rule's id: its path in the rule directory."}
CITES: Schema = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[a-z0-9-]+:[a-z0-9/-]+$"},
    "description": "The statements it rests on, by source and statement; all are in `sources`.",
}
BASIS: Schema = {"enum": ["source", "inference"], "description": "An inference goes beyond what it cites; show it as one."}
FACTS: Schema = {"type": "array", "items": FACT}


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
                "facts": listed("fact", "What is known, in the vocabulary's order. Unknown facts are left out."),
                "decisions": listed("decision", "The answer to each decision."),
                "concerns": listed("concern", "What to mend, the gravest first; each concern once, at its highest severity."),
                "next_question": {
                    "anyOf": [{"$ref": "#/$defs/question"}, {"type": "null"}],
                    "description": "What to ask next; null where every choice is settled, or nothing asked could settle one.",
                },
                "sources": listed("source", "The statements that the advice cites."),
            }
        ),
        "$defs": {
            "fact": _fact(),
            "decision": _decision(),
            "option": _option(),
            "reason": closed({"rule": RULE, "strength": {"enum": list(STRENGTHS)}, "because": TEXT, "basis": BASIS, "cites": CITES}),
            "opening": _opening(),
            "concern": _concern(),
            "raised": closed({"rule": RULE, "message": TEXT, "severity": _severity(), **_grounds()}),
            "question": _question(),
            "source": source_schema(),
        },
    }


def listed(name: str, description: str) -> Schema:
    """Return the schema of a list of what is defined under the name."""
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": description}


def _severity() -> Schema:
    return {"enum": list(SEVERITIES)}


def _grounds() -> dict[str, Any]:
    return {
        "because": TEXT,
        "fix": {**MAYBE, "description": "A line to write instead, with <blanks> for what only the reader knows."},
        "facts": {**FACTS, "description": "The facts that raise it."},
        "basis": BASIS,
        "cites": CITES,
    }


def value_of_fact() -> Schema:
    """Return the schema of a fact's value."""
    return {
        "oneOf": [
            {"type": "boolean"},
            {"type": "integer"},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ],
        "description": "A set is a list of its members.",
    }


def _fact() -> Schema:
    evidence: Schema = {
        "type": "array",
        "items": {"type": "object"},
        "description": "Places in a draft; empty for what a situation states.",
    }
    origin: Schema = {"enum": ["given", "derived", "observed"]}
    rule = {**RULE, "type": ["string", "null"], "description": "The rule that concluded it; null unless it is derived."}
    whole = closed({"id": FACT, "value": value_of_fact(), "origin": origin, "rule": rule, "evidence": evidence})
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
            "id": NAME,
            "answer": {
                "enum": ["choose", "list"],
                "description": "choose: one option should come first. list: every option with a rank counts.",
            },
            "settled": {"type": "boolean", "description": "Whether nothing still unknown would change the answer."},
            "open_facts": {**FACTS, "description": "The facts to ask for that could change it."},
            "options": listed("option", "Every option, best first."),
        }
    )


def _option() -> Schema:
    return closed(
        {
            "id": NAME,
            "label": TEXT,
            "rank": {"type": ["integer", "null"], "minimum": 1, "description": "1, 1, 3; null: not recommended."},
            "reasons": listed("reason", "What speaks for it."),
            "against": listed("reason", "What speaks against it."),
            "open": listed("opening", "What could still speak for it or against it."),
        }
    )


def _opening() -> Schema:
    against: Schema = {"type": "boolean", "description": "Whether it would speak against the option."}
    facts = {**FACTS, "description": "The facts that would decide it."}
    return closed({"rule": RULE, "strength": {"enum": list(STRENGTHS)}, "against": against, "summary": TEXT, "facts": facts})


def _concern() -> Schema:
    said: dict[str, Any] = {
        "asks": {**TEXT, "description": "What a candidate will ask."},
        "owner": {**NAME, "description": "Who can fix it."},
        "also": listed("raised", "What else raises the same concern."),
    }
    return closed({"rule": RULE, "concern": NAME, "severity": _severity(), "message": TEXT, **_grounds(), **said})


def _question() -> Schema:
    return closed(
        {
            "fact": FACT,
            "question": TEXT,
            "help": MAYBE,
            "type": {"enum": ["boolean", "integer", "option", "set"]},
            "unit": MAYBE,
            "options": {"type": "array", "items": closed({"id": NAME, "label": TEXT})},
            "decisions": {"type": "array", "items": NAME, "minItems": 1, "description": "The decisions it may settle."},
            "why": {**TEXT, "description": "Why it is asked: what it is to decide."},
        }
    )


def source_schema() -> Schema:
    """Return the schema of a source with the statements cited."""
    statement = closed({"id": {"type": "string"}, "heading": TEXT, "claim": {**TEXT, "description": "The statement in our words."}})
    return closed(
        {
            "id": NAME,
            "title": TEXT,
            "author": TEXT,
            "url": {"type": "string", "pattern": "^https://"},
            "retrieved": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            "statements": {"type": "array", "items": statement, "minItems": 1},
        }
    )
