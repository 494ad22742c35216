"""A decision as a diagram: for every situation that knows all the facts its rules read, what is recommended.

The situations counted know the facts that the decision's rules read, and no others. A fact that no value fits (from
how many sites the rota is staffed, where there is no rota) is left out of them. Integers count by cells between
thresholds, not by values: 10 to 49 engineers are one cell, whatever lies within.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from advisor.condition import Condition, SetValue, Value, facts_read
from advisor.frozen import frozen
from advisor.model import STRENGTHS, Recommend, Rule
from advisor.situation import Situation, complete
from advisor.verify.boxes import Box, Boxes, is_said
from advisor.verify.diagram import TRUE, Diagram, Region
from advisor.verify.ordering import near_each_other
from advisor.verify.space import Part

_Groups = dict[tuple[bool, int, str], list[int]]
"""Where the reasons for or against an option apply, by side, strength and first citation: those of one group count once."""


@frozen
class Asked:
    """What one variable of a diagram asks: which cell a fact is in, or whether a member is in a set.

    Where `omitted`, one more value stands for a fact that no value fits.
    """

    fact: str
    member: str | None = None
    omitted: bool = False


class Outcomes:
    """The situations that know just these facts, and functions of them.

    `valid` is true of those that can be. With `said`, they know what a draft says as well, as far as it is read;
    `loose` facts they give, or leave to what is concluded. Raises TooLarge, as all that makes functions does.
    """

    def __init__(
        self,
        boxes: Boxes,
        rules: Sequence[Rule],
        others: Sequence[Condition] = (),
        said: bool = False,
        loose: Collection[str] = (),
    ) -> None:
        self.boxes = boxes
        self._said = said
        self._loose = loose
        conditions = [*(rule.when for rule in rules), *others]
        space = boxes.space
        counts: dict[str, int] = {}
        demanded: dict[str, dict[str, None]] = {}
        listed = [box for condition in conditions for box in boxes.of(condition)]
        for box in listed:
            for fact in box:
                counts[fact] = counts.get(fact, 0) + 1
        read = self._read(conditions)
        known = frozenset(counts).intersection(read)
        self._impossible = [box for box in boxes.impossible if box.keys() <= known]
        # Sets come last: what an option says of the set around it is then said once for each option.
        first = sorted(known, key=lambda fact: (space.is_set(fact), -counts[fact], fact))
        self.facts = tuple(near_each_other(first, [box.keys() & known for box in (*listed, *self._impossible)], boxes.rulebook.facts))
        for box in [*(box for box in listed if box.keys() <= known), *self._impossible]:
            for fact, part in box.items():
                if not isinstance(part, int):
                    demanded.setdefault(fact, {}).update(dict.fromkeys(sorted(set().union(*[of for of, _, _ in part]))))
        self._classes = {fact: self._told_apart(fact, listed) for fact in self.facts if not space.is_set(fact)}
        omitted = [fact for fact in self.facts if not space.is_set(fact) and fact not in loose and self._may_fit_nothing(fact)]
        asked = []
        for fact in self.facts:
            if space.is_set(fact):
                asked += [Asked(fact, member) for member in sorted(demanded.get(fact, ()))]
            else:
                asked.append(Asked(fact, None, fact in omitted or fact in loose))
        self.asked: Sequence[Asked] = tuple(asked)
        self._at = {(item.fact, item.member): level for level, item in enumerate(self.asked)}
        self.diagram = Diagram([2 if item.member is not None else len(self._classes[item.fact]) + item.omitted for item in self.asked])
        self._kept: dict[int, int] = {}
        self.valid = self._valid(omitted)

    def _read(self, conditions: Iterable[Condition]) -> set[str]:
        """Return the facts that the conditions read: of those that cannot be given, what these are concluded from."""
        specs, found = self.boxes.rulebook.facts, set[str]()
        waiting = [fact for condition in conditions for fact in facts_read(condition)]
        while waiting:
            fact = waiting.pop()
            if fact not in found and (self._said or not is_said(fact)):
                if specs[fact].givable or is_said(fact):
                    found.add(fact)
                if not specs[fact].givable or fact in self._loose:
                    waiting += [read for rule, _ in self.boxes.derived.get(fact, ()) for read in facts_read(rule.when)]
        return found

    def _told_apart(self, fact: str, listed: Iterable[Box]) -> tuple[int, ...]:
        """Return the cells of a fact, those neighbours of an integer joined that none of the conditions at hand tells apart."""
        cells = tuple(1 << cell for cell in range(self.boxes.space.size(fact)))
        if self.boxes.rulebook.facts[fact].type != "integer":
            return cells
        parts = {box[fact] for box in (*listed, *self._impossible) if fact in box}
        joined: list[tuple[tuple[bool, ...], int]] = []
        for cell in cells:
            key = tuple(bool(part & cell) for part in parts if isinstance(part, int))
            if joined and joined[-1][0] == key:
                joined[-1] = (key, joined[-1][1] | cell)
            else:
                joined.append((key, cell))
        return tuple(cells for _, cells in joined)

    def cells(self, fact: str, bits: int) -> int:
        """Return the part of a fact that these values of its variable stand for."""
        return sum(cells for value, cells in enumerate(self._classes[fact]) if bits >> value & 1)

    def omits(self, fact: str, bits: int) -> bool:
        """Return whether these values of a fact's variable hold the one that stands for no value."""
        return bool(bits >> len(self._classes[fact]))

    def _may_fit_nothing(self, fact: str) -> bool:
        taken = 0
        for box in self._impossible:
            part = box.get(fact, 0)
            assert isinstance(part, int)
            taken |= part
        return taken == self.boxes.space.full(fact)

    def _valid(self, omitted: Sequence[str]) -> int:
        diagram = self.diagram
        impossible = self.union(self._impossible)
        valid = diagram.denied(impossible)
        for fact in omitted:
            level = self._at[fact, None]
            size = len(self._classes[fact])
            fits_none = TRUE
            for value in range(size):
                fits_none = diagram.both(fits_none, diagram.fixed(impossible, level, value))
            valid = diagram.both(valid, diagram.either(diagram.test(level, (1 << size) - 1), fits_none))
        return valid

    def union(self, boxes: Iterable[Box]) -> int:
        """Return where any of the boxes holds, those passed over that name facts nobody reads here."""
        known = frozenset(self.facts)
        return self.diagram.any([self._box(box) for box in boxes if box.keys() <= known])

    def _box(self, box: Box) -> int:
        result = TRUE
        for fact, part in sorted(box.items(), key=lambda item: -self.facts.index(item[0])):
            result = self.diagram.both(self._part(fact, part), result)
        return result

    def _part(self, fact: str, part: Part) -> int:
        if isinstance(part, int):
            values = sum(1 << value for value, cells in enumerate(self._classes[fact]) if cells & part)
            return self.diagram.test(self._at[fact, None], values)
        result = TRUE
        for of, count, answer in part:
            enough = self.diagram.at_least([self._at[fact, member] for member in of], count)
            result = self.diagram.both(result, enough if answer else self.diagram.denied(enough))
        return result

    def fires(self, rule: Rule) -> int:
        """Return where the rule's condition is true."""
        key = id(rule)
        if key not in self._kept:
            self._kept[key] = self.union(self.boxes.of(rule.when))
        return self._kept[key]

    def applies(self, rule: Rule, overriders: Mapping[str, Sequence[Rule]]) -> int:
        """Return where the rule's condition is true and that of no rule that overrides it."""
        over = overriders.get(rule.id, ())
        fires = self.fires(rule)
        return self.diagram.both(fires, self.diagram.denied(self.diagram.any([self.fires(other) for other in over]))) if over else fires

    def nothing(self, rules: Sequence[Rule], options: Iterable[str], over: Mapping[str, Sequence[Rule]]) -> int:
        """Return where, of valid situations, no option is recommended, as `ranking.key_of` weighs the reasons.

        An option that nothing speaks against is recommended where anything speaks for it. That leaves few situations
        in which reasons have to be weighed.
        """
        diagram = self.diagram
        sides = {option: self._reasons(option, rules, over) for option in options}
        clauses = [self.valid]
        for groups in sides.values():
            against = diagram.any([truth for (pro, _, _), truths in groups.items() if not pro for truth in truths])
            speaking = [truth for (pro, _, _), truths in groups.items() if pro for truth in truths]
            clauses += [diagram.either(diagram.denied(truth), against) for truth in speaking]
        left = diagram.all(clauses)
        for groups in sides.values():
            if not all(pro for pro, _, _ in groups):
                left = diagram.both(left, diagram.denied(self._outweighed(groups, left)))
        return left

    def stands(self, option: str, rules: Iterable[Rule], over: Mapping[str, Sequence[Rule]]) -> int:
        """Return where the option is recommended: its reasons for outweigh those against, as `ranking.key_of` weighs them."""
        return self._outweighed(self._reasons(option, rules, over), TRUE)

    def _reasons(self, option: str, rules: Iterable[Rule], over: Mapping[str, Sequence[Rule]]) -> _Groups:
        groups: _Groups = {}
        for rule in rules:
            then = rule.then
            assert isinstance(then, Recommend)
            for pro, listed in ((True, then.options), (False, then.against)):
                if option in listed:
                    weight = (pro, STRENGTHS.index(then.strength), rule.cites[0])
                    groups.setdefault(weight, []).append(self.applies(rule, over))
        return groups

    def _outweighed(self, groups: _Groups, within: int) -> int:
        """Return where, within these situations, the reasons for outweigh those against."""
        # One class outweighs any number of reasons of the next: each counts more than all of the lower ones together.
        step = len(groups) + 1
        weighed = []
        for (pro, strength, _), truths in groups.items():
            weight = step ** (2 - strength) * (1 if pro else -1)
            truth = self.diagram.both(within, self.diagram.any([self.diagram.both(within, truth) for truth in truths]))
            weighed.append(self.diagram.changed(truth, lambda value, weight=weight: value * weight))  # type: ignore[misc]  # bound at once
        return self.diagram.changed(self.diagram.total(weighed), lambda value: int(value > 0))

    def share(self, truth: int) -> Fraction:
        """Return in which share of the valid situations a truth holds; 0 where there are none."""
        whole = self.diagram.count(self.valid)
        return Fraction(self.diagram.count(self.diagram.both(truth, self.valid)), whole) if whole else Fraction(0)

    def situation(self, region: Region, name: str = "witness") -> Situation:
        """Return a situation of a region: of each fact the first value in it, and of sets as few members as possible."""
        facts: dict[str, Value] = {}
        for item, bits in zip(self.asked, region, strict=True):
            if item.member is not None:
                known = facts.setdefault(item.fact, SetValue(frozenset()))
                assert isinstance(known, SetValue)
                if not bits & 1:
                    facts[item.fact] = SetValue(known.members | {item.member})
            elif part := self.cells(item.fact, bits):
                facts[item.fact] = self.boxes.space.pick(item.fact, part)
        ordered = {fact: facts[fact] for fact in self.boxes.rulebook.facts if fact in facts}
        return Situation(name, complete(ordered, self.boxes.rulebook.facts))
