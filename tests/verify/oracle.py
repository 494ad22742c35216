"""The same questions put to a solver: three-valued conditions as pairs of formulas, written down from what they mean.

Nothing here knows of boxes or diagrams. `z3` is typed as Any: the solver comes without types.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from advisor import condition as c
from advisor.model import Derive, FactSpec, Recommend, Rule, Rulebook
from advisor.verify.diagram import FALSE, TRUE
from advisor.verify.outcomes import Outcomes

z3: Any = pytest.importorskip("z3", reason="z3-solver is not installed")


class Oracle:
    """Formulas of one rulebook over what a situation states."""

    def __init__(self, made: Rulebook) -> None:
        self.made = made
        self.known = {fact: z3.Bool(f"{fact}?") for fact in made.facts}
        self.value = {spec.id: self._variable(spec) for spec in made.facts.values() if spec.type != "set"}
        self.inside = {spec.id: {o: z3.Bool(f"{spec.id}:{o}") for o in spec.options} for spec in made.facts.values() if spec.type == "set"}
        self.makers: dict[str, list[Rule]] = {}
        for rule in made.rules:
            if isinstance(rule.then, Derive):
                for fact in rule.then.facts:
                    self.makers.setdefault(fact, []).append(rule)
        self._kept: dict[c.Condition, tuple[Any, Any]] = {}
        self.over: dict[str, list[Rule]] = {}
        for rule in made.rules:
            for target in rule.overrides:
                self.over.setdefault(target, []).append(rule)
        self.bounds = z3.And(self._bounds())

    def _variable(self, spec: FactSpec) -> Any:
        return z3.Bool(spec.id) if spec.type == "boolean" else z3.Int(spec.id)

    def _bounds(self) -> list[Any]:
        found = []
        for spec in self.made.facts.values():
            if spec.type == "integer":
                found += [self.value[spec.id] >= spec.low, self.value[spec.id] <= spec.high]
            if spec.type == "option":
                found += [self.value[spec.id] >= 0, self.value[spec.id] < len(spec.options)]
            if not spec.givable:
                found.append(z3.Not(self.known[spec.id]))
        return found

    def answers(self, condition: c.Condition) -> tuple[Any, Any]:
        """Return where the condition is true, and where it is false."""
        if condition not in self._kept:
            self._kept[condition] = self._answers(condition)
        return self._kept[condition]

    def true(self, condition: c.Condition) -> Any:
        """Return where the condition is true."""
        return self.answers(condition)[0]

    def _answers(self, condition: c.Condition) -> tuple[Any, Any]:
        match condition:
            case c.Not(part):
                true, false = self.answers(part)
                return false, true
            case c.All(parts):
                each = [self.answers(part) for part in parts]
                return z3.And([true for true, _ in each]), z3.Or([false for _, false in each])
            case c.Any(parts):
                each = [self.answers(part) for part in parts]
                return z3.Or([true for true, _ in each]), z3.And([false for _, false in each])
            case c.Members(fact, count, of):
                number = z3.Sum([z3.If(self.inside[fact][member], 1, 0) for member in of])
                true, false = z3.And(self.known[fact], number >= count), z3.And(self.known[fact], number < count)
                around = [spec for spec in self.made.facts.values() if spec.within == fact]
                if around and count == 1:  # the member that a situation states, of a set it does not
                    stated = z3.Or([self._given_is(around[0], option) for option in around[0].options if option in of])
                    true = z3.Or(true, z3.And(z3.Not(self.known[fact]), stated))
                return true, false
            case c.In(fact, values):
                spec = self.made.facts[fact]
                domain: Sequence[bool | str] = list(spec.options) if spec.type == "option" else (False, True)
                is_in = z3.Or([self.is_(spec, value) for value in domain if value in values])
                return is_in, z3.Or([self.is_(spec, value) for value in domain if value not in values])
            case c.Range(fact, low, high):
                value = self.value[fact]
                within = z3.And([*([value >= low] if low is not None else []), *([value < high] if high is not None else [])])
                return z3.And(self.known[fact], within), z3.And(self.known[fact], z3.Not(within))

    def _given_is(self, spec: FactSpec, value: bool | str) -> Any:
        wanted = list(spec.options).index(str(value)) if spec.type == "option" else value
        return z3.And(self.known[spec.id], self.value[spec.id] == wanted)

    def is_(self, spec: FactSpec, value: bool | str) -> Any:
        """Return where the fact has this value: given, or concluded by a rule."""
        made = [rule for rule in self.makers.get(spec.id, ()) if isinstance(rule.then, Derive) and rule.then.facts[spec.id] == value]
        return z3.Or([self._given_is(spec, value), *(self.true(rule.when) for rule in made)])

    def valid(self, except_for: str | None = None) -> Any:
        """Return which situations can be; with `except_for`, rules may disagree on that fact."""
        wrong = [self.true(constraint.never) for constraint in self.made.constraints]
        for spec in self.made.facts.values():
            if spec.within is not None:
                stated = [
                    z3.And(self._given_is(spec, o), self.known[spec.within], z3.Not(self.inside[spec.within][o])) for o in spec.options
                ]
                wrong += stated
            if spec.id in self.makers and spec.id != except_for:
                domain: Sequence[bool | str] = list(spec.options) if spec.type == "option" else (False, True)
                each = [self.is_(spec, value) for value in domain]
                wrong += [z3.And(one, other) for index, one in enumerate(each) for other in each[:index]]
        return z3.And(self.bounds, z3.Not(z3.Or(wrong)))

    def applies(self, rule: Rule) -> Any:
        """Return where the rule is true and not overridden."""
        return z3.And(self.true(rule.when), z3.Not(z3.Or([self.true(over.when) for over in self.over.get(rule.id, ())])))

    def nets(self, decision: str) -> dict[str, tuple[Any, Any, Any]]:
        """Return, for each option of the decision, its net number of decisive, strong and supporting reasons."""
        rules = [(rule, rule.then) for rule in self.made.rules if isinstance(rule.then, Recommend) and rule.then.decision == decision]
        found = {}
        for option in self.made.decisions[decision].options:
            net = []
            for strength in ("decisive", "strong", "supporting"):
                groups: dict[tuple[int, str], list[Any]] = {}
                for rule, then in rules:
                    sign = 1 if option in then.options else -1 if option in then.against else 0
                    if sign and then.strength == strength:
                        groups.setdefault((sign, rule.cites[0]), []).append(self.applies(rule))
                net.append(z3.Sum([z3.IntVal(0), *(z3.If(z3.Or(applies), sign, 0) for (sign, _), applies in groups.items())]))
            decisive, strong, supporting = net
            found[option] = (decisive, strong, supporting)
        return found

    def stands(self, decision: str) -> dict[str, Any]:
        """Return where each option of the decision has a key above zero."""
        none = (z3.IntVal(0),) * 3
        return {option: above(net, none) for option, net in self.nets(decision).items()}

    def silent(self, decision: str) -> Any:
        """Return where no option of the decision has a rank."""
        return z3.Not(z3.Or(list(self.stands(decision).values())))

    def alone(self, decision: str, option: str) -> Any:
        """Return where the option comes first, and no other does."""
        nets = self.nets(decision)
        others = [above(nets[option], net) for other, net in nets.items() if other != option]
        return z3.And(above(nets[option], (z3.IntVal(0),) * 3), *others)

    def knows(self, outcomes: Outcomes) -> Any:
        """Return where a situation knows the facts that the outcomes are of, values in their domains, and no others."""
        found = [z3.Not(known) for fact, known in self.known.items() if fact not in outcomes.facts]
        return z3.And(self.bounds, *found, *(self.known[fact] for fact in outcomes.facts))

    def where(self, outcomes: Outcomes, truth: int) -> Any:
        """Return where a function of the outcomes' diagram is true, node by node."""
        diagram = outcomes.diagram
        found = {FALSE: z3.BoolVal(False), TRUE: z3.BoolVal(True)}
        for node, level, children in diagram.below(truth):
            values: dict[int, int] = {}
            for value, child in enumerate(children):
                values[child] = values.get(child, 0) | 1 << value
            ways = [z3.And(self._among(outcomes, level, bits), found[child]) for child, bits in values.items() if child != FALSE]
            found[node] = z3.Or(ways)
        return found[truth]

    def _among(self, outcomes: Outcomes, level: int, bits: int) -> Any:
        """Return where a variable of the diagram has one of these values; one for a fact left out is none here."""
        item, space = outcomes.asked[level], outcomes.boxes.space
        if item.member is not None:
            member = self.inside[item.fact][item.member]
            return z3.Or([member == bool(value) for value in (0, 1) if bits >> value & 1])
        part = outcomes.cells(item.fact, bits)
        value, spec = self.value[item.fact], self.made.facts[item.fact]
        if spec.type == "integer":
            return z3.Or([z3.And(value >= low, value <= high) for low, high in space.cells(item.fact, part)])
        if spec.type == "option":
            return z3.Or([value == list(spec.options).index(str(option)) for option in space.values(item.fact, part)])
        return z3.Or([value == truth for truth in space.values(item.fact, part)])


def above(one: tuple[Any, Any, Any], other: tuple[Any, Any, Any]) -> Any:
    """Return where one option's key, of these net numbers, is above another's: what is decisive is final."""
    (d, s, p), (e, t, q) = one, other
    s, p = (z3.If(d == 0, part, 0) for part in (s, p))
    t, q = (z3.If(e == 0, part, 0) for part in (t, q))
    return z3.Or(d > e, z3.And(d == e, z3.Or(s > t, z3.And(s == t, p > q))))


def possible(*formulas: Any) -> bool:
    """Return whether some situation meets all the formulas."""
    solver = z3.SolverFor("QF_LIA")
    solver.add(*formulas)
    answer = solver.check()
    assert answer in (z3.sat, z3.unsat)
    return bool(answer == z3.sat)
