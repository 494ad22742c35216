"""The rulebook on rule-engine, expressions interpreted in Python."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from advisor.model import Derive, Rulebook
from benchmarks.peer import Peer
from benchmarks.translation import Translation, name


def make_rule_engine(rulebook: Rulebook) -> Peer:
    """Return rule-engine with a Rule object for each rule; derived facts are put in by a loop of ours."""
    library = import_module("rule_engine")
    translation = Translation(rulebook)
    context = library.Context(default_value=None)
    rules = [library.Rule(condition, context=context) for condition in translation.conditions]
    nothing = dict.fromkeys(translation.names())  # a name that is absent takes it a hundred times as long as one that is null

    def fire(values: dict[str, Any]) -> list[int]:
        values = {**values}
        for layer in translation.layers:
            for index in layer:
                then = rulebook.rules[index].then
                if isinstance(then, Derive) and rules[index].matches(values):
                    values.update({name(fact): value for fact, value in then.facts.items()})
        return [index for index, rule in enumerate(rules) if rule.matches(values)]

    return Peer(lambda facts: {**nothing, **translation.values(facts)}, fire, list)
