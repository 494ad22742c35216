"""Sentences cut into tokens, with where each stands and what parts it from the one before.

Many sentences are read at once, joined by a character that is a token of its own: that is several times
faster than one by one, and few enough that the memory does not grow with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from advisor.signals.words import BROKEN, INSIDE, JOINED, LETTERS, TOKEN, before

MAX_TOKENS = 120
"""Longer sentences are read in pieces of this many tokens."""
_SURELY_SHORT = 4000
"""A sentence of more characters is cut into pieces before it is read, so that one without end takes no memory to speak of."""
_AT_ONCE = 16_000
"""About so many characters are read at once."""

_END = "\0"
_BREAK = ";"
_NO_END = "\1"
"""Stands for the character that ends sentences where a text has it; both are nothing in a text."""
_split = re.compile(f"({TOKEN.pattern}|{_END})").split
_split_letters = re.compile(rf"({LETTERS.pattern}|{_END})").split
_WITH_PLUS = re.compile(r"[^\W\d_]\+")
_IS_BROKEN = bytes(kind == BROKEN for kind in range(256))

Sentence = tuple[int, int, int]
"""A number that stands for it, and where it starts and ends in the text."""


class _Partings(dict[str, int]):
    """How what stands between two tokens parts them; the short ones are kept, which are few."""

    def __missing__(self, gap: str) -> int:
        kind = before(gap)
        if len(gap) <= 2 and gap.isascii():
            self[gap] = kind
        return kind


_PARTINGS = _Partings()
_parting = _PARTINGS.__getitem__


class Read:
    """Some sentences cut into tokens: the words, what stands before each, and the pieces that are looked at by themselves.

    A piece is the number of its sentence and a half-open range of tokens, none without tokens.
    """

    __slots__ = ("_breaks", "_firsts", "_parting", "_parts", "_positions", "_shifts", "gaps", "pieces", "words")

    def __init__(self, plain: str, sentences: Iterable[Sentence]) -> None:
        texts: list[str] = []
        numbers: list[tuple[int, int]] = []
        length = 0
        for number, start, end in sentences:
            texts.append(plain[start:end])
            numbers.append((number, start - length))
            length += end - start + 1
        texts.append("")
        text = _END.join(texts)
        if text.count(_END) >= len(texts):
            text = _END.join([part.replace(_END, _NO_END) for part in texts])
        self._parts: list[str] = (_split if "+" in text and _WITH_PLUS.search(text) else _split_letters)(
            text
        )  # by turns what stands between and a token
        self.gaps = gaps = self._parts[:-1:2]
        self.words = words = self._parts[1::2]
        if INSIDE in text:
            self.words = words = [word.replace(INSIDE, "") or word for word in words]
        self.pieces: list[tuple[int, int, int]] = []
        self._firsts: list[int] = []
        self._shifts: list[int] = []
        first, end_of = 0, words.index
        for number, shift in numbers:
            last = end_of(_END, first)
            while first < last:
                after = last if last - first <= MAX_TOKENS else first + MAX_TOKENS
                self.pieces.append((number, first, after))
                gaps[first] = _BREAK
                self._firsts.append(first)
                self._shifts.append(shift)
                first = after
            first = last + 1
        self._parting: list[int] | None = None
        self._breaks: list[int] | None = None
        self._positions: list[int] | None = None

    @property
    def parting(self) -> list[int]:
        """What parts each token from the one before."""
        if self._parting is None:
            gaps, words = self.gaps, self.words
            self._parting = found = list(map(_parting, gaps))
            if ":" in gaps:
                for index, gap in enumerate(gaps):
                    if gap == ":" and index and words[index - 1].isdigit() and words[index].isdigit():
                        found[index] = JOINED  # the colon of a time of day
        return self._parting

    @property
    def breaks(self) -> list[int]:
        """How often the text was broken up to each token: nothing breaks between two that have the same number."""
        if self._breaks is None:
            self._breaks = list(accumulate(bytes(self.parting).translate(_IS_BROKEN)))
        return self._breaks

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the tokens from the first to the last, which are of one piece, stand in the text."""
        if self._positions is None:
            self._positions = list(accumulate(map(len, self._parts)))
        shift = self._shifts[bisect_right(self._firsts, first) - 1]
        return self._positions[2 * first] + shift, self._positions[2 * last + 1] + shift


def readings(plain: str, spans: Iterable[tuple[int, int]]) -> Iterator[Read]:
    """Yield the spans of the plain text, which are sentences, as they are read: many at once, each with its index as its number."""
    waiting: list[Sentence] = []
    length = 0
    for number, (start, end) in enumerate(spans):
        if end - start <= _SURELY_SHORT:
            waiting.append((number, start, end))
            length += end - start
        else:
            for piece_start, piece_end in _cut(plain, start, end):
                waiting.append((number, piece_start, piece_end))
                length += piece_end - piece_start
                if length > _AT_ONCE:
                    yield Read(plain, waiting)
                    waiting, length = [], 0
        if length > _AT_ONCE:
            yield Read(plain, waiting)
            waiting, length = [], 0
    if waiting:
        yield Read(plain, waiting)


def _cut(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a long sentence that have as many tokens as one may have."""
    tokens = 0
    last = start
    for match in TOKEN.finditer(plain, start, end):
        tokens += 1
        last = match.end()
        if tokens == MAX_TOKENS:
            yield start, last
            tokens, start = 0, last
    if tokens:
        yield start, last
