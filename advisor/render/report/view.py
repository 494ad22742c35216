"""What every readable format shows of a report, grouped as people act on it: ask somebody, reword now, the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Literal, get_args

from advisor.frozen import frozen
from advisor.model import SEVERITIES, Edit, Finding, Raise, Report, Rulebook, Severity, Span, Unused
from advisor.render.parts import Line
from advisor.render.report.quoting import AROUND, Quote, quote
from advisor.render.safe import clean

Verdict = Literal["not ready", "almost ready", "says too little", "ready"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@frozen
class Spot:
    """Places in a line of the draft that show a problem; `numbers` are those findings' in the report, from 1."""

    numbers: tuple[int, ...]
    spans: tuple[Span, ...]
    quote: Quote

    @property
    def at(self) -> str:
        """Where it begins, as `line:column`."""
        return f"{self.spans[0].line}:{self.spans[0].column}"


@frozen
class Issue:
    """What one rule finds in a draft, at all the places where it does; without spots it is something missing."""

    rule: str
    concern: str
    label: str
    severity: Severity
    message: str
    spots: tuple[Spot, ...]
    because: Line
    asks: str
    owner: str
    fix: str | None
    edit: Edit
    weight: int

    def fix_in(self, start: str, end: str) -> str:
        """Return the fix, between these quotation marks where it is a line to write; empty where there is none."""
        return self.fix or "" if self.edit == "by-hand" or not self.fix else f"{start}{self.fix}{end}"


@frozen
class Sought:
    """One of the things engineers look for, and the first words by which the draft addresses it."""

    id: str
    label: str
    addressed: bool
    spot: Quote | None
    line: int | None


