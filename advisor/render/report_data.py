"""A report as plain data: the JSON contract, and the base of whatever else reads it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from advisor.model import SCHEMA_VERSION, Finding, Raise, Report, Rulebook, Span
from advisor.render.plain import value_data


def report_data(report: Report, rulebook: Rulebook) -> dict[str, Any]:
    """Return the report as the published JSON Schema describes it (`advisor schema report`)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "document": report.document,
        "findings": [finding_data(finding, rulebook) for finding in report.findings],
        "expectations": {
            item.id: {"addressed": item.addressed, "evidence": [_evidence(span, report.text) for span in item.evidence]}
            for item in report.expectations
        },
        "title": {
            "declared": report.title.declared,
            "declared_family": report.title.declared_family,
            "best": report.title.best,
            "scores": dict(report.title.scores),
        },
        "level": report.level,
        "years_min": report.years_min,
        "facts": [
            {
                "id": fact.id,
                "value": value_data(rulebook.facts[fact.id], fact.value),
                "origin": fact.origin,
                "rule": fact.rule,
                "evidence": [_evidence(span, report.text) for span in fact.evidence],
            }
            for fact in report.facts
        ],
        "summary": summary(report),
        "withheld": [{**finding_data(item.finding, rulebook), "reason": item.reason} for item in report.withheld],
        "unused_comments": [{"id": item.id, "span": span_data(item.span)} for item in report.unused],
    }


def summary(report: Report) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    counts = Counter(finding.severity for finding in report.findings)
    return {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]}


def span_data(span: Span) -> dict[str, int]:
    """Return a span as JSON has it."""
    return {
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _evidence(span: Span, text: str) -> dict[str, Any]:
    return {"span": span_data(span), "excerpt": text[span.start : span.end]}


def finding_data(finding: Finding, rulebook: Rulebook) -> dict[str, Any]:
    """Return a finding as JSON has it."""
    then = rulebook.rule(finding.rule).then
    assert isinstance(then, Raise)
    return {
        "rule": finding.rule,
        "concern": finding.concern,
        "severity": finding.severity,
        "message": finding.message,
        "span": span_data(finding.span) if finding.span else None,
        "excerpt": finding.excerpt,
        "because": finding.because,
        "fix": finding.fix,
        "asks": finding.asks,
        "owner": finding.owner,
        "basis": finding.basis,
        "cites": list(finding.cites),
        "mend": then.mend,
        "edit": then.edit,
    }
