"""Preparing a signal book's patterns for the matcher, once: the table that the cache keeps.

Each distinct choice of fillings, such as `(night~|<unsocial-time>)`, is a step with a number, and each form of
the lexicon is of a kind, which tells the fillings that it is a form of, and so the steps that it fills. Everything
is kept as short text and is unpacked when a draft needs it:

    a pattern   `7|4 12|0 1|4 12:6|0 0$|3` : its owner; its steps, the rarest first; then for each sequence what is
                marked (`^` and `$` for a sentence's start and end) and its steps, each with its gap
    a step      `12`, `12:6` (up to 6 words before it), `12::3:4:5,6,7` (3 of these, 4 words apart)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from advisor.model import Concepts, Context, PatternTable, Signal, SignalBook
from advisor.signals import language
from advisor.signals.language import NUMBER, Concept, Filling
from advisor.signals.rarity import commonness
from advisor.signals.rows import NUMBER_WORDS, needed
from advisor.signals.trie import NONE, packed
from advisor.signals.words import noun_forms, phrase_forms, spellings, tokens, verb_forms

_NO_OWNER = -1

Forms = Iterable[tuple[str, ...]]


def signal_book(
    concepts: Mapping[str, Forms], contexts: Sequence[Context], headings: Mapping[str, str], signals: Sequence[Signal]
) -> SignalBook:
    """Return the book of these signals, with their patterns prepared. Raises BadPattern, and KeyError for a concept that is not there."""
    return SignalBook(Concepts.of(concepts), tuple(contexts), headings, tuple(signals), _prepared(concepts, signals, contexts))


def _prepared(concepts: Mapping[str, Forms], signals: Sequence[Signal], contexts: Sequence[Context]) -> PatternTable:
    builder = _Builder(concepts)
    own = [(pattern, index) for index, signal in enumerate(signals) for text in signal.patterns for pattern in language.parse(text)]
    silencing = [text for signal in signals for text in signal.unless]
    silencing += [text for item in contexts for text in (*item.before, *item.after, *item.sentence, *item.unless)]
    companions = builder.number_companions(
        [*(pattern for pattern, _ in own), *(part for text in silencing for part in language.parse(text))]
    )
    for pattern, index in own:
        builder.add(pattern, index)
    of_signals = len(builder.rows)
    unless = tuple(builder.add_all(signal.unless) for signal in signals)
    around = tuple(tuple(map(builder.add_all, (item.before, item.after, item.sentence, item.unless))) for item in contexts)
    forms, kinds, fillings, number = builder.forms()
    return PatternTable(forms, kinds, fillings, number, tuple(builder.rows), of_signals, builder.triggers(), companions, unless, around)


class _Builder:
    """Gives steps, kinds and patterns their numbers."""

    def __init__(self, concepts: Mapping[str, Forms]) -> None:
        self._concepts = concepts
        self._steps: dict[frozenset[Filling], int] = {}
        self._rows: dict[str, int] = {}
        self._forms = cache(lambda filling: tuple(self._forms_of(filling)))
        self._commonness = cache(lambda fillings: sum(commonness(self._forms(filling)) for filling in fillings))

    @property
    def rows(self) -> Sequence[str]:
        """The patterns added."""
        return tuple(self._rows)

    def number_companions(self, patterns: Iterable[language.Pattern]) -> int:
        """Give the steps of patterns but for their rarest the first numbers, and return how many they are.

        Those that the most patterns need come first: where all bits of an integer are low, it is short, and fast.
        """
        for choice, _ in Counter(choice for pattern in patterns for choice in self._needed(pattern)[1:]).most_common():
            self._step(choice)
        return len(self._steps)

    def add(self, pattern: language.Pattern, owner: int) -> int:
        """Add a pattern, and return its number."""
        steps = " ".join(str(self._step(choice)) for choice in self._needed(pattern))
        row = "|".join([str(owner), steps, *map(self._sequence, pattern.parts)])
        return self._rows.setdefault(row, len(self._rows))

    def add_all(self, texts: Iterable[str]) -> str:
        """Add the patterns of what silences signals, and return their numbers. None of them has a signal's number."""
        return " ".join(str(self.add(pattern, _NO_OWNER)) for text in texts for pattern in language.parse(text))

    def triggers(self) -> dict[str, str]:
        """Return for each step the patterns whose rarest it is."""
        found: dict[str, list[str]] = {}
        for row, number in self._rows.items():
            found.setdefault(str(needed(row)[1][0]), []).append(str(number))
        return {step: " ".join(numbers) for step, numbers in found.items()}

    def forms(self) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...], int]:
        """Return all forms with their kinds, the fillings of each kind, the steps of each filling, and the kind of digits."""
        steps_of: dict[Filling, set[int]] = {}
        for fillings, step in self._steps.items():
            for filling in fillings:
                steps_of.setdefault(filling, set()).add(step)
        numbers = {filling: number for number, filling in enumerate(sorted(steps_of, key=lambda filling: sorted(steps_of[filling])))}
        filled: dict[tuple[str, ...], set[int]] = {}
        for filling, number in numbers.items():
            for form in self._forms(filling):
                filled.setdefault(form, set()).add(number)
        kinds: dict[frozenset[int], int] = {}
        forms = {form: kinds.setdefault(frozenset(of), len(kinds)) for form, of in filled.items()}
        digits = numbers.get(Concept(NUMBER))
        number = NONE if digits is None else kinds.setdefault(frozenset((digits,)), len(kinds))
        return packed(forms), _listed(kinds), _listed(steps_of[filling] for filling in numbers), number

    def _needed(self, pattern: language.Pattern) -> list[frozenset[Filling]]:
        """Return the different steps of a pattern, the rarest first."""
        choices = [frozenset(step.fillings) for part in pattern.parts for step in part.steps]
        return list(dict.fromkeys(sorted(choices, key=self._commonness)))

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


def _listed(groups: Iterable[Iterable[int]]) -> tuple[str, ...]:
    return tuple(" ".join(map(str, sorted(group))) for group in groups)
