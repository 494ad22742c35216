"""The smallest change of facts that brings about an outcome: exact, fewest facts first, then the shortest way.

Facts that may change are left open, and the rules say what could still come of it: a set of facts from which
the outcome cannot come is dropped together with all its subsets. What is left is searched value by value,
where values that no rule tells apart count as one. A set that was searched in vain is widened as far as it stays
useless, at best to all facts, which proves that nothing will do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from advisor.condition import Value
from advisor.explaining.goals import Goal
from advisor.model import Change, Changed
from advisor.scope import Scope, Silent
from advisor.telling import Choice

MOST_STEPS = 20_000
"""How many situations are looked at before the search is given up."""

_WORTH_WIDENING = 1_500
"""After so many situations looked at in vain, the set of facts at hand is widened, so that others like it need not be tried."""

_MOST_WIDENING = 8_000
"""How many situations are looked at, at most, to find all facts useless, and a quarter of that for a set wider by one fact."""


class _Spent(Exception):
    """The search has taken all its steps."""


def smallest_change(
    given: Mapping[str, Value], decision: str, goal: Goal, scope: Scope, most_steps: int = MOST_STEPS
) -> tuple[Change | None, bool]:
    """Return the smallest change that reaches the goal, or None, and whether that is proved.

    Only facts that can be given and changed are changed; one that was unknown becomes known. Of changes with equally
    many facts the nearest is returned, then one that asks least of what is known, then the first in the
    vocabulary's order.
    """
    search = _Search(given, decision, goal, scope, most_steps)
    try:
        change = search.run()
        return change, search.complete or (change is not None and change.distance == 1)  # nothing is nearer than that
    except _Spent:
        return search.best_change(), False


class _Search:
    def __init__(self, given: Mapping[str, Value], decision: str, goal: Goal, scope: Scope, most_steps: int) -> None:
        self._given, self._goal, self._scope = given, goal, scope
        self._ballot = scope.ballots[decision]
        self._left = most_steps
        self._facts = [fact for fact in scope.bearing if scope.rulebook.facts[fact].changeable]
        self._silent = Silent(scope)
        self._moved = self._dumb = 0
        self._may_kept: dict[frozenset[str], bool] = {}
        self._useless: list[frozenset[str]] = []
        self._in_vain = 0
        self._all_open = False
        self._choices: dict[str, list[Choice]] = {}
        self._best: tuple[tuple[int, int], list[tuple[str, Choice]]] | None = None
        self.complete = all(scope.telling.is_whole(fact) for fact in self._facts)

    def run(self) -> Change | None:
        for size in range(1, len(self._facts) + 1):
            for facts in self._subsets(0, (), size):
                before = self._left
                self._start(facts)
                self._in_vain += before - self._left
                if self._best is None and self._in_vain > _WORTH_WIDENING:
                    self._useless.append(self._widened(frozenset(facts)))
                    self._in_vain = 0
            if self._best is not None:
                return self.best_change()
        return None

    def best_change(self) -> Change | None:
        """Return the best change found so far."""
        if self._best is None:
            return None
        (distance, _), chosen = self._best
        place = self._facts.index
        changed = [
            Changed(fact, self._given.get(fact), choice.value, choice.low, choice.high)
            for fact, choice in sorted(chosen, key=lambda item: place(item[0]))
        ]
        return Change(tuple(changed), distance)

    def _subsets(self, start: int, chosen: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
        if len(chosen) == size:
            if self._may(frozenset(chosen)) and not self._is_useless(frozenset(chosen)):
                yield chosen
            return
        widest = frozenset((*chosen, *self._facts[start:]))
        if start == len(self._facts) or self._is_useless(widest) or not self._may(widest):
            return
        yield from self._subsets(start + 1, (*chosen, self._facts[start]), size)
        yield from self._subsets(start + 1, chosen, size)

    def _may(self, free: frozenset[str]) -> bool:
        """Return whether the goal might be reached if these facts could be anything, and the others stay."""
        if free not in self._may_kept:
            known = {fact: value for fact, value in self._given.items() if fact not in free}
            self._may_kept[free] = self._possible(known, self._silent.rules(self._given.keys() | free))
        return self._may_kept[free]

    def _possible(self, known: Mapping[str, Value], silent: int) -> bool:
        """Return whether the goal might be reached where so much is known and these rules cannot come true."""
        self._step()
        firing = self._scope.fire(known)
        if firing is None:
            return False
        sure, perhaps = self._scope.between(firing.true, (firing.true | firing.open) & ~silent)
        return self._goal.reachable(self._ballot.keys(perhaps, sure), self._ballot.keys(sure, perhaps))

    def _reached(self, known: Mapping[str, Value]) -> bool:
        self._step()
        firing = self._scope.fire(known)
        if firing is None:
            return False
        applying, _ = self._scope.between(firing.true, firing.true)
        return self._goal.reached(self._ballot.keys(applying, applying))

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _Spent

    def _is_useless(self, facts: frozenset[str]) -> bool:
        return any(facts <= useless for useless in self._useless)

    def _widened(self, useless: frozenset[str]) -> frozenset[str]:
        """Return all facts where no values of them reach the goal; else these and others with which none do."""
        rest = [fact for fact in self._facts if fact not in useless]
        if not self._all_open and not self._may_be_of_use(useless.union(rest), _MOST_WIDENING):
            return useless.union(rest)
        self._all_open = True
        for fact in rest:
            if not self._may_be_of_use(useless | {fact}, _MOST_WIDENING // 4):
                useless |= {fact}
        return useless

    def _may_be_of_use(self, facts: frozenset[str], most: int) -> bool:
        """Return whether values of some of these facts reach the goal, or finding out takes too long."""
        known = {fact: value for fact, value in self._given.items() if fact not in facts}
        self._dumb = self._silent.rules(self._given.keys() | facts)
        stop = self._left - most
        return self._any_value(self._widest_first(facts), known, stop)

    def _any_value(self, facts: Sequence[str], known: Mapping[str, Value], stop: int) -> bool:
        if self._left < stop:
            return True
        if not facts:
            return self._reached(known)
        if not self._possible(known, self._dumb):
            return False
        fact, rest = facts[0], facts[1:]
        kept = {fact: self._given[fact]} if fact in self._given else {}
        return self._any_value(rest, {**known, **kept}, stop) or any(
            self._any_value(rest, {**known, fact: choice.value}, stop) for choice in self._choices_of(fact)
        )

    def _widest_first(self, facts: Collection[str]) -> list[str]:
        """Return the facts, that with most values first: what it decides is known soonest."""
        return sorted((fact for fact in self._facts if fact in facts), key=lambda fact: -len(self._choices_of(fact)))

    def _start(self, facts: Collection[str]) -> None:
        """Try the values of the facts."""
        known = {fact: value for fact, value in self._given.items() if fact not in facts}
        self._moved = len(self._given) - len(known)
        self._dumb = self._silent.rules(self._given.keys() | set(facts))
        self._values(self._widest_first(facts)[::-1], known, [], 0)

    def _values(self, facts: Sequence[str], known: Mapping[str, Value], chosen: list[tuple[str, Choice]], distance: int) -> None:
        fact, rest = facts[0], facts[1:]
        for choice in self._choices_of(fact):
            total = distance + choice.distance
            if self._best is not None and (total + len(rest), self._moved) >= self._best[0]:
                return  # choices come nearest first
            tried = {**known, fact: choice.value}
            if rest:
                if self._possible(tried, self._dumb):
                    self._values(rest, tried, [*chosen, (fact, choice)], total)
            elif self._reached(tried):
                self._best = ((total, self._moved), [*chosen, (fact, choice)])
                return

    def _choices_of(self, fact: str) -> list[Choice]:
        if fact not in self._choices:
            self._choices[fact] = self._scope.telling.choices(fact, self._given.get(fact))
        return self._choices[fact]
