"""Weighing the reasons of one decision, fast: rules as bits.

For each decision its recommending rules are numbered, and a set of them is the bits of an integer.
What `ranking.key_of` says of sets of reasons is counted here over groups of rules that weigh as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.condition import Facts
from advisor.model import STRENGTHS, Decision, DecisionAdvice, OptionAdvice, Reason, Recommend, Rule
from advisor.openness import OpenFacts
from advisor.ranking import ZERO, Key, lexical, ranks, undetermined
from advisor.wording import TEMPLATE, fill


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules whose reasons for (or against) an option count as one: same strength and first citation."""

    strength: int
    bits: int


class Ballot:
    """One decision with the rules that speak to it."""

    def __init__(self, decision: Decision, rules: Mapping[int, Rule], open_facts: OpenFacts) -> None:
        self.bits = {index: 1 << number for number, index in enumerate(rules)}
        self._decision = decision
        self._open_facts = open_facts
        self._indices = list(rules)
        self._rules = list(rules.values())
        self._reasons = {1 << number: _reason(rule) for number, rule in enumerate(self._rules)}
        self._templated = sum(1 << number for number, rule in enumerate(self._rules) if TEMPLATE.search(rule.because))
        self._options = [_OptionTable(option.id, option.label, self._rules) for option in decision.options.values()]
        self._silent = DecisionAdvice(decision.id, decision.answer, True, (), tuple(option.unspoken for option in self._options))

    def count(self, true: int, open_: int, doubts: Iterable[int], facts: Facts) -> DecisionAdvice:
        """Return the advice, given the bits of the rules that apply and of those that are open.

        `doubts` are open rules, by index, that override some rule which applies: while there are any,
        nothing is settled.
        """
        if not true and not open_:
            return self._silent
        standings = {}
        keys = {}
        for table in self._options:
            if (true | open_) & table.either:
                standing = _Standing(table, true, open_)
                standings[table] = standing
                if true & table.pro and (key := standing.key()) > ZERO:
                    keys[table] = key
        ranked = ranks(keys)
        moving = undetermined(self._decision.answer, standings, ranked)
        doubted = list(doubts)
        asked: tuple[str, ...] = ()
        if moving or doubted:
            involved = 0
            for table in moving:
                involved |= open_ & table.either
            asked = self._open_facts.of([*self._members(involved), *doubted], facts)
        options = [
            OptionAdvice(
                table.unspoken.id,
                table.unspoken.label,
                ranked.get(table),
                self._said(true & table.pro, facts),
                self._said(true & table.con, facts),
            )
            if true & table.either
            else table.unspoken
            for table in self._options
        ]
        if ranked:
            options.sort(key=_by_rank)
        return DecisionAdvice(self._decision.id, self._decision.answer, not moving and not doubted, asked, tuple(options))

    def _members(self, bits: int) -> list[int]:
        found = []
        while bits:
            found.append(self._indices[(bits & -bits).bit_length() - 1])
            bits &= bits - 1
        return found

    def _said(self, bits: int, facts: Facts) -> tuple[Reason, ...]:
        templated = bits & self._templated
        found = []
        while bits:
            lowest = bits & -bits
            reason = self._reasons[lowest]
            if lowest & templated:
                reason = reason._replace(because=fill(reason.because, self._open_facts.specs, facts))
            found.append(reason)
            bits ^= lowest
        return tuple(found)


class _OptionTable:
    """An option with the rules for and against it, as bits, in groups that count once."""

    __slots__ = ("con", "con_groups", "either", "pro", "pro_groups", "unspoken")

    def __init__(self, option: str, label: str, rules: list[Rule]) -> None:
        self.unspoken = OptionAdvice(option, label, None, (), ())
        pro = {1 << number: rule for number, rule in enumerate(rules) if option in _recommend(rule).options}
        con = {1 << number: rule for number, rule in enumerate(rules) if option in _recommend(rule).against}
        self.pro, self.con = sum(pro), sum(con)
        self.either = self.pro | self.con
        self.pro_groups, self.con_groups = _groups(pro), _groups(con)


class _Standing:
    """Where one option stands, and could stand."""

    __slots__ = ("_con", "_open", "_pro", "_table")

    def __init__(self, table: _OptionTable, true: int, open_: int) -> None:
        self._table = table
        self._pro = true & table.pro
        self._con = true & table.con
        self._open = open_ & table.either

    @property
    def is_open(self) -> bool:
        return self._open != 0

    def key(self) -> Key:
        return self._count(self._pro, self._con)

    def best(self) -> Key:
        return self._count(self._pro | self._open & self._table.pro, self._con)

    def worst(self) -> Key:
        return self._count(self._pro, self._con | self._open & self._table.con)

    def _count(self, pro: int, con: int) -> Key:
        net = [0, 0, 0]
        if pro:
            for group in self._table.pro_groups:
                if group.bits & pro:
                    net[group.strength] += 1
        if con:
            for group in self._table.con_groups:
                if group.bits & con:
                    net[group.strength] -= 1
        return lexical(net[0], net[1], net[2])


def _groups(rules: Mapping[int, Rule]) -> tuple[_Group, ...]:
    found: dict[tuple[int, str], int] = {}
    for bit, rule in rules.items():
        weight = (STRENGTHS.index(_recommend(rule).strength), rule.cites[0])
        found[weight] = found.get(weight, 0) | bit
    return tuple(_Group(strength, bits) for (strength, _), bits in found.items())


def _reason(rule: Rule) -> Reason:
    return Reason(rule.id, _recommend(rule).strength, rule.because, rule.basis, rule.cites)


def _recommend(rule: Rule) -> Recommend:
    assert isinstance(rule.then, Recommend)
    return rule.then


def _by_rank(option: OptionAdvice) -> float:
    return option.rank if option.rank is not None else float("inf")
