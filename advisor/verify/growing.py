"""Growing the trees of a decision: what to ask first, and where there is nothing left to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from advisor.condition import All, Condition, In, Members, Not, Range, facts_read
from advisor.model import STRENGTHS, Constraint, Decision, Derive, Recommend, Rule, Rulebook
from advisor.ranking import ZERO, Key, Weight, contested, key_of, moves, ranks
from advisor.verify.applying import overriders, speakers
from advisor.verify.boxes import Box, Boxes
from advisor.verify.space import Demand, Part
from advisor.verify.trees import DEPTH, Leaf, More, Tree, either, joined

_Asked = tuple[str, Members | None]
_Worth = tuple[Fraction, ...]


def decision_trees(decision: Decision, rulebook: Rulebook, depth: int = DEPTH) -> Mapping[str | None, Tree]:
    """Return the tree of a choice, under None; of a list, a tree for each option that a rule speaks for.

    The leaves of an option's tree hold the option, or nothing. Raises TooManyBoxes.
    """
    if decision.answer == "choose":
        return {None: _Growing(decision, tuple(decision.options), rulebook).tree({}, depth)}
    spoken = {option for rule in speakers(rulebook.rules, decision.id) for option in _recommend(rule).options}
    return {option: _Growing(decision, (option,), rulebook).tree({}, depth) for option in decision.options if option in spoken}


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """Where an option stands on a path; see `advisor.ranking.Standing`."""

    option: str
    is_open: bool
    key: Key
    best: Key
    worst: Key


class _Growing:
    """Grows the tree of some options of one decision."""

    def __init__(self, decision: Decision, options: Sequence[str], rulebook: Rulebook) -> None:
        self._is_list = decision.answer == "list"
        self._options = options
        self._boxes = _as_asked(rulebook)
        self._space = self._boxes.space
        self._specs = self._boxes.rulebook.facts
        self._over = overriders(rulebook.rules)
        wanted = set(options)
        self._rules = [rule for rule in speakers(rulebook.rules, decision.id) if wanted & _spoken_on(rule)]
        heard = [*self._rules, *(other for rule in self._rules for other in self._over.get(rule.id, ()))]
        self._read = frozenset().union(*[facts_read(rule.when) for rule in heard])
        self._order = {fact: place for place, fact in enumerate(self._specs)}

    def tree(self, path: Box, depth: int) -> Tree:
        """Return the tree below a path."""
        truths: dict[str, bool | None] = {}
        standings = [self._standing(option, path, truths) for option in self._options]
        open_ = self._open(standings)
        alive = [rule for rule in self._relevant(open_) if truths.get(rule.id) is None] if open_ else []
        boxes = {rule.id: self._alive(rule, path) for rule in alive}
        asked, forced = self._candidates(boxes, path)
        if forced:
            return self.tree({**path, **forced}, depth)
        if not asked:
            return Leaf(self._first(standings))
        if not depth:
            facts = sorted({fact for fact, _ in asked}, key=self._order.__getitem__)
            likely = [*self._first(standings), *(standing.option for standing in open_ if standing.best > ZERO)]
            return More(tuple(dict.fromkeys(likely)), tuple(facts))
        best = max(asked, key=lambda ask: (self._worth(ask, asked[ask], path, alive, boxes), -self._order[ask[0]]))
        below = [{**path, best[0]: part} for part in asked[best]]
        going_on = [number for number, way in enumerate(below) if isinstance(self.tree(way, 0), More)]
        left = depth if len(going_on) == 1 else depth - 1
        return joined(*best, [(self._condition(best, part), self.tree(way, left)) for part, way in zip(asked[best], below, strict=True)])

    def _standing(self, option: str, path: Box, truths: dict[str, bool | None]) -> _Standing:
        sure: tuple[set[Weight], set[Weight]] = (set(), set())
        perhaps: tuple[set[Weight], set[Weight]] = (set(), set())
        for rule in self._rules:
            then = _recommend(rule)
            for side, listed in enumerate((then.options, then.against)):
                if option in listed:
                    if rule.id not in truths:
                        truths[rule.id] = self._applies(rule, path)
                    if (truth := truths[rule.id]) is not False:
                        (sure if truth else perhaps)[side].add((STRENGTHS.index(then.strength), rule.cites[0]))
        pro, con = sure
        return _Standing(
            option, bool(perhaps[0] or perhaps[1]), key_of(pro, con), key_of(pro | perhaps[0], con), key_of(pro, con | perhaps[1])
        )

    def _open(self, standings: Collection[_Standing]) -> list[_Standing]:
        if self._is_list:
            return [standing for standing in standings if moves(standing)]
        return contested(standings, ranks({standing: standing.key for standing in standings}))

    def _first(self, standings: Collection[_Standing]) -> tuple[str, ...]:
        ranked = ranks({standing: standing.key for standing in standings})
        return tuple(standing.option for standing, rank in ranked.items() if rank == 1)

    def _relevant(self, open_: Collection[_Standing]) -> Iterator[Rule]:
        """Yield the rules that speak on options that are open."""
        wanted = {standing.option for standing in open_}
        for rule in self._rules:
            if wanted & _spoken_on(rule):
                yield rule

    def _applies(self, rule: Rule, path: Box) -> bool | None:
        fires = self._fires(rule, path)
        if fires is False:
            return False
        over = [self._fires(other, path) for other in self._over.get(rule.id, ())]
        if True in over:
            return False
        return None if None in over else fires

    def _fires(self, rule: Rule, path: Box) -> bool | None:
        """Return whether a rule's condition holds on the whole path, nowhere on it, or (None) in parts of it."""
        if not (alive := self._alive(rule, path)):
            return False
        return True if any(self._covers(box, path) for box in alive) else None

    def _alive(self, rule: Rule, path: Box) -> list[Box]:
        """Return the boxes of a rule that a valid situation on the path can be in."""
        return [box for box in self._boxes.of(rule.when) if (met := self._boxes.both(path, box)) is not None and self._can_be(met)]

    def _can_be(self, box: Box) -> bool:
        return self._boxes.possible((box,)) is not None

    def _candidates(self, alive: Mapping[str, Sequence[Box]], path: Box) -> tuple[dict[_Asked, list[Part]], Box]:
        """Return what may be asked on a path, each with its possible answers; and what is so without being asked for."""
        boxes = [box for rule, found in alive.items() for box in (*found, *self._overriding(rule, path))]
        parts: dict[str, dict[Part, None]] = {}
        for box in boxes:
            for fact, part in box.items():
                parts.setdefault(fact, {})[part] = None
        found: dict[_Asked, list[Part]] = {}
        forced: dict[str, Part] = {}
        for fact, listed in parts.items():
            # That an option is in the set around it is known without being asked for.
            if fact not in self._read:
                continue
            known = path.get(fact, self._space.full(fact))
            for ask, answers in self._asks(fact, list(listed), known):
                possible = [part for part in answers if self._can_be({**path, fact: part})]
                if len(possible) > 1:
                    found[ask] = possible
                elif possible and possible[0] != known:
                    forced[fact] = possible[0]
        return found, forced

    def _overriding(self, rule: str, path: Box) -> Iterator[Box]:
        for other in self._over.get(rule, ()):
            yield from self._alive(other, path)

    def _asks(self, fact: str, parts: Sequence[Part], known: Part) -> Iterator[tuple[_Asked, list[Part]]]:
        if isinstance(known, int):
            # Values that no box tells apart are one answer.
            told = sorted((1 << bit for bit in range(known.bit_length()) if known >> bit & 1), key=lambda bit: self._told(bit, parts))
            answers = (sum(bits) for _, bits in groupby(told, lambda bit: self._told(bit, parts)))
            yield (fact, None), sorted(answers, reverse=self._specs[fact].type == "boolean")  # yes before no
            return
        demands = [demand for part in parts if not isinstance(part, int) for demand in sorted(part, key=_order)]
        for of, count in dict.fromkeys((of, count) for of, count, _ in demands):
            both = [self._space.meet(known, frozenset(((of, count, answer),))) for answer in (True, False)]
            yield (fact, Members(fact, count, of)), [part for part in both if part is not None]

    @staticmethod
    def _told(bit: int, parts: Sequence[Part]) -> tuple[bool, ...]:
        return tuple(bool(part & bit) for part in parts if isinstance(part, int))

    def _worth(self, ask: _Asked, answers: Sequence[Part], path: Box, rules: Sequence[Rule], boxes: Mapping[str, Sequence[Box]]) -> _Worth:
        """Return how many reasons of each strength an answer decides, on average."""
        decided = [0] * len(STRENGTHS)
        for answer in answers:
            for rule in rules:
                if self._decides(ask[0], answer, path, boxes[rule.id]):
                    decided[STRENGTHS.index(_recommend(rule).strength)] += 1
        return tuple(Fraction(count, len(answers)) for count in decided)

    def _decides(self, fact: str, answer: Part, path: Box, boxes: Sequence[Box]) -> bool:
        """Return whether an answer makes a rule with these boxes plainly false, or plainly true."""
        left = [box for box in boxes if fact not in box or self._space.meet(answer, box[fact]) is not None]
        return not left or any(self._covers(box, {**path, fact: answer}) for box in left)

    def _covers(self, box: Box, path: Box) -> bool:
        """Return whether the whole path plainly lies in the box."""
        full = self._space.full
        return all(next(self._space.without(path.get(fact, full(fact)), part), None) is None for fact, part in box.items())

    def _condition(self, ask: _Asked, part: Part) -> Condition:
        fact, members = ask
        if members is not None:
            assert not isinstance(part, int)
            return members if (members.of, members.count, True) in part else Not(members)
        assert isinstance(part, int)
        if self._specs[fact].type != "integer":
            return In(fact, frozenset(value for value in self._space.values(fact, part) if isinstance(value, (bool, str))))
        return either([Range(fact, low, None if high is None else high + 1) for low, high in self._space.cells(fact, part)])


