"""Which scenarios and drafts are affected by a change to the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advise import Adviser, adviser
from advisor.check import checker
from advisor.documents.read import read_documents
from advisor.errors import AdvisorError
from advisor.frozen import frozen
from advisor.model import Advice, Report, Rulebook, SignalBook
from advisor.situation import Situation


@frozen
class Affected:
    """A scenario or a draft, and what changes there, in words."""

    file: str
    changes: tuple[str, ...]


def affected_scenarios(files: Sequence[str], old: Rulebook, new: Rulebook) -> Iterator[Affected]:
    """Yield the scenarios on which the advice changes; one that either rulebook refuses is passed over where both do."""
    for file in files:
        before, after = (_advice(file, book, adviser(book)) for book in (old, new))
        if isinstance(before, str) or isinstance(after, str):
            if before != after:
                yield Affected(file, (f"refused: {after}" if isinstance(after, str) else "no longer refused",))
            continue
        if changes := tuple(_changes(before, after)):
            yield Affected(file, changes)


def _advice(file: str, book: Rulebook, advising: Adviser) -> Advice | str:
    try:
        return advising.advise(Situation.read(file, book))
    except AdvisorError as error:
        return error.problems[0].message


def _changes(before: Advice, after: Advice) -> Iterator[str]:
    sides = [{item.id: [(o.id, o.rank) for o in item.ranked] for item in advice.decisions} for advice in (before, after)]
    for decision in {**sides[0], **sides[1]}:
        if sides[0].get(decision) != sides[1].get(decision):
            yield decision
    raised: list[dict[str, str]] = [{item.concern: item.severity for item in advice.concerns} for advice in (before, after)]
    yield from _concerns(*raised)


def _concerns(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for concern in sorted({*before, *after}):
        if before.get(concern) != after.get(concern):
            yield f"{concern}: {before.get(concern, 'not raised')}, then {after.get(concern, 'not raised')}"


def affected_drafts(files: Sequence[str], old: tuple[Rulebook, SignalBook], new: tuple[Rulebook, SignalBook]) -> Iterator[Affected]:
    """Yield the drafts on which the findings change. Raises BadInput and MissingExtra when one cannot be read."""
    for file in files:
        sides: list[set[str]] = []
        for rulebook, signals in (old, new):
            documents = read_documents(file, signals.headings)
            reports = [checker(rulebook, signals).check(document) for document in documents]
            sides.append({f"{report.document}: {finding}" for report in reports for finding in _findings(report)})
        before, after = sides
        if before != after:
            yield Affected(file, (*sorted(after - before), *(f"no longer {finding}" for finding in sorted(before - after))))


def _findings(report: Report) -> set[str]:
    lines = {(finding.rule, finding.severity, finding.span.line if finding.span else None) for finding in report.findings}
    return {f"{rule}, {severity}" + (f", line {line}" if line else "") for rule, severity, line in lines}
