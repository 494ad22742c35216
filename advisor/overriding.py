"""Which of the rules that are true apply: those that no other one overrides. Sets of rules are bits, as engines give them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from advisor.engine import each_bit
from advisor.model import Rule


class Overriding:
    """Who overrides whom among the rules of one rulebook."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        speaking = [(1 << index, rule) for index, rule in enumerate(rules) if rule.overrides]
        bit_of = {rule.id: 1 << index for index, rule in enumerate(rules)} if speaking else {}
        self._overridden_by = {bit: sum({bit_of[target] for target in rule.overrides}) for bit, rule in speaking}
        self._all = sum(self._overridden_by)

    def overridden(self, true: int) -> int:
        """Return the rules that any of these overrides."""
        return reduce(or_, [self._overridden_by[bit] for bit in each_bit(true & self._all)], 0)
