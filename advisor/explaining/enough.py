"""The smallest set of given facts that alone is enough for an outcome."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.condition import Value
from advisor.explaining.goals import Goal
from advisor.scope import Scope

MOST_STEPS = 4_000
"""How many sets are looked at before a set is taken of which only no single fact can be left out."""


def smallest_enough(
    given: Mapping[str, Value], decision: str, goal: Goal, scope: Scope, most_steps: int = MOST_STEPS
) -> tuple[tuple[str, ...], bool]:
    """Return the fewest given facts that alone lead to the goal, and whether it is proved that fewer would not.

    The facts are in the vocabulary's order; of sets equally small the first. All given facts together must lead there.
    """
    search = _Search(given, decision, goal, scope, most_steps)
    spare = search.without_spares()
    for size in range(len(spare)):
        found = search.of_size(0, (), size)
        if search.spent:
            return spare, False
        if found is not None:
            return found, True
    return spare, True


class _Search:
    def __init__(self, given: Mapping[str, Value], decision: str, goal: Goal, scope: Scope, most_steps: int) -> None:
        self._given, self._goal, self._scope = given, goal, scope
        self._ballot = scope.ballots[decision]
        self._left = most_steps
        self._facts = [fact for fact in scope.bearing if fact in given]
        self._true: dict[frozenset[str], int] = {}

    @property
    def spent(self) -> bool:
        return self._left < 0

    def without_spares(self) -> tuple[str, ...]:
        """Return facts that are enough and of which none can be left out, the later ones left out first."""
        kept = list(self._facts)
        for fact in reversed(self._facts):
            fewer = [other for other in kept if other != fact]
            if self._reached(frozenset(fewer)):
                kept = fewer
        return tuple(kept)

    def of_size(self, start: int, chosen: tuple[str, ...], size: int) -> tuple[str, ...] | None:
        """Return the first set of so many facts that is enough, or None where there is none, or the steps are spent."""
        if self.spent:
            return None
        if len(chosen) == size:
            return chosen if self._reached(frozenset(chosen)) else None
        rest = self._facts[start:]
        if len(chosen) + len(rest) < size or not self._may(frozenset(chosen), frozenset((*chosen, *rest))):
            return None
        found = self.of_size(start + 1, (*chosen, rest[0]), size)
        return found if found is not None else self.of_size(start + 1, chosen, size)

    def _fired(self, facts: frozenset[str]) -> int:
        if facts not in self._true:
            self._left -= 1
            firing = self._scope.fire({fact: self._given[fact] for fact in self._facts if fact in facts})
            assert firing is not None  # fewer facts of a possible situation are a possible situation
            self._true[facts] = firing.true
        return self._true[facts]

    def _reached(self, facts: frozenset[str]) -> bool:
        true = self._fired(facts)
        applying, _ = self._scope.between(true, true)
        return self._goal.reached(self._ballot.keys(applying, applying))

    def _may(self, least: frozenset[str], most: frozenset[str]) -> bool:
        """Return whether a set between these two might be enough."""
        sure, perhaps = self._scope.between(self._fired(least), self._fired(most))
        return self._goal.reachable(self._ballot.keys(perhaps, sure), self._ballot.keys(sure, perhaps))
