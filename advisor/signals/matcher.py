"""Finding all patterns of a table in a text.

Each piece of text is cut into tokens, and all forms of the lexicon in it are found through one trie. A form tells
the patterns whose rarest step it fills; those all of whose other steps are there as well, which a comparison of
bits shows, are followed from place to place. Pieces are bounded, so the time is linear in the text, and the memory is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from advisor.model import PatternTable
from advisor.signals.patterns import Found, Pattern, Piece
from advisor.signals.reading import pieces
from advisor.signals.table import needed, unpacked
from advisor.signals.trie import Hit, Trie


class _Meaning:
    """What a form means for the patterns, by the steps that it fills.

    `mask` has a bit for each of them that patterns of signals need besides their rarest; `triggers` and `beside` are
    the patterns whose rarest step is among them: of signals, each with a mask of the others, and of what silences signals.
    """

    __slots__ = ("beside", "mask", "triggers")

    def __init__(self, steps: Iterable[int], table: PatternTable) -> None:
        self.mask = sum(1 << step for step in steps if step < table.companions)
        numbers = {int(number) for step in steps for number in table.triggers.get(str(step), "").split()}
        self.triggers = [(number, _companions(table.patterns[number])) for number in numbers if number < table.of_signals]
        self.beside = frozenset(number for number in numbers if number >= table.of_signals)


class Glance:
    """A piece of text in which patterns of signals may stand: of the span with the number `span`, the patterns `candidates`."""

    __slots__ = ("_hits", "_pattern", "_triggered", "candidates", "piece", "span")

    def __init__(
        self, span: int, piece: Piece, hits: list[Hit[_Meaning]], candidates: list[Pattern], pattern: Callable[[int], Pattern]
    ) -> None:
        self.span = span
        self.piece = piece
        self.candidates = candidates
        self._hits = hits
        self._pattern = pattern
        self._triggered: frozenset[int] | None = None

    def find(self, patterns: frozenset[int]) -> Iterator[Found]:
        """Yield every place of any of these patterns, which are none of signals' own."""
        if self._triggered is None:
            self._triggered = frozenset[int]().union(*[meaning.beside for meaning, _ in self._hits])
        for number in patterns & self._triggered:
            yield from self._pattern(number).find_all(self.piece)


class Matcher:
    """The patterns of a table, unpacked as texts need them."""

    def __init__(self, table: PatternTable) -> None:
        self._table = table
        self._meanings: dict[int, _Meaning] = {}
        self._fillers: dict[int, set[object]] = {}
        self._patterns: dict[int, Pattern] = {}
        self._trie: Trie[_Meaning] = Trie(table.forms, self._meaning, table.number)

    def glances(self, plain: str, spans: Iterable[tuple[int, int]]) -> Iterator[Glance]:
        """Yield the pieces of spans of the plain text in which patterns of signals may stand, in order."""
        hits_in = self._trie.hits
        for number, (start, end) in enumerate(spans):
            for read in pieces(plain, start, end):
                hits = hits_in(read)
                present = 0
                triggering = []
                for meaning, _ in hits:
                    present |= meaning.mask
                    if meaning.triggers:
                        triggering.append(meaning.triggers)
                candidates = {pattern for triggers in triggering for pattern, mask in triggers if mask & present == mask}
                if candidates:
                    piece = Piece(read, hits, self._fillers)
                    yield Glance(number, piece, hits, list(map(self._pattern, candidates)), self._pattern)

    def _pattern(self, number: int) -> Pattern:
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = unpacked(self._table.patterns[number])
        return pattern

    def _meaning(self, kind: int) -> _Meaning:
        found = self._meanings.get(kind)
        if found is None:
            steps = list(map(int, self._table.kinds[kind].split()))
            found = self._meanings[kind] = _Meaning(steps, self._table)
            for step in steps:
                self._fillers.setdefault(step, set()).add(found)
        return found


def _companions(row: str) -> int:
    """Return the mask of the steps that a pattern needs besides its rarest."""
    _, (_, *others) = needed(row)
    return sum(1 << step for step in others)
