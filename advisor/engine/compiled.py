"""The default engine: the whole rulebook as one Python function, made once.

Each distinct test becomes two local variables, "known to be true" and "known to be false"; a
condition's truth and falsehood are then plain boolean expressions over them, which is Kleene's logic
without a third value. An unknown integer is NaN, for which every comparison is false; an unknown
option is None, which is in no set of options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any as Raw

from advisor.condition import All, Any, Condition, Facts, In, Members, Not, Range, SetValue, Test
from advisor.engine.protocol import Firing
from advisor.engine.strata import Conclusions, layers
from advisor.model import Derive, Rulebook

_UNKNOWN_SET = SetValue(frozenset(), complete=False)


class CompiledEngine:
    """Runs the rulebook as generated Python code."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = rulebook.rules
        self._run = _compile(rulebook)

    def fire(self, facts: Facts) -> Firing:
        """Return what holds under these facts."""
        conclusions = Conclusions(dict(facts))
        rules = self._rules
        true, open_, violated = self._run(conclusions.facts.get, lambda index: conclusions.take(rules[index]))
        return Firing(conclusions.facts, conclusions.derived_by, true, open_, violated, tuple(conclusions.disagreements))


_Run = Callable[[Callable[..., Raw], Callable[[int], None]], tuple[list[int], list[int], list[int]]]


def _compile(rulebook: Rulebook) -> _Run:
    source, constants = _Writer(rulebook).write()
    namespace: dict[str, Raw] = dict(constants)
    exec(compile(source, "<rulebook>", "exec"), namespace)  # our own generated code, made of indices and constants only
    run: _Run = namespace["run"]
    return run


class _Writer:
    """Writes the function: facts into locals, tests into locals, rules into appends."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._names = {fact: f"v{index}" for index, fact in enumerate(rulebook.facts)}
        self._lines: list[str] = []
        self._tests: dict[Test, str] = {}
        self._constants: dict[str, Raw] = {"NAN": float("nan"), "UNKNOWN": _UNKNOWN_SET, "NOTHING": frozenset()}
        self._pool: dict[Raw, str] = {}

    def write(self) -> tuple[str, dict[str, Raw]]:
        """Return the function's source and the constants it names."""
        rules = self._rulebook.rules
        order = layers(self._rulebook)
        last_layer = {fact: number for number, layer in enumerate(order) for index in layer for fact in _derives(rules[index].then)}
        for fact in self._rulebook.facts:
            if fact not in last_layer:
                self._load(fact)
        for number, layer in enumerate(order):
            for index in layer:
                self._line(f"if {self._truth(rules[index].when, True)}: take({index})")
            for fact in sorted(fact for fact, last in last_layer.items() if last == number):
                self._load(fact)
        self._line("true = []; open_ = []; bad = []; t = true.append; o = open_.append")
        for index, rule in enumerate(rules):
            self._line(f"if {self._truth(rule.when, True)}: t({index})")
            self._line(f"elif not ({self._truth(rule.when, False)}): o({index})")
        for index, constraint in enumerate(self._rulebook.constraints):
            self._line(f"if {self._truth(constraint.never, True)}: bad.append({index})")
        self._line("return true, open_, bad")
        return "\n".join(["def run(get, take):", *(f"    {line}" for line in self._lines)]), self._constants

    def _line(self, text: str) -> None:
        self._lines.append(text)

    def _load(self, fact: str) -> None:
        name, kind = self._names[fact], self._rulebook.facts[fact].type
        match kind:
            case "integer":
                self._line(f"{name} = get({fact!r}, NAN)")
            case "set":
                everything = self._constant(frozenset(self._rulebook.facts[fact].options))
                self._line(f"s = get({fact!r}, UNKNOWN); {name} = s.members; {name}n = {everything} - {name} if s.complete else NOTHING")
            case _:
                self._line(f"{name} = get({fact!r})")

    def _truth(self, condition: Condition, answer: bool) -> str:
        match condition:
            case Not(part):
                return self._truth(part, not answer)
            case All(parts) | Any(parts):
                conjunction = isinstance(condition, All) == answer
                if not parts:
                    return str(conjunction)
                word = " and " if conjunction else " or "
                return "(" + word.join(self._truth(part, answer) for part in parts) + ")"
            case _:
                return self._test(condition) + ("t" if answer else "f")

    def _test(self, test: Test) -> str:
        if test not in self._tests:
            name = f"p{len(self._tests)}"
            self._tests[test] = name
            when_true, when_false = self._expressions(test)
            self._lines.append(f"{name}t = {when_true}; {name}f = {when_false}")
        return self._tests[test]

    def _expressions(self, test: Test) -> tuple[str, str]:
        name = self._names[test.fact]
        match test:
            case In(fact, values):
                return self._in(name, fact, values)
            case Range(_, low, high):
                inside = [f"{name} >= {low}"] if low is not None else []
                inside += [f"{name} < {high}"] if high is not None else []
                outside = [f"{name} < {low}"] if low is not None else []
                outside += [f"{name} >= {high}"] if high is not None else []
                return " and ".join(inside) or f"{name} == {name}", " or ".join(outside) or "False"
            case Members(fact, count, of) if not 0 < count <= len(of):  # no rule file says so, but the answer is that of any known set
                known = f"get({fact!r}) is not None"
                return (known, "False") if count <= 0 else ("False", known)
            case Members(_, count, of):
                wanted = self._constant(of)
                if count == 1:
                    return f"not {name}.isdisjoint({wanted})", f"{wanted} <= {name}n"
                return f"len({name} & {wanted}) >= {count}", f"len({wanted} - {name}n) < {count}"

    def _in(self, name: str, fact: str, values: frozenset[bool | str]) -> tuple[str, str]:
        if self._rulebook.facts[fact].type == "boolean":
            sides = [
                " or ".join(f"{name} is {value}" for value in (True, False) if (value in values) == wanted) for wanted in (True, False)
            ]
            return sides[0] or "False", sides[1] or "False"
        others = frozenset(self._rulebook.facts[fact].options) - values
        return f"{name} in {self._constant(values)}", f"{name} in {self._constant(others)}"

    def _constant(self, value: frozenset[Raw]) -> str:
        if value not in self._pool:
            self._pool[value] = f"K{len(self._pool)}"
            self._constants[self._pool[value]] = value
        return self._pool[value]


def _derives(then: object) -> Iterator[str]:
    if isinstance(then, Derive):
        yield from then.facts
