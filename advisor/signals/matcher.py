"""Finding all patterns of a table in a text.

Sentences are cut into tokens, and all forms of the lexicon in them are found through one trie. A form tells
the patterns whose rarest step it fills; those whose second rarest is there as well, which one bit shows, and then all
the others, which a comparison of bits shows, are followed from place to place. Pieces are bounded, so the time is
linear in the text, and the memory is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import attrgetter, or_

from advisor.documents.model import Sentence
from advisor.model import PatternTable
from advisor.signals.patterns import Found, Pattern, Piece, Place, Places, longest_first
from advisor.signals.reading import readings
from advisor.signals.rows import needed, unpacked
from advisor.signals.trie import Trie

_Trigger = tuple[int, int, int, int]
"""A pattern; the byte and the bit in it of its second rarest step; and the mask of all its steps but the rarest."""

_BYTES = tuple(range(10_000))
"""The same number is the same object: what is looked at together lies together in memory."""


class _Meaning:
    """What a form means for the patterns, by the steps that it fills.

    `mask` has a bit for each of them that patterns need besides their rarest; `beside` are the patterns whose rarest step
    is among them, of those that silence signals.
    """

    __slots__ = ("_triggers", "beside", "mask")

    def __init__(self, steps: Iterable[int], table: PatternTable, sections: Sequence[frozenset[str]]) -> None:
        self.mask = sum(2 << step for step in steps if step < table.companions)
        numbers = {int(number) for step in steps for number in table.triggers.get(str(step), "").split()}
        rows = [(number, table.patterns[number]) for number in numbers]
        self._triggers = [(sections[needed(row)[0]], _trigger(number, row)) for number, row in rows if number < table.of_signals]
        self.beside = [_trigger(number, row) for number, row in rows if number >= table.of_signals]

    def triggers(self, section: str) -> list[_Trigger]:
        """Return the patterns of signals that count in a section, of those whose rarest step is among these."""
        return [trigger for sections, trigger in self._triggers if section in sections]


class _Triggers(dict[_Meaning, list[_Trigger]]):
    """By meaning the patterns that it triggers in a section."""

    def __init__(self, section: str) -> None:
        super().__init__()
        self._section = section

    def __missing__(self, meaning: _Meaning) -> list[_Trigger]:
        found = self[meaning] = meaning.triggers(self._section)
        return found


_mask = attrgetter("mask")


class Glance:
    """A piece of a sentence in which patterns of signals may stand: which sentence it is, and the patterns."""

    __slots__ = ("_bits", "_meanings", "_pattern", "_present", "candidates", "piece", "sentence")

    def __init__(
        self,
        sentence: Sentence,
        piece: Piece,
        meanings: Iterable[_Meaning],
        present: int,
        bits: bytes,
        candidates: list[Pattern],
        pattern: Callable[[int], Pattern],
    ) -> None:
        self.sentence = sentence
        self.piece = piece
        self.candidates = candidates
        self._meanings = meanings
        self._present = present
        self._bits = bits
        self._pattern = pattern

    def beside(self) -> set[int]:
        """Return the patterns that may stand there of those that are none of signals' own."""
        present, bits = self._present, self._bits
        triggering = [meaning.beside for meaning in self._meanings if meaning.beside]
        return {number for triggers in triggering for number, byte, bit, mask in triggers if bits[byte] & bit and mask & present == mask}

    def find(self, patterns: Iterable[int]) -> list[Found]:
        """Return every place of any of these patterns."""
        return [found for number in patterns for found in self._pattern(number).find_all(self.piece)]


class Matcher:
    """The patterns of a table, unpacked as texts need them; `sections` are by owner those in which its patterns count."""

    def __init__(self, table: PatternTable, sections: Sequence[frozenset[str]]) -> None:
        self._table = table
        self._sections = sections
        self._meanings: dict[tuple[int, ...], _Meaning] = {}
        self._triggers: dict[str, _Triggers] = {}
        self._fillers: dict[int, set[_Meaning]] = {}
        self._patterns: dict[int, Pattern] = {}
        self._trie: Trie[_Meaning] = Trie(table.forms, self._meaning, table.number)
        self._bytes = (table.companions + 8) // 8

    def glances(self, plain: str, sentences: Sequence[Sentence]) -> Iterator[Glance]:
        """Yield the pieces of sentences of the plain text in which patterns may stand of signals that count there, in order."""
        for read in readings(plain, (sentence[:2] for sentence in sentences)):
            alone, (longer, places) = self._trie.alone(read), self._trie.longer(read)
            after = 0
            for span, first, end in read.pieces:
                before = after
                while after < len(places) and places[after][0] < end:
                    after += 1
                meanings = set(filter(None, alone[first:end]))
                meanings.update(longer[before:after])
                triggering = [triggers for triggers in map(self._triggers_in(sentences[span].section), meanings) if triggers]
                if not triggering:
                    continue
                present = reduce(or_, map(_mask, meanings), 1)  # the bit that patterns of one step need
                bits = present.to_bytes(self._bytes, "little")
                candidates = {
                    number for triggers in triggering for number, byte, bit, mask in triggers if bits[byte] & bit and mask & present == mask
                }
                if candidates:
                    by_meaning: dict[_Meaning, list[Place]] = {meaning: [] for meaning in meanings}
                    for at, known in enumerate(alone[first:end], first):
                        if known is not None:
                            by_meaning[known].append((at, at + 1))
                    for meaning, place in zip(longer[before:after], places[before:after], strict=True):
                        (known_places := by_meaning[meaning]).append(place)
                        if len(known_places) > 1:
                            known_places.sort(key=longest_first)
                    piece = Piece(read, first, end, Places(by_meaning, meanings, self._fillers))
                    yield Glance(sentences[span], piece, meanings, present, bits, list(map(self._pattern, candidates)), self._pattern)

    def _triggers_in(self, section: str) -> Callable[[_Meaning], list[_Trigger]]:
        triggers = self._triggers.get(section)
        if triggers is None:
            triggers = self._triggers[section] = _Triggers(section)
        return triggers.__getitem__

    def _pattern(self, number: int) -> Pattern:
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = unpacked(self._table.patterns[number])
        return pattern

    def _meaning(self, kinds: tuple[int, ...]) -> _Meaning:
        found = self._meanings.get(kinds)
        if found is None:
            fillings = [int(filling) for kind in kinds for filling in self._table.kinds[kind].split()]
            steps = {int(step) for filling in fillings for step in self._table.fillings[filling].split()}
            found = self._meanings[kinds] = _Meaning(steps, self._table, self._sections)
            for step in steps:
                self._fillers.setdefault(step, set()).add(found)
        return found


def _trigger(number: int, row: str) -> _Trigger:
    """Return what must be there for a pattern to be tried where its rarest step is."""
    _, (_, *others) = needed(row)
    second = others[0] + 1 if others else 0
    return number, _BYTES[second // 8], 1 << second % 8, sum(2 << step for step in others) or 1
