"""The ad that drafting writes: what a rulebook says of it, and the ad itself with the note to its author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from advisor.condition import Condition
from advisor.frozen import frozen
from advisor.model.words import Severity


@frozen
class AdLine:
    """A sentence that the ad has where the condition is true, or wherever no line before it was (None).

    `say` may hold `{fact}` for facts that the condition makes sure of, and `<blanks>`; None says nothing. `note` is told
    to the author where the line holds.
    """

    say: str | None
    when: Condition | None
    note: str | None


@frozen
class AdSlot:
    """A place in the ad: the first of its lines that holds, or the sentences of a decision's options, `otherwise` where there are none.

    `bullets` makes bullets of what it says; at most `most` options are named, and of those in `only`
    if there are any. It is said only where the option
    chosen of each decision in `where` is one of those listed. `asks` are facts that the author is asked
    for while they are unknown, `covers` the options (`decision/option`) of which it speaks; both where it says something.
    """

    lines: tuple[AdLine, ...]
    options_of: str | None
    only: tuple[str, ...]
    otherwise: str | None
    most: int
    bullets: bool
    where: Mapping[str, tuple[str, ...]]
    asks: tuple[str, ...]
    covers: tuple[str, ...]


@frozen
class AdPart:
    """A part of the ad under its heading (None: before the first heading); without a sentence it is left out."""

    heading: str | None
    slots: tuple[AdSlot, ...]


class DraftLine(NamedTuple):
    """A paragraph or a bullet of an ad."""

    text: str
    bullet: bool


class DraftPart(NamedTuple):
    """A heading of an ad, and what stands under it."""

    heading: str | None
    lines: tuple[DraftLine, ...]


NoteKind = Literal["concern", "choice", "left-out", "unknown"]


class DraftNote(NamedTuple):
    """Something the author should know that does not stand in the ad.

    `concern`: true of the situation, and a reason to mend it before posting; `owner` can. `choice`: a title or
    level that was chosen among others. `left-out`: what the ad could have named. `unknown`: a question whose answer
    the ad lacks, with its `fact`.
    """

    kind: NoteKind
    text: str
    because: str | None = None
    severity: Severity | None = None
    owner: str | None = None
    fact: str | None = None


@frozen
class JobDraft:
    """A job description to start from, with its note to the author.

    `title` includes the level, where one is settled on; `level` is the id of that level; `blanks` are those to fill
    in, in order, each once.
    """

    situation: str
    title: str
    level: str | None
    parts: tuple[DraftPart, ...]
    notes: tuple[DraftNote, ...]
    blanks: tuple[str, ...]
