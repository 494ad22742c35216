"""Finding patterns in sentences.

Every concept and every word a pattern names is a unit; one pass over a sentence's tokens, through one
trie of all forms of all units, notes where each stands. A pattern is tried only on sentences that hold the
least common of its units and something for each of its steps, and its steps are then followed from place to
place. A sentence is at most `MAX_TOKENS` long, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.signals.language import NUMBER, Concept, Filling, Pattern, Sequence, Words
from advisor.signals.words import BROKEN, INSIDE, JOINED, TOKEN, before, noun_forms, phrase_forms, spellings, tokens, verb_forms

MAX_TOKENS = 120
"""Longer sentences are read in pieces of this many tokens."""

_FILLERS = frozenset("a an the our your their its his her this that these those also just own very any some all both".split())
_MAX_FILLERS = 2
_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_COMMON = frozenset(
    "a an and are as at be been by can do for from get has have in into is it its may must not of on one or our out over shall "
    "should so than that the their them there these they this those to up us was we were what when which who will with within "
    "without work would you your 's 'll 're".split()
)

_FREQUENT = frozenset(
    "experience team infrastructure cloud security systems engineer engineering software platform tools working all data "
    "support teams role skills development including other services remote management company more aws solutions new about "
    "reliability such years knowledge build performance technical time environment building design code best based across "
    "technologies benefits customers automation strong practices business technology product monitoring system job "
    "opportunity ability help world people using maintain like if scale high ensure implement application provide "
    "information make ci products understanding network deployment position customer develop cd production processes "
    "improve requirements operations learning applications process also environments but through well part looking service "
    "communication manage global use every responsible responsibilities projects project platforms architecture open where "
    "access any how need needs level take drive create how some only day first each large here own go lead change just than".split()
)
"""Words that stand in about one sentence of an ad in a hundred, or in more."""

Hits = dict[int, list[tuple[int, int]]]
"""By unit: where it stands, as half-open ranges of tokens."""


@dataclass(slots=True)
class Read:
    """A sentence cut into tokens: where each starts and ends in the text, and what parts it from the one before."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    parting: list[int]
    breaks: list[int]
    hits: Hits
    present: frozenset[int]
    """The units that stand anywhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern found: the tokens it covers from its first to its last step, and those that are evidence."""

    first: int
    last: int
    marked_first: int
    marked_last: int


class _Node:
    """A place in the trie: the units whose form ends here, and the words that may follow."""

    __slots__ = ("children", "units")

    def __init__(self) -> None:
        self.units: list[int] = []
        self.children: dict[str, _Node] = {}