@frozen
class ReportView:
    """One report, ready to be laid out.

    `answer` needs an answer from somebody, `reword` can be reworded at once, `minor` is only worth
    knowing, `missing` is not said; `owners` counts the answers needed by who has them.
    """

    name: str
    verdict: Verdict
    answer: tuple[Issue, ...]
    reword: tuple[Issue, ...]
    minor: tuple[Issue, ...]
    missing: tuple[Issue, ...]
    owners: tuple[tuple[str, int], ...]
    sought: tuple[Sought, ...]
    ignored: int
    known: int
    unused: tuple[Unused, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All of them, the most pressing first."""
        return (*self.answer, *self.reword, *self.minor, *self.missing)

    @property
    def clean(self) -> bool:
        """Whether there is nothing to say."""
        return not self.issues and not self.unused

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of this severity."""
        return sum(issue.weight for issue in self.issues if issue.severity == severity)


def report_view(report: Report, rulebook: Rulebook) -> ReportView:
    """Return what there is to show of the report, in the order in which to show it."""
    groups: dict[tuple[object, ...], list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(report.findings, 1):
        key = (finding.rule, finding.severity, finding.because, finding.fix, finding.span is None)
        groups.setdefault(key, []).append((number, finding))
    issues = sorted((_issue(group, report.text, rulebook) for group in groups.values()), key=_order)
    pressing = [issue for issue in issues if issue.severity != "info"]
    answer = [issue for issue in pressing if _mend(issue, rulebook) == "answer"]
    owners = Counter({issue.owner: 0 for issue in answer})
    for issue in answer:
        owners[issue.owner] += issue.weight
    return ReportView(
        name="standard input" if report.document == "-" else clean(report.document),
        verdict=_verdict(report, {issue.severity for issue in issues}),
        answer=tuple(answer),
        reword=tuple(issue for issue in pressing if issue not in answer),
        minor=tuple(issue for issue in issues if issue.severity == "info" and issue.spots),
        missing=tuple(issue for issue in issues if issue.severity == "info" and not issue.spots),
        owners=tuple(sorted(owners.items(), key=lambda item: -item[1])),
        sought=tuple(_sought(report)),
        ignored=sum(item.reason is not None for item in report.withheld),
        known=sum(item.reason is None for item in report.withheld),
        unused=report.unused,
    )


def _verdict(report: Report, severities: Set[Severity]) -> Verdict:
    if "error" in severities:
        return "not ready"
    if "warning" in severities:
        return "almost ready"
    speaks = any(item.addressed for item in report.expectations) or not report.expectations
    return "ready" if speaks else "says too little"


def numbered(number: int, noun: str) -> str:
    """Return `1 error`, `3 errors`; `info` has no plural."""
    return f"{number} {noun if number == 1 or noun == 'info' else f'{noun}s'}"


def counts(view: ReportView) -> str:
    """Return `3 errors, 3 warnings, 3 info`, leaving out what there is none of."""
    return ", ".join(numbered(count, severity) for severity in SEVERITIES if (count := view.count(severity)))


def tally(view: ReportView) -> str:
    """Say what can be reworded now, and whose answer the rest needs; empty where there is nothing to mend."""
    said = []
    if now := sum(issue.weight for issue in view.reword):
        said.append(f"{now} you can reword now")
    if asked := sum(issue.weight for issue in view.answer):
        whose = ", ".join(f"{clean(owner)} ({count})" for owner, count in view.owners)
        said.append(f"{asked} need{'s' if asked == 1 else ''} an answer: {whose}")
    return "; ".join(said)


def left_out(view: ReportView) -> str:
    """Say how many findings are not reported, and why; empty where all are."""
    said = []
    if view.ignored:
        said.append(f"{view.ignored} ignored by a comment in the draft")
    if view.known:
        said.append(f"{view.known} known from the baseline")
    return ", ".join(said)


def unused_comment(unused: Unused) -> str:
    """Say what is wrong with a comment that ignores nothing."""
    return f"nothing here raises {clean(unused.id)} any more; take it out of the comment, or remove the comment"


def _issue(group: Sequence[tuple[int, Finding]], text: str, rulebook: Rulebook) -> Issue:
    finding = group[0][1]
    then = rulebook.rule(finding.rule).then
    assert isinstance(then, Raise)
    return Issue(
        rule=finding.rule,
        concern=finding.concern,
        label=rulebook.concerns[finding.concern],
        severity=finding.severity,
        message=finding.message,
        spots=tuple(_spots(group, text)),
        because=Line(finding.because, finding.cites, finding.basis == "inference"),
        asks=finding.asks,
        owner=rulebook.owners[finding.owner],
        fix=finding.fix,
        edit=then.edit if finding.span is not None or then.edit == "by-hand" else "add",
        weight=len(group),
    )


def _spots(group: Sequence[tuple[int, Finding]], text: str) -> Iterable[Spot]:
    """Yield the places of findings, those close together in a line as one."""
    near: list[tuple[int, Span]] = []
    for number, span in [(number, item.span) for number, item in group if item.span is not None]:
        if near and (span.start - near[-1][1].end > AROUND or "\n" in text[near[-1][1].start : span.end] or span.start < near[-1][1].end):
            yield _spot(near, text)
            near = []
        near.append((number, span))
    if near:
        yield _spot(near, text)


def _spot(near: Sequence[tuple[int, Span]], text: str) -> Spot:
    spans = tuple(span for _, span in near)
    return Spot(tuple(number for number, _ in near), spans, quote(text, spans))


def _mend(issue: Issue, rulebook: Rulebook) -> str:
    then = rulebook.rule(issue.rule).then
    assert isinstance(then, Raise)
    return then.mend


def _order(issue: Issue) -> tuple[int, bool, int]:
    return SEVERITIES.index(issue.severity), not issue.spots, issue.spots[0].spans[0].start if issue.spots else 0


def _sought(report: Report) -> Iterable[Sought]:
    for item in report.expectations:
        first = item.evidence[0] if item.evidence else None
        yield Sought(
            item.id, item.label, item.addressed, quote(report.text, (first,), 24) if first else None, first.line if first else None
        )
