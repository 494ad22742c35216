"""An explanation as one JSON object on one line, as `advisor schema explanation` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from advisor.model import SCHEMA_VERSION, Because, Change, Explanation, Ground, Lacking, OptionExplained, Rulebook, WhatIf
from advisor.render.plain import sources_data, value_data


def render(explanation: Explanation, rulebook: Rulebook) -> str:
    """Return the explanation as JSON, with a line end."""
    return json.dumps(explanation_data(explanation, rulebook), ensure_ascii=False, separators=(",", ":")) + "\n"


def explanation_data(explanation: Explanation, rulebook: Rulebook) -> dict[str, Any]:
    """Return the explanation as plain data."""
    it = explanation
    return {
        "schema_version": SCHEMA_VERSION,
        "situation": it.situation,
        "decision": it.decision,
        "answer": it.answer,
        "settled": it.settled,
        "open_facts": list(it.open_facts),
        "option": it.option,
        "options": [_option(option, rulebook) for option in it.options],
        "enough": [_ground(ground, rulebook) for ground in it.enough],
        "fewest": it.fewest,
        "what_if": _what_if(it.what_if, rulebook),
        "sources": sources_data(set(_cites(it)), rulebook),
    }


def _cites(explanation: Explanation) -> Iterator[str]:
    def behind(ground: Ground) -> Iterator[str]:
        yield from ground.cites
        for deeper in ground.grounds:
            yield from behind(deeper)

    for option in explanation.options:
        for reason in (*option.reasons, *option.against):
            yield from reason.cites
            for ground in reason.grounds:
                yield from behind(ground)
        for item in option.lacking:
            for ground in item.grounds:
                yield from behind(ground)


def _option(option: OptionExplained, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "id": option.id,
        "label": option.label,
        "rank": option.rank,
        "reasons": [_because(reason, rulebook) for reason in option.reasons],
        "against": [_because(reason, rulebook) for reason in option.against],
        "lacking": [_lacking(item, rulebook) for item in option.lacking],
    }


def _because(reason: Because, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "strength": reason.strength,
        "because": reason.because,
        "basis": reason.basis,
        "cites": list(reason.cites),
        "grounds": [_ground(ground, rulebook) for ground in reason.grounds],
    }


def _ground(ground: Ground, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "fact": ground.fact,
        "value": value_data(rulebook.facts[ground.fact], ground.value),
        "rule": ground.rule,
        "because": ground.because,
        "basis": ground.basis,
        "cites": list(ground.cites),
        "grounds": [_ground(deeper, rulebook) for deeper in ground.grounds],
    }


def _lacking(item: Lacking, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "summary": item.summary,
        "strength": item.strength,
        "against": item.against,
        "state": item.state,
        "grounds": [_ground(ground, rulebook) for ground in item.grounds],
        "facts": list(item.facts),
        "by": list(item.by),
    }


def _what_if(what: WhatIf, rulebook: Rulebook) -> dict[str, Any]:
    change = _change(what.change, rulebook) if what.change else None
    return {"goal": what.goal, "option": what.option, "change": change, "first": list(what.first), "proved": what.proved}


def _change(change: Change, rulebook: Rulebook) -> dict[str, Any]:
    specs = rulebook.facts
    return {
        "distance": change.distance,
        "facts": [
            {
                "fact": item.fact,
                "before": None if item.before is None else value_data(specs[item.fact], item.before),
                "value": value_data(specs[item.fact], item.value),
                "low": item.low,
                "high": item.high,
            }
            for item in change.facts
        ],
    }
