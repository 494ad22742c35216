"""Reports as workflow commands of GitHub Actions: each finding becomes an annotation beside its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.model import Report, Rulebook, Severity, Span
from advisor.render.parts import INFERENCE
from advisor.render.report.view import Issue, report_view, unused_comment
from advisor.render.safe import clean

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(reports: Iterable[Report], rulebook: Rulebook) -> Iterator[str]:
    """Yield an annotation for each finding, the most pressing of a draft first; a clean draft gives none."""
    for report in reports:
        view = report_view(report, rulebook)
        for issue in view.issues:
            spans: list[Span | None] = [span for spot in issue.spots for span in spot.spans]
            for span in spans or [None]:
                yield _command(_COMMANDS[issue.severity], report.document, span, f"{issue.label} ({issue.concern})", _message(issue))
        for unused in report.unused:
            yield _command("notice", report.document, unused.span, "Unused comment", [unused_comment(unused)])


def _message(issue: Issue) -> list[str]:
    because = issue.because.text + (f" ({INFERENCE})" if issue.because.inference else "")
    lines = [f"{issue.message}. {because}", f"A candidate will ask: {issue.asks}", f"Who can fix it: {issue.owner}"]
    if fix := issue.fix_in('"', '"'):
        lines.append(f"-> {fix}")
    return lines


def _command(command: str, file: str, span: Span | None, title: str, lines: Iterable[str]) -> str:
    properties = {"file": file, "title": title}
    if span is not None:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        if span.line == span.end_line:  # with several lines, columns mean nothing there
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{command} {said}::{'%0A'.join(_data(line) for line in lines)}\n"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
