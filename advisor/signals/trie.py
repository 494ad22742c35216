"""All forms of the words and phrases that are looked for, in one trie that is unpacked as far as a text needs it.

A form belongs to a kind: a number that says what it may fill. What begins with a word is kept as text until
the word is met (`3;call=5;call rota=9`: alone it is of kind 3, "… call" of kind 5), so that a program that
checks one draft unpacks a few hundred words of the lexicon's many thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from advisor.signals.reading import Read
from advisor.signals.words import JOINED

NONE = -1


Meaning = TypeVar("Meaning")
Hit = tuple[Meaning, tuple[int, int]]
"""What a form means that stands somewhere, and the half-open range of tokens where it does."""


class _Node(Generic[Meaning]):
    """A place in the trie: the kind of the form that ends here, or `NONE`, what it means once it was met, and the words that may follow."""

    __slots__ = ("children", "kind", "meaning")

    def __init__(self) -> None:
        self.kind = NONE
        self.meaning: Meaning | None = None
        self.children: dict[str, _Node[Meaning]] | None = None


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


class Trie(Generic[Meaning]):
    """Finds forms in texts. `meaning` tells what a kind means; `number` is the kind of every token of digits."""

    def __init__(self, forms: Mapping[str, str], meaning: Callable[[int], Meaning], number: int = NONE) -> None:
        self._packed = forms
        self._meaning = meaning
        self._nodes: dict[str, _Node[Meaning]] = {}
        self._number = meaning(number) if number != NONE else None

    def hits(self, read: Read) -> list[Hit[Meaning]]:
        """Return every form that stands there, in order, of those that start together the longest first."""
        get, words, size = self._nodes.get, read.words, len(read.words)
        found: list[Hit[Meaning]] = []
        add = found.append
        packed, number = self._packed, self._number
        for after, word in enumerate(words, 1):
            node = get(word)
            if node is None and word in packed:
                node = self._unpacked(word)
            if node is not None:
                children = node.children
                if children is not None and after < size and words[after] in children:
                    found.extend(self._from(node, after - 1, read))
                elif node.kind != NONE:
                    add((node.meaning or self._met(node), (after - 1, after)))
            if number is not None and word.isdigit():
                add((number, (after - 1, after)))
        return found

    def _from(self, node: _Node[Meaning], index: int, read: Read) -> list[Hit[Meaning]]:
        """Return the forms that start at a token, the longest first."""
        words, gaps, size = read.words, read.gaps, len(read.words)
        here = [] if node.kind == NONE else [(node.meaning or self._met(node), (index, index + 1))]
        children, after = node.children, index + 1
        while children is not None and after < size and (gaps[after] == " " or read.parting[after] == JOINED):
            following = children.get(words[after])
            if following is None:
                break
            after += 1
            if following.kind != NONE:
                here.append((following.meaning or self._met(following), (index, after)))
            children = following.children
        here.reverse()
        return here

    def _met(self, node: _Node[Meaning]) -> Meaning:
        node.meaning = self._meaning(node.kind)
        return node.meaning

    def _unpacked(self, word: str) -> _Node[Meaning]:
        top = self._nodes[word] = _Node()
        alone, *rows = self._packed[word].split(";")
        if alone:
            top.kind = int(alone)
        for row in rows:
            rest, _, kind = row.partition("=")
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
