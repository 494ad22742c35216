"""Observing: from a document to the facts its text establishes, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from advisor.documents.model import Document
from advisor.model import INSIDE, Context, Signal, SignalBook
from advisor.signals.matcher import Glance, Matcher
from advisor.signals.patterns import Found, Piece
from advisor.signals.reading import Read
from advisor.signals.rows import NUMBER_WORDS

UNLESS_WITHIN = 15
"""How many words from a place its signal's `unless` still counts: a sentence without punctuation can be a whole advertisement."""

TAKES_BACK = "takes-back"
"""Stands for a fact where a signal says that the sentence before does not hold ("Those days are over.")."""

_NUMBER_WORDS = {word: number for number, word in enumerate(NUMBER_WORDS, 1)}
Observed = bool | int | str | tuple[str, ...]


class Evidence(NamedTuple):
    """Where a signal was found: text[start:end]."""

    start: int
    end: int
    signal: str


class Observation(NamedTuple):
    """A fact and value that a piece of text establishes."""

    fact: str
    value: Observed
    evidence: Evidence


class Observer:
    """All signals of a signal book, ready to read documents."""

    def __init__(self, book: SignalBook) -> None:
        self._signals = book.signals
        self._matcher = Matcher(book.table, [signal.sections for signal in book.signals])
        self._unless = [frozenset(map(int, numbers.split())) for numbers in book.table.unless]
        self._contexts = [_Silencer(context, patterns) for context, patterns in zip(book.contexts, book.table.contexts, strict=True)]
        self._with: dict[int, list[_Silencer]] = {}
        for context in self._contexts:
            for number in context.patterns:
                self._with.setdefault(number, []).append(context)

    def observe(self, document: Document) -> list[Observation]:
        """Return everything the document's sentences establish, in the order of the text."""
        found: list[Observation] = []
        for glance in self._matcher.glances(document.plain, document.sentences):
            places = [(pattern.owner, place) for pattern in glance.candidates for place in pattern.find_all(glance.piece)]
            if places:
                found.extend(self._in_sentence(document, glance, _longest(places)))
        return sorted(found, key=lambda item: (item.evidence.start, item.evidence.end, item.fact, item.evidence.signal))

    def _in_sentence(self, document: Document, glance: Glance, places: Iterable[tuple[int, Found]]) -> Iterator[Observation]:
        beside = glance.beside()
        looks = self._looks(glance, beside, document)
        silencing: dict[int, list[Found]] = {}
        waiting: list[tuple[int, Observation]] = []
        for index, place in places:
            signal = self._signals[index]
            if index not in silencing:
                silencing[index] = glance.find(self._unless[index] & beside)
            inside = INSIDE not in signal.ignores
            if _near(place, silencing[index]) or any(
                context.id not in signal.ignores and context.silences(glance.piece.read, place, look, inside) for context, look in looks
            ):
                continue
            if signal.together == 1:
                yield from _observations(signal, place, glance.piece)
            else:
                waiting.extend((signal.together, item) for item in _observations(signal, place, glance.piece))
        if waiting:
            yield from _together(waiting)

    def _looks(self, glance: Glance, beside: set[int], document: Document) -> list[tuple[_Silencer, _Look]]:
        """Return the contexts that may silence something in a sentence, each with what there is of it."""
        near = {context for number in beside if number in self._with for context in self._with[number]}
        sentence = glance.sentence
        asked = document.text[max(sentence.start, sentence.end - 80) : sentence.end].rstrip("\"')*_ ").endswith("?")
        looks: list[tuple[_Silencer, _Look]] = []
        if asked:
            looks = [(context, _Look(True)) for context in self._contexts if context.question]
            near.difference_update([context for context in self._contexts if context.question])
        for context in near:
            if (look := context.look(glance, beside)) is not None:
                looks.append((context, look))
        return looks


class _Look(NamedTuple):
    """What there is of a context in a sentence: whether all of it stands in it, or what stands near it."""

    everywhere: bool
    before: Sequence[Found] = ()
    after: Sequence[Found] = ()


class _Silencer:
    """A context, ready to be looked for around a place in a sentence."""

    def __init__(self, context: Context, patterns: tuple[str, ...]) -> None:
        self.id = context.id
        self.question = context.question
        self._within = context.within
        self._before, self._after, self._sentence, self._unless = (frozenset(map(int, numbers.split())) for numbers in patterns)
        self.patterns = self._before | self._after | self._sentence

    def look(self, glance: Glance, beside: Set[int]) -> _Look | None:
        """Return what there is of this context in a sentence where only these patterns may stand, or None: nothing, or it is lifted."""
        everywhere = bool(glance.find(self._sentence & beside))
        before, after = glance.find(self._before & beside), glance.find(self._after & beside)
        if not (everywhere or before or after) or glance.find(self._unless & beside):
            return None
        return _Look(everywhere, before, after)

    def silences(self, read: Read, place: Found, look: _Look, inside: bool) -> bool:
        """Return whether the place stands in this context, of which what is inside the place itself may count or not."""
        return look.everywhere or self._stands_after(read, place, look.before, inside) or self._stands_before(read, place, look.after)

    def _stands_after(self, read: Read, place: Found, others: Sequence[Found], inside: bool) -> bool:
        for other in others:
            near = other.last < place.first and place.first - other.last <= self._within
            within = inside and place.first <= other.first and other.last < place.last
            if (near or within) and read.breaks[place.first] == read.breaks[other.last]:
                return True
        return False

    def _stands_before(self, read: Read, place: Found, others: Sequence[Found]) -> bool:
        return any(
            place.last < other.first and other.first - place.last <= self._within and read.breaks[other.first] == read.breaks[place.last]
            for other in others
        )


def _near(place: Found, others: Iterable[Found]) -> bool:
    """Return whether any of the others stands near enough to bear on the place."""
    return any(other.last >= place.first - UNLESS_WITHIN and other.first <= place.last + UNLESS_WITHIN for other in others)


def _longest(places: list[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """Return each signal's places without those that overlap a longer or earlier one of the same signal."""
    if len(places) == 1:
        return places
    kept: dict[int, list[Found]] = {}
    for index, place in sorted(places, key=lambda item: (item[0], item[1].marked_first - item[1].marked_last, item[1].marked_first)):
        others = kept.setdefault(index, [])
        if all(place.marked_last < other.marked_first or other.marked_last < place.marked_first for other in others):
            others.append(place)
    return [(index, place) for index, places_ in kept.items() for place in places_]


def _observations(signal: Signal, place: Found, piece: Piece) -> Iterator[Observation]:
    evidence = Evidence(*piece.read.span(place.marked_first, place.marked_last), signal.id)
    if signal.takes_back:
        yield Observation(TAKES_BACK, True, evidence)
    for fact, value in signal.establishes.items():
        if value == "$n":
            number = _number(piece.read.words[place.marked_first : place.marked_last + 1])
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
