"""The specification as an engine: every condition interpreted, nothing clever. Slow, and the judge of the others."""

from __future__ import annotations

from advisor.condition import Facts, evaluate
from advisor.engine.protocol import Firing, as_bits
from advisor.engine.strata import Conclusions, layers
from advisor.model import Rulebook


class ReferenceEngine:
    """Interprets each condition by `condition.evaluate`."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._layers = layers(rulebook)

    def fire(self, facts: Facts) -> Firing:
        """Return what holds under these facts."""
        rules = self._rulebook.rules
        conclusions = Conclusions(dict(facts))
        for layer in self._layers:
            for index in [index for index in layer if evaluate(rules[index].when, conclusions.facts)]:
                conclusions.take(rules[index])
        known = conclusions.facts
        answers = [evaluate(rule.when, known) for rule in rules]
        return Firing(
            facts=known,
            derived_by=conclusions.derived_by,
            true=as_bits(index for index, answer in enumerate(answers) if answer),
            open=as_bits(index for index, answer in enumerate(answers) if answer is None),
            violated=[index for index, constraint in enumerate(self._rulebook.constraints) if evaluate(constraint.never, known)],
            disagreements=tuple(conclusions.disagreements),
        )
