"""What comes out of comparing two drafts, or two situations."""

from __future__ import annotations

from typing import Literal, NamedTuple

from advisor.condition import Value
from advisor.frozen import frozen
from advisor.model.report import Finding
from advisor.model.words import Severity


class Remaining(NamedTuple):
    """A finding that both drafts have, as the new one and as the old one has it: the words may differ."""

    finding: Finding
    was: Finding


@frozen
class DraftComparison:
    """What became of the findings of one draft in another: mended, new and remaining."""

    old: str
    new: str
    mended: tuple[Finding, ...]
    added: tuple[Finding, ...]
    remaining: tuple[Remaining, ...]


class FactChange(NamedTuple):
    """A fact that differs; None stands for unknown."""

    fact: str
    before: Value | None
    after: Value | None


class AdviceChange(NamedTuple):
    """A decision or a concern on which the advice differs.

    `before` and `after` are option ids: those that share the first place where one is chosen, all that are recommended
    in a list; of a concern its severity, or nothing. `because` is a set of changed facts that alone makes the
    difference, none of which can be spared; `smallest` is whether it is known that no smaller set does.
    """

    kind: Literal["decision", "concern"]
    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    because: tuple[str, ...]
    smallest: bool


@frozen
class SituationComparison:
    """What differs between two situations, and what of the advice changes with it."""

    old: str
    new: str
    facts: tuple[FactChange, ...]
    changes: tuple[AdviceChange, ...]
    added: tuple[Severity, ...]
    """The severities of the concerns that the new situation raises, and the old one did not, or less gravely."""
