"""Conditions as unions of boxes: the exact answer to whether a situation can be.

A *box* gives some facts a part of their domain each. A situation is in the box when it knows these facts and
their values lie in the parts; of all other facts it may know anything or nothing. A condition over facts is
true just in a union of boxes, as what is unknown never makes a test true.

So a situation that makes a condition true needs to know no more than one box names, and to know less never makes
another condition true. That is why it is enough to look for situations that know the facts of a box alone.

Facts that rules conclude are written out: a test of one holds where a situation gives such a value, or where a
rule that concludes one applies. Boxes therefore speak of what a situation states, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from advisor.condition import All, Any, Condition, In, Members, Not, Value
from advisor.model import Derive, Rule, Rulebook
from advisor.situation import Situation, complete
from advisor.verify.space import Part, Space

Box = Mapping[str, Part]
"""Some facts, each with the part of its domain in which its known value lies."""

MOST_BOXES = 20_000
"""A condition that needs more boxes than this is refused; written by hand, none comes near."""


class TooManyBoxes(Exception):
    """A condition cannot be written as a union of so few boxes that it could be looked into."""


class Boxes:
    """Turns the conditions of one rulebook to boxes, and finds situations in them."""

    def __init__(self, rulebook: Rulebook, extra: Iterable[Condition] = ()) -> None:
        self.rulebook = rulebook
        self.space = Space(rulebook, extra)
        self._makers: dict[str, list[tuple[Rule, int]]] = {}
        for rule in rulebook.rules:
            if isinstance(rule.then, Derive):
                for fact, value in rule.then.facts.items():
                    self._makers.setdefault(fact, []).append((rule, self.space.of(fact, value)))
        # What a situation states of an option says that it is in the set around it.
        self._inside: dict[str, str] = {}
        for spec in rulebook.facts.values():
            if spec.within is not None and spec.givable:
                self._inside.setdefault(spec.within, spec.id)
        self._kept: dict[tuple[Condition, bool], tuple[Box, ...]] = {}
        self._impossible: tuple[Box, ...] | None = None
        self._by_facts: dict[frozenset[str], list[Box]] | None = None

    @property
    def derived(self) -> Mapping[str, list[tuple[Rule, int]]]:
        """The facts that rules conclude, each with these rules and the values they conclude, as parts."""
        return self._makers

    def of(self, condition: Condition, answer: bool = True) -> tuple[Box, ...]:
        """Return the boxes in which the condition has this answer; none lies within another.

        Raises TooManyBoxes.
        """
        key = (condition, answer)
        if key not in self._kept:
            self._kept[key] = tuple(self._of(condition, answer))
        return self._kept[key]

    def _of(self, condition: Condition, answer: bool) -> list[Box]:
        match condition:
            case Not(part):
                return list(self.of(part, not answer))
            case All(parts) | Any(parts):
                each = [self.of(part, answer) for part in parts]
                if isinstance(condition, All) == answer:
                    return self.meet(each)
                return self.tidy([box for boxes in each for box in boxes])
            case _:
                found = self.where(condition.fact, self.space.part(condition, answer))
                if answer and isinstance(condition, Members) and condition.count == 1 and condition.fact in self._inside:
                    inside = self._inside[condition.fact]
                    stated = self.space.part(In(inside, frozenset(condition.of)))
                    found += [] if self.space.is_empty(stated) else [{inside: stated}]
                return found

    def where(self, fact: str, part: Part) -> list[Box]:
        """Return the boxes in which the fact is known, given or concluded, and its value lies in the part."""
        found: list[Box] = []
        if self.space.is_empty(part):
            return found
        if self.rulebook.facts[fact].givable or is_said(fact):
            found.append({fact: part})
        for rule, value in self._makers.get(fact, ()):
            if isinstance(part, int) and value & part:
                found += self.of(rule.when)
        return self.tidy(found) if len(found) > 1 else found

    def meet(self, each: Iterable[Iterable[Box]]) -> list[Box]:
        """Return the boxes of what several unions of boxes have in common."""
        found: list[Box] = [{}]
        for boxes in sorted((tuple(boxes) for boxes in each), key=len):
            met = [both for one in found for other in boxes if (both := self.both(one, other)) is not None]
            if len(met) > MOST_BOXES:
                raise TooManyBoxes
            found = self.tidy(met) if len(boxes) > 1 else met
        return found

    def both(self, one: Box, other: Box) -> Box | None:
        """Return what two boxes have in common, or None where that is nothing."""
        if len(other) > len(one):
            one, other = other, one
        met = dict(one)
        for fact, part in other.items():
            if fact in met:
                common = self.space.meet(met[fact], part)
                if common is None:
                    return None
                met[fact] = common
            else:
                met[fact] = part
        return met

    def tidy(self, boxes: Iterable[Box]) -> list[Box]:
        """Return the boxes without those that plainly lie within another."""
        found: list[Box] = []
        for box in sorted(boxes, key=len):
            if not any(_within(box, kept) for kept in found):
                found.append(box)
        return found

    @property
    def impossible(self) -> tuple[Box, ...]:
        """The boxes that hold no valid situation: constraints are broken, or facts disagree with what rules conclude."""
        if self._impossible is None:
            self._impossible = tuple(self.tidy([*self.broken(), *(box for fact in self._makers for box in self.disagreeing(fact))]))
        return self._impossible

    def broken(self) -> Iterator[Box]:
        """Yield the boxes in which a constraint is broken, or an option is not in the set around it."""
        for around, fact in self._inside.items():
            for option in self.rulebook.facts[fact].options:
                yield {fact: self.space.of(fact, option), around: frozenset(((frozenset((option,)), 1, False),))}
        for constraint in self.rulebook.constraints:
            yield from self.of(constraint.never)

    def disagreeing(self, fact: str, rules_alone: bool = False) -> Iterator[Box]:
        """Yield the boxes in which a fact is concluded, and also given (unless `rules_alone`) or concluded otherwise."""
        makers = self._makers[fact]
        for index, (rule, value) in enumerate(makers):
            if self.rulebook.facts[fact].givable and not rules_alone:
                full = self.space.full(fact)
                assert isinstance(full, int)
                yield from self.meet([self.of(rule.when), [{fact: full & ~value}] if full & ~value else []])
            for other, otherwise in makers[:index]:
                if value != otherwise:
                    yield from self.meet([self.of(rule.when), self.of(other.when)])

    def outside(self, box: Box, taken: Iterable[Box]) -> Box | None:
        """Return a box within this one in which a situation that knows just its facts is in none of the taken boxes, or None.

        A taken box that names other facts too is passed over: a situation that knows just these is not in it.
        """
        return self._escape(box, [other for other in taken if other.keys() <= box.keys()], 0)

    def _escape(self, box: Box, taken: list[Box], start: int) -> Box | None:
        for index in range(start, len(taken)):
            other = taken[index]
            common = {}
            for fact, part in other.items():
                met = self.space.meet(box[fact], part)
                if met is None:
                    break
                common[fact] = met
            else:
                carried = dict(box)
                for fact, part in other.items():
                    for piece in self.space.without(carried[fact], part):
                        found = self._escape({**carried, fact: piece}, taken, index + 1)
                        if found is not None:
                            return found
                    carried[fact] = common[fact]
                return None
        return box

    def possible(self, boxes: Iterable[Box], taken: Iterable[Box] = (), drafts: bool = False) -> Box | None:
        """Return a box, within one of these, of valid situations that are in none of the taken boxes; or None.

        The situations know just the facts of the box returned. With `drafts`, all that a draft may say (`ad.` facts)
        is known, as when one is checked; otherwise none of it is.
        """
        listed = tuple(taken)
        said: dict[str, Part] = {}
        if drafts:
            said = {fact: self.space.full(fact) for other in (*listed, *self.impossible) for fact in other if is_said(fact)}
        for box in boxes:
            if drafts or not any(is_said(fact) for fact in box):
                known = {**said, **box} if said else box
                found = self._escape(known, [other for other in (*listed, *self._near(known)) if other.keys() <= known.keys()], 0)
                if found is not None:
                    return found
        return None

    def _near(self, box: Box) -> list[Box]:
        """Return the impossible boxes that name no other facts than this one."""
        if self._by_facts is None:
            self._by_facts = {}
            for other in self.impossible:
                self._by_facts.setdefault(frozenset(other), []).append(other)
        return [other for facts, others in self._by_facts.items() if facts <= box.keys() for other in others]

    def covered(self, boxes: Iterable[Box], by: Iterable[Box]) -> bool:
        """Return whether every valid situation in the first boxes is in one of the second, drafts included."""
        within, listed = tuple(by), tuple(boxes)
        if self.possible(listed, within) is not None:
            return False
        said = any(is_said(fact) for box in (*listed, *within) for fact in box)
        return not said or self.possible(listed, within, drafts=True) is None

    def same(self, one: Condition, other: Condition) -> bool:
        """Return whether two conditions are true in just the same valid situations. Raises TooManyBoxes."""
        return self.covered(self.of(one), self.of(other)) and self.covered(self.of(other), self.of(one))

    def facts_in(self, box: Box) -> dict[str, Value]:
        """Return one choice of values from a box, in the vocabulary's order."""
        return {fact: self.space.pick(fact, box[fact]) for fact in self.rulebook.facts if fact in box}

    def situation(self, box: Box, name: str = "witness") -> Situation:
        """Return one situation of a box, without what a draft says."""
        facts = {fact: value for fact, value in self.facts_in(box).items() if not is_said(fact)}
        return Situation(name, complete(facts, self.rulebook.facts))


def is_said(fact: str) -> bool:
    """Return whether the fact is what a draft says."""
    return fact.startswith("ad.")


@lru_cache(maxsize=4)
def boxes_of(rulebook: Rulebook) -> Boxes:
    """Return the boxes of a rulebook, made once."""
    return Boxes(rulebook)


def _within(box: Box, other: Box) -> bool:
    """Return whether a box plainly lies within another: each of the other's parts holds the box's."""
    for fact, part in other.items():
        mine = box.get(fact)
        if mine is None:
            return False
        if isinstance(part, int):
            if mine & ~part:  # type: ignore[operator]  # parts of one fact are of one kind
                return False
        elif not part <= mine:  # type: ignore[operator]  # parts of one fact are of one kind
            return False
    return True
