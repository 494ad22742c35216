"""Weighing the reasons of one decision, fast: rules as bits.

A set of rules is the bits of an integer, as engines give it. What `ranking.key_of` says of sets of reasons
is counted here over groups of rules that weigh as one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from advisor.condition import Facts, Value
from advisor.engine import each_bit
from advisor.model import STRENGTHS, Decision, DecisionAdvice, Option, OptionAdvice, Reason, Recommend, Rule, new
from advisor.openness import Asking, Readers, Vocabulary
from advisor.ranking import ZERO, Key, contested, lexical, moves, ranks
from advisor.wording import TEMPLATE, fill

KEPT = 512
"""Under how many sets of rules it is kept, at most, where an option, or the options of a choice, stand."""

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
        self._width = max(near, default=1).bit_length()
        self._readers = Readers(near, vocabulary)
        self._options = [_OptionTable(option, *sides[option.id], reasons) for option in decision.options.values()]
        standings = [_Standings(option, self._width) for option in self._options]
        self._choice = _Choice(standings, self._aside) if decision.answer == "choose" else None
        self._touched = dict.fromkeys(near, 0)  # for each rule, the options that it speaks for or against
        self._places: dict[int, tuple[int, int, _Standings]] = {}
        for place, (option, kept) in enumerate(zip(self._options, standings, strict=True)):
            self._places[1 << place] = place, kept.mask, kept
            for bit in each_bit(option.either):
                self._touched[bit] |= 1 << place
        self._only_for = [(1 << place, option.either) for place, option in enumerate(self._options) if not option.con]
        self._also_against = [(1 << place, option.pro, option.either) for place, option in enumerate(self._options) if option.con]
        unspoken = tuple([OptionAdvice(option.id, option.label, None, (), ()) for option in self._options])
        self._silent = DecisionAdvice(decision.id, decision.answer, True, (), unspoken)
        self._unspoken: list[OptionAdvice | _Standing] = list(unspoken)
        self._named: dict[str, tuple[str, ...]] = {}  # the facts that a rule's reason names
        self._texts: dict[tuple[Value, ...], Reason] = {}
        self._templated = sum(bit for bit, reason in reasons.items() if TEMPLATE.search(reason.because))

    def count(self, true: int, open_: int, doubts: Collection[tuple[Rule, int]], asking: Asking) -> DecisionAdvice:
        """Return the advice, given the bits of the rules that apply and of those that are open.

        `doubts` are open rules, each with the bits of those that apply and that it would override: while
        one of these speaks here, nothing is settled.
        """
        true, open_ = (true & self._all) >> self._first, (open_ & self._all) >> self._first
        if not true and not open_:
            return self._silent
        facts = asking.facts
        standing, aside, moving = self._choice[true | open_ << self._width] if self._choice is not None else self._listed(true, open_)
        doubtful = [rule for rule, doubted in doubts if doubted & self._all] if doubts else ()
        asked: tuple[str, ...] = ()
        if moving or doubtful:
            unknown = self._readers.unknown(moving, asking)
            asked = asking.ask(unknown | asking.unknown(doubtful) if doubtful else unknown)
        ranked = ranks({item: item.key for item in standing}).items() if len(standing) > 1 else [(item, 1) for item in standing]
        options = [
            said if (said := item.advice) is not None and said.rank == rank else self._spoken(item, rank, facts) for item, rank in ranked
        ]
        if true & self._templated:
            options += [item if isinstance(item, OptionAdvice) else self._spoken(item, None, facts) for item in aside]
        else:
            options += aside  # type: ignore[arg-type]  # only what has facts filled in waits to be said
        settled = not moving and not doubtful
        return new(DecisionAdvice, (self._decision.id, self._decision.answer, settled, asked, tuple(options)))

    def _listed(self, true: int, open_: int) -> _Together:
        """Return where the options of a list stand, each of them alone: those that no rule speaks of yet need no look."""
        touched = moving = 0
        for bit in each_bit(true):
            touched |= self._touched[bit]
        heard = true | open_ << self._width
        standing, gone, aside = [], [], self._unspoken.copy()
        for bit in each_bit(touched):
            place, mask, kept = self._places[bit]
            item = kept[heard & mask]
            moving |= item.loose
            if item.stands:
                standing.append(item)
                gone.append(place)
            else:
                aside[place] = item.advice or self._aside(item)
        for place in reversed(gone):
            del aside[place]
        if open_:
            for bit, either in self._only_for:
                if not bit & touched:
                    moving |= open_ & either
            for bit, pro, either in self._also_against:
                if not bit & touched and open_ & pro:
                    moving |= open_ & either
        return standing, aside, moving

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
        option = standing.option
        reasons, against = standing.reasons, standing.against
        if standing.filled:
            reasons, against = self._filled(reasons, facts), self._filled(against, facts)
        advice = new(OptionAdvice, (option.id, option.label, rank, reasons, against))
        if not standing.filled:
            standing.advice = advice
        return advice

    def _aside(self, standing: _Standing) -> OptionAdvice | _Standing:
        """Return the advice on an option that has no rank, or where facts have to be filled in, what to say it of."""
        return standing if standing.filled else self._spoken(standing, None, {})

    def _filled(self, reasons: tuple[Reason, ...], facts: Facts) -> tuple[Reason, ...]:
        """Return the reasons with the facts in their texts filled in."""
        return tuple([self._fill(reason, facts) if "{" in reason.because else reason for reason in reasons])

    def _fill(self, reason: Reason, facts: Facts) -> Reason:
        named = self._named.get(reason.rule)
        if named is None:
            named = self._named[reason.rule] = tuple(TEMPLATE.findall(reason.because))
        key = (reason.rule, *[facts[fact] for fact in named])
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= KEPT:
                self._texts.clear()
            because = fill(reason.because, self._specs, facts)
            found = self._texts[key] = Reason(reason.rule, reason.strength, because, reason.basis, reason.cites)
        return found


class _OptionTable:
    """An option with the rules for and against it, as bits, in groups that count once."""

    __slots__ = ("_con_groups", "_pro_groups", "against", "con", "either", "id", "label", "pro", "reasons", "templated")

    def __init__(self, option: Option, pro: Mapping[int, Rule], con: Mapping[int, Rule], reasons: Mapping[int, Reason]) -> None:
        self.id, self.label = option.id, option.label
        self.pro, self.con = sum(pro), sum(con)
        self.either = self.pro | self.con
        self.reasons = [(bit, reasons[bit]) for bit in pro]
        self.against = [(bit, reasons[bit]) for bit in con]
        self.templated = sum(bit for bit in {*pro, *con} if TEMPLATE.search(reasons[bit].because))
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
    """Where one option stands, and could stand; the open rules that could move it alone; what was last said of it."""

    __slots__ = ("advice", "against", "best", "filled", "is_open", "key", "loose", "open", "option", "reasons", "stands", "worst")

    def __init__(self, option: _OptionTable, true: int, open_: int) -> None:
        pro, con = true & option.pro, true & option.con
        self.option = option
        self.filled = bool(true & option.templated)
        self.open = open_ & option.either
        self.is_open = bool(self.open)
        self.key = option.key(pro, con)
        self.best = option.key(pro | open_ & option.pro, con) if open_ & option.pro else self.key
        self.worst = option.key(pro, con | open_ & option.con) if open_ & option.con else self.key
        self.stands = self.key > ZERO
        self.loose = self.open if moves(self) else 0
        self.reasons = tuple([reason for bit, reason in option.reasons if bit & true])
        self.against = tuple([reason for bit, reason in option.against if bit & true])
        self.advice: OptionAdvice | None = None


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

    __slots__ = ("_option", "_width", "mask")

    def __init__(self, option: _OptionTable, width: int) -> None:
        self._option, self._width = option, width
        self.mask = option.either | option.either << width

    def __missing__(self, heard: int) -> _Standing:
        if len(self) >= KEPT:
            self.clear()
        open_ = heard >> self._width
        standing = self[heard] = _Standing(self._option, heard ^ open_ << self._width, open_)
        return standing


_Together = tuple[Sequence[_Standing], Sequence[OptionAdvice | _Standing], int]
"""Of a decision's options: those that stand, what is said of the others, and the open rules that could still change the answer."""


class _Choice(dict[int, _Together]):
    """Where the options of a choice stand, under the same keys as each, and as few of them: an option moves only beside the others."""

    __slots__ = ("_aside", "_options")

    def __init__(self, options: Sequence[_Standings], aside: Callable[[_Standing], OptionAdvice | _Standing]) -> None:
        self._options, self._aside = options, aside

    def __missing__(self, heard: int) -> _Together:
        if len(self) >= KEPT:
            self.clear()
        every = [option[heard & option.mask] for option in self._options]
        standing = [item for item in every if item.stands]
        moving = 0
        for item in contested(every, ranks({item: item.key for item in standing})):
            moving |= item.open
        aside = [item.advice or self._aside(item) for item in every if not item.stands]
        found = self[heard] = standing, aside, moving
        return found


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
