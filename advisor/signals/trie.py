"""All forms of the words and phrases that are looked for, in one trie that is unpacked as far as a text needs it.

A form belongs to a kind: a number that says what it may fill. What begins with a word is kept as text until
the word is met (`3;call=5;call rota=9`: alone it is of kind 3, "… call" of kind 5), so that a program that
checks one draft unpacks a few hundred words of the lexicon's many thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Generic, TypeVar

from advisor.signals.reading import Read
from advisor.signals.words import JOINED

NONE = -1
_KEPT = 50_000
"""Of so many words it is kept that no form begins with them."""

Meaning = TypeVar("Meaning")
Place = tuple[int, int]
"""Where something stands: a half-open range of tokens."""


class _Node(Generic[Meaning]):
    """A place in the trie behind the first word: the kind of the form that ends here, or `NONE`, what it means, and what may follow."""

    __slots__ = ("following", "kind", "meaning")

    def __init__(self) -> None:
        self.kind = NONE
        self.meaning: Meaning | None = None
        self.following: dict[str, _Node[Meaning]] | None = None


def packed(forms: Mapping[tuple[str, ...], int]) -> dict[str, str]:
    """Return forms, each with its kind, by their first word."""
    alone: dict[str, str] = {}
    longer: dict[str, list[str]] = {}
    for form, kind in sorted(forms.items()):
        first, rest = form[0], form[1:]
        rows = longer.setdefault(first, [])
        if rest:
            rows.append(f"{' '.join(rest)}={kind}")
        else:
            alone[first] = str(kind)
    return {first: ";".join([alone.get(first, ""), *rows]) for first, rows in longer.items()}


class _Alone(dict[str, Meaning | None]):
    """By word what it means by itself."""

    def __init__(self, forms: Mapping[str, str], meaning: Callable[[tuple[int, ...]], Meaning], number: int) -> None:
        super().__init__()
        self._forms, self._meaning, self._number = forms, meaning, number

    def __missing__(self, word: str) -> Meaning | None:
        kind = self._forms.get(word, "").partition(";")[0]
        kinds = [int(kind)] if kind else []
        if self._number != NONE and word.isdigit():
            kinds.append(self._number)
        found = self._meaning(tuple(kinds)) if kinds else None
        if kind or len(self) < _KEPT:
            self[word] = found
        return found


class _Nodes(dict[str, dict[str, _Node[Meaning]] | None]):
    """By first word what may follow it in a form."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        super().__init__()
        self._forms = forms

    def __missing__(self, word: str) -> dict[str, _Node[Meaning]] | None:
        _, *rows = self._forms.get(word, "").split(";")
        following: dict[str, _Node[Meaning]] | None = _unpacked(rows) if rows else None
        if rows or len(self) < _KEPT:
            self[word] = following
        return following


class Trie(Generic[Meaning]):
    """Finds forms in texts. `meaning` tells what the kinds of a word mean; `number` is the kind of every token of digits."""

    def __init__(self, forms: Mapping[str, str], meaning: Callable[[tuple[int, ...]], Meaning], number: int = NONE) -> None:
        self._meaning = meaning
        self._alone = _Alone(forms, meaning, number)
        self._nodes: _Nodes[Meaning] = _Nodes(forms)

    def alone(self, read: Read) -> list[Meaning | None]:
        """Return for each token what it means by itself."""
        return list(map(self._alone.__getitem__, read.words))

    def longer(self, read: Read) -> tuple[list[Meaning], list[Place]]:
        """Return what each form of more than one word means, and where: in order, of those that start together the longest first."""
        words, parting = read.words, read.parting
        following = list(map(self._nodes.__getitem__, words))
        found: list[Meaning] = []
        where: list[Place] = []
        for at in [at for at, nodes, word in zip(count(), following, words[1:], strict=False) if nodes and word in nodes]:
            nodes, after = following[at], at + 1
            here = len(found)
            while nodes is not None and parting[after] == JOINED:
                node = nodes.get(words[after])
                if node is None:
                    break
                after += 1
                if node.kind != NONE:
                    if node.meaning is None:
                        node.meaning = self._meaning((node.kind,))
                    found.insert(here, node.meaning)
                    where.insert(here, (at, after))
                nodes = node.following
        return found, where


def _unpacked(rows: Iterable[str]) -> dict[str, _Node[Meaning]]:
    """Return what may follow a word, of which the rows tell."""
    top: _Node[Meaning] = _Node()
    for row in rows:
        rest, _, kind = row.partition("=")
        node = top
        for step in rest.split(" "):
            if node.following is None:
                node.following = {}
            following = node.following.get(step)
            if following is None:
                following = node.following[step] = _Node()
            node = following
        node.kind = int(kind)
    return top.following or {}
