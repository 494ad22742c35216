"""The order in which derived facts are concluded, and how a conclusion is taken up.

Shared by every engine: rules that derive facts form layers, each reading only given facts and the
layers before it, so one pass in order is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import TopologicalSorter

from advisor.condition import Value, facts_read
from advisor.engine.protocol import Disagreement
from advisor.model import Derive, Rule, Rulebook


def layers(rulebook: Rulebook) -> list[list[int]]:
    """Return the indices of the deriving rules, layer by layer, ascending within each."""
    readers: dict[int, set[int]] = {}
    makers: dict[str, list[int]] = {}
    deriving = [(index, rule) for index, rule in enumerate(rulebook.rules) if isinstance(rule.then, Derive)]
    for index, rule in deriving:
        for fact in derived(rule):
            makers.setdefault(fact, []).append(index)
    for index, rule in deriving:
        readers[index] = {maker for fact in facts_read(rule.when) for maker in makers.get(fact, ())}
    sorter = TopologicalSorter(readers)
    sorter.prepare()
    found = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        found.append(ready)
        sorter.done(*ready)
    return found


class Conclusions:
    """The facts of one situation while rules add to them."""

    def __init__(self, given: dict[str, Value]) -> None:
        self.facts = given
        self.derived_by: dict[str, str] = {}
        self.disagreements: list[Disagreement] = []

    def take(self, rule: Rule) -> None:
        """Take up what a deriving rule concludes, noting where it disagrees with what is known."""
        assert isinstance(rule.then, Derive)
        for fact, value in rule.then.facts.items():
            known = self.facts.get(fact)
            if known is None:
                self.facts[fact] = value
                self.derived_by[fact] = rule.id
            elif known != value:
                self.disagreements.append(Disagreement(fact, value, rule.id, self.derived_by.get(fact)))


def derived(rule: Rule) -> Iterable[str]:
    """Return the facts that a rule concludes."""
    return rule.then.facts if isinstance(rule.then, Derive) else ()
