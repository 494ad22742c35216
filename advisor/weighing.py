"""Weighing the reasons of one decision, fast: rules as bits.

A set of rules is the bits of an integer, as engines give it. What `ranking.key_of` says of sets of reasons
is counted here over groups of rules that weigh as one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from advisor.condition import Facts
from advisor.model import STRENGTHS, Decision, DecisionAdvice, Option, OptionAdvice, Reason, Recommend, Rule, new
from advisor.openness import Asking, Readers, Vocabulary
from advisor.ranking import ZERO, Key, contested, lexical, moves, ranks
from advisor.wording import TEMPLATE, fill

KEPT = 512
"""Under how many sets of rules it is kept, at most, where an option stands."""

_Group = tuple[int, int]
"""A strength, and the bits of rules whose reasons for (or against) an option count as one."""


class Ballot:
    """One decision with the rules that speak to it, each under its bit."""

    def __init__(self, decision: Decision, rules: Mapping[int, Rule], vocabulary: Vocabulary) -> None:
        self._decision = decision
        self._specs = vocabulary.specs
        self._all = sum(rules)
        self._first = min(rules, default=1).bit_length() - 1  # inside, bits are counted from here: smaller integers
        near = {bit >> self._first: rule for bit, rule in rules.items()}
        reasons = {bit: _reason(rule) for bit, rule in near.items()}
        sides: dict[str, tuple[dict[int, Rule], dict[int, Rule]]] = {option: ({}, {}) for option in decision.options}
        for bit, rule in near.items():
            for spoken_for in _recommend(rule).options:
                sides[spoken_for][0][bit] = rule
            for spoken_against in _recommend(rule).against:
                sides[spoken_against][1][bit] = rule
        self._is_list = decision.answer == "list"
        self._width = max(near, default=1).bit_length()
        self._options = [_OptionTable(option, *sides[option.id], reasons) for option in decision.options.values()]
        self._standings = [(_Standings(option, self._width), option.either | option.either << self._width) for option in self._options]
        unspoken = tuple([OptionAdvice(option.id, option.label, None, (), ()) for option in self._options])
        self._silent = DecisionAdvice(decision.id, decision.answer, True, (), unspoken)
        self._templated = sum(bit for bit, reason in reasons.items() if TEMPLATE.search(reason.because))
        self._readers = Readers(near, vocabulary)

    def count(self, true: int, open_: int, doubts: Collection[tuple[Rule, int]], asking: Asking) -> DecisionAdvice:
        """Return the advice, given the bits of the rules that apply and of those that are open.

        `doubts` are open rules, each with the bits of those that apply and that it would override: while
        one of these speaks here, nothing is settled.
        """
        true, open_ = (true & self._all) >> self._first, (open_ & self._all) >> self._first
        if not true and not open_:
            return self._silent
        heard = true | open_ << self._width
        facts = asking.facts
        standings = [kept[heard & mask] for kept, mask in self._standings]
        ranked = ranks({standing: standing.key for standing in standings if standing.stands})
        if self._is_list:
            speaking = [standing.loose for standing in standings]
        else:
            speaking = [standing.option.either for standing in contested(standings, ranked)]
        moving = reduce(or_, speaking, 0) & open_
        doubtful = [rule for rule, doubted in doubts if doubted & self._all] if doubts else ()
        settled = not moving and not doubtful
        asked = () if settled else asking.ask(self._readers.unknown(moving, asking), doubtful)
        options = [self._spoken(standing, rank, facts) for standing, rank in ranked.items()]
        options += [standing.aside or self._spoken(standing, None, facts) for standing in standings if not standing.stands]
        return new(DecisionAdvice, (self._decision.id, self._decision.answer, settled, asked, tuple(options)))

    def keys(self, pro: int, con: int) -> dict[str, Key]:
        """Return the key of every option where, of all rules, these bits speak for options and those against them."""
        near_pro, near_con = pro >> self._first, con >> self._first
        return {option.id: option.key(near_pro & option.pro, near_con & option.con) for option in self._options}

    def moving(self, applying: int, sure: int, perhaps: int) -> int:
        """Return the rules for and against the options that could still change which come first, as bits; none where nothing could.

        `applying` are the rules that apply as things are, the other two those that surely and those that perhaps will.
        """
        now, best, worst = self.keys(applying, applying), self.keys(perhaps, sure), self.keys(sure, perhaps)
        standings = [_Bounded(option.id, option.either, now[option.id], best[option.id], worst[option.id]) for option in self._options]
        ranked = ranks({standing: standing.key for standing in standings})
        return reduce(or_, [standing.either for standing in contested(standings, ranked)], 0) << self._first

    def contenders(self, sure: int, perhaps: int) -> list[str | None]:
        """Return the options that may come first, where these rules surely and those perhaps apply; None stands for no option at all."""
        best, worst = self.keys(perhaps, sure), self.keys(sure, perhaps)
        floor = max(worst.values(), default=ZERO)
        found: list[str | None] = [option for option, key in best.items() if key > ZERO and key >= floor]
        return found if floor > ZERO else [*found, None]

    def _spoken(self, standing: _Standing, rank: int | None, facts: Facts) -> OptionAdvice:
        option, said = standing.option, standing.said
        if said is None:
            said = self._said(option.reasons, standing.pro, facts), self._said(option.against, standing.con, facts)
            if not (standing.pro | standing.con) & self._templated:
                standing.said = said
        advice = new(OptionAdvice, (option.id, option.label, rank, *said))
        if standing.said is said and rank is None:
            standing.aside = advice
        return advice

    def _said(self, reasons: list[tuple[int, Reason]], bits: int, facts: Facts) -> tuple[Reason, ...]:
        if not bits & self._templated:
            return tuple([reason for bit, reason in reasons if bit & bits])
        return tuple([self._filled(reason, facts) if bit & self._templated else reason for bit, reason in reasons if bit & bits])

    def _filled(self, reason: Reason, facts: Facts) -> Reason:
        return Reason(reason.rule, reason.strength, fill(reason.because, self._specs, facts), reason.basis, reason.cites)


class _OptionTable:
    """An option with the rules for and against it, as bits, in groups that count once."""

    __slots__ = ("_con_groups", "_pro_groups", "against", "con", "either", "id", "label", "pro", "reasons")

    def __init__(self, option: Option, pro: Mapping[int, Rule], con: Mapping[int, Rule], reasons: Mapping[int, Reason]) -> None:
        self.id, self.label = option.id, option.label
        self.pro, self.con = sum(pro), sum(con)
        self.either = self.pro | self.con
        self.reasons = [(bit, reasons[bit]) for bit in pro]
        self.against = [(bit, reasons[bit]) for bit in con]
        self._pro_groups, self._con_groups = _groups(pro), _groups(con)

    def key(self, pro: int, con: int) -> Key:
        """Return the option's key under these rules for and against it."""
        net = [0, 0, 0]
        for strength, bits in self._pro_groups:
            if bits & pro:
                net[strength] += 1
        for strength, bits in self._con_groups:
            if bits & con:
                net[strength] -= 1
        return lexical(net[0], net[1], net[2])


