"""What is still open: the facts whose being unknown keeps rules from being decided, as facts to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_

from advisor.condition import All, Any, Condition, Facts, Not, SetValue, Test, Value, evaluate, facts_read, unknown_facts
from advisor.engine import each_bit, indices
from advisor.model import Advice, Derive, FactSpec, Opening, Recommend, Rule, Rulebook
from advisor.situation import complete

KEPT = 512
"""Of how many values it is kept, at most, what a test says of them."""


class Asking:
    """Which facts to ask for in one situation; sets of facts are bits, as `Vocabulary` has them.

    Where a fact is concluded by rules, what those read is asked for instead. `known` are the facts known in
    full, `partial` the sets known in part, `missing` the facts of which nothing is known.
    """

    def __init__(self, vocabulary: Vocabulary, facts: Facts) -> None:
        self._vocabulary = vocabulary
        self.facts = facts
        self.partial = {
            fact: bit for fact, bit in vocabulary.sets.items() if isinstance(value := facts.get(fact), SetValue) and not value.complete
        }
        self.known = {fact: value for fact, value in facts.items() if fact not in self.partial} if self.partial else facts
        self.missing = vocabulary.all ^ vocabulary.bits(facts)
        self.unsure = self.missing | sum(self.partial.values())
        self._behind: dict[int, int] = {}

    def unknown(self, rules: Iterable[Rule]) -> int:
        """Return the unknown facts that keep these open rules from being decided."""
        return reduce(or_, [self._vocabulary.bits(unknown_facts(rule.when, self.facts)) for rule in rules], 0)

    def ask(self, unknown: int) -> tuple[str, ...]:
        """Return the facts to ask for so that these may become known, in the vocabulary's order."""
        if concluded := unknown & self._vocabulary.concluded:
            if concluded not in self._behind:
                self._behind[concluded] = reduce(or_, [self._vocabulary.ask_for(fact, self.missing) for fact in each_bit(concluded)])
            unknown = unknown ^ concluded | self._behind[concluded]
        return self._vocabulary.named(unknown)


class Readers:
    """Which of a decision's rules read what; each rule under its bit, and facts as bits.

    A condition that is open leaves some of its parts open, and no other. A part that reads one fact is open
    where that is unknown, so one look at each fact does for all the rules that read it. Parts that read several facts,
    and those that read a set known in part, are looked into one by one.
    """

    def __init__(self, rules: Mapping[int, Rule], vocabulary: Vocabulary) -> None:
        parts: dict[Condition, int] = {}
        for bit, rule in rules.items():
            for part in rule.when.parts if isinstance(rule.when, (All, Any)) else (rule.when,):
                parts[part] = parts.get(part, 0) | bit
        alone: dict[int, int] = {}
        self._of_sets: dict[int, list[tuple[Condition, int]]] = {bit: [] for bit in vocabulary.sets.values()}
        self._joint: list[tuple[_Look, int, int]] = []
        for part, readers in parts.items():
            reads = vocabulary.bits(facts_read(part))
            if reads.bit_count() == 1 and evaluate(part, {}) is None:
                alone[reads] = alone.get(reads, 0) | readers
                if reads in self._of_sets:
                    self._of_sets[reads].append((part, readers))
            else:
                self._joint.append((_look(part, vocabulary), readers, reads))
        self._alone = list(alone.items())

    def unknown(self, open_: int, asking: Asking) -> int:
        """Return the unknown facts that keep these open rules from being decided."""
        facts = asking.facts
        unknown = sum([fact for fact, readers in self._alone if readers & open_]) & asking.missing
        for fact in asking.partial.values():
            if any(readers & open_ and evaluate(part, facts) is None for part, readers in self._of_sets[fact]):
                unknown |= fact
        for look, readers, reads in self._joint:
            if readers & open_ and reads & asking.unsure & ~unknown and (found := look(facts)) > 0:
                unknown |= found
        return unknown


_Look = Callable[[Facts], int]
"""What a condition comes to: 0 where it is false, -1 where it is true, else the unknown facts that keep it from being either."""


def _look(condition: Condition, vocabulary: Vocabulary) -> _Look:
    if isinstance(condition, Not):
        return _other(_look(condition.part, vocabulary))
    if isinstance(condition, (All, Any)):
        looks = [_look(part, vocabulary) for part in condition.parts]
        return _every(looks) if isinstance(condition, All) else _other(_every([_other(look) for look in looks]))
    return _tested(condition, vocabulary.bits((condition.fact,)))


def _tested(test: Test, fact: int) -> _Look:
    answers: dict[Value, int] = {}

    def look(facts: Facts) -> int:
        value = facts.get(test.fact)
        if value is None:
            return fact
        found = answers.get(value)
        if found is None:
            if len(answers) >= KEPT:
                answers.clear()
            answer = evaluate(test, facts)
            found = answers[value] = fact if answer is None else -answer
        return found

    return look


def _other(part: _Look) -> _Look:
    def look(facts: Facts) -> int:
        found = part(facts)
        return found if found > 0 else ~found

    return look


def _every(parts: Sequence[_Look]) -> _Look:
    def look(facts: Facts) -> int:
        unknown = 0
        for part in parts:
            found = part(facts)
            if not found:
                return 0
            if found > 0:
                unknown |= found
        return unknown or -1

    return look


class Vocabulary:
    """The facts of one rulebook: their order, and what stands behind those that are concluded.

    As bits, a set of facts has bit n for the fact that stands at place n in the vocabulary.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.specs: Mapping[str, FactSpec] = rulebook.facts
        self.all = (1 << len(rulebook.facts)) - 1
        self._sources = _sources(rulebook)
        self._place = {fact: index for index, fact in enumerate(rulebook.facts)}.__getitem__
        self._bit = {fact: 1 << index for index, fact in enumerate(rulebook.facts)}
        self.sets = {fact: bit for fact, bit in self._bit.items() if rulebook.facts[fact].type == "set"}
        self._fact = {bit: fact for fact, bit in self._bit.items()}
        # What is not simply asked for: `ask_for` says what to ask instead.
        self.concluded = self.bits(self._sources.keys() | {fact for fact, spec in rulebook.facts.items() if not spec.givable})

    def bits(self, facts: Iterable[str]) -> int:
        """Return facts, each named once, as bits."""
        return sum(map(self._bit.__getitem__, facts))

    def named(self, bits: int) -> tuple[str, ...]:
        """Return the facts that are these bits, in the vocabulary's order."""
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self._fact[lowest])
            bits ^= lowest
        return tuple(found)

    def ask_for(self, fact: int, missing: int) -> int:
        """Return what to ask for where this fact is unknown, and nothing is known of these."""
        name = self._fact[fact]
        sources = self.bits(self._sources.get(name, ())) & missing
        return sources or (fact if self.specs[name].givable else 0)

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
