"""What is still open: the facts whose being unknown keeps rules from being decided, as facts to ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from advisor.condition import All, Any, Condition, Facts, SetValue, facts_read, unknown_facts
from advisor.model import Advice, Derive, FactSpec, Opening, Recommend, Rule, Rulebook
from advisor.situation import complete


class Asking:
    """Which facts to ask for in one situation.

    Where a fact is concluded by rules, what those read is asked for instead.
    """

    def __init__(self, vocabulary: Vocabulary, facts: Facts) -> None:
        self._vocabulary = vocabulary
        self.facts = facts
        self.partial = {fact for fact, value in facts.items() if isinstance(value, SetValue) and not value.complete}
        self._asked: dict[str, tuple[str, ...]] = {}

    def unknown(self, rules: Iterable[Rule]) -> set[str]:
        """Return the unknown facts that keep these open rules from being decided."""
        return set().union(*[unknown_facts(rule.when, self.facts) for rule in rules])

    def ask(self, unknown: Iterable[str]) -> tuple[str, ...]:
        """Return the facts to ask for so that these may become known, in the vocabulary's order."""
        asked: set[str] = set()
        for fact in unknown:
            if fact not in self._asked:
                self._asked[fact] = self._vocabulary.ask_for(fact, self.facts)
            asked.update(self._asked[fact])
        return self._vocabulary.ordered(asked)


class Vocabulary:
    """The facts of one rulebook: their order, and what stands behind those that are concluded."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.specs: Mapping[str, FactSpec] = rulebook.facts
        self._sources = _sources(rulebook)
        self._order = {fact: index for index, fact in enumerate(rulebook.facts)}

    def ask_for(self, fact: str, facts: Facts) -> tuple[str, ...]:
        """Return what to ask for where this fact is unknown."""
        sources = tuple(source for source in self._sources.get(fact, ()) if source not in facts)
        return sources or ((fact,) if self.specs[fact].givable else ())

    def ordered(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return facts in the vocabulary's order."""
        return tuple(sorted(facts, key=self._order.__getitem__))


@lru_cache(maxsize=8)
def vocabulary(rulebook: Rulebook) -> Vocabulary:
    """Return a rulebook's vocabulary, prepared once."""
    return Vocabulary(rulebook)


def openings(decision: str, option: str, advice: Advice, rulebook: Rulebook) -> tuple[Opening, ...]:
    """Return what could still speak for or against an option, and which facts would decide it."""
    asking = Asking(vocabulary(rulebook), complete({fact.id: fact.value for fact in advice.facts}, rulebook.facts))
    found = []
    for index in advice.open_rules:
        rule, then = rulebook.rules[index], rulebook.rules[index].then
        if isinstance(then, Recommend) and then.decision == decision and (option in then.options or option in then.against):
            found.append(Opening(rule.id, then.strength, option in then.against, rule.summary, asking.ask(asking.unknown([rule]))))
    return tuple(found)


def is_plain(condition: Condition) -> bool:
    """Return whether every unknown fact matters while the condition is open.

    So it is where all (or any) of several parts must hold and each part reads one fact: an unknown
    fact leaves its part unknown, and a part that could be passed over would have decided the whole.
    """
    parts = condition.parts if isinstance(condition, (All, Any)) else (condition,)
    return all(len(facts_read(part)) == 1 for part in parts)


def _sources(rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """Return, for each derived fact, the facts to ask for: what its rules read, down to what can be given."""
    reads: dict[str, set[str]] = {}
    for rule in rulebook.rules:
        if isinstance(rule.then, Derive):
            for fact in rule.then.facts:
                reads.setdefault(fact, set()).update(facts_read(rule.when))

    def bases(fact: str) -> set[str]:
        return set().union(*(bases(read) for read in reads[fact])) if fact in reads else {fact}

    return {fact: tuple(sorted(bases(fact))) for fact in reads}
