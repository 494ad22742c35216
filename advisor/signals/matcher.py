"""Finding all patterns of a table in a text.

A first look at a batch of sentences notes in which of them each step may stand, as the bits of an integer. A
pattern is tried only on the sentences that all of its steps have in common, and only those are read closely:
cut into tokens, with what parts them, and the pattern followed from place to place. Batches, and the pieces
that long sentences are read in, are bounded, so the time is linear in the text and the memory is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model import PatternTable
from advisor.signals.patterns import Found, Pattern, Piece
from advisor.signals.reading import pieces, read
from advisor.signals.table import needed, unpacked
from advisor.signals.trie import Trie

_BATCH = 120
"""So many pieces are looked at together."""


class Glance:
    """A piece of text in which patterns of signals may stand: of the span with the number `span`, the patterns `candidates`."""

    __slots__ = ("_bit", "_end", "_matcher", "_piece", "_plain", "_start", "_steps", "candidates", "span")

    def __init__(self, matcher: Matcher, plain: str, place: tuple[int, int, int], bit: int, steps: dict[int, int]) -> None:
        self._matcher, self._plain, self._bit, self._steps = matcher, plain, bit, steps
        self.span, self._start, self._end = place
        self._piece: Piece | None = None
        self.candidates: list[int] = []

    @property
    def piece(self) -> Piece:
        """The piece, read closely."""
        if self._piece is None:
            self._piece = self._matcher.piece(self._plain, self._start, self._end)
        return self._piece

    def find(self, patterns: Iterable[int]) -> Iterator[Found]:
        """Yield every place of any of these patterns."""
        matcher, steps, bit = self._matcher, self._steps, self._bit
        for number in patterns:
            for step in matcher.needed(number):
                if not steps.get(step, 0) & bit:
                    break
            else:
                yield from matcher.pattern(number).find_all(self.piece)


class Matcher:
    """The patterns of a table, unpacked as texts need them."""

    def __init__(self, table: PatternTable) -> None:
        self._rows = table.patterns
        self._trie = Trie(table.forms, table.number)
        self._packed_triggers = table.triggers
        self._packed_kinds = table.kinds
        self._steps: dict[int, tuple[int, ...]] = {}
        self._fills: dict[int, frozenset[int]] = {}
        self._triggered: dict[int, Sequence[tuple[int, Sequence[int]]]] = {}
        self._needed: dict[int, list[int]] = {}
        self._patterns: dict[int, Pattern] = {}

    def glances(self, plain: str, spans: Sequence[tuple[int, ...]]) -> Iterator[Glance]:
        """Yield the pieces of spans of the plain text (each with its start and end first) in which signals' patterns may stand, in order."""
        places: list[tuple[int, int, int]] = []
        seen: dict[int, int] = {}
        kinds = self._trie.kinds
        for number, span in enumerate(spans):
            for start, end, words in pieces(plain, span[0], span[1]):
                kinds(words, 1 << len(places), seen)
                places.append((number, start, end))
                if len(places) == _BATCH:
                    yield from self._batch(plain, places, seen)
                    places, seen = [], {}
        if places:
            yield from self._batch(plain, places, seen)

    def _batch(self, plain: str, places: list[tuple[int, int, int]], seen: dict[int, int]) -> Iterator[Glance]:
        steps: dict[int, int] = {}
        get = steps.get
        for kind, bits in seen.items():
            for step in self._steps.get(kind) or self._unpacked_steps(kind):
                steps[step] = get(step, 0) | bits
        found: list[Glance | None] = [None] * len(places)
        triggered = self._triggered
        for step, bits in steps.items():
            patterns = triggered.get(step)
            for number, others in self._unpacked_trigger(step) if patterns is None else patterns:
                common = bits
                for other in others:
                    common &= get(other, 0)
                    if not common:
                        break
                while common:
                    lowest = common & -common
                    index = lowest.bit_length() - 1
                    glance = found[index]
                    if glance is None:
                        glance = found[index] = Glance(self, plain, places[index], lowest, steps)
                    glance.candidates.append(number)
                    common ^= lowest
        return (glance for glance in found if glance is not None)

    def pattern(self, number: int) -> Pattern:
        """Return a pattern of the table."""
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = unpacked(self._rows[number])
        return pattern

    def needed(self, number: int) -> Sequence[int]:
        """Return the steps that must be there for a pattern to be, the rarest first."""
        steps = self._needed.get(number)
        if steps is None:
            _, steps = needed(self._rows[number])
            self._needed[number] = steps
        return steps

    def piece(self, plain: str, start: int, end: int) -> Piece:
        """Return a piece of text with what stands in it."""
        tokens = read(plain, start, end)
        return Piece(tokens, self._trie.hits(tokens), self._filled)

    def _filled(self, kind: int) -> frozenset[int]:
        found = self._fills.get(kind)
        if found is None:
            found = self._fills[kind] = frozenset(self._steps.get(kind) or self._unpacked_steps(kind))
        return found

    def _unpacked_steps(self, kind: int) -> tuple[int, ...]:
        steps = self._steps[kind] = tuple(map(int, self._packed_kinds[kind].split()))
        return steps

    def _unpacked_trigger(self, step: int) -> Sequence[tuple[int, Sequence[int]]]:
        """Return the patterns that a step triggers, each with the other steps that it needs."""
        numbers = map(int, self._packed_triggers.get(str(step), "").split())
        found = self._triggered[step] = [(number, self.needed(number)[1:]) for number in numbers]
        return found
