"""Observing: from a document to the facts its text establishes, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from advisor.documents.model import Document, Sentence
from advisor.model import Context, Signal, SignalBook
from advisor.signals.matcher import Glance, Matcher
from advisor.signals.patterns import Found
from advisor.signals.reading import Read
from advisor.signals.table import NUMBER_WORDS

UNLESS_WITHIN = 15
"""How many words from a place its signal's `unless` still counts: a sentence without punctuation can be a whole advertisement."""

_NUMBER_WORDS = {word: number for number, word in enumerate(NUMBER_WORDS, 1)}
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
        self._matcher = Matcher(book.table)
        self._unless = [frozenset(map(int, numbers.split())) for numbers in book.table.unless]
        self._contexts = [_Silencer(context, patterns) for context, patterns in zip(book.contexts, book.table.contexts, strict=True)]

    def observe(self, document: Document) -> list[Observation]:
        """Return everything the document's sentences establish, in the order of the text."""
        found: list[Observation] = []
        for glance in self._matcher.glances(document.plain, ((sentence.start, sentence.end) for sentence in document.sentences)):
            found.extend(self._in_sentence(document, document.sentences[glance.span], glance))
        return sorted(found, key=lambda item: (item.evidence.start, item.evidence.end, item.fact, item.evidence.signal))

    def _in_sentence(self, document: Document, sentence: Sentence, glance: Glance) -> Iterator[Observation]:
        silencing: dict[int, tuple[Found, ...]] = {}
        looks: dict[str, _Look] = {}
        waiting: list[tuple[int, Observation]] = []
        for index, place in _longest(self._places(sentence, glance)):
            signal = self._signals[index]
            if index not in silencing:
                silencing[index] = tuple(glance.find(self._unless[index]))
            if _near(place, silencing[index]) or self._out_of_context(signal, place, glance, looks, document, sentence):
                continue
            if signal.together == 1:
                yield from _observations(signal, place, glance.piece.read)
            else:
                waiting.extend((signal.together, item) for item in _observations(signal, place, glance.piece.read))
        if waiting:
            yield from _together(waiting)

    def _places(self, sentence: Sentence, glance: Glance) -> Iterator[tuple[int, Found]]:
        """Yield every place of a signal's pattern, with the index of the signal, where the signal counts in such a section."""
        for pattern in glance.candidates:
            if sentence.section in self._signals[pattern.owner].sections:
                for found in pattern.find_all(glance.piece):
                    yield pattern.owner, found

    def _out_of_context(
        self, signal: Signal, place: Found, glance: Glance, looks: dict[str, _Look], document: Document, sentence: Sentence
    ) -> bool:
        for context in self._contexts:
            if context.id not in signal.ignores:
                if context.id not in looks:
                    looks[context.id] = context.look(glance, document, sentence)
                if context.silences(glance.piece.read, place, looks[context.id]):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class _Look:
    """What there is of a context in a sentence: whether all of it stands in it, or what stands near it, unless that is lifted."""

    everywhere: bool
    before: tuple[Found, ...] = ()
    after: tuple[Found, ...] = ()


class _Silencer:
    """A context, ready to be looked for around a place in a sentence."""

    def __init__(self, context: Context, patterns: tuple[str, ...]) -> None:
        self.id = context.id
        self._within = context.within
        self._question = context.question
        self._before, self._after, self._sentence, self._unless = (frozenset(map(int, numbers.split())) for numbers in patterns)

    def look(self, glance: Glance, document: Document, sentence: Sentence) -> _Look:
        """Return what there is of this context in a sentence."""
        if self._question and document.text[sentence.start : sentence.end].rstrip("\"')*_ ").endswith("?"):
            return _Look(True)
        everywhere = next(glance.find(self._sentence), None) is not None
        before, after = tuple(glance.find(self._before)), tuple(glance.find(self._after))
        if (everywhere or before or after) and next(glance.find(self._unless), None) is not None:
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
