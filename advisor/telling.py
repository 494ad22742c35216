"""The values of a fact that rules tell apart, and how far each is from what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from operator import itemgetter

from advisor.cells import cells, thresholds, value_in
from advisor.condition import Members, SetValue, Test, Value, tests
from advisor.frozen import frozen
from advisor.model import FactSpec, Rulebook

MOST_SETS = 4096
"""Of a set no more values than this are looked at, the nearest first."""


@frozen
class Choice:
    """A value that stands for all those that no rule tells from it.

    `distance` says how far it is from what is known: an integer crosses so many thresholds, a set gains or
    loses so many members, anything else is 1. An integer stands for all from `low` to `high`.
    """

    value: Value
    distance: int
    low: int | None = None
    high: int | None = None


class Telling:
    """How the conditions of a rulebook cut the domain of each fact."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.specs = rulebook.facts
        self._tests: dict[str, list[Test]] = {}
        self._thresholds = thresholds(rulebook)
        for test in dict.fromkeys(test for condition in rulebook.conditions for test in tests(condition)):
            self._tests.setdefault(test.fact, []).append(test)

    def choices(self, fact: str, known: Value | None) -> list[Choice]:
        """Return the values that rules tell apart, but for the known one, the nearest first."""
        spec = self.specs[fact]
        match spec.type:
            case "integer":
                assert known is None or isinstance(known, int)
                found = list(self._integers(spec, known))
            case "set":
                assert known is None or isinstance(known, SetValue)
                found = self._sets(spec, known)
            case _:
                values: tuple[bool | str, ...] = (True, False) if spec.type == "boolean" else tuple(spec.options)
                found = [Choice(value, 1) for value in values if value != known]
        return sorted(found, key=lambda choice: choice.distance)

    def samples(self, fact: str) -> list[Value]:
        """Return some values that stand for the answers people give: of a set none, one of each kind, or all of a kind."""
        spec = self.specs[fact]
        if spec.type != "set":
            return [choice.value for choice in self.choices(fact, None)]
        groups = self.groups(fact)
        found = [frozenset[str](), *(frozenset(group[:1]) for group in groups), *(frozenset(group) for group in groups if len(group) > 1)]
        return [SetValue(members) for members in dict.fromkeys(found)]

    def _integers(self, spec: FactSpec, known: int | None) -> Iterator[Choice]:
        found = cells(spec, self._thresholds[spec.id])
        at = next((place for place, (_, high) in enumerate(found) if known is not None and (high is None or known <= high)), None)
        for place, (low, high) in enumerate(found):
            if at is None:
                yield Choice(value_in((low, high)), 1, low, high)
            elif place != at:
                nearest = low if place > at else high
                assert nearest is not None  # only the outermost ends may be open
                yield Choice(nearest, abs(place - at), low, high)

    def _sets(self, spec: FactSpec, known: SetValue | None) -> list[Choice]:
        now = known.members if known is not None else frozenset()
        place = {member: number for number, member in enumerate(spec.options)}
        found: list[tuple[list[int], Choice]] = []
        for counts in islice(self._counts(spec, now), MOST_SETS):
            members = set(now)
            for group, count in counts:
                there = [member for member in group if member in now]
                away = [member for member in group if member not in now]
                members.difference_update(there[count:])
                members.update(away[: max(0, count - len(there))])
            value = SetValue(frozenset(members))
            if value != known:
                found.append((sorted(place[member] for member in members ^ now), Choice(value, max(1, len(members ^ now)))))
        return [choice for _, choice in sorted(found, key=itemgetter(0))]

    def _counts(self, spec: FactSpec, now: frozenset[str]) -> Iterator[tuple[tuple[tuple[str, ...], int], ...]]:
        """Yield how many members of each group of interchangeable members a value may have, few changes first."""
        groups = self.groups(spec.id)
        if self.is_whole(spec.id):
            for combined in product(*[range(len(group) + 1) for group in groups]):
                yield tuple(zip(groups, combined, strict=True))
            return
        here = tuple(len(now & set(group)) for group in groups)
        seen = {here}
        waiting = [here]
        while waiting:
            following = []
            for counts_now in waiting:
                yield tuple(zip(groups, counts_now, strict=True))
                for place, group in enumerate(groups):
                    for step in (-1, 1):
                        count = counts_now[place] + step
                        moved = (*counts_now[:place], count, *counts_now[place + 1 :])
                        if 0 <= count <= len(group) and moved not in seen:
                            seen.add(moved)
                            following.append(moved)
            waiting = following

    def is_whole(self, fact: str) -> bool:
        """Return whether `choices` gives all values of the fact that rules tell apart."""
        size = 1
        if self.specs[fact].type == "set":
            for group in self.groups(fact):
                size *= len(group) + 1
        return size <= MOST_SETS

    def groups(self, fact: str) -> list[tuple[str, ...]]:
        """Return the members of a set that rules ask for, those together that no rule tells from each other."""
        asked: Mapping[str, list[Test]] = {
            member: [test for test in self._tests.get(fact, ()) if isinstance(test, Members) and member in test.of]
            for member in self.specs[fact].options
        }
        found: dict[tuple[Test, ...], list[str]] = {}
        for member, by in asked.items():
            if by:
                found.setdefault(tuple(by), []).append(member)
        return [tuple(members) for members in found.values()]
