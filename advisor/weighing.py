"""Weighing the reasons of one decision, fast: rules as bits.

For each decision its recommending rules are numbered, and a set of them is the bits of an integer.
What `ranking.key_of` says of sets of reasons is counted here over groups of rules that weigh as one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from advisor.condition import Facts, facts_read
from advisor.model import STRENGTHS, Decision, DecisionAdvice, FactSpec, OptionAdvice, Reason, Recommend, Rule
from advisor.openness import Asking, is_plain
from advisor.ranking import ZERO, Key, contested, lexical, moves, ranks
from advisor.wording import TEMPLATE, fill


_Group = tuple[int, int]
"""A strength, and the bits of rules whose reasons for (or against) an option count as one."""


class Ballot:
    """One decision with the rules that speak to it."""

    def __init__(self, decision: Decision, rules: Mapping[int, Rule], specs: Mapping[str, FactSpec]) -> None:
        self.bits = {index: 1 << number for number, index in enumerate(rules)}
        self._decision = decision
        self._specs = specs
        self._rules = list(rules.values())
        self._reasons = {1 << number: _reason(rule) for number, rule in enumerate(self._rules)}
        self._templated = sum(1 << number for number, rule in enumerate(self._rules) if TEMPLATE.search(rule.because))
        self._options = [_OptionTable(option.id, option.label, self._rules) for option in decision.options.values()]
        self._reads = [facts_read(rule.when) for rule in self._rules]
        plain = [number for number, rule in enumerate(self._rules) if is_plain(rule.when)]
        self._intricate = sum(1 << number for number in range(len(self._rules))) - sum(1 << number for number in plain)
        facts = sorted({fact for number in plain for fact in self._reads[number]})
        self._readers = [(fact, sum(1 << number for number in plain if fact in self._reads[number])) for fact in facts]
        self._silent = DecisionAdvice(decision.id, decision.answer, True, (), tuple(option.unspoken for option in self._options))

    def count(self, true: int, open_: int, doubts: Collection[Rule], asking: Asking) -> DecisionAdvice:
        """Return the advice, given the bits of the rules that apply and of those that are open.

        `doubts` are open rules that override some rule which applies: while there are any, nothing is
        settled.
        """
        if not true and not open_:
            return self._silent
        standings = [_Standing(table, true, open_) for table in self._options if (true | open_) & table.either]
        keys = {standing.table: key for standing in standings if standing.pro and (key := standing.key()) > ZERO}
        ranked = ranks(keys)
        if self._decision.answer == "list":
            moving = [standing.table for standing in standings if standing.open and moves(standing, standing.table in ranked)]
        else:
            moving = contested({standing.table: standing for standing in standings}, ranked)
        asked: tuple[str, ...] = ()
        if moving or doubts:
            involved = 0
            for table in moving:
                involved |= open_ & table.either
            unknown = self._unknown(involved, asking)
            asked = asking.ask(unknown | asking.unknown(doubts) if doubts else unknown)
        options = [
            OptionAdvice(
                table.unspoken.id,
                table.unspoken.label,
                ranked.get(table),
                self._said(true & table.pro, asking.facts),
                self._said(true & table.con, asking.facts),
            )
            if true & table.either
            else table.unspoken
            for table in self._options
        ]
        if ranked:
            options.sort(key=_by_rank)
        return DecisionAdvice(self._decision.id, self._decision.answer, not moving and not doubts, asked, tuple(options))

    def _unknown(self, open_: int, asking: Asking) -> set[str]:
        """Return the unknown facts that keep these open rules from being decided."""
        facts = asking.facts
        if asking.partial:
            return asking.unknown(self._rules[number] for number in _numbers(open_))
        unknown = {fact for fact, readers in self._readers if readers & open_ and fact not in facts}
        for number in _numbers(open_ & self._intricate):
            if not self._reads[number].difference(facts) <= unknown:
                unknown |= asking.unknown((self._rules[number],))
        return unknown

    def _said(self, bits: int, facts: Facts) -> tuple[Reason, ...]:
        templated = bits & self._templated
        found = []
        while bits:
            lowest = bits & -bits
            reason = self._reasons[lowest]
            if lowest & templated:
                reason = reason._replace(because=fill(reason.because, self._specs, facts))
            found.append(reason)
            bits ^= lowest
        return tuple(found)


class _OptionTable:
    """An option with the rules for and against it, as bits, in groups that count once."""

    __slots__ = ("_con_groups", "_pro_groups", "con", "either", "pro", "unspoken")

    def __init__(self, option: str, label: str, rules: list[Rule]) -> None:
        self.unspoken = OptionAdvice(option, label, None, (), ())
        pro = {1 << number: rule for number, rule in enumerate(rules) if option in _recommend(rule).options}
        con = {1 << number: rule for number, rule in enumerate(rules) if option in _recommend(rule).against}
        self.pro, self.con = sum(pro), sum(con)
        self.either = self.pro | self.con
        self._pro_groups, self._con_groups = _groups(pro), _groups(con)

    def key(self, pro: int, con: int) -> Key:
        """Return the option's key under these rules for and against it."""
        net = [0, 0, 0]
        if pro:
            for strength, bits in self._pro_groups:
                if bits & pro:
                    net[strength] += 1
        if con:
            for strength, bits in self._con_groups:
                if bits & con:
                    net[strength] -= 1
        return lexical(net[0], net[1], net[2])


class _Standing:
    """Where one option stands, and could stand."""

    __slots__ = ("con", "open", "pro", "table")

    def __init__(self, table: _OptionTable, true: int, open_: int) -> None:
        self.table = table
        self.pro = true & table.pro
        self.con = true & table.con
        self.open = open_ & table.either

    @property
    def is_open(self) -> bool:
        return self.open != 0

    def key(self) -> Key:
        return self.table.key(self.pro, self.con)

    def best(self) -> Key:
        pro = self.pro | self.open & self.table.pro
        return self.table.key(pro, self.con)

    def worst(self) -> Key:
        return self.table.key(self.pro, self.con | self.open & self.table.con)


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


def _groups(rules: Mapping[int, Rule]) -> tuple[_Group, ...]:
    found: dict[tuple[int, str], int] = {}
    for bit, rule in rules.items():
        weight = (STRENGTHS.index(_recommend(rule).strength), rule.cites[0])
        found[weight] = found.get(weight, 0) | bit
    return tuple((strength, bits) for (strength, _), bits in found.items())


def _reason(rule: Rule) -> Reason:
    return Reason(rule.id, _recommend(rule).strength, rule.because, rule.basis, rule.cites)


def _recommend(rule: Rule) -> Recommend:
    assert isinstance(rule.then, Recommend)
    return rule.then


def _by_rank(option: OptionAdvice) -> float:
    return option.rank if option.rank is not None else float("inf")
