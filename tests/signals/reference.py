"""The readable reference of the matcher: the pattern language as docs/writing-signals.md says it, without any preparation.

Every pattern is tried in every sentence, and each of its steps is looked for word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from advisor.signals.language import NUMBER, Concept, Filling, Pattern, Sequence, Step
from advisor.signals.words import BROKEN, INSIDE, JOINED, TOKEN, before, noun_forms, phrase_forms, spellings, tokens, verb_forms

LONGEST = 120
SMALL = frozenset("a an the our your their its his her this that these those also just own very any some all both".split())
NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()

Place = tuple[int, int]
Forms = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Sentence:
    """The tokens of a sentence, or of a piece of a long one."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    parting: tuple[int, ...]

    def whole(self, first: int, last: int) -> bool:
        """Return whether nothing breaks the sentence between two tokens."""
        return BROKEN not in self.parting[first + 1 : last + 1]

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], list[Place]]:
        """Return where each run of words stands that nothing parts."""
        found: dict[tuple[str, ...], list[Place]] = {}
        for at in range(len(self.words)):
            for end in range(at + 1, len(self.words) + 1):
                if end > at + 1 and self.parting[end - 1] != JOINED:
                    break
                found.setdefault(self.words[at:end], []).append((at, end))
        return found

    def stand(self, forms: Forms, numbers: bool) -> set[Place]:
        """Return where any of the forms stands, or digits."""
        found = {place for form in self.phrases.keys() & forms for place in self.phrases[form]}
        return found | {(at, at + 1) for at, word in enumerate(self.words) if numbers and word[0].isdigit()}


def cut(plain: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield a sentence as tokens, in pieces where it is long."""
    matches = list(TOKEN.finditer(plain, start, end))
    for first in range(0, len(matches), LONGEST):
        here = matches[first : first + LONGEST]
        parting = [BROKEN]
        for one, two in pairwise(here):
            gap = plain[one.end() : two.start()]
            parting.append(JOINED if gap == ":" and one[0].isdigit() and two[0].isdigit() else before(gap))
        words = (match[0].replace(INSIDE, "") or match[0] for match in here)
        yield Sentence(tuple(words), tuple(match.start() for match in here), tuple(parting))


class Reference:
    """Finds the patterns of signals with the words of a lexicon."""

    def __init__(self, concepts: Mapping[str, tuple[tuple[str, ...], ...]]) -> None:
        self._concepts = concepts
        self._known: dict[Filling, Forms] = {}

    def find(self, pattern: Pattern, sentence: Sentence) -> set[tuple[int, int, int, int]]:
        """Return where a pattern stands: its first and last token, and the first and last that are marked."""
        if all(any(self._sequences(part, sentence)) for part in pattern.parts):
            return set(self._sequences(pattern.parts[0], sentence))
        return set()

    def _sequences(self, sequence: Sequence, sentence: Sentence) -> Iterator[tuple[int, int, int, int]]:
        places = [self._places(step, sentence) for step in sequence.steps]
        for start, end in places[0] if all(places) else ():
            path = None if sequence.at_start and start else self._follow(sequence, [(start, end)], places, sentence)
            if path is not None:
                first, last = sequence.marked
                yield start, path[-1][1] - 1, path[first][0], path[last][1] - 1

    def _follow(self, sequence: Sequence, path: list[Place], places: list[list[Place]], sentence: Sentence) -> list[Place] | None:
        if len(path) == len(places):
            return path if not sequence.at_end or path[-1][1] == len(sentence.words) else None
        gap = sequence.steps[len(path)].gap
        for place in places[len(path)]:
            if _reaches(path[-1][1], place[0], gap, sentence) and (found := self._follow(sequence, [*path, place], places, sentence)):
                return found
        return None

    def _places(self, step: Step, sentence: Sentence) -> list[Place]:
        stand = {filling: sentence.stand(self._forms(filling), filling == Concept(NUMBER)) for filling in step.fillings}
        if step.several == 1:
            return sorted({place for places in stand.values() for place in places}, key=lambda place: (place[0], -place[1]))
        different: dict[Place, set[Filling]] = {}
        for filling, places in stand.items():
            for place in places:
                different.setdefault(place, set()).add(filling)
        found: list[Place] = []
        first = last = -1
        seen: set[Filling] = set()
        for start, end in sorted(different, key=lambda place: (place[0], -place[1])):
            if start < last:
                continue
            if not seen or start - last > step.apart or not sentence.whole(last - 1, start):
                first, seen = start, set()
            seen |= set(sorted(different[start, end] - seen, key=step.fillings.index)[:1])
            last = end
            if len(seen) == step.several:
                found.append((first, last))
                seen = set()
        return found

    def _forms(self, filling: Filling) -> Forms:
        if filling not in self._known:
            self._known[filling] = frozenset(self._written(filling))
        return self._known[filling]

    def _written(self, filling: Filling) -> Iterator[tuple[str, ...]]:
        if isinstance(filling, Concept):
            yield from ((word,) for word in NUMBER_WORDS) if filling.name == NUMBER else self._concepts[filling.name]
        elif not filling.inflected:
            yield from phrase_forms(filling.text, "words")
        else:
            *before_last, last = tokens(filling.text)
            for form in verb_forms(last) | noun_forms(last):
                for spelt in spellings(form):
                    yield (*before_last, spelt)


def _reaches(position: int, start: int, gap: int | None, sentence: Sentence) -> bool:
    if start < position or not sentence.whole(position - 1, start):
        return False
    between = sentence.words[position:start]
    if gap is not None:
        return len(between) <= gap
    joined = all(kind == JOINED for kind in sentence.parting[position : start + 1])
    return len(between) <= 2 and joined and SMALL.issuperset(between)