class Units:
    """All that patterns name, in one trie."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        self._top = _Node()
        self._root = self._top.children
        self._ids: dict[Filling, int] = {}
        self._weight: list[int] = []
        self._number: _Node | None = None
        for name, forms in concepts.items():
            self._add(Concept(name), forms)

    def unit(self, filling: Filling) -> int:
        """Return the unit of a concept or phrase. Raises KeyError for a concept that is not in the lexicon."""
        if filling not in self._ids:
            if filling == Concept(NUMBER):
                self._number = _Node()
                self._number.units.append(self._add(filling, ((word,) for word in _NUMBER_WORDS)))
            elif isinstance(filling, Words):
                self._add(filling, _word_forms(filling))
            else:
                raise KeyError(filling.name)
        return self._ids[filling]

    def weight(self, unit: int) -> int:
        """Return how common a unit is: the less, the better it tells where a pattern is worth trying."""
        return self._weight[unit]

    def read(self, plain: str, start: int, end: int) -> Iterator[Read]:
        """Cut plain text[start:end] into tokens and note where each unit stands."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        parting: list[int] = []
        position = start
        marked = plain.find(INSIDE, start, end) >= 0
        for match in TOKEN.finditer(plain, start, end):
            at = match.start()
            gap, word = plain[position:at], match[0]
            parting.append(JOINED if gap == " " and words else _parting(gap, words, word))
            words.append(word)
            starts.append(at)
            position = match.end()
            ends.append(position)
            if len(words) == MAX_TOKENS:
                yield self._noted(_whole(words) if marked else words, starts, ends, parting)
                words, starts, ends, parting = [], [], [], []
        if words:
            yield self._noted(_whole(words) if marked else words, starts, ends, parting)

    def _noted(self, words: list[str], starts: list[int], ends: list[int], parting: list[int]) -> Read:
        root, number = self._root, self._number
        hits: Hits = {}
        total, breaks = 0, []
        for kind in parting:
            total += kind == BROKEN
            breaks.append(total)
        size = len(words)
        for index, word in enumerate(words):
            after = index + 1
            if number is not None and word[0].isdigit():
                hits.setdefault(number.units[0], []).append((index, after))
            node = root.get(word)
            while node is not None:
                for unit in node.units:
                    places = hits.get(unit)
                    if places is None:
                        hits[unit] = [(index, after)]
                    else:
                        places.append((index, after))
                if not node.children or after == size or parting[after] != JOINED:
                    break
                node = node.children.get(words[after])
                after += 1
        return Read(words, starts, ends, parting, breaks, hits, frozenset(hits))

    def _add(self, filling: Filling, forms: Iterable[tuple[str, ...]]) -> int:
        unit = len(self._weight)
        self._ids[filling] = unit
        weight = 0
        for form in set(forms):
            node = self._top
            for word in form:
                child = node.children.get(word)
                if child is None:
                    child = node.children[word] = _Node()
                node = child
            node.units.append(unit)
            weight += 1000 if _COMMON.issuperset(form) else 60 if all(word in _FREQUENT or word in _COMMON for word in form) else 1
        self._weight.append(weight)
        return unit


class Matcher:
    """Patterns, each with what it stands for, ready to be found."""

    def __init__(self, units: Units, patterns: Iterable[tuple[Pattern, int]]) -> None:
        self._patterns: list[tuple[tuple[_Steps, ...], int, tuple[frozenset[int], ...]]] = []
        self._by_unit: dict[int, list[int]] = {}
        for pattern, owner in patterns:
            parts = tuple(_Steps(part, units) for part in pattern.parts)
            steps = sorted((step for part in parts for step in part.units), key=lambda step: sum(units.weight(unit) for unit in step))
            for unit in steps[0]:
                self._by_unit.setdefault(unit, []).append(len(self._patterns))
            self._patterns.append((parts, owner, tuple(steps[1:])))
        self._keys = frozenset(self._by_unit)

    def find(self, read: Read) -> Iterator[tuple[int, Found]]:
        """Yield each owner whose pattern stands in the sentence, with the first place where it does."""
        for parts, owner in self._worth_trying(read):
            if (found := parts[0].find(read)) is not None and all(part.find(read) is not None for part in parts[1:]):
                yield owner, found

    def all(self, read: Read) -> Iterator[tuple[int, Found]]:
        """Yield each owner with every place where its pattern's first part stands."""
        for parts, owner in self._worth_trying(read):
            if all(part.find(read) is not None for part in parts[1:]):
                for found in parts[0].find_all(read):
                    yield owner, found

    def _worth_trying(self, read: Read) -> Iterator[tuple[tuple[_Steps, ...], int]]:
        """Yield the patterns that have something in the sentence for each of their steps."""
        present = read.present
        seen: set[int] = set()
        for unit in present & self._keys:
            for number in self._by_unit[unit]:
                if number not in seen:
                    seen.add(number)
                    parts, owner, needed = self._patterns[number]
                    for step in needed:
                        if step.isdisjoint(present):
                            break
                    else:
                        yield parts, owner


