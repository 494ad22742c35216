"""Changes where situations are too many to count: whether there is one, and one that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.advise import adviser
from advisor.condition import Value
from advisor.errors import AdvisorError
from advisor.model import Advice, Rule, Rulebook
from advisor.situation import Situation
from advisor.testing.generation import random_situations
from advisor.verify.boxes import Box, Boxes
from advisor.verify.gaps import known_in_full

SEARCHED = 500
"""How many situations are advised on."""

MOST_STEPS = 2_000
"""How many ways for a rule not to apply are followed."""


class Bounded(Exception):
    """The search came to no end within its bound."""


def found_by_advising(decision: str, old: Rulebook, new: Rulebook) -> Mapping[tuple[str, bool], Mapping[str, Value]]:
    """Return which options come (true) or go in some hundred situations, each with the one that knows least."""
    advisers = [adviser(book) for book in (old, new)]
    found: dict[tuple[str, bool], Mapping[str, Value]] = {}
    for situation in random_situations(new, advisers[1].engine, SEARCHED, 1):
        known = Situation("search", {fact: value for fact, value in situation.facts.items() if fact in old.facts})
        try:
            before, after = (
                _outcome(advising.advise(item, next_question=False), decision)
                for advising, item in zip(advisers, (known, situation), strict=True)
            )
        except (AdvisorError, KeyError, TypeError):  # what one of them refuses, or reads otherwise, shows nothing
            continue
        for comes, one, other in ((True, after, before), (False, before, after)):
            for option in sorted(one - other):
                kept = found.get((option, comes))
                if kept is None or len(situation.facts) < len(kept):
                    found[option, comes] = known_in_full(situation.facts)
    return dict(sorted(found.items()))


def _outcome(advice: Advice, decision: str) -> set[str]:
    found = next((item for item in advice.decisions if item.id == decision), None)
    if found is None:
        return set()
    return {option.id for option in (found.first if found.answer == "choose" else found.ranked)}


class Applying:
    """Finds situations by which rules apply in them, exactly, by boxes; `over` are the rules that override each rule."""

    def __init__(self, boxes: Boxes, over: Mapping[int, Sequence[Rule]]) -> None:
        self._boxes = boxes
        self._over = over
        self._steps = 0

    def situation(self, some: Sequence[Iterable[Rule]], none: Iterable[Rule]) -> Mapping[str, Value] | None:
        """Return a situation in which of each group some rule applies, and none of the others; None where there is none.

        What a draft says is known in it, as when one is checked. Raises Bounded and TooManyBoxes.
        """
        self._steps = 0
        silent = list(none)
        for within, taken in self._ways([list(group) for group in some]):
            if (box := self._apart(within, taken, silent)) is not None:
                return known_in_full(self._boxes.facts_in(box))
        return None

    def _ways(self, some: Sequence[Sequence[Rule]]) -> Iterator[tuple[list[Box], list[Box]]]:
        """Yield boxes in which a rule of each group is true, and those in which it is overridden."""
        if not some:
            yield [{}], []
            return
        for within, taken in self._ways(some[1:]):
            for rule in some[0]:
                if met := self._boxes.meet([within, self._boxes.of(rule.when)]):
                    over = [box for other in self._over.get(id(rule), ()) for box in self._boxes.of(other.when)]
                    yield met, [*taken, *over]

    def _apart(self, within: list[Box], taken: list[Box], silent: Sequence[Rule]) -> Box | None:
        """Return a box within the first ones where none of these rules applies: each is not true, or overridden."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Bounded
        if not within:
            return None
        if not silent:
            return self._boxes.possible(within, taken) or self._boxes.possible(within, taken, drafts=True)
        rule, rest = silent[0], silent[1:]
        if (found := self._apart(within, [*taken, *self._boxes.of(rule.when)], rest)) is not None:
            return found
        over = [box for other in self._over.get(id(rule), ()) for box in self._boxes.of(other.when)]
        return self._apart(self._boxes.meet([within, self._boxes.tidy(over)]), taken, rest) if over else None
