"""What is still open: the facts whose being unknown keeps a rule from being decided, as facts to ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from advisor.condition import All, Any, Condition, Facts, Not, SetValue, facts_read, unknown_facts
from advisor.model import Advice, Derive, Opening, Recommend, Rulebook

from advisor.situation import complete


class OpenFacts:
    """Answers, for one rulebook, which facts to ask for where rules are open."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.specs = rulebook.facts
        self._sources = _sources(rulebook)
        self._order = {fact: index for index, fact in enumerate(rulebook.facts)}
        self._rules = rulebook.rules
        self._reads = [facts_read(rule.when) for rule in rulebook.rules]
        self._flat = [_is_flat(rule.when) for rule in rulebook.rules]

    def of(self, rules: Collection[int], facts: Facts) -> tuple[str, ...]:
        """Return the facts to ask for so that these open rules, given by index, may be decided.

        Where a fact is concluded by rules, what those read is asked for instead.
        """
        partial = {fact for fact, value in facts.items() if isinstance(value, SetValue) and not value.complete}
        reads = self._reads
        plain = [index for index in rules if self._flat[index]]
        # Every unknown fact of a plain conjunction matters; elsewhere it has to be worked out.
        read = set().union(*[reads[index] for index in plain]).difference(facts)
        for index in rules:
            if not (self._flat[index] and partial.isdisjoint(reads[index])) and not read.issuperset(reads[index].difference(facts) | partial):
                read |= unknown_facts(self._rules[index].when, facts)
        asked: set[str] = set()
        for fact in read:
            sources = [source for source in self._sources.get(fact, ()) if source not in facts]
            asked.update(sources or ((fact,) if self.specs[fact].givable else ()))
        return self.ordered(asked)

    def ordered(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return facts in the vocabulary's order."""
        return tuple(sorted(facts, key=self._order.__getitem__))


def openings(decision: str, option: str, advice: Advice, rulebook: Rulebook) -> tuple[Opening, ...]:
    """Return what could still speak for or against an option, and which facts would decide it."""
    asking = open_facts(rulebook)
    known = complete({fact.id: fact.value for fact in advice.facts}, rulebook.facts)
    found = []
    for index in advice.open_rules:
        rule, then = rulebook.rules[index], rulebook.rules[index].then
        if isinstance(then, Recommend) and then.decision == decision and (option in then.options or option in then.against):
            found.append(Opening(rule.id, then.strength, option in then.against, rule.summary, asking.of((index,), known)))
    return tuple(found)


@lru_cache(maxsize=8)
def open_facts(rulebook: Rulebook) -> OpenFacts:
    """Return what answers for a rulebook, made once."""
    return OpenFacts(rulebook)


def _is_flat(condition: Condition) -> bool:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return not any(isinstance(part.part if isinstance(part, Not) else part, (All, Any, Not)) for part in parts)


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
