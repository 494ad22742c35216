"""What reads facts from texts: concepts, signals, contexts and their patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.errors import Place
from advisor.frozen import frozen

INSIDE = "inside"
"""Among what a signal ignores: whatever of a context stands within its own evidence."""


@frozen
class Signal:
    """A way in which a text says that facts hold: patterns, and where and when they do not count.

    `establishes` gives each fact its value; `$n` stands for the number in the evidence, a tuple for
    members of a set. `ignores` are the contexts that do not silence it, or INSIDE. It counts only where signals with
    `together` establish so many different values of its fact in one sentence; a `hint` counts in a long draft only
    where another sentence bears it out. One that `takes_back` establishes nothing: what the sentence before said does not hold.
    """

    id: str
    summary: str
    establishes: Mapping[str, bool | int | str | tuple[str, ...]]
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    sections: frozenset[str]
    ignores: frozenset[str]
    place: Place
    together: int = 1
    hint: bool = False
    takes_back: bool = False


@frozen
class Context:
    """What silences a signal: patterns before its evidence (within so many words), after it, or anywhere in the sentence."""

    id: str
    before: tuple[str, ...]
    within: int
    after: tuple[str, ...]
    sentence: tuple[str, ...]
    unless: tuple[str, ...]
    question: bool


@frozen
class PatternTable:
    """All patterns of signals and contexts, prepared for finding them; `advisor/signals/table.py` says how each text is written.

    `forms` are words and phrases by their first word, `kinds` the fillings that each kind of form is one of, `fillings`
    the steps that each of those fills, `number` the kind of digits (or -1), `patterns` all patterns, the first `of_signals`
    being those of signals. `triggers` are by step the patterns whose rarest it is, and the first `companions` steps those
    that patterns need besides. `unless` and `contexts` are numbers of patterns: for each signal; for each context before,
    after, anywhere, and unless.
    """

    forms: Mapping[str, str]
    kinds: tuple[str, ...]
    fillings: tuple[str, ...]
    number: int
    patterns: tuple[str, ...]
    of_signals: int
    triggers: Mapping[str, str]
    companions: int
    unless: tuple[str, ...]
    contexts: tuple[tuple[str, ...], ...]


class Concepts(Mapping[str, tuple[tuple[str, ...], ...]]):
    """Concepts by name, each with its forms, which are kept as one text until they are asked for: few of them ever are."""

    def __init__(self, packed: Mapping[str, str]) -> None:
        self.packed = packed
        self._unpacked: dict[str, tuple[tuple[str, ...], ...]] = {}

    @classmethod
    def of(cls, concepts: Mapping[str, Iterable[tuple[str, ...]]]) -> Concepts:
        """Return these concepts; no word has a blank or a bar in it."""
        return cls({name: "|".join(" ".join(form) for form in forms) for name, forms in concepts.items()})

    def __getitem__(self, name: str) -> tuple[tuple[str, ...], ...]:
        found = self._unpacked.get(name)
        if found is None:
            text = self.packed[name]
            found = self._unpacked[name] = tuple(tuple(form.split(" ")) for form in text.split("|")) if text else ()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SignalBook:
    """Everything that reads facts from texts: the lexicon's concepts in all their forms, contexts, headings, signals and their patterns."""

    concepts: Concepts
    contexts: tuple[Context, ...]
    headings: Mapping[str, str]
    signals: tuple[Signal, ...]
    table: PatternTable
