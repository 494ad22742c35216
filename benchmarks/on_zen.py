"""The rulebook on zen-engine, a rules engine in Rust: as a decision table, and as one expression."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from advisor.model import Derive, Rulebook
from benchmarks.peer import Peer
from benchmarks.translation import Translation, literal, name


def make_zen_table(rulebook: Rulebook) -> Peer:
    """Return zen-engine with a decision table, a row a rule, behind expressions for what is derived."""
    translation = Translation(rulebook)
    rows = [{"_id": str(index), "if": condition, "then": str(index)} for index, condition in enumerate(translation.conditions)]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "if", "name": "condition"}],
        "outputs": [{"id": "then", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    nodes = [
        ("inputNode", {}),
        *(("expressionNode", {"passThrough": True, "expressions": layer}) for layer in _layers(rulebook, translation)),
        ("decisionTableNode", table),
        ("outputNode", {}),
    ]
    content = {
        "nodes": [
            {"id": str(number), "type": kind, "name": f"{kind} {number}", "content": content, "position": {"x": 0, "y": 0}}
            for number, (kind, content) in enumerate(nodes)
        ],
        "edges": [
            {"id": f"to {number}", "type": "edge", "sourceId": str(number - 1), "targetId": str(number)} for number in range(1, len(nodes))
        ],
    }
    decision = import_module("zen").ZenEngine().create_decision(json.dumps(content))
    return Peer(translation.values, decision.evaluate, lambda answer: [int(row["rule"]) for row in answer["result"]])


def make_zen_expression(rulebook: Rulebook) -> Peer:
    """Return zen-engine with all conditions in one compiled expression, and one more for each layer of derived facts."""
    zen = import_module("zen")
    translation = Translation(rulebook)
    deriving = [
        zen.compile_expression("{" + ", ".join(f"{item['key']}: {item['value']}" for item in layer) + "}")
        for layer in _layers(rulebook, translation)
    ]
    everything = zen.compile_expression(f"[{', '.join(translation.conditions)}]")

    def fire(values: dict[str, Any]) -> Any:
        for expression in deriving:
            values = {**values, **expression.evaluate(values)}
        return everything.evaluate(values)

    return Peer(translation.values, fire, lambda answers: [index for index, answer in enumerate(answers) if answer])


def _layers(rulebook: Rulebook, translation: Translation) -> list[list[dict[str, str]]]:
    """Return, for each layer of derived facts, an expression for each: what is given, else what the first true rule concludes."""
    found = []
    for layer in translation.layers:
        values: dict[str, str] = {}
        for index in reversed(layer):
            then = rulebook.rules[index].then
            assert isinstance(then, Derive)
            for fact, value in then.facts.items():
                values[fact] = f"{translation.conditions[index]} ? {literal(value)} : ({values.get(fact, 'null')})"
        found.append(
            [
                {"id": name(fact), "key": name(fact), "value": f"{name(fact)} != null ? {name(fact)} : ({value})"}
                for fact, value in values.items()
            ]
        )
    return found
