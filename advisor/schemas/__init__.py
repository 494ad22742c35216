"""JSON Schemas (2020-12) of what goes in and what comes out, made from the rulebook and the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from advisor.model import Rulebook
from advisor.schemas.advice import advice_schema
from advisor.schemas.comparison import comparison_schema
from advisor.schemas.draft import draft_schema
from advisor.schemas.explanation import explanation_schema
from advisor.schemas.report import report_schema
from advisor.schemas.rule import rule_schema
from advisor.schemas.situation import situation_schema
from advisor.schemas.template import situation_template
from advisor.schemas.verification import verification_schema

__all__ = [
    "SCHEMAS",
    "advice_schema",
    "comparison_schema",
    "draft_schema",
    "explanation_schema",
    "report_schema",
    "rule_schema",
    "situation_schema",
    "situation_template",
    "verification_schema",
]

SCHEMAS: Mapping[str, Callable[[Rulebook], dict[str, Any]]] = {
    "situation": situation_schema,
    "rule": rule_schema,
    "advice": advice_schema,
    "report": report_schema,
    "explanation": explanation_schema,
    "draft": draft_schema,
    "comparison": comparison_schema,
    "verification": verification_schema,
}
"""The schemas by the name of what they describe."""
