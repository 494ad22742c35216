"""All forms of the words and phrases that are looked for, in one trie that is unpacked as far as a text needs it.

A form belongs to a kind: a number that says what it may fill. What begins with a word is kept as text until
the word is met (`3;call=5;call rota=9`: alone it is of kind 3, "… call" of kind 5), so that a program that
checks one draft unpacks a few hundred words of the lexicon's many thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from advisor.signals.reading import Read
from advisor.signals.words import JOINED

NONE = -1
_KEPT = 50_000
"""Of so many words it is kept that no form begins with them."""

Meaning = TypeVar("Meaning")
Hit = tuple[Meaning, tuple[int, int]]
"""What a form means that stands somewhere, and the half-open range of tokens where it does."""


class _Node(Generic[Meaning]):
    """A place in the trie: the kind of the form that ends here, or `NONE`, and the words that may follow.

    `alone` is what the form means, once it was met; at the first word of forms also what a number means, if the word is one.
    """

    __slots__ = ("alone", "children", "is_number", "kind")

    def __init__(self) -> None:
        self.kind = NONE
        self.alone: tuple[Meaning, ...] | None = None
        self.children: dict[str, _Node[Meaning]] | None = None
        self.is_number = False


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


class _Nodes(dict[str, _Node[Meaning] | None]):
    """By first word the place where its forms begin, or None for a word without any; they are unpacked when they are asked for."""

    def __init__(self, forms: Mapping[str, str], numbers: bool) -> None:
        super().__init__()
        self._packed = forms
        self._numbers = numbers

    def __missing__(self, word: str) -> _Node[Meaning] | None:
        row = self._packed.get(word)
        is_number = self._numbers and word.isdigit()
        node = _unpacked(row) if row is not None else _Node[Meaning]() if is_number else None
        if node is not None:
            node.is_number = is_number
        if row is not None or len(self) < _KEPT:
            self[word] = node
        return node


class Trie(Generic[Meaning]):
    """Finds forms in texts. `meaning` tells what a kind means; `number` is the kind of every token of digits."""

    def __init__(self, forms: Mapping[str, str], meaning: Callable[[int], Meaning], number: int = NONE) -> None:
        self._meaning = meaning
        self._number = (meaning(number),) if number != NONE else ()
        self._nodes: _Nodes[Meaning] = _Nodes(forms, number != NONE)

    def hits(self, read: Read) -> Iterator[list[Hit[Meaning]]]:
        """Yield for each piece of what was read every form in it, in order, of those that start together the longest first."""
        words = read.words
        nodes = list(map(self._nodes.__getitem__, words))
        for _, first, last in read.pieces:
            found: list[Hit[Meaning]] = []
            add = found.append
            for at, node in enumerate(nodes[first:last], first):
                if node is not None:
                    if node.children is not None and words[at + 1] in node.children:
                        found.extend(self._longer(node, at, last, read))
                    for meaning in self._met(node) if node.alone is None else node.alone:
                        add((meaning, (at, at + 1)))
            yield found

    def _longer(self, node: _Node[Meaning], at: int, last: int, read: Read) -> list[Hit[Meaning]]:
        """Return the forms of more than a word that start at a token, the longest first."""
        words, gaps = read.words, read.gaps
        here: list[Hit[Meaning]] = []
        children, after = node.children, at + 1
        while children is not None and after < last and (gaps[after] == " " or read.parting[after] == JOINED):
            following = children.get(words[after])
            if following is None:
                break
            after += 1
            if following.kind != NONE:
                (meaning,) = following.alone or self._met(following)
                here.append((meaning, (at, after)))
            children = following.children
        here.reverse()
        return here

    def _met(self, node: _Node[Meaning]) -> tuple[Meaning, ...]:
        own = (self._meaning(node.kind),) if node.kind != NONE else ()
        node.alone = own + self._number if node.is_number else own
        return node.alone


def _unpacked(row: str) -> _Node[Meaning]:
    """Return what begins with a word, of which the row tells."""
    top: _Node[Meaning] = _Node()
    alone, *rows = row.split(";")
    if alone:
        top.kind = int(alone)
    for longer in rows:
        rest, _, kind = longer.partition("=")
        node = top
        for step in rest.split(" "):
            if node.children is None:
                node.children = {}
            following = node.children.get(step)
            if following is None:
                following = node.children[step] = _Node()
            node = following
        node.kind = int(kind)
    return top