class _Standing:
    """Where one option stands, and could stand; the reasons for and against it, once said; and the advice where it has no rank."""

    __slots__ = ("aside", "best", "con", "is_open", "key", "loose", "option", "pro", "said", "stands", "worst")

    def __init__(self, option: _OptionTable, true: int, open_: int) -> None:
        self.option, self.pro, self.con = option, true & option.pro, true & option.con
        self.is_open = bool(open_ & option.either)
        self.key = option.key(self.pro, self.con)
        self.best = option.key(self.pro | open_ & option.pro, self.con)
        self.worst = option.key(self.pro, self.con | open_ & option.con)
        self.stands = self.key > ZERO
        self.loose = option.either if moves(self) else 0
        self.said: tuple[tuple[Reason, ...], tuple[Reason, ...]] | None = None
        self.aside: OptionAdvice | None = None


class _Bounded(NamedTuple):
    """Where one option stands between bounds."""

    id: str
    either: int
    key: Key
    best: Key
    worst: Key

    @property
    def is_open(self) -> bool:
        """Whether it could stand elsewhere."""
        return self.best != self.worst


class _Standings(dict[int, _Standing]):
    """Where one option stands, by the bits of its rules that apply and, `width` bits up, of those that are open.

    Kept for the next situation that has the same to say, but never more than `KEPT` of them.
    """

    __slots__ = ("_option", "_width")

    def __init__(self, option: _OptionTable, width: int) -> None:
        self._option, self._width = option, width

    def __missing__(self, heard: int) -> _Standing:
        if len(self) >= KEPT:
            self.clear()
        open_ = heard >> self._width
        standing = self[heard] = _Standing(self._option, heard ^ open_ << self._width, open_)
        return standing


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
