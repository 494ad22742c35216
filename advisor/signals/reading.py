"""Sentences cut into tokens, with where each stands and what parts it from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.signals.words import BROKEN, INSIDE, JOINED, TOKEN, before

MAX_TOKENS = 120
"""Longer sentences are read in pieces of this many tokens."""
_SURELY_SHORT = 4000
"""A sentence of more characters is cut into pieces as it is read, so that one without end takes no memory to speak of."""


@dataclass(slots=True)
class Read:
    """A piece of text cut into tokens: where each starts and ends, and what parts it from the one before.

    `breaks` says how often the piece was broken up to each token: where two have the same number, nothing breaks between them.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    parting: list[int]
    breaks: list[int]


def pieces(plain: str, start: int, end: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the parts of plain[start:end] that are read together, at most `MAX_TOKENS` tokens each, with their words."""
    if end - start <= _SURELY_SHORT:
        words = TOKEN.findall(plain, start, end)
        if len(words) <= MAX_TOKENS:
            if words:
                yield start, end, whole(words)
            return
    words, first = [], start
    for match in TOKEN.finditer(plain, start, end):
        words.append(match[0])
        if len(words) == MAX_TOKENS:
            yield first, match.end(), whole(words)
            words, first = [], match.end()
    if words:
        yield first, end, whole(words)


def read(plain: str, start: int, end: int) -> Read:
    """Return the tokens of a piece of plain text."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    parting: list[int] = []
    breaks: list[int] = []
    position, broken = start, 0
    for match in TOKEN.finditer(plain, start, end):
        word = match[0]
        at, after = match.span()
        gap = plain[position:at]
        kind = JOINED
        if gap != " " or not words:
            kind = _parting(gap, words, word)
            broken += kind == BROKEN
        words.append(word)
        starts.append(at)
        ends.append(after)
        parting.append(kind)
        breaks.append(broken)
        position = after
    return Read(whole(words), starts, ends, parting, breaks)


def whole(words: list[str]) -> list[str]:
    """Return words without the marks inside them."""
    if INSIDE in "".join(words):
        return [word.replace(INSIDE, "") or word for word in words]
    return words


def _parting(gap: str, words: list[str], word: str) -> int:
    """Return how a token is parted from the one before it; the colon of a time of day parts nothing."""
    if not words:
        return BROKEN
    if gap == ":" and words[-1].isdigit() and word.isdigit():
        return JOINED
    return before(gap)
