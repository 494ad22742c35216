"""Advice as plain data: the JSON contract, and the base of whatever else reads it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from advisor.condition import SetValue, Value
from advisor.model import (
    SCHEMA_VERSION,
    Advice,
    ConcernAdvice,
    DecisionAdvice,
    FactSpec,
    Opening,
    OptionAdvice,
    Question,
    Reason,
    Rulebook,
)
from advisor.openness import openings


def advice_data(advice: Advice, rulebook: Rulebook) -> dict[str, Any]:
    """Return the advice as the published JSON Schema describes it (`advisor schema advice`)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "situation": advice.situation,
        "facts": [
            {
                "id": fact.id,
                "value": value_data(rulebook.facts[fact.id], fact.value),
                "origin": fact.origin,
                "rule": fact.rule,
                "evidence": [],
            }
            for fact in advice.facts
        ],
        "decisions": [_decision(decision, advice, rulebook) for decision in advice.decisions],
        "concerns": [_concern(concern) for concern in advice.concerns],
        "next_question": _question(advice.next_question),
        "sources": sources_data(cited(advice, rulebook), rulebook),
    }


def value_data(spec: FactSpec, value: Value) -> bool | int | str | list[str]:
    """Return a fact's value as JSON has it; a set is a list in the vocabulary's order."""
    if isinstance(value, SetValue):
        return [option for option in spec.options if option in value.members]
    return value


def cited(advice: Advice, rulebook: Rulebook) -> set[str]:
    """Return every citation that the advice rests on."""
    return {cite for cites in _all_cites(advice, rulebook) for cite in cites}


def _all_cites(advice: Advice, rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for decision in advice.decisions:
        for option in decision.options:
            for reason in (*option.reasons, *option.against):
                yield reason.cites
            if option.rank is not None:
                yield rulebook.decisions[decision.id].options[option.id].cites
    for concern in advice.concerns:
        yield concern.cites
        for other in concern.also:
            yield other.cites


def _decision(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "id": decision.id,
        "answer": decision.answer,
        "settled": decision.settled,
        "open_facts": list(decision.open_facts),
        "options": [_option(decision.id, option, advice, rulebook) for option in decision.options],
    }


def _option(decision: str, option: OptionAdvice, advice: Advice, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "id": option.id,
        "label": option.label,
        "rank": option.rank,
        "reasons": [_reason(reason) for reason in option.reasons],
        "against": [_reason(reason) for reason in option.against],
        "open": [_opening(opening) for opening in openings(decision, option.id, advice, rulebook)],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "strength": reason.strength, "because": reason.because, "basis": reason.basis, "cites": list(reason.cites)}


def _opening(opening: Opening) -> dict[str, Any]:
    return {
        "rule": opening.rule,
        "strength": opening.strength,
        "against": opening.against,
        "summary": opening.summary,
        "facts": list(opening.facts),
    }


def _concern(concern: ConcernAdvice) -> dict[str, Any]:
    return {
        "rule": concern.rule,
        "concern": concern.concern,
        "severity": concern.severity,
        "message": concern.message,
        "because": concern.because,
        "facts": list(concern.facts),
        "fix": concern.fix,
        "asks": concern.asks,
        "owner": concern.owner,
        "basis": concern.basis,
        "cites": list(concern.cites),
        "also": [
            {
                "rule": other.rule,
                "message": other.message,
                "severity": other.severity,
                "because": other.because,
                "fix": other.fix,
                "facts": list(other.facts),
                "basis": other.basis,
                "cites": list(other.cites),
            }
            for other in concern.also
        ],
    }


def _question(question: Question | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {
        "fact": question.fact,
        "question": question.question,
        "help": question.help,
        "type": question.type,
        "unit": question.unit,
        "options": [{"id": option, "label": label} for option, label in question.options.items()],
        "decisions": list(question.decisions),
        "why": question.why,
    }


def sources_data(used: Set[str], rulebook: Rulebook) -> list[dict[str, Any]]:
    """Return the sources of these citations, with the statements cited."""
    found = []
    for source in rulebook.sources.values():
        statements = [statement for statement in source.statements.values() if statement.id in used]
        if statements:
            found.append(
                {
                    "id": source.id,
                    "title": source.title,
                    "author": source.author,
                    "url": source.url,
                    "retrieved": source.retrieved,
                    "statements": [{"id": item.id, "heading": item.heading, "claim": item.claim} for item in statements],
                }
            )
    return found
