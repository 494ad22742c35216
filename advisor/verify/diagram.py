"""Decision diagrams: functions of many facts with finite domains, kept small by sharing what is the same.

A reduced, ordered, multi-valued decision diagram: a node asks for one variable and has a child for each of its
values; two nodes with the same children are one, and a node whose children are all the same is left out. Two
functions are therefore equal just when they are the same node. Leaves are integers: 0 and 1 for false and true.

Source: R. E. Bryant, *Graph-Based Algorithms for Boolean Function Manipulation*, IEEE Transactions on Computers, 1986.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from operator import add

MOST_NODES = 400_000
"""A diagram with more nodes than this is given up."""

FALSE, TRUE = 0, 1

Region = tuple[int, ...]
"""For each variable, the bits of the values it may have."""


class TooLarge(Exception):
    """The functions are too intricate for a diagram of a bearable size."""


class Diagram:
    """Functions over variables, each with so many values; a function is the number of its top node."""

    def __init__(self, sizes: Sequence[int], most_nodes: int = MOST_NODES) -> None:
        self.sizes = tuple(sizes)
        self._most = most_nodes
        self._leaf_of: dict[int, int] = {}
        self._level: list[int] = []
        self._children: list[tuple[int, ...]] = []
        self._value: dict[int, int] = {}
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._counted: dict[int, int] = {}
        for value in (FALSE, TRUE):
            self.leaf(value)

    def leaf(self, value: int) -> int:
        """Return the constant function."""
        if value not in self._leaf_of:
            self._leaf_of[value] = len(self._level)
            self._value[len(self._level)] = value
            self._level.append(len(self.sizes))
            self._children.append(())
        return self._leaf_of[value]

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the function that asks for the variable `level` and goes on with the child of its value. Raises TooLarge."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (level, children)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = len(self._level)
            if found > self._most:
                raise TooLarge
            self._level.append(level)
            self._children.append(children)
        return found

    def test(self, level: int, values: int) -> int:
        """Return the function that is true where the variable has one of the values, given as bits."""
        return self.node(level, tuple(values >> value & 1 for value in range(self.sizes[level])))

    def at_least(self, levels: Sequence[int], count: int) -> int:
        """Return the function that is true where at least `count` of these variables, each with two values, have the second."""
        row = [TRUE] + [FALSE] * count
        for level in sorted(levels, reverse=True):
            row = [TRUE] + [self.node(level, (row[need], row[need - 1])) for need in range(1, count + 1)]
        return row[count]

    def both(self, one: int, other: int) -> int:
        """Return where two truths hold together."""
        if one == other or other == TRUE:
            return one
        if one == TRUE:
            return other
        if one == FALSE or other == FALSE:
            return FALSE
        key = (one, other) if one < other else (other, one)
        found = self._both.get(key)
        if found is None:
            found = self._both[key] = self._combined(self.both, one, other)
        return found

    def either(self, one: int, other: int) -> int:
        """Return where at least one of two truths holds."""
        if one == other or other == FALSE:
            return one
        if one == FALSE:
            return other
        if one == TRUE or other == TRUE:
            return TRUE
        key = (one, other) if one < other else (other, one)
        found = self._either.get(key)
        if found is None:
            found = self._either[key] = self._combined(self.either, one, other)
        return found

    def _combined(self, combine: Callable[[int, int], int], one: int, other: int) -> int:
        level, other_level = self._level[one], self._level[other]
        if level == other_level:
            children = tuple(map(combine, self._children[one], self._children[other]))
        elif level < other_level:
            children = tuple([combine(child, other) for child in self._children[one]])
        else:
            level, children = other_level, tuple([combine(one, child) for child in self._children[other]])
        return self.node(level, children)

    def any(self, functions: Iterable[int]) -> int:
        """Return where any of these truths holds."""
        row = list(functions) or [FALSE]
        while len(row) > 1:  # in pairs: small ones meet small ones
            row = [self.either(*row[at : at + 2]) if at + 1 < len(row) else row[at] for at in range(0, len(row), 2)]
        return row[0]

    def all(self, functions: Iterable[int]) -> int:
        """Return where all of these truths hold."""
        row = sorted(functions, key=lambda function: (-self._level[function], function)) or [TRUE]
        while len(row) > 1:
            row = [self.both(*row[at : at + 2]) if at + 1 < len(row) else row[at] for at in range(0, len(row), 2)]
        return row[0]

    def changed(self, function: int, change: Callable[[int], int]) -> int:
        """Return the function with its leaves changed."""
        kept: dict[int, int] = {}

        def walk(node: int) -> int:
            if node not in kept:
                if node in self._value:
                    kept[node] = self.leaf(change(self._value[node]))
                else:
                    kept[node] = self.node(self._level[node], tuple(map(walk, self._children[node])))
            return kept[node]

        return walk(function)

    def denied(self, function: int) -> int:
        """Return where a truth does not hold."""
        return self.changed(function, lambda value: 1 - value)

    def total(self, functions: Iterable[int]) -> int:
        """Return the sum of functions. Raises TooLarge."""
        kept: dict[tuple[int, int], int] = {}

        def plus(one: int, other: int) -> int:
            if one in self._value and other in self._value:
                return self.leaf(add(self._value[one], self._value[other]))
            key = (one, other) if one < other else (other, one)
            if key not in kept:
                kept[key] = self._combined(plus, one, other)
            return kept[key]

        result = self.leaf(0)
        for function in functions:
            result = plus(result, function)
        return result

    def fixed(self, function: int, level: int, value: int) -> int:
        """Return the function where the variable has this value; it no longer asks for it."""
        kept: dict[int, int] = {}

        def walk(node: int) -> int:
            if self._level[node] > level:
                return node
            if self._level[node] == level:
                return self._children[node][value]
            if node not in kept:
                kept[node] = self.node(self._level[node], tuple(map(walk, self._children[node])))
            return kept[node]

        return walk(function)

    def below(self, function: int) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return the nodes that a function consists of, leaves left out, each after its children: number, variable and children."""
        found: set[int] = set()
        waiting = [function]
        while waiting:
            node = waiting.pop()
            if node not in found and node not in self._value:
                found.add(node)
                waiting += self._children[node]
        return [(node, self._level[node], self._children[node]) for node in sorted(found, key=lambda node: -self._level[node])]

    def count(self, truth: int) -> int:
        """Return for how many combinations of values a truth holds."""
        return self._count(truth) * self._between(0, self._level[truth])

    def _count(self, node: int) -> int:
        if node in (FALSE, TRUE):
            return node
        if node not in self._counted:
            level = self._level[node]
            self._counted[node] = sum(
                self._count(child) * self._between(level + 1, self._level[child]) for child in self._children[node] if child != FALSE
            )
        return self._counted[node]

    def _between(self, first: int, end: int) -> int:
        product = 1
        for level in range(first, end):
            product *= self.sizes[level]
        return product

    def regions(self, truth: int) -> Iterator[tuple[Region, int]]:
        """Yield regions, each with its size, that without overlap are where a truth holds; what is largest is split first."""
        whole = tuple((1 << size) - 1 for size in self.sizes)
        waiting = [(-self.count(truth), 0, truth, whole)] if truth != FALSE else []
        number = 0
        while waiting:
            size, _, node, region = heappop(waiting)
            if node == TRUE:
                yield region, -size
                continue
            level = self._level[node]
            values: dict[int, int] = {}
            for value, child in enumerate(self._children[node]):
                values[child] = values.get(child, 0) | 1 << value
            for child, bits in values.items():
                if child != FALSE:
                    number += 1
                    split = (*region[:level], bits, *region[level + 1 :])
                    heappush(waiting, (-self._size(child, split), number, child, split))

    def _size(self, node: int, region: Region) -> int:
        size = self._count(node)
        for bits in region[: self._level[node]]:
            size *= bits.bit_count()
        return size
