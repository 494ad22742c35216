"""The parts that every readable format lays out; `view` makes them from an advice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from advisor.frozen import frozen
from advisor.model import FactType, Rulebook, Severity, Source, Statement

INFERENCE = "our inference"

NAMED = 5
"""How many options of a list are named before the rest are counted or folded away."""


@frozen
class Line:
    """A text with the statements it rests on.

    Where `inference` is set it goes beyond them, and must be shown with that mark: an inference is
    never left looking like the source's word. `marked` is the text with the mark in words.
    """

    text: str
    cites: tuple[str, ...] = ()
    inference: bool = False

    @property
    def marked(self) -> str:
        """The text, followed by the mark where it is an inference."""
        return f"{self.text} ({INFERENCE})" if self.inference else self.text


@frozen
class Known:
    """A fact the advice rests on; `concluded` tells what rules worked out from what was given."""

    label: str
    value: str
    concluded: bool


@frozen
class Missing:
    """A fact that is not known and could matter."""

    fact: str
    label: str
    question: str


@frozen
class Answer:
    """The answer to a decision that has one: why, how firm it is (`standing`), and what keeps it open (`pending`)."""

    label: str
    options: tuple[str, ...]
    standing: Literal["settled", "leads so far", "open, a tie", "open"]
    pending: str
    about: Line | None
    reasons: tuple[Line, ...]
    tensions: tuple[Line, ...]
    breakers: tuple[Line, ...]
    missing: tuple[Missing, ...]

    @property
    def status(self) -> str:
        """How firm the answer is and why, as one sentence."""
        return f"{capital(self.standing)}: {self.pending}."


@frozen
class Entry:
    """An option with why, the strongest reason first, and what there is to know of it."""

    label: str
    why: tuple[Line, ...]
    about: Line | None


@frozen
class Group:
    """Entries, one after another in rank, that share their first reason."""

    reason: Line | None
    entries: tuple[Entry, ...]


@frozen
class Listed:
    """A decision with many answers: recommended, possible if facts turn out so, and spoken against."""

    label: str
    question: str
    entries: tuple[Entry, ...]
    open: tuple[Entry, ...]
    against: tuple[Entry, ...]


@frozen
class Part:
    """A section of list decisions."""

    id: str
    label: str
    open_label: str | None
    against_label: str | None
    lists: tuple[Listed, ...]

    @property
    def open(self) -> tuple[Entry, ...]:
        """What facts still unknown could bring in, where the section shows that."""
        return tuple(entry for listed in self.lists for entry in listed.open) if self.open_label else ()

    @property
    def against(self) -> tuple[Entry, ...]:
        """What is spoken against, where the section shows that."""
        return tuple(entry for listed in self.lists for entry in listed.against) if self.against_label else ()


@frozen
class Fix:
    """A concern, ready to be read; `also` holds what else raises it, as message and reason."""

    severity: Severity
    message: str
    owner: str
    because: Line
    asks: str
    fix: str | None
    also: tuple[tuple[Line, Line], ...]


@frozen
class Ask:
    """The question to ask next; `options` maps ids to labels, `settles` names the decisions it may settle."""

    fact: str
    type: FactType
    question: str
    help: str | None
    options: tuple[tuple[str, str], ...]
    settles: str

    @property
    def statement(self) -> str:
        """How a situation file states the fact, with blanks for what only the reader knows."""
        match self.type:
            case "boolean":
                return f"{self.fact}: <true or false>"
            case "integer":
                return f"{self.fact}: <number>"
            case "option":
                return f"{self.fact}: <one of these>"
            case "set":
                return f"{self.fact}: [<any of these>]"


@frozen
class View:
    """One advice, ready to be laid out."""

    name: str
    headline: str
    post_as: str
    answers: tuple[Answer, ...]
    steps: tuple[Part, ...]
    fixes: tuple[Fix, ...]
    parts: tuple[Part, ...]
    ask: Ask | None
    why: str
    known: tuple[Known, ...]

    def count(self, severity: Severity) -> int:
        """Return how many concerns there are of this severity."""
        return sum(fix.severity == severity for fix in self.fixes)


class Notes:
    """Numbers citations in the order in which they are shown, and lists what was numbered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._numbers: dict[str, int] = {}

    def number(self, cite: str) -> int:
        """Return the number of a citation, a new one the first time."""
        return self._numbers.setdefault(cite, len(self._numbers) + 1)

    @property
    def statements(self) -> list[tuple[int, Statement, Source]]:
        """What was numbered, in order, each with its source."""
        return [(number, self._rulebook.statement(cite), self._source(cite)) for cite, number in self._numbers.items()]

    @property
    def sources(self) -> list[Source]:
        """The sources of what was numbered."""
        used = {cite.partition(":")[0] for cite in self._numbers}
        return [source for source in self._rulebook.sources.values() if source.id in used]

    def _source(self, cite: str) -> Source:
        return self._rulebook.sources[cite.partition(":")[0]]


def grouped(entries: Sequence[Entry]) -> list[Group]:
    """Return the entries in order, those with the same first reason together, so that it is said once."""
    return [Group(first[0] if first else None, tuple(group)) for first, group in groupby(entries, key=lambda entry: entry.why[:1])]


def lowered(text: str) -> str:
    """Return the text to go on with after a colon: its first letter small, unless it begins an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return the text with its first letter capital."""
    return text[:1].upper() + text[1:]
