"""All forms of the words and phrases that are looked for, in one trie that is unpacked as far as a text needs it.

A form belongs to a kind: a number that says what it may fill. What begins with a word is kept as text until
the word is met (`3;call=5;call rota=9`: alone it is of kind 3, "… call" of kind 5), so that a program that
checks one draft unpacks a few hundred words of the lexicon's many thousands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.signals.reading import Read
from advisor.signals.words import JOINED

NONE = -1


class Node(NamedTuple):
    """A place in the trie: the kind of the form that ends here, or `NONE`, and the words that may follow."""

    kind: int
    children: dict[str, Node] | None


class Hit(NamedTuple):
    """Where a form of a kind stands, as a half-open range of tokens."""

    kind: int
    start: int
    end: int


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


class Trie:
    """Finds forms in texts. `number` is the kind that every token of digits is of."""

    def __init__(self, forms: Mapping[str, str], number: int = NONE) -> None:
        self._packed = dict(forms)
        self._nodes: dict[str, Node] = {}
        self.number = number

    def kinds(self, words: list[str], bit: int, seen: dict[int, int]) -> None:
        """Add `bit` to what was seen of each kind that may stand among these words, whatever parts them."""
        get, size = self._nodes.get, len(words)
        after = 0
        for word in words:
            after += 1
            node = get(word) or self._unpacked(word)
            if node is None:
                continue
            kind, children = node
            if kind >= 0:
                seen[kind] = seen.get(kind, 0) | bit
            at = after
            while children is not None and at < size and (following := children.get(words[at])) is not None:
                kind, children = following
                if kind >= 0:
                    seen[kind] = seen.get(kind, 0) | bit
                at += 1
        if self.number >= 0 and any(word[0].isdigit() for word in words):
            seen[self.number] = seen.get(self.number, 0) | bit

    def hits(self, read: Read) -> list[Hit]:
        """Return every form that stands there, in order, of those that start together the longest first."""
        get, words, parting, size = self._nodes.get, read.words, read.parting, len(read.words)
        found: list[Hit] = []
        for index, word in enumerate(words):
            node = get(word) or self._unpacked(word)
            if node is not None:
                kind, children = node
                after = index + 1
                if children is None or after == size or parting[after] != JOINED or words[after] not in children:
                    if kind >= 0:
                        found.append(Hit(kind, index, after))
                else:
                    here = [Hit(kind, index, after)] if kind >= 0 else []
                    while children is not None and after < size and parting[after] == JOINED:
                        following = children.get(words[after])
                        if following is None:
                            break
                        kind, children = following
                        after += 1
                        if kind >= 0:
                            here.append(Hit(kind, index, after))
                    found.extend(reversed(here))
            if self.number >= 0 and word[0].isdigit():
                found.append(Hit(self.number, index, index + 1))
        return found

    def _unpacked(self, word: str) -> Node | None:
        text = self._packed.get(word)
        if text is None:
            return None
        alone, *rows = text.split(";")
        node = Node(int(alone) if alone else NONE, {} if rows else None)
        for row in rows:
            rest, _, kind = row.partition("=")
            *way, last = rest.split(" ")
            children = node.children
            for step in way:
                assert children is not None
                after = children.get(step)
                if after is None or after.children is None:
                    after = children[step] = Node(NONE if after is None else after.kind, {})
                children = after.children
            assert children is not None
            children[last] = Node(int(kind), children[last].children if last in children else None)
        self._nodes[word] = node
        return node
