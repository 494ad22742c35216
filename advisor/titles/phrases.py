"""Concepts of the lexicon found in a piece of a draft, by which titles, levels and years are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from advisor.frozen import frozen
from advisor.signals.reading import readings
from advisor.signals.trie import Trie, packed


@frozen
class Hit:
    """Where a concept stands: text[start:end]."""

    concept: str
    start: int
    end: int


class Phrases:
    """Some of the lexicon's concepts, ready to be found. A concept the lexicon does not have is never found."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]], names: Iterable[str]) -> None:
        named: dict[tuple[str, ...], dict[str, None]] = {}
        for name in names:
            for form in concepts.get(name, ()):
                named.setdefault(form, {})[name] = None
        kinds: dict[tuple[str, ...], int] = {}
        forms = packed({form: kinds.setdefault(tuple(of), len(kinds)) for form, of in named.items()})
        names_of = list(kinds)
        self._trie: Trie[tuple[str, ...]] = Trie(forms, lambda of: names_of[of[0]])

    def find(self, plain: str, start: int, end: int) -> list[Hit]:
        """Return the concepts in plain[start:end], in order, without those that lie inside a longer one."""
        found: list[Hit] = []
        for read in readings(plain, ((start, end),)):
            hits = [(of, (at, at + 1)) for at, of in enumerate(self._trie.alone(read)) if of]
            hits += zip(*self._trie.longer(read), strict=True)
            for of, (first, after) in hits:
                place = read.span(first, after - 1)
                found.extend([Hit(name, *place) for name in of])
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        reach = -1
        for hit in found:
            if hit.end > reach or (kept and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)):
                kept.append(hit)
                reach = max(reach, hit.end)
        return kept


def one_of(concepts: Mapping[str, Iterable[tuple[str, ...]]], name: str) -> str:
    """Return a regular expression for any phrase of a concept in plain text, the longest first.

    It matches nothing where the lexicon does not have the concept.
    """
    phrases = {r"[\s/-]+".join(map(re.escape, form)).replace(r"[\s/-]+'", "'") for form in concepts.get(name, ())}
    return rf"\b(?:{'|'.join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))})\b" if phrases else "(?!)"