def _spoken_on(rule: Rule) -> set[str]:
    return {*_recommend(rule).options, *_recommend(rule).against}


def _recommend(rule: Rule) -> Recommend:
    assert isinstance(rule.then, Recommend)
    return rule.then


@lru_cache(maxsize=4)
def _as_asked(rulebook: Rulebook) -> Boxes:
    """Return the boxes of a rulebook in which all facts are known: what rules conclude is one more of them, and may not be otherwise."""
    concluding = [
        (rule, fact, value) for rule in rulebook.rules if isinstance(rule.then, Derive) for fact, value in rule.then.facts.items()
    ]
    never: list[Condition] = []
    for rule, fact, value in concluding:
        test: Condition = In(fact, frozenset((value,))) if isinstance(value, (bool, str)) else Range(fact, value, value + 1)
        never.append(All((rule.when, Not(test))))
    constraints = [Constraint(f"known/{number}", condition, "", frozenset()) for number, condition in enumerate(never)]
    facts = {spec.id: replace(spec, givable=True) for spec in rulebook.facts.values()}
    rules = tuple(rule for rule in rulebook.rules if not isinstance(rule.then, Derive))
    return Boxes(replace(rulebook, facts=facts, rules=rules, constraints=(*rulebook.constraints, *constraints)))


def _order(demand: Demand) -> tuple[list[str], int, bool]:
    return sorted(demand[0]), demand[1], demand[2]
