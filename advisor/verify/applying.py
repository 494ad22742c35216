"""Where rules apply: their condition is true, and that of no rule that overrides them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.model import Recommend, Rule
from advisor.verify.boxes import Box, Boxes


class Applying:
    """The rules of one rulebook, as boxes."""

    def __init__(self, boxes: Boxes) -> None:
        self.boxes = boxes
        self.rules = boxes.rulebook.rules
        self.overriders: Mapping[str, Sequence[Rule]] = overriders(self.rules)

    def of(self, rule: Rule) -> tuple[Box, ...]:
        """Return where the rule's condition is true. Raises TooManyBoxes."""
        return self.boxes.of(rule.when)

    def over(self, *rules: Rule) -> list[Box]:
        """Return where any of the rules is overridden."""
        return [box for rule in rules for other in self.overriders.get(rule.id, ()) for box in self.of(other)]

    def together(self, one: Rule, other: Rule) -> Box | None:
        """Return a box of valid situations in which both rules apply, or None; no draft is at hand."""
        met = (both for mine in self.of(one) for its in self.of(other) if (both := self.boxes.both(mine, its)) is not None)
        taken: list[Box] | None = None
        for box in met:
            taken = self.over(one, other) if taken is None else taken
            if (found := self.boxes.possible((box,), taken)) is not None:
                return found
        return None

    def witness(self, rule: Rule) -> Box | None:
        """Return a box of valid situations in which the rule applies, with a draft where it needs one; or None."""
        boxes, taken = self.of(rule), self.over(rule)
        return self.boxes.possible(boxes, taken) or self.boxes.possible(boxes, taken, drafts=True)

    def speaking(self, decision: str) -> list[Rule]:
        """Return the rules that speak to a decision."""
        return list(speakers(self.rules, decision))


def speakers(rules: Sequence[Rule], decision: str) -> Iterator[Rule]:
    """Yield the rules that speak to a decision."""
    for rule in rules:
        if isinstance(rule.then, Recommend) and rule.then.decision == decision:
            yield rule


def overriders(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    """Return, for each rule that is overridden, the rules that do so."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for target in rule.overrides:
            found.setdefault(target, []).append(rule)
    return found