class _Steps:
    """One sequence of a pattern, in units."""

    def __init__(self, sequence: Sequence, units: Units) -> None:
        self.units = [frozenset(units.unit(filling) for filling in step.fillings) for step in sequence.steps]
        self._gaps = [step.gap for step in sequence.steps]
        self._several = [(step.several, step.apart) for step in sequence.steps]
        self._marked = sequence.marked
        self._at_start, self._at_end = sequence.at_start, sequence.at_end

    def find(self, read: Read) -> Found | None:
        """Return the first place where the sequence stands."""
        return next(self.find_all(read), None)

    def find_all(self, read: Read) -> Iterator[Found]:
        """Yield every place where the sequence stands, by its first step."""
        hits, present = read.hits, read.present
        places: list[list[tuple[int, int]]] = []
        for step, (several, apart) in zip(self.units, self._several, strict=True):
            here = [place for unit in step & present for place in hits[unit]] if several == 1 else _together(step, several, apart, read)
            if not here:
                return
            if len(here) > 1:
                here.sort(key=_longest_first)
            places.append(here)
        dead: set[tuple[int, int]] = set()
        for start, end in places[0]:
            if self._at_start and start:
                continue
            path = self._follow(1, end, places, read, dead)
            if path is not None:
                path.append((start, end))
                path.reverse()
                first, last = self._marked
                yield Found(start, path[-1][1] - 1, path[first][0], path[last][1] - 1)

    def _follow(
        self, step: int, position: int, places: list[list[tuple[int, int]]], read: Read, dead: set[tuple[int, int]]
    ) -> list[tuple[int, int]] | None:
        """Return the places of the steps from this one on, last first, or None."""
        if step == len(places):
            return [] if not self._at_end or position == len(read.words) else None
        if (step, position) in dead:
            return None
        for start, end in places[step]:
            if start < position:
                continue
            if not self._reaches(position, start, self._gaps[step], read):
                if start - position > 12:
                    break
                continue
            path = self._follow(step + 1, end, places, read, dead)
            if path is not None:
                path.append((start, end))
                return path
        dead.add((step, position))
        return None

    def _reaches(self, position: int, start: int, gap: int | None, read: Read) -> bool:
        if read.breaks[start] != read.breaks[position - 1]:
            return False
        between = start - position
        if gap is not None:
            return between <= gap
        if between > _MAX_FILLERS or any(read.parting[index] != JOINED for index in range(position, start + 1)):
            return False
        return all(word in _FILLERS for word in read.words[position:start])


def _whole(words: list[str]) -> list[str]:
    """Return words without the marks inside them."""
    return [word.replace(INSIDE, "") or word for word in words]


def _parting(gap: str, words: list[str], word: str) -> int:
    """Return how a token is parted from the one before it; the colon of a time of day parts nothing."""
    if not words:
        return BROKEN
    if gap == ":" and words[-1].isdigit() and word.isdigit():
        return JOINED
    return before(gap)


def _together(units: frozenset[int], several: int, apart: int, read: Read) -> list[tuple[int, int]]:
    """Return where so many different units stand near each other: from the first of them to the last that it takes."""
    present = units & read.present
    if len(present) < several:
        return []
    here: dict[tuple[int, int], set[int]] = {}
    for unit in present:
        for start, end in read.hits[unit]:
            here.setdefault((start, -end), set()).add(unit)
    found: list[tuple[int, int]] = []
    first = last = -1
    seen: set[int] = set()
    for (start, negative), different in sorted(here.items()):
        if start < last:
            continue  # it stands within a longer one
        if not seen or start - last > apart or read.breaks[start] != read.breaks[last - 1]:
            first, seen = start, set()
        if new := different - seen:
            seen.add(min(new))
        last = -negative
        if len(seen) == several:
            found.append((first, last))
            seen = set()
    return found


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def _word_forms(filling: Words) -> set[tuple[str, ...]]:
    if not filling.inflected:
        return phrase_forms(filling.text, "words")
    words = tokens(filling.text)
    forms = verb_forms(words[-1]) | noun_forms(words[-1])
    return {(*words[:-1], spelt) for form in forms for spelt in spellings(form)}
