"""The schema of an explanation as JSON."""

from __future__ import annotations

from advisor.model import SCHEMA_VERSION, STRENGTHS, Rulebook
from advisor.schemas.advice import BASIS, CITES, FACT, FACTS, NAME, RULE, TEXT, listed, source_schema, value_of_fact
from advisor.schemas.values import DIALECT, Schema, closed, identifier


def explanation_schema(_: Rulebook | None = None) -> Schema:
    """Return the schema of what `advisor explain --format json` writes; it is the same for every rulebook."""
    return {
        "$schema": DIALECT,
        "$id": identifier(f"explanation:{SCHEMA_VERSION}"),
        "title": "Why a decision is answered as it is",
        **closed(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "situation": {"type": "string", "description": "The name of the file, or - for standard input."},
                "decision": NAME,
                "answer": {"enum": ["choose", "list"]},
                "settled": {"type": "boolean", "description": "Whether nothing still unknown would change the answer."},
                "open_facts": {**FACTS, "description": "The facts to ask for that could change it."},
                "option": {"anyOf": [NAME, {"type": "null"}], "description": "The option asked about."},
                "options": listed("option", "Every option, best first."),
                "enough": listed("ground", "The given facts that alone lead to this answer."),
                "fewest": {"type": "boolean", "description": "Whether it is proved that fewer facts do not."},
                "what_if": {"$ref": "#/$defs/what_if", "description": "The smallest change that gives another outcome."},
                "sources": listed("source", "The statements that the reasons cite."),
            }
        ),
        "$defs": {
            "option": _option(),
            "reason": closed({"rule": RULE, **_strength(), "because": TEXT, "basis": BASIS, "cites": CITES, "grounds": _grounds()}),
            "lacking": _lacking(),
            "ground": _ground(),
            "what_if": _what_if(),
            "change": closed(
                {
                    "distance": {
                        "type": "integer",
                        "minimum": 1,
                        "description": "Thresholds crossed, members gained or lost, else 1 a fact.",
                    },
                    "facts": {**listed("changed", "The facts to change together."), "minItems": 1},
                }
            ),
            "changed": _changed(),
            "source": source_schema(),
        },
    }


def _strength() -> dict[str, Schema]:
    return {"strength": {"enum": list(STRENGTHS)}}


def _grounds() -> Schema:
    return listed("ground", "The facts it rests on.")


def _option() -> Schema:
    return closed(
        {
            "id": NAME,
            "label": TEXT,
            "rank": {"type": ["integer", "null"], "minimum": 1, "description": "1, 1, 3; null: not recommended."},
            "reasons": listed("reason", "What speaks for it, the strongest first."),
            "against": listed("reason", "What speaks against it, the strongest first."),
            "lacking": listed("lacking", "The rules that would speak for it or against it and do not."),
        }
    )


def _lacking() -> Schema:
    return closed(
        {
            "rule": RULE,
            "summary": TEXT,
            **_strength(),
            "against": {"type": "boolean", "description": "Whether it would speak against the option."},
            "state": {"enum": ["false", "unknown", "overridden"]},
            "grounds": listed("ground", "The facts that make it false."),
            "facts": {**FACTS, "description": "The facts to ask for that would decide it."},
            "by": {"type": "array", "items": RULE, "description": "The rules that override it."},
        }
    )


def _ground() -> Schema:
    maybe: Schema = {"type": ["string", "null"]}
    return closed(
        {
            "fact": FACT,
            "value": value_of_fact(),
            "rule": {**RULE, "type": ["string", "null"], "description": "The rule that concluded it; null for a given fact."},
            "because": maybe,
            "basis": {"anyOf": [BASIS, {"type": "null"}]},
            "cites": CITES,
            "grounds": listed("ground", "What it was concluded from."),
        }
    )


def _what_if() -> Schema:
    return closed(
        {
            "goal": {
                "enum": ["first", "other-first", "recommended", "not-recommended", "other-list"],
                "description": "What is promised: the option, or anything else, comes first, alone; of a list the option is recommended, "
                "or no longer is; or the list has other entries.",
            },
            "option": {"anyOf": [NAME, {"type": "null"}]},
            "change": {"anyOf": [{"$ref": "#/$defs/change"}, {"type": "null"}], "description": "null where no change gives that outcome."},
            "first": {
                "type": "array",
                "items": NAME,
                "description": "What then comes first or, of a list, is recommended: the option asked about, else all entries.",
            },
            "proved": {"type": "boolean", "description": "Whether it is proved that no smaller change, or none at all, does it."},
        }
    )


def _changed() -> Schema:
    bound: Schema = {"type": ["integer", "null"], "description": "For an integer: all from low to high would do; null is no bound."}
    before = {**value_of_fact(), "description": "null where it was not known."}
    before["oneOf"] = [*before["oneOf"], {"type": "null"}]
    return closed({"fact": FACT, "before": before, "value": value_of_fact(), "low": bound, "high": bound})
