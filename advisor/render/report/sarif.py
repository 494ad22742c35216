"""Reports as SARIF 2.1.0, for code scanning and editors: one run, its rules with what they mean, and the results.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard incorporating
errata 01, 2023.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from advisor.model import Finding, Raise, Report, Rule, Rulebook, Severity, Span, Unused
from advisor.render.markdown import escape
from advisor.render.parts import INFERENCE
from advisor.render.report.view import unused_comment
from advisor.render.safe import clean
from advisor.version import __version__
from advisor.wording import blanks_for_facts

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(reports: Iterable[Report], rulebook: Rulebook) -> Iterator[str]:
    """Yield one SARIF log of all the reports, once the last one is there."""
    yield json.dumps(_log(reports, rulebook), ensure_ascii=False, indent=1) + "\n"


def _log(reports: Iterable[Report], rulebook: Rulebook) -> dict[str, Any]:
    rules: dict[str, int] = {}
    results: list[dict[str, Any]] = []
    unused: list[dict[str, Any]] = []
    for report in reports:
        seen: Counter[tuple[str, str]] = Counter()
        for finding in report.findings:
            results.append(_result(finding, report, rules, seen))
        for withheld in report.withheld:
            results.append({**_result(withheld.finding, report, rules, seen), **_suppressed(withheld.reason)})
        unused += [_notification(item, report.document) for item in report.unused]
    driver = {
        "name": "advisor",
        "version": __version__,
        "semanticVersion": __version__,
        "shortDescription": {"text": "Checks draft job descriptions for what puts infrastructure engineers off"},
        "rules": [_descriptor(rulebook.rule(rule), rulebook) for rule in rules],
    }
    invocation = {"executionSuccessful": True, **({"toolExecutionNotifications": unused} if unused else {})}
    run = {"tool": {"driver": driver}, "invocations": [invocation], "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(rule: Rule, rulebook: Rulebook) -> dict[str, Any]:
    then = rule.then
    assert isinstance(then, Raise)
    because, asks, fix = (clean(blanks_for_facts(text, rulebook.facts)) for text in (rule.because, then.asks, then.fix or ""))
    mark = f" ({INFERENCE})" if rule.basis == "inference" else ""
    said = [f"{because}{mark}", f"A candidate will ask: {asks}", f"Who can fix it: {clean(rulebook.owners[then.owner])}"]
    if fix:
        said.append(f"To do: {fix}" if then.edit == "by-hand" else f"Write: “{fix}”")
    claims = [f"{cite}: {clean(rulebook.statement(cite).claim)}" for cite in rule.cites]
    return {
        "id": rule.id,
        "name": clean(rulebook.concerns[then.concern]),
        "shortDescription": {"text": f"{clean(rule.summary)}."},
        "fullDescription": {"text": f"{because}{mark}"},
        "help": {
            "text": "\n".join([*said, "Sources:", *claims]),
            "markdown": "\n\n".join([*map(escape, said), "\n".join(f"- {escape(claim)}" for claim in claims)]),
        },
        "defaultConfiguration": {"level": _LEVELS[then.severity]},
        "properties": {"tags": [then.concern, then.mend], "basis": rule.basis, "cites": list(rule.cites)},
    }


def _result(finding: Finding, report: Report, rules: dict[str, int], seen: Counter[tuple[str, str]]) -> dict[str, Any]:
    words = " ".join((finding.excerpt or "").casefold().split())
    seen[finding.concern, words] += 1
    print_ = f"{finding.concern}\0{words}\0{seen[finding.concern, words]}"
    fix = f" Suggested: {finding.fix}" if finding.fix else ""
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.setdefault(finding.rule, len(rules)),
        "level": _LEVELS[finding.severity],
        "message": {"text": clean(f"{finding.message}. {finding.because}{fix}")},
        "locations": [_location(report.document, finding.span, finding.excerpt)],
        "partialFingerprints": {"concernAndWords/v1": hashlib.sha256(print_.encode("utf-8", "surrogatepass")).hexdigest()},
    }


def _suppressed(reason: str | None) -> dict[str, Any]:
    if reason is None:
        return {"suppressions": [{"kind": "external", "justification": "known from the baseline"}], "baselineState": "unchanged"}
    return {"suppressions": [{"kind": "inSource", "justification": clean(reason)}]}


def _notification(unused: Unused, document: str) -> dict[str, Any]:
    return {"level": "note", "message": {"text": unused_comment(unused)}, "locations": [_location(document, unused.span)]}


def _location(document: str, span: Span | None, excerpt: str | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(document)}}
    if span is not None:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
            "charOffset": span.start,
            "charLength": span.end - span.start,
            **({"snippet": {"text": excerpt}} if excerpt is not None else {}),
        }
    return {"physicalLocation": physical}


def _uri(document: str) -> str:
    path = quote(document.replace(os.sep, "/").encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{path if path.startswith('/') else f'/{path}'}" if os.path.isabs(document) else path
