"""Weighing the reasons of one decision, fast: rules as bits.

A set of rules is the bits of an integer, as engines give it. What `ranking.key_of` says of sets of reasons
is counted here over groups of rules that weigh as one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from advisor.condition import Facts
from advisor.model import STRENGTHS, Decision, DecisionAdvice, Option, OptionAdvice, Reason, Recommend, Rule, new
from advisor.openness import Asking, Readers, Vocabulary
from advisor.ranking import ZERO, Key, contested, key_of, lexical, moves, ranks
from advisor.wording import TEMPLATE, fill

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
        self._options = [_OptionTable(place, option, *sides[option.id], reasons) for place, option in enumerate(decision.options.values())]
        self._disputed = [option for option in self._options if option.con]
        self._unspoken = [OptionAdvice(option.id, option.label, None, (), ()) for option in self._options]
        self._silent = DecisionAdvice(decision.id, decision.answer, True, (), tuple(self._unspoken))
        self._templated = sum(bit for bit, reason in reasons.items() if TEMPLATE.search(reason.because))
        self._ready = {0: (), **{bit: (reason,) for bit, reason in reasons.items() if not bit & self._templated}}
        alone = {strength: key_of({(number, "")}, set()) for number, strength in enumerate(STRENGTHS)}
        self._keys = {bit: alone[reason.strength] for bit, reason in reasons.items()}
        self._readers = Readers(near, vocabulary)

    def count(self, true: int, open_: int, doubts: Collection[tuple[Rule, int]], asking: Asking) -> DecisionAdvice:
        """Return the advice, given the bits of the rules that apply and of those that are open.

        `doubts` are open rules, each with the bits of those that apply and that it would override: while
        one of these speaks here, nothing is settled.
        """
        true, open_ = (true & self._all) >> self._first, (open_ & self._all) >> self._first
        if not true and not open_:
            return self._silent
        ranked, moving = self._list(true, open_) if self._decision.answer == "list" else self._choice(true, open_)
        doubtful = [rule for rule, doubted in doubts if doubted & self._all] if doubts else ()
        settled = not moving and not doubtful
        asked = () if settled else asking.ask(self._readers.unknown(moving, asking), doubtful)
        facts = asking.facts
        options: list[OptionAdvice] = []
        others: list[OptionAdvice | None] = [*self._unspoken]
        for option, rank in ranked.items():
            options.append(self._spoken(option, rank, true, facts))
            others[option.place] = None
        for option in self._disputed:
            if true & option.con and option not in ranked:
                others[option.place] = self._spoken(option, None, true, facts)
        options += filter(None, others)
        return new(DecisionAdvice, (self._decision.id, self._decision.answer, settled, asked, tuple(options)))

    def _list(self, true: int, open_: int) -> tuple[dict[_OptionTable, int], int]:
        """Return the ranks, best first, and the bits of the open rules by which an option might come in or drop out."""
        keys: dict[_OptionTable, Key] = {}
        loose, possible = 0, true | open_
        for option in self._options:
            if not true & option.either:  # anything for it brings it in
                if open_ & option.pro:
                    loose |= option.either
            elif not possible & option.con:  # nothing can drop it
                pro = true & option.pro
                keys[option] = self._keys.get(pro) or option.key(pro, 0)
            else:
                standing = _Standing(option, true, open_)
                if is_ranked := standing.key > ZERO:
                    keys[option] = standing.key
                if moves(standing, is_ranked):
                    loose |= option.either
        return ranks(keys), loose & open_

    def _choice(self, true: int, open_: int) -> tuple[dict[_OptionTable, int], int]:
        """Return the ranks, best first, and the bits of the open rules by which another option might come first."""
        standings = {option: _Standing(option, true, open_) for option in self._options if (true | open_) & option.pro}
        ranked = ranks({option: standing.key for option, standing in standings.items()})
        loose = 0
        for option in contested(standings, ranked):
            loose |= option.either
        return ranked, loose & open_

    def _spoken(self, option: _OptionTable, rank: int | None, true: int, facts: Facts) -> OptionAdvice:
        pro, con, ready = true & option.pro, true & option.con, self._ready
        reasons = ready[pro] if pro in ready else self._said(option.reasons, pro, facts)
        against = ready[con] if con in ready else self._said(option.against, con, facts)
        return new(OptionAdvice, (option.id, option.label, rank, reasons, against))

    def _said(self, reasons: list[tuple[int, Reason]], bits: int, facts: Facts) -> tuple[Reason, ...]:
        if not bits & self._templated:
            return tuple([reason for bit, reason in reasons if bit & bits])
        return tuple([self._filled(reason, facts) if bit & self._templated else reason for bit, reason in reasons if bit & bits])

    def _filled(self, reason: Reason, facts: Facts) -> Reason:
        return Reason(reason.rule, reason.strength, fill(reason.because, self._specs, facts), reason.basis, reason.cites)


class _OptionTable:
    """An option with the rules for and against it, as bits, in groups that count once."""

    __slots__ = ("_con_groups", "_pro_groups", "against", "con", "either", "id", "label", "place", "pro", "reasons")

    def __init__(self, place: int, option: Option, pro: Mapping[int, Rule], con: Mapping[int, Rule], reasons: Mapping[int, Reason]) -> None:
        self.place, self.id, self.label = place, option.id, option.label
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
        if con:
            for strength, bits in self._con_groups:
                if bits & con:
                    net[strength] -= 1
        return lexical(net[0], net[1], net[2])


class _Standing:
    """Where one option stands, and could stand."""

    __slots__ = ("_con", "_more_con", "_more_pro", "_option", "_pro", "key")

    def __init__(self, option: _OptionTable, true: int, open_: int) -> None:
        self._option = option
        self._pro, self._more_pro = true & option.pro, open_ & option.pro
        self._con, self._more_con = true & option.con, open_ & option.con
        self.key = option.key(self._pro, self._con) if self._pro or self._con else ZERO

    @property
    def is_open(self) -> bool:
        return bool(self._more_pro or self._more_con)

    def best(self) -> Key:
        return self._option.key(self._pro | self._more_pro, self._con) if self._more_pro else self.key

    def worst(self) -> Key:
        return self._option.key(self._pro, self._con | self._more_con) if self._more_con else self.key


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
