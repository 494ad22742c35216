"""The mutants of signals: what silences one is dropped, or how many must stand together moves by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from advisor.errors import BadRulebook
from advisor.frozen import frozen
from advisor.model import Signal, SignalBook
from advisor.mutation.verdicts import Case, Verdict
from advisor.rulebook.signal_loading import LoadedSignals, SignalExample, example_evidence
from advisor.signals import language
from advisor.signals.observing import Observer
from advisor.testing.failures import Failure
from advisor.testing.signal_examples import check_signal_example

FOLDER = "signals/"
"""A signal's name is its path, so that it is not taken for a rule of the same id."""

_TEXTS = 4
"""How many examples of a signal are tried for a case with each of its exceptions."""


@frozen
class SignalMutant:
    """A signal of the book, by index, with one change: by which operator, and said in words."""

    index: int
    operator: str
    text: str
    signal: Signal

    @property
    def name(self) -> str:
        """The path of the signal."""
        return FOLDER + self.signal.id

    def __str__(self) -> str:
        return f"{self.signal.place}: {self.name}: {self.text}"


def signal_mutants(book: SignalBook) -> Iterator[SignalMutant]:
    """Yield every mutant of every signal, in the order of the signals."""
    for index, signal in enumerate(book.signals):
        if signal.unless:
            yield SignalMutant(index, "unless-dropped", "unless is dropped", replace(signal, unless=()))
        if signal.together > 1:
            for other in (signal.together - 1, signal.together + 1):
                text = f"together: {signal.together} becomes {other}"
                yield SignalMutant(index, "threshold", text, replace(signal, together=other))


class SignalTrial:
    """A signal book with its examples, ready to try mutants on."""

    def __init__(self, loaded: LoadedSignals) -> None:
        """Prepare everything; `failures` tells whether the examples pass, as they have to."""
        self.book = loaded.book
        self._examples: Mapping[str, Sequence[SignalExample]] = loaded.examples
        self._observer = Observer(self.book)

    def failures(self, signals: Iterable[str]) -> list[Failure]:
        """Return what is wrong with the examples of these signals as they are."""
        return [
            failure
            for signal in signals
            for example in self._examples[signal]
            if (failure := check_signal_example(signal, example, self._observer, self.book))
        ]

    def judge(self, mutant: SignalMutant) -> Verdict:
        """Try a mutant on the examples of its signal. None is called equivalent: there is no end of texts."""
        book, observer = self._mutated(mutant)
        signal = mutant.signal.id
        for example in self._examples[signal]:
            if check_signal_example(signal, example, observer, book):
                return Verdict("noticed", str(example.place))
        for text in self._texts(mutant):
            silent = SignalExample(False, text, mutant.signal.place)
            passes = not check_signal_example(signal, silent, self._observer, self.book)
            if passes and check_signal_example(signal, silent, observer, book):
                return Verdict("survived", case=Case(mutant.name, fires=False, text=text))
        return Verdict("survived")

    def _mutated(self, mutant: SignalMutant) -> tuple[SignalBook, Observer]:
        if mutant.signal.together == 1:
            return self._bare  # what other signals are silenced by changes nothing for this one
        signals = list(self.book.signals)
        signals[mutant.index] = mutant.signal
        unless = list(self.book.table.unless)
        if not mutant.signal.unless:
            unless[mutant.index] = ""
        book = replace(self.book, signals=tuple(signals), table=replace(self.book.table, unless=tuple(unless)))
        return book, Observer(book)

    @cached_property
    def _bare(self) -> tuple[SignalBook, Observer]:
        """The book without any signal's exceptions."""
        signals = tuple(replace(signal, unless=()) for signal in self.book.signals)
        book = replace(self.book, signals=signals, table=replace(self.book.table, unless=("",) * len(signals)))
        return book, Observer(book)

    def _texts(self, mutant: SignalMutant) -> Iterator[str]:
        """Yield texts that what is dropped may silence: examples with words beside them that one of the exceptions finds."""
        whole = self.book.signals[mutant.index]
        if mutant.operator != "unless-dropped":
            return
        fires = [example for example in self._examples[whole.id] if example.fires]
        for exception in whole.unless:
            words = _phrase(language.parse(exception)[0], self.book)
            for example in islice(fires, _TEXTS):
                try:
                    text, _ = example_evidence(example)
                except BadRulebook:
                    continue
                bare = text.rstrip(" .!?")
                yield f"{bare} {words}."
                yield f"{words} {bare}."


def _phrase(pattern: language.Pattern, book: SignalBook) -> str:
    """Return words in which a pattern is found."""
    said = []
    for part in pattern.parts:
        for step in part.steps:
            said += [_words(filling, book) for filling in step.fillings[: step.several]]
    return " ".join(said)


def _words(filling: language.Filling, book: SignalBook) -> str:
    if isinstance(filling, language.Words):
        return filling.text
    return "two" if filling.name == language.NUMBER else " ".join(book.concepts[filling.name][0])
