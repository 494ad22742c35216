"""What comes out of checking a draft."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.condition import Value
from advisor.frozen import frozen
from advisor.model.words import Basis, Origin, Severity


@frozen
class Span:
    """A place in a draft: code points [start, end), and lines and columns from 1, the end just past the last."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Finding:
    """A concern raised for a draft; `span` is None for something missing."""

    rule: str
    concern: str
    severity: Severity
    message: str
    span: Span | None
    excerpt: str | None
    because: str
    fix: str | None
    asks: str
    owner: str
    basis: Basis
    cites: tuple[str, ...]


@frozen
class Addressed:
    """Whether a draft addresses one of the things engineers look for, and where."""

    id: str
    label: str
    addressed: bool
    evidence: tuple[Span, ...]


@frozen
class TitleFit:
    """What the title says and what the work described fits best.

    `best` is one of the four general titles or `other`; `scores` count distinct evidence for each.
    """

    declared: str | None
    declared_family: str | None
    best: str | None
    scores: Mapping[str, int]


@frozen
class ObservedFact:
    """A fact a draft establishes, or its situation gives, with the places that show it."""

    id: str
    value: Value
    origin: Origin
    rule: str | None
    evidence: tuple[Span, ...]


@frozen
class Withheld:
    """A finding that is not reported: a comment in the draft gives the reason, or (None) the baseline knows it."""

    finding: Finding
    reason: str | None


@frozen
class Unused:
    """A concern or rule that a comment in the draft ignores, and that nothing there raises."""

    id: str
    span: Span


@frozen
class Report:
    """Everything the rulebook has to say about one draft.

    `withheld` are the findings that its comments or a baseline leave out of `findings`, `unused` what
    its comments ignore in vain.
    """

    document: str
    text: str
    findings: tuple[Finding, ...]
    expectations: tuple[Addressed, ...]
    title: TitleFit
    level: str | None
    years_min: int | None
    facts: tuple[ObservedFact, ...]
    withheld: tuple[Withheld, ...] = ()
    unused: tuple[Unused, ...] = ()
