"""What is asked of a decision's outcome, and whether it can be had where reasons are known only between bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from advisor.frozen import frozen
from advisor.ranking import ZERO, Key

Keys = Mapping[str, Key]
"""The key of every option."""


class Goal(Protocol):
    """An outcome that is wanted."""

    def reached(self, keys: Keys) -> bool:
        """Return whether these keys are such an outcome."""

    def reachable(self, best: Keys, worst: Keys) -> bool:
        """Return whether keys within these bounds might be; never false wrongly."""


@frozen
class ComesFirst:
    """One of these options comes first, alone."""

    targets: frozenset[str]

    def reached(self, keys: Keys) -> bool:
        """Return whether one of them has the highest key, and no other has it."""
        top = max(keys.values())
        first = [option for option, key in keys.items() if key == top]
        return top > ZERO and len(first) == 1 and first[0] in self.targets

    def reachable(self, best: Keys, worst: Keys) -> bool:
        """Return whether one of them at its best can be above all others at their worst."""
        highest = sorted(worst.values(), reverse=True)[:2]
        for target in self.targets:
            rival = highest[0] if len(highest) < 2 or worst[target] != highest[0] else highest[1]
            if best[target] > ZERO and (len(highest) < 2 or best[target] > rival):
                return True
        return False


@frozen
class StaysFirst:
    """Just these options come first."""

    first: frozenset[str]

    def reached(self, keys: Keys) -> bool:
        """Return whether these share the highest key, and no other has it."""
        top = max(keys.values())
        return {option for option, key in keys.items() if key == top and key > ZERO} == self.first

    def reachable(self, best: Keys, worst: Keys) -> bool:
        """Return whether each can be as high as the others of them, and above the rest."""
        least = min(best[option] for option in self.first)
        return least > ZERO and all(key <= least if option in self.first else key < least for option, key in worst.items())


@frozen
class Listed:
    """Just these of some options of a list are recommended."""

    recommended: frozenset[str]
    among: frozenset[str]

    def reached(self, keys: Keys) -> bool:
        """Return whether just these have a key above zero."""
        return {option for option in self.among if keys[option] > ZERO} == self.recommended

    def reachable(self, best: Keys, worst: Keys) -> bool:
        """Return whether each of them can have one, and each of the others can be without."""
        return all(best[option] > ZERO if option in self.recommended else worst[option] <= ZERO for option in self.among)


@frozen
class Differs:
    """Not the same options of a list are recommended as now."""

    recommended: frozenset[str]

    def reached(self, keys: Keys) -> bool:
        """Return whether another set of options has a key above zero."""
        return {option for option, key in keys.items() if key > ZERO} != self.recommended

    def reachable(self, best: Keys, worst: Keys) -> bool:
        """Return whether one of them can be without, or one of the others can have one."""
        return any(worst[option] <= ZERO if option in self.recommended else best[option] > ZERO for option in best)
