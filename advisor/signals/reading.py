"""Sentences cut into tokens, with where each stands and what parts it from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from advisor.signals.words import BROKEN, INSIDE, JOINED, TOKEN, before

MAX_TOKENS = 120
"""Longer sentences are read in pieces of this many tokens."""
_SURELY_SHORT = 4000
"""A sentence of more characters is cut into pieces as it is read, so that one without end takes no memory to speak of."""

_split = re.compile(f"({TOKEN.pattern})").split


class _Partings(dict[str, int]):
    """How what stands between two tokens parts them; the short ones are kept, which are few."""

    def __missing__(self, gap: str) -> int:
        kind = before(gap)
        if len(gap) <= 2 and gap.isascii():
            self[gap] = kind
        return kind


_PARTINGS = _Partings()


class Read:
    """A piece of text cut into tokens: its words, and what stands before each."""

    def __init__(self, text: str, start: int) -> None:
        self._parts: list[str] = _split(text)  # by turns what stands between and a token
        self._start = start
        self.gaps = self._parts[:-1:2]
        self.words = self._parts[1::2]
        if INSIDE in text:
            self.words = [word.replace(INSIDE, "") or word for word in self.words]

    @cached_property
    def parting(self) -> list[int]:
        """What parts each token from the one before."""
        gaps = self.gaps
        found = [_PARTINGS[gap] for gap in gaps]
        found[0] = BROKEN
        if ":" in gaps:
            words = self.words
            for index, gap in enumerate(gaps):
                if gap == ":" and index and words[index - 1].isdigit() and words[index].isdigit():
                    found[index] = JOINED  # the colon of a time of day
        return found

    @cached_property
    def starts(self) -> list[int]:
        """Where each token starts in the text."""
        return self._positions[1::2]

    @cached_property
    def ends(self) -> list[int]:
        """Where each token ends in the text."""
        return self._positions[2::2]

    @cached_property
    def breaks(self) -> list[int]:
        """How often the piece was broken up to each token: nothing breaks between two that have the same number."""
        if self.parting.count(BROKEN) == 1:
            return [1] * len(self.parting)
        return list(accumulate(kind == BROKEN for kind in self.parting))

    @cached_property
    def _positions(self) -> list[int]:
        return list(accumulate(map(len, self._parts), initial=self._start))


def pieces(plain: str, start: int, end: int) -> Iterator[Read]:
    """Yield the parts of plain[start:end] that are read together, at most `MAX_TOKENS` tokens each, none without tokens."""
    if end - start <= _SURELY_SHORT:
        read = Read(plain[start:end], start)
        if len(read.words) <= MAX_TOKENS:
            if read.words:
                yield read
            return
    tokens = 0
    last = start
    for match in TOKEN.finditer(plain, start, end):
        tokens += 1
        last = match.end()
        if tokens == MAX_TOKENS:
            yield Read(plain[start:last], start)
            tokens, start = 0, last
    if tokens:
        yield Read(plain[start:last], start)
