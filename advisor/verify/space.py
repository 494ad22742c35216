"""The finite domains of facts, as the rules tell their values apart.

An integer's values fall into *cells* between the thresholds that conditions draw; a boolean's are false and
true, an option's its options. A *part* of such a domain is the bits of the cells in it. A set has too many
values to list: a part of its domain is the tests its members must pass.

Every part speaks of known values alone. That a fact is unknown is said by leaving it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from advisor.cells import Cell, cells, thresholds, value_in
from advisor.condition import Condition, In, Members, SetValue, Test, Value
from advisor.frozen import frozen
from advisor.model import FactSpec, Rulebook

Demand = tuple[frozenset[str], int, bool]
"""Of a set: at least so many of these members are in it (true), or fewer are (false)."""

Part = int | frozenset[Demand]
"""Some of a fact's known values: the bits of cells or, of a set, demands that all hold."""

ANY_SET: frozenset[Demand] = frozenset()


@frozen
class _Scalar:
    """A fact that is no set: what each of its cells stands for."""

    values: tuple[bool | int | str, ...]
    cells: tuple[Cell, ...] = ()


class Space:
    """The domains of all facts of a rulebook, cut where its conditions and any `extra` ones cut them."""

    def __init__(self, rulebook: Rulebook, extra: Iterable[Condition] = ()) -> None:
        self.specs = rulebook.facts
        edges = thresholds(rulebook, extra)
        self._scalars = {spec.id: _scalar(spec, edges.get(spec.id, set())) for spec in self.specs.values() if spec.type != "set"}
        self._full = {fact: (1 << len(scalar.values)) - 1 for fact, scalar in self._scalars.items()}
        self._parts: dict[tuple[Test, bool], Part] = {}

    def is_set(self, fact: str) -> bool:
        """Return whether the fact is a set."""
        return fact not in self._scalars

    def size(self, fact: str) -> int:
        """Return how many cells the domain of a fact has that is no set."""
        return len(self._scalars[fact].values)

    def full(self, fact: str) -> Part:
        """Return the part of all known values."""
        return self._full.get(fact, ANY_SET)

    def part(self, test: Test, answer: bool = True) -> Part:
        """Return the known values for which the test has this answer."""
        key = (test, answer)
        if key not in self._parts:
            self._parts[key] = self._part(test, answer)
        return self._parts[key]

    def _part(self, test: Test, answer: bool) -> Part:
        if isinstance(test, Members):
            return frozenset(((test.of, test.count, answer),))
        scalar = self._scalars[test.fact]
        bits = 0
        if isinstance(test, In):
            bits = sum(1 << index for index, value in enumerate(scalar.values) if value in test.values)
        else:
            for index, (low, high) in enumerate(scalar.cells):
                above = test.low is None or (low is not None and low >= test.low)
                below = test.high is None or (high is not None and high < test.high)
                bits |= (above and below) << index
        return bits if answer else self._full[test.fact] & ~bits

    def of(self, fact: str, value: bool | int | str) -> int:
        """Return the part that holds this one value of a fact that is no set; 0 where the value is outside the domain."""
        scalar = self._scalars[fact]
        if scalar.cells:
            assert isinstance(value, int)
            return sum(
                1 << index
                for index, (low, high) in enumerate(scalar.cells)
                if (low is None or value >= low) and (high is None or value <= high)
            )
        return 1 << scalar.values.index(value) if value in scalar.values else 0

    def cells(self, fact: str, part: int) -> tuple[Cell, ...]:
        """Return an integer's cells in a part, those that touch joined, ascending."""
        found: list[Cell] = []
        for index, (low, high) in enumerate(self._scalars[fact].cells):
            if part >> index & 1:
                if found and found[-1][1] is not None and low == found[-1][1] + 1:
                    found[-1] = (found[-1][0], high)
                else:
                    found.append((low, high))
        return tuple(found)

    def values(self, fact: str, part: int) -> tuple[bool | int | str, ...]:
        """Return one value for each cell in a part of a fact that is no set."""
        return tuple(value for index, value in enumerate(self._scalars[fact].values) if part >> index & 1)

    def meet(self, one: Part, other: Part) -> Part | None:
        """Return what two parts of one fact have in common, or None where that is nothing."""
        if isinstance(one, int):
            assert isinstance(other, int)
            return one & other or None
        assert not isinstance(other, int)
        both = one | other
        return both if both in (one, other) or solve(both) is not None else None

    def without(self, part: Part, taken: Part) -> Iterator[Part]:
        """Yield parts that have nothing in common and together are the first part without the second."""
        if isinstance(part, int):
            assert isinstance(taken, int)
            if part & ~taken:
                yield part & ~taken
            return
        assert not isinstance(taken, int)
        for of, count, answer in sorted(taken - part, key=_order):
            denied: Part = frozenset(((of, count, not answer),))
            if (left := self.meet(part, denied)) is not None:
                yield left
            kept = self.meet(part, frozenset(((of, count, answer),)))
            if kept is None:
                return
            part = kept
            assert not isinstance(part, int)

    def is_empty(self, part: Part) -> bool:
        """Return whether no value is in the part."""
        return not part if isinstance(part, int) else solve(part) is None

    def pick(self, fact: str, part: Part) -> Value:
        """Return a value from a part that is not empty: of a set, one with few members."""
        if isinstance(part, int):
            return self._scalars[fact].values[(part & -part).bit_length() - 1]
        members = solve(part)
        assert members is not None
        return SetValue(members)


@lru_cache(maxsize=65536)
def solve(demands: frozenset[Demand]) -> frozenset[str] | None:
    """Return a set with few members that meets the demands, or None where there is none."""
    at_most = [(of, count - 1) for of, count, answer in demands if not answer]
    at_least = sorted(((of, count) for of, count, answer in demands if answer), key=lambda item: (len(item[0]) - item[1], sorted(item[0])))
    if any(limit < 0 for _, limit in at_most):
        return None
    return _grow(frozenset(), frozenset(), at_least, at_most)


def _grow(
    members: frozenset[str], barred: frozenset[str], at_least: list[tuple[frozenset[str], int]], at_most: list[tuple[frozenset[str], int]]
) -> frozenset[str] | None:
    """Add members until enough of each group are in; a member tried in vain is barred from then on."""
    full = frozenset().union(barred, *[of for of, limit in at_most if len(of & members) >= limit])
    short = None
    for of, count in at_least:
        missing = count - len(of & members)
        if missing > len(of - members - full):
            return None
        if missing > 0 and short is None:
            short = of - members - full
    if short is None:
        return members
    tried = barred
    for member in sorted(short):
        found = _grow(members | {member}, tried, at_least, at_most)
        if found is not None:
            return found
        tried |= {member}
    return None


def _order(demand: Demand) -> tuple[list[str], int, bool]:
    return sorted(demand[0]), demand[1], demand[2]


def _scalar(spec: FactSpec, edges: set[int]) -> _Scalar:
    if spec.type == "boolean":
        return _Scalar((False, True))
    if spec.type == "option":
        return _Scalar(tuple(spec.options))
    found = tuple(cells(spec, edges))
    return _Scalar(tuple(map(value_in, found)), found)
