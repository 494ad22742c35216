"""What bears on some decisions, set apart: few rules, evaluated fast, as questions and explanations need thousands of times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from functools import lru_cache, reduce
from operator import or_

from advisor.condition import Facts, facts_read, surely_known, ways_to_know
from advisor.engine import Firing, make_engine
from advisor.model import Derive, Recommend, Rulebook
from advisor.openness import concluded_from, vocabulary
from advisor.situation import complete
from advisor.telling import Telling
from advisor.weighing import Ballot


class Scope:
    """The rules that speak to some decisions (or to one option), what overrides them, what derives facts, and the constraints."""

    def __init__(self, rulebook: Rulebook, wanted: tuple[str, ...], option: str | None = None) -> None:
        speaking = {rule.id for rule in rulebook.rules if isinstance(rule.then, Recommend) and _speaks(rule.then, wanted, option)}
        kept = [rule for rule in rulebook.rules if rule.id in speaking or isinstance(rule.then, Derive) or speaking & set(rule.overrides)]
        self.rulebook = replace(rulebook, rules=tuple(kept))
        self.engine = make_engine(self.rulebook)
        bit_of = {rule.id: 1 << index for index, rule in enumerate(kept)}
        self._overriding = [
            (bit_of[rule.id], sum({bit_of[target] for target in rule.overrides if target in bit_of})) for rule in kept if rule.overrides
        ]
        words = vocabulary(rulebook)
        self.ballots = {
            name: Ballot(
                rulebook.decisions[name],
                {
                    bit_of[rule.id]: rule
                    for rule in kept
                    if rule.id in speaking and isinstance(rule.then, Recommend) and rule.then.decision == name
                },
                words,
            )
            for name in wanted
        }
        self.telling = Telling(self.rulebook)
        read = [facts_read(rule.when) for rule in kept if not isinstance(rule.then, Derive)]
        self.bearing = words.ordered(_closed(read, self.rulebook))
        """The facts that can be given and on which the decisions depend, in the vocabulary's order."""

    def fire(self, facts: Facts) -> Firing | None:
        """Return what holds, or None where these facts cannot all be true."""
        firing = self.engine.fire(complete(facts, self.rulebook.facts))
        return None if firing.violated or firing.disagreements else firing

    def around(self, rules: int) -> int:
        """Return these rules and those that override any of them, as bits."""
        return reduce(or_, [bit for bit, targets in self._overriding if targets & rules], rules)

    def between(self, least: int, most: int) -> tuple[int, int]:
        """Return the rules that surely and those that perhaps apply, where those that are true lie between two sets of bits."""
        surely_out = perhaps_out = 0
        for bit, targets in self._overriding:
            if bit & least:
                surely_out |= targets
            if bit & most:
                perhaps_out |= targets
        return least & ~perhaps_out, most & ~surely_out


class Silent:
    """Which rules cannot come true, as facts they need stay unknown."""

    def __init__(self, within: Scope) -> None:
        self._needing: dict[str, int] = {}
        self.reading: dict[str, int] = {}
        """By fact, the rules that read it or what is concluded from it, as bits."""
        self._several: list[tuple[int, frozenset[frozenset[str]]]] = []
        self._makers: dict[str, int] = {}
        concluded = concluded_from(within.rulebook)
        for index, rule in enumerate(within.rulebook.rules):
            for fact in self._behind(facts_read(rule.when), concluded):
                self.reading[fact] = self.reading.get(fact, 0) | 1 << index
            ways = ways_to_know(rule.when)
            for fact in surely_known(rule.when):
                self._needing[fact] = self._needing.get(fact, 0) | 1 << index
            if len(ways) > 1:
                self._several.append((1 << index, ways))
            for fact in rule.then.facts if isinstance(rule.then, Derive) else ():
                self._makers[fact] = self._makers.get(fact, 0) | 1 << index
        self._inside = {spec.within: spec.id for spec in within.rulebook.facts.values() if spec.within is not None}

    @staticmethod
    def _behind(read: frozenset[str], concluded: Mapping[str, Set[str]]) -> set[str]:
        found, waiting = set[str](), set(read)
        while waiting:
            found |= waiting
            waiting = set().union(*[concluded[fact] for fact in waiting if fact in concluded]) - found
        return found

    def rules(self, known: Set[str]) -> int:
        """Return, as bits, the rules that cannot come true where no other facts than these are given."""
        silent, before = 0, -1
        wanting = [fact for fact in self.reading if fact not in known and self._inside.get(fact) not in known]
        while silent != before:
            before = silent
            lacking = {fact for fact in wanting if not self._makers.get(fact, 0) & ~silent}
            for fact in lacking:
                silent |= self._needing.get(fact, 0)
            for bit, ways in self._several:
                if not bit & silent and not any(way.isdisjoint(lacking) for way in ways):
                    silent |= bit
        return silent


def _closed(read: Iterable[frozenset[str]], rulebook: Rulebook) -> set[str]:
    """Return the facts read, what they are derived from, and what constraints tie to any of them."""
    behind = concluded_from(rulebook)
    found: set[str] = set()
    waiting = set().union(*read)
    while waiting:
        found |= waiting
        tied = {fact for constraint in rulebook.constraints if constraint.facts & found for fact in constraint.facts}
        tied |= set().union(*[behind[fact] for fact in found if fact in behind])
        # A fact that is given must agree with what is derived from others.
        tied |= {fact for fact, sources in behind.items() if sources & found}
        waiting = tied - found
    return {fact for fact in found if rulebook.facts[fact].givable and not fact.startswith("ad.")}


def _speaks(then: Recommend, decisions: tuple[str, ...], option: str | None) -> bool:
    return then.decision in decisions and (option is None or option in then.options or option in then.against)


@lru_cache(maxsize=64)
def scope(rulebook: Rulebook, decisions: tuple[str, ...], option: str | None = None) -> Scope:
    """Return what bears on these decisions, or on one option of them; made once."""
    return Scope(rulebook, decisions, option)
