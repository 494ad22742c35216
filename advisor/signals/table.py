"""Preparing a signal book's patterns for the matcher, once: the table that the cache keeps.

Each distinct choice of fillings, such as `(night~|<unsocial-time>)`, is a step with a number, and each form of
the lexicon is of a kind, which tells the steps that it fills. Everything is kept as short text and is unpacked
when a draft needs it:

    a pattern   `7|4 12|0 1|4 12:6|0 0$|3` : its owner; its steps, the rarest first; then for each sequence what is
                marked (`^` and `$` for a sentence's start and end) and its steps, each with its gap
    a step      `12`, `12:6` (up to 6 words before it), `12::3:4:5,6,7` (3 of these, 4 words apart)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from advisor.model import Concepts, Context, PatternTable, Signal, SignalBook
from advisor.signals import language
from advisor.signals.language import NUMBER, Concept, Filling
from advisor.signals.patterns import Pattern, Step, Steps
from advisor.signals.rarity import commonness
from advisor.signals.trie import NONE, packed
from advisor.signals.words import noun_forms, phrase_forms, spellings, tokens, verb_forms

NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()

Forms = Iterable[tuple[str, ...]]


def signal_book(concepts: Mapping[str, Forms], contexts: Sequence[Context], headings: Mapping[str, str], signals: Sequence[Signal]) -> SignalBook:
    """Return the book of these signals, with their patterns prepared. Raises BadPattern, and KeyError for a concept that is not there."""
    return SignalBook(Concepts.of(concepts), tuple(contexts), headings, tuple(signals), _prepared(concepts, signals, contexts))


def _prepared(concepts: Mapping[str, Forms], signals: Sequence[Signal], contexts: Sequence[Context]) -> PatternTable:
    builder = _Builder(concepts)
    for index, signal in enumerate(signals):
        for text in signal.patterns:
            builder.add_signal_pattern(text, index)
    unless = tuple(builder.numbers(signal.unless) for signal in signals)
    around = tuple(tuple(builder.numbers(part) for part in (item.before, item.after, item.sentence, item.unless)) for item in contexts)
    return builder.table(unless, around)


class _Builder:
    """Gives steps, kinds and patterns their numbers."""

    def __init__(self, concepts: Mapping[str, Forms]) -> None:
        self._concepts = concepts
        self._steps: dict[frozenset[Filling], int] = {}
        self._patterns: dict[str, int] = {}
        self._rows: list[str] = []
        self._triggers: dict[int, dict[int, None]] = {}
        self._forms = cache(lambda filling: tuple(self._forms_of(filling)))
        self._commonness = cache(lambda fillings: sum(commonness(self._forms(filling)) for filling in fillings))

    def add_signal_pattern(self, text: str, owner: int) -> None:
        """Add a pattern that is looked for in every sentence."""
        for number in self._add(text, owner):
            _, (trigger, *_) = needed(self._rows[number])
            self._triggers.setdefault(trigger, {})[number] = None

    def numbers(self, texts: Iterable[str]) -> str:
        """Return the numbers of patterns that are looked for only where signals were found."""
        return " ".join(str(number) for text in texts for number in self._add(text, 0))

    def table(self, unless: tuple[str, ...], contexts: tuple[tuple[str, ...], ...]) -> PatternTable:
        """Return everything added."""
        steps_of: dict[Filling, set[int]] = {}
        for fillings, step in self._steps.items():
            for filling in fillings:
                steps_of.setdefault(filling, set()).add(step)
        filled: dict[tuple[str, ...], set[int]] = {}
        for filling, steps in steps_of.items():
            for form in self._forms(filling):
                filled.setdefault(form, set()).update(steps)
        kinds: dict[frozenset[int], int] = {}
        forms = {form: kinds.setdefault(frozenset(steps), len(kinds)) for form, steps in filled.items()}
        digits = steps_of.get(Concept(NUMBER))
        number = kinds.setdefault(frozenset(digits), len(kinds)) if digits else NONE
        return PatternTable(
            forms=packed(forms),
            kinds=tuple(" ".join(map(str, sorted(kind))) for kind in kinds),
            number=number,
            patterns=tuple(self._rows),
            triggers={str(step): " ".join(map(str, numbers)) for step, numbers in self._triggers.items()},
            unless=unless,
            contexts=contexts,
        )

    def _add(self, text: str, owner: int) -> list[int]:
        found = []
        for pattern in language.parse(text):
            choices = [frozenset(step.fillings) for part in pattern.parts for step in part.steps]
            rarest = dict.fromkeys(sorted(choices, key=self._commonness))
            needed = " ".join(str(self._step(choice)) for choice in rarest)
            row = "|".join([str(owner), needed, *(self._sequence(part) for part in pattern.parts)])
            number = self._patterns.setdefault(row, len(self._rows))
            if number == len(self._rows):
                self._rows.append(row)
            found.append(number)
        return found

    def _sequence(self, sequence: language.Sequence) -> str:
        first, last = sequence.marked
        marked = f"{'^' if sequence.at_start else ''}{first} {last}{'$' if sequence.at_end else ''}"
        return " ".join([marked, *map(self._step_text, sequence.steps)])

    def _step_text(self, step: language.Step) -> str:
        text = f"{self._step(frozenset(step.fillings))}"
        gap = "" if step.gap is None else str(step.gap)
        if step.several > 1:
            members = ",".join(str(self._step(frozenset((filling,)))) for filling in step.fillings)
            return f"{text}:{gap}:{step.several}:{step.apart}:{members}"
        return f"{text}:{gap}" if gap else text

    def _step(self, fillings: frozenset[Filling]) -> int:
        return self._steps.setdefault(fillings, len(self._steps))

    def _forms_of(self, filling: Filling) -> Forms:
        if isinstance(filling, Concept):
            return ((word,) for word in NUMBER_WORDS) if filling.name == NUMBER else self._concepts[filling.name]
        if not filling.inflected:
            return phrase_forms(filling.text, "words")
        words = tokens(filling.text)
        forms = verb_forms(words[-1]) | noun_forms(words[-1])
        return {(*words[:-1], spelt) for form in forms for spelt in spellings(form)}


def unpacked(row: str) -> Pattern:
    """Return the pattern that a row of the table holds."""
    owner, _, *parts = row.split("|")
    return Pattern(int(owner), tuple(_steps(part) for part in parts))


def needed(row: str) -> tuple[int, list[int]]:
    """Return the owner of the pattern in a row of the table, and the steps that must be there, the rarest first."""
    owner, steps, _ = row.split("|", 2)
    return int(owner), list(map(int, steps.split()))


def _steps(text: str) -> Steps:
    first, last, *steps = text.split(" ")
    marked = int(first.removeprefix("^")), int(last.removesuffix("$"))
    return Steps(tuple(map(_step, steps)), marked, first.startswith("^"), last.endswith("$"))


def _step(text: str) -> Step:
    number, *more = text.split(":")
    gap = int(more[0]) if more and more[0] else None
    if len(more) <= 1:
        return Step(int(number), gap)
    return Step(int(number), gap, int(more[1]), int(more[2]), tuple(map(int, more[3].split(","))))
