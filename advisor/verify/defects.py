"""What verification finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Literal, get_args

from advisor.condition import Value
from advisor.errors import Place
from advisor.frozen import frozen

DefectKind = Literal[
    "conflict",
    "gap",
    "overlap",
    "unreachable",
    "constant-test",
    "subsumed",
    "unread-fact",
    "unused-option",
    "unused-signal",
    "uncited-statement",
    "fingerprint",
    "unproved",
]
DEFECT_KINDS: tuple[DefectKind, ...] = get_args(DefectKind)


@frozen
class Region:
    """Some of the situations of a gap: what holds of all of them, in words, and their share of all valid ones."""

    words: str
    share: Fraction


@frozen
class Defect:
    """One thing that is wrong with a rulebook, and its cure.

    `subjects` are the ids of what it is about: rules, or a fact, a decision and its option, a signal, a statement.
    `witness` is a valid situation that shows it, where one does; of it, facts of a draft (`ad.`) are what
    a draft says. Of a gap, `share` is its share of all valid situations that know what the rules read.
    """

    kind: DefectKind
    subjects: tuple[str, ...]
    message: str
    cure: str
    places: tuple[Place, ...] = ()
    cites: tuple[str, ...] = ()
    witness: Mapping[str, Value] | None = None
    share: Fraction | None = None
    regions: tuple[Region, ...] = ()


@frozen
class Verification:
    """The outcome: what is wrong, and for what each decision's share of gaps is known (those where silence is declared are not counted)."""

    rules: int
    facts: int
    decisions: int
    defects: tuple[Defect, ...]
    gaps: Mapping[str, Fraction] = field(default_factory=dict)
