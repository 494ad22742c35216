"""What is still open: the facts whose being unknown keeps rules from being decided, as facts to ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_

from advisor.condition import All, Any, Condition, Facts, SetValue, evaluate, facts_read, unknown_facts
from advisor.engine import indices
from advisor.model import Advice, Derive, FactSpec, Opening, Recommend, Rule, Rulebook
from advisor.situation import complete


class Asking:
    """Which facts to ask for in one situation.

    Where a fact is concluded by rules, what those read is asked for instead. `known` are the
    facts known in full, and `partial` the sets known in part.
    """

    def __init__(self, vocabulary: Vocabulary, facts: Facts) -> None:
        self._vocabulary = vocabulary
        self.facts = facts
        self.partial = {fact for fact, value in facts.items() if isinstance(value, SetValue) and not value.complete}
        self.known = {fact: value for fact, value in facts.items() if fact not in self.partial} if self.partial else facts
        self._behind: dict[str, tuple[str, ...]] = {}

    def unknown(self, rules: Iterable[Rule]) -> set[str]:
        """Return the unknown facts that keep these open rules from being decided."""
        return set().union(*[unknown_facts(rule.when, self.facts) for rule in rules])

    def ask(self, unknown: Iterable[str], doubts: Collection[Rule] = ()) -> tuple[str, ...]:
        """Return the facts to ask for so that these, and what keeps the doubts open, may become known, in the vocabulary's order."""
        asked = {*unknown, *self.unknown(doubts)} if doubts else set(unknown)
        if concluded := self._vocabulary.concluded & asked:
            asked -= concluded
            for fact in concluded:
                if fact not in self._behind:
                    self._behind[fact] = self._vocabulary.ask_for(fact, self.facts)
                asked.update(self._behind[fact])
        return self._vocabulary.ordered(asked)


class Readers:
    """Which of a decision's rules read what; each rule under its bit.

    A condition that is open leaves some of its parts open, and no other. A part that reads one fact is open
    where that is unknown: one look at each fact does for all the rules that read it. Parts that read
    several facts are looked into one by one.
    """

    def __init__(self, rules: Mapping[int, Rule], vocabulary: Vocabulary) -> None:
        parts: dict[Condition, int] = {}
        for bit, rule in rules.items():
            for part in rule.when.parts if isinstance(rule.when, (All, Any)) else (rule.when,):
                parts[part] = parts.get(part, 0) | bit
        self._single: dict[str, list[tuple[Condition, int]]] = {fact: [] for fact in vocabulary.specs}
        self._joint: list[tuple[Condition, int, frozenset[str]]] = []
        for part, readers in parts.items():
            reads = facts_read(part)
            if len(reads) == 1 and evaluate(part, {}) is None:
                self._single[min(reads)].append((part, readers))
            else:
                self._joint.append((part, readers, reads))
        self._readers = [(fact, reduce(or_, [bits for _, bits in found])) for fact, found in self._single.items() if found]

    def unknown(self, open_: int, asking: Asking) -> set[str]:
        """Return the unknown facts that keep these open rules from being decided."""
        facts = asking.facts
        unknown = {fact for fact, readers in self._readers if readers & open_ and fact not in facts}
        for fact in asking.partial:
            for part, readers in self._single[fact]:
                if readers & open_ and evaluate(part, facts) is None:
                    unknown.add(fact)
                    break
        for part, readers, reads in self._joint:
            if readers & open_ and not reads.difference(asking.known) <= unknown:
                unknown |= unknown_facts(part, facts)
        return unknown


class Vocabulary:
    """The facts of one rulebook: their order, and what stands behind those that are concluded."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.specs: Mapping[str, FactSpec] = rulebook.facts
        self._sources = _sources(rulebook)
        # What is not simply asked for: `ask_for` says what to ask instead.
        self.concluded = self._sources.keys() | {fact for fact, spec in rulebook.facts.items() if not spec.givable}
        self._place = {fact: index for index, fact in enumerate(rulebook.facts)}.__getitem__

    def ask_for(self, fact: str, facts: Facts) -> tuple[str, ...]:
        """Return what to ask for where this fact is unknown."""
        sources = tuple(source for source in self._sources.get(fact, ()) if source not in facts)
        return sources or ((fact,) if self.specs[fact].givable else ())

    def instead(self, fact: str) -> tuple[str, ...]:
        """Return the facts that can be given instead of this one: rules would conclude them from it."""
        return tuple(other for other, sources in self._sources.items() if fact in sources and self.specs[other].givable)

    def ordered(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return facts in the vocabulary's order."""
        return tuple(sorted(facts, key=self._place))


@lru_cache(maxsize=8)
def vocabulary(rulebook: Rulebook) -> Vocabulary:
    """Return a rulebook's vocabulary, prepared once."""
    return Vocabulary(rulebook)


def openings(decision: str, option: str, advice: Advice, rulebook: Rulebook) -> tuple[Opening, ...]:
    """Return what could still speak for or against an option, and which facts would decide it."""
    asking = Asking(vocabulary(rulebook), complete({fact.id: fact.value for fact in advice.facts}, rulebook.facts))
    found = []
    for index in indices(advice.open_rules):
        rule, then = rulebook.rules[index], rulebook.rules[index].then
        if isinstance(then, Recommend) and then.decision == decision and (option in then.options or option in then.against):
            found.append(Opening(rule.id, then.strength, option in then.against, rule.summary, asking.ask(asking.unknown([rule]))))
    return tuple(found)


def concluded_from(rulebook: Rulebook) -> dict[str, set[str]]:
    """Return, for each derived fact, the facts that its rules read."""
    found: dict[str, set[str]] = {}
    for rule in rulebook.rules:
        if isinstance(rule.then, Derive):
            for fact in rule.then.facts:
                found.setdefault(fact, set()).update(facts_read(rule.when))
    return found


def _sources(rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """Return, for each derived fact, the facts to ask for: what its rules read, down to what can be given."""
    reads = concluded_from(rulebook)

    def bases(fact: str) -> set[str]:
        return set().union(*(bases(read) for read in reads[fact])) if fact in reads else {fact}

    return {fact: tuple(sorted(bases(fact))) for fact in reads}
