"""The rulebook on CLIPS, a Rete engine in C, through clipspy: a template a fact, which rules match and derive."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any as Raw

from advisor.condition import All, Any, Condition, Facts, In, Members, Not, Range, SetValue, evaluate
from advisor.model import Derive, FactSpec, Rulebook
from benchmarks.peer import Peer
from benchmarks.translation import Translation

RENEWED_AFTER = 200
"""clipspy slows down with every fact asserted from Python, to a tenth after 1,000 situations; a new environment is quick again."""


def make_clips(rulebook: Rulebook) -> Peer:
    """Return CLIPS with the rulebook; a rule that fires says so to a Python function."""
    clips = import_module("clips")
    writer = _Writer(rulebook)
    constructs = list(writer.constructs())
    fired: list[int] = []

    def environments() -> Iterator[tuple[Raw, dict[str, Raw]]]:
        while True:
            environment = clips.Environment()
            environment.define_function(fired.append, "note")
            for construct in constructs:
                environment.build(construct)
            templates = {template.name: template for template in environment.templates()}
            for _ in range(RENEWED_AFTER):
                yield environment, templates

    def prepare(facts: Facts) -> list[tuple[str, dict[str, Raw]]]:
        return [
            (template, {slot: clips.Symbol(value) if isinstance(value, str) else value for slot, value in slots.items()})
            for template, slots in writer.slots(facts)
        ]

    ready = environments()

    def fire(prepared: list[tuple[str, dict[str, Raw]]]) -> list[int]:
        environment, templates = next(ready)
        fired.clear()
        environment.reset()
        for template, slots in prepared:
            templates[template].assert_fact(**slots)
        environment.run()
        return fired.copy()

    return Peer(prepare, fire, lambda numbers: sorted(set(numbers)))


class _Writer:
    """Writes templates, rules and facts as CLIPS has them. What is unknown is no fact; a set is a fact for each option known."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._counted = Translation(rulebook).counted
        self._variables = 0

    def constructs(self) -> Iterator[str]:
        """Yield a template for each fact, and each rule."""
        yield from map(self._template, self._rulebook.facts.values())
        yield "(deftemplate counted (slot test (type SYMBOL)) (slot in (type SYMBOL)))"
        yield from map(self._rule, range(len(self._rulebook.rules)))

    def _template(self, spec: FactSpec) -> str:
        if spec.type == "set":
            return f"(deftemplate {spec.id} (slot option (type SYMBOL)) (slot in (type SYMBOL)))"
        return f"(deftemplate {spec.id} (slot value (type {'INTEGER' if spec.type == 'integer' else 'SYMBOL'})))"

    def _rule(self, index: int) -> str:
        rule = self._rulebook.rules[index]
        derived = rule.then.facts if isinstance(rule.then, Derive) else {}
        actions = [f"(note {index})", *(f"(assert ({fact} (value {_symbol(value)})))" for fact, value in derived.items())]
        return f"(defrule r{index} {self._pattern(rule.when, True)} => {' '.join(actions)})"

    def slots(self, facts: Facts) -> list[tuple[str, dict[str, int | str]]]:
        found: list[tuple[str, dict[str, int | str]]] = []
        for fact, value in facts.items():
            if isinstance(value, SetValue):
                known = value.members if not value.complete else self._rulebook.facts[fact].options
                found += [(fact, {"option": option, "in": _symbol(option in value.members)}) for option in known]
            else:
                found.append((fact, {"value": _symbol(value) if isinstance(value, bool) else value}))
        for test, counted in self._counted.items():
            answer = evaluate(test, facts)
            if answer is not None:
                found.append(("counted", {"test": counted, "in": _symbol(answer)}))
        return found

    def _pattern(self, condition: Condition, answer: bool) -> str:
        match condition:
            case Not(part):
                return self._pattern(part, not answer)
            case All(parts) | Any(parts):
                word = "and" if isinstance(condition, All) == answer else "or"
                return f"({word} {' '.join(self._pattern(part, answer) for part in parts)})"
            case In(fact, values):
                wanted = [value for value in self._rulebook.facts[fact].options or (True, False) if (value in values) == answer]
                return f"({fact} (value {'|'.join(map(_symbol, wanted))}))"
            case Range(fact, low, high):
                return f"({fact} (value {self._bounds(low, high, answer)}))"
            case Members(fact, count, of):
                if condition in self._counted:
                    return f"(counted (test {self._counted[condition]}) (in {_symbol(answer)}))"
                if (count == 1) == answer and len(of) > 1:
                    return f"(exists ({fact} (option {'|'.join(sorted(of))}) (in {_symbol(answer)})))"
                return f"(and {' '.join(f'({fact} (option {option}) (in {_symbol(answer)}))' for option in sorted(of))})"

    def _bounds(self, low: int | None, high: int | None, answer: bool) -> str:
        self._variables += 1
        variable = f"?v{self._variables}"
        above, below = (">=", "<") if answer else ("<", ">=")
        tests = ([f"({above} {variable} {low})"] if low is not None else []) + (
            [f"({below} {variable} {high})"] if high is not None else []
        )
        return f"{variable}&:({'and' if answer else 'or'} {' '.join(tests)})" if len(tests) > 1 else f"{variable}&:{tests[0]}"


def _symbol(value: bool | int | str) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)
