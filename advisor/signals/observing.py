"""Observing: from a document to the facts its text establishes, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from advisor.documents.model import Document, Sentence
from advisor.model import Context, Signal, SignalBook
from advisor.signals.language import parse
from advisor.signals.matcher import Found, Matcher, Read, Units

UNLESS_WITHIN = 15
"""How many words from a place its signal's `unless` still counts: a sentence without punctuation can be a whole advertisement."""

_NUMBER_WORDS = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True))
Observed = bool | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where a signal was found: text[start:end]."""

    start: int
    end: int
    signal: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Observation:
    """A fact and value that a piece of text establishes."""

    fact: str
    value: Observed
    evidence: Evidence


class Observer:
    """All signals of a signal book, ready to read documents."""

    def __init__(self, book: SignalBook) -> None:
        self._signals = book.signals
        self._units = Units(book.concepts)
        self._matcher = self._compile((pattern, index) for index, signal in enumerate(book.signals) for pattern in signal.patterns)
        self._unless = [self._compile((pattern, index) for pattern in signal.unless) for index, signal in enumerate(book.signals)]
        self._contexts = [_Silencer(context, self._compile) for context in book.contexts]

    def observe(self, document: Document) -> list[Observation]:
        """Return everything the document's sentences establish, in the order of the text."""
        found: list[Observation] = []
        for sentence in document.sentences:
            for read in self._units.read(document.plain, sentence.start, sentence.end):
                found.extend(self._in_sentence(document, sentence, read))
        return sorted(found, key=lambda item: (item.evidence, item.fact, item.evidence.signal))

    def _in_sentence(self, document: Document, sentence: Sentence, read: Read) -> Iterator[Observation]:
        silencing: dict[int, tuple[Found, ...]] = {}
        looks: dict[str, _Look] = {}
        waiting: list[tuple[int, Observation]] = []
        for index, place in _longest(self._matcher.all(read)):
            signal = self._signals[index]
            if sentence.section not in signal.sections:
                continue
            if index not in silencing:
                silencing[index] = tuple(found for _, found in self._unless[index].all(read))
            if _near(place, silencing[index]) or self._out_of_context(signal, place, read, looks, document, sentence):
                continue
            if signal.together == 1:
                yield from _observations(signal, place, read)
            else:
                waiting.extend((signal.together, item) for item in _observations(signal, place, read))
        if waiting:
            yield from _together(waiting)

    def _out_of_context(
        self, signal: Signal, place: Found, read: Read, looks: dict[str, _Look], document: Document, sentence: Sentence
    ) -> bool:
        for context in self._contexts:
            if context.id not in signal.ignores:
                if context.id not in looks:
                    looks[context.id] = context.look(read, document, sentence)
                if context.silences(read, place, looks[context.id]):
                    return True
        return False

    def _compile(self, patterns: Iterable[tuple[str, int]]) -> Matcher:
        return Matcher(self._units, ((pattern, owner) for text, owner in patterns for pattern in parse(text)))


@dataclass(frozen=True, slots=True)
class _Look:
    """What there is of a context in a sentence: whether all of it stands in it, or what stands near it, unless that is lifted."""

    everywhere: bool
    before: tuple[Found, ...] = ()
    after: tuple[Found, ...] = ()


class _Silencer:
    """A context, ready to be looked for around a place in a sentence."""

    def __init__(self, context: Context, compile_: Callable[[Iterable[tuple[str, int]]], Matcher]) -> None:
        self.id = context.id
        self._within = context.within
        self._question = context.question
        self._before = compile_((pattern, 0) for pattern in context.before)
        self._after = compile_((pattern, 0) for pattern in context.after)
        self._sentence = compile_((pattern, 0) for pattern in context.sentence)
        self._unless = compile_((pattern, 0) for pattern in context.unless)

    def look(self, read: Read, document: Document, sentence: Sentence) -> _Look:
        """Return what there is of this context in a sentence."""
        if self._question and document.text[sentence.start : sentence.end].rstrip("\"')*_ ").endswith("?"):
            return _Look(True)
        everywhere = next(self._sentence.find(read), None) is not None
        before, after = (tuple(found for _, found in matcher.all(read)) for matcher in (self._before, self._after))
        if (everywhere or before or after) and next(self._unless.find(read), None) is not None:
            return _Look(False)
        return _Look(everywhere, before, after)

    def silences(self, read: Read, place: Found, look: _Look) -> bool:
        """Return whether the place stands in this context."""
        return look.everywhere or self._stands_after(read, place, look.before) or self._stands_before(read, place, look.after)

    def _stands_after(self, read: Read, place: Found, others: tuple[Found, ...]) -> bool:
        for other in others:
            near = other.last < place.first and place.first - other.last <= self._within
            inside = place.first <= other.first and other.last < place.last
            if (near or inside) and read.breaks[place.first] == read.breaks[other.last]:
                return True
        return False

    def _stands_before(self, read: Read, place: Found, others: tuple[Found, ...]) -> bool:
        return any(
            place.last < other.first and other.first - place.last <= self._within and read.breaks[other.first] == read.breaks[place.last]
            for other in others
        )


def _near(place: Found, others: Iterable[Found]) -> bool:
    """Return whether any of the others stands near enough to bear on the place."""
    return any(other.last >= place.first - UNLESS_WITHIN and other.first <= place.last + UNLESS_WITHIN for other in others)


def _longest(places: Iterable[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """Return each signal's places without those that overlap a longer or earlier one of the same signal."""
    kept: dict[int, list[Found]] = {}
    for index, place in sorted(places, key=lambda item: (item[0], item[1].marked_first - item[1].marked_last, item[1].marked_first)):
        others = kept.setdefault(index, [])
        if all(place.marked_last < other.marked_first or other.marked_last < place.marked_first for other in others):
            others.append(place)
    return [(index, place) for index, places_ in kept.items() for place in places_]


def _observations(signal: Signal, place: Found, read: Read) -> Iterator[Observation]:
    evidence = Evidence(read.starts[place.marked_first], read.ends[place.marked_last], signal.id)
    for fact, value in signal.establishes.items():
        if value == "$n":
            number = _number(read.words[place.marked_first : place.marked_last + 1])
            if number is not None:
                yield Observation(fact, number, evidence)
        else:
            yield Observation(fact, value, evidence)


def _together(waiting: list[tuple[int, Observation]]) -> Iterator[Observation]:
    """Yield what enough different values of a fact in one sentence bear out, each with all of them as its evidence."""
    for fact in dict.fromkeys(item.fact for _, item in waiting):
        items = [(needed, item) for needed, item in waiting if item.fact == fact]
        values = {item.value for _, item in items}
        start = min(item.evidence.start for _, item in items)
        end = max(item.evidence.end for _, item in items)
        for needed, item in items:
            if len(values) >= needed:
                yield Observation(fact, item.value, Evidence(start, end, item.evidence.signal))


def _number(words: Iterable[str]) -> int | None:
    for word in words:
        if word.isdigit() and len(word) <= 9:
            return int(word)
        if word in _NUMBER_WORDS:
            return _NUMBER_WORDS[word]
    return None


def by_fact(observations: Iterable[Observation]) -> Mapping[str, list[Observation]]:
    """Return observations grouped by fact."""
    groups: dict[str, list[Observation]] = {}
    for item in observations:
        groups.setdefault(item.fact, []).append(item)
    return groups
