"""Looking for a situation that no rule speaks to, where there are too many to count: fact by fact, turning back where one does."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.condition import SetValue, Value
from advisor.model import Decision, Recommend
from advisor.verify.applying import Applying
from advisor.verify.boxes import Box
from advisor.verify.space import Part

MOST_STEPS = 20_000
"""How many choices are tried before the search is given up."""


class Bounded(Exception):
    """The search came to no end within its bound; the text says what was tried."""


def silent_situation(decision: Decision, applying: Applying, most: int = MOST_STEPS) -> Mapping[str, Value] | None:
    """Return a valid situation in which no rule for any of the decision's options is true, or None where there is none.

    It knows all the facts that these rules read. That an option is outweighed by reasons against it, or that a rule
    is overridden, is not looked at. Raises Bounded.
    """
    speaking = [rule for rule in applying.speaking(decision.id) if isinstance(rule.then, Recommend) and rule.then.options]
    spoken = [box for rule in speaking for box in applying.of(rule)]
    if decision.silence is not None and decision.silence.when is not None:
        spoken += applying.boxes.of(decision.silence.when)
    facts = {fact for box in spoken for fact in box}
    avoided = [*(box for box in applying.boxes.impossible if box.keys() <= facts), *spoken]
    return _Search(applying, avoided, most).run()


class _Search:
    def __init__(self, applying: Applying, avoided: list[Box], most: int) -> None:
        self._space = applying.boxes.space
        self._avoided = avoided
        self._most = most
        self._steps = 0
        reads: dict[str, int] = {}
        for box in avoided:
            for fact in box:
                reads[fact] = reads.get(fact, 0) + 1
        self._facts = sorted(reads, key=lambda fact: (-reads[fact], fact))

    def run(self) -> Mapping[str, Value] | None:
        """Return a situation outside all boxes."""
        found = self._escape({fact: self._space.full(fact) for fact in self._facts}, self._avoided)
        return None if found is None else {fact: _plain(self._space.pick(fact, part)) for fact, part in found.items()}

    def _escape(self, within: dict[str, Part], avoided: list[Box]) -> dict[str, Part] | None:
        self._steps += 1
        if self._steps > self._most:
            raise Bounded(f"a search of {self._most:,} choices")
        left = []
        for box in avoided:
            met = {fact: self._space.meet(within[fact], part) for fact, part in box.items()}
            if None not in met.values():
                left.append(box)
        if not left:
            return within
        box = min(left, key=lambda box: sum(1 for fact, part in box.items() if any(True for _ in self._space.without(within[fact], part))))
        carried = dict(within)
        for fact, part in box.items():
            for piece in self._space.without(carried[fact], part):
                if (found := self._escape({**carried, fact: piece}, left)) is not None:
                    return found
            kept = self._space.meet(carried[fact], part)
            assert kept is not None
            carried[fact] = kept
        return None


def _plain(value: Value) -> Value:
    return SetValue(value.members) if isinstance(value, SetValue) else value
