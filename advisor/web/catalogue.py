"""The rules and the vocabulary as plain data: what the page and other programs need to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.condition import facts_read
from advisor.model import SEVERITIES, Derive, FactSpec, Raise, Recommend, Rule, Rulebook
from advisor.render.conditions import in_words
from advisor.wording import blanks_for_facts, value_in_words


def rules_data(rulebook: Rulebook) -> dict[str, Any]:
    """Return every rule in the order of its id."""
    return {"rules": [rule_data(rule, rulebook) for rule in rulebook.rules]}


def rule_data(rule: Rule, rulebook: Rulebook) -> dict[str, Any]:
    """Return what there is to know of a rule, in words."""
    specs = rulebook.facts
    return {
        "id": rule.id,
        "summary": rule.summary,
        "when": [{"depth": depth, "text": text} for depth, text in in_words(rule.when, specs)],
        "reads": [fact for fact in specs if fact in facts_read(rule.when)],
        "because": blanks_for_facts(rule.because, specs),
        "basis": rule.basis,
        "cites": [{"id": cite, "claim": rulebook.statement(cite).claim, "url": _source(cite, rulebook)} for cite in rule.cites],
        "overrides": list(rule.overrides),
        "then": _then(rule, rulebook),
    }


def vocabulary_data(rulebook: Rulebook) -> dict[str, Any]:
    """Return the facts that can be stated, the decisions, concerns, owners, expectations and sources."""
    return {
        "facts": [_fact(spec) for spec in rulebook.facts.values() if not spec.id.startswith("ad.")],
        "decisions": [
            {
                "id": decision.id,
                "label": decision.label,
                "question": decision.question,
                "answer": decision.answer,
                "section": decision.section,
                "options": [{"id": option.id, "label": option.label, "about": option.about} for option in decision.options.values()],
            }
            for decision in rulebook.decisions.values()
        ],
        "sections": {section: spec.label for section, spec in rulebook.sections.items()},
        "concerns": dict(rulebook.concerns),
        "owners": dict(rulebook.owners),
        "expectations": [{"id": item.id, "label": item.label} for item in rulebook.expectations.values()],
        "statements": {
            f"{source.id}:{statement.id}": {"claim": statement.claim, "source": source.title, "url": source.url}
            for source in rulebook.sources.values()
            for statement in source.statements.values()
        },
    }


def kind_of(rule: Rule, rulebook: Rulebook) -> str:
    """Return the heading under which the catalogue shows a rule."""
    match rule.then:
        case Raise():
            return "What puts engineers off, and what is missing"
        case Recommend(decision):
            return rulebook.decisions[decision].label
        case Derive():
            return "What follows from what is known"


def grouped(rulebook: Rulebook) -> Mapping[str, list[Rule]]:
    """Return the rules by the heading under which the catalogue shows them, the gravest concerns first."""
    headings = [kind_of(rule, rulebook) for rule in rulebook.rules]
    order = ["What puts engineers off, and what is missing", *(item.label for item in rulebook.decisions.values())]
    found: dict[str, list[Rule]] = {heading: [] for heading in [*order, *headings] if heading in headings}
    for rule, heading in zip(rulebook.rules, headings, strict=True):
        found[heading].append(rule)
    for rules in found.values():
        rules.sort(key=lambda rule: SEVERITIES.index(rule.then.severity) if isinstance(rule.then, Raise) else 0)
    return found


def _then(rule: Rule, rulebook: Rulebook) -> dict[str, Any]:
    match rule.then:
        case Raise() as then:
            said = {
                "fix": blanks_for_facts(then.fix, rulebook.facts) if then.fix else None,
                "asks": blanks_for_facts(then.asks, rulebook.facts),
            }
            return {"raise": then.concern, "severity": then.severity, "owner": rulebook.owners[then.owner], **said}
        case Recommend(decision, options, against, strength):
            return {"recommend": decision, "options": list(options), "against": list(against), "strength": strength}
        case Derive(facts):
            return {"derive": {fact: value_in_words(rulebook.facts[fact], value) for fact, value in facts.items()}}


def _fact(spec: FactSpec) -> dict[str, Any]:
    return {
        "id": spec.id,
        "type": spec.type,
        "label": spec.label,
        "ask": spec.ask,
        "help": spec.help,
        "unit": spec.unit,
        "low": spec.low,
        "high": spec.high,
        "options": [{"id": option, "label": label} for option, label in spec.options.items()],
        "within": spec.within,
        "givable": spec.givable,
    }


def _source(cite: str, rulebook: Rulebook) -> str:
    return rulebook.sources[cite.partition(":")[0]].url
