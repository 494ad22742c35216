"""What a rulebook's parts say of each other: every reference leads somewhere, and nothing goes in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from advisor.condition import facts_read, surely_known
from advisor.errors import Place, did_you_mean
from advisor.model import Decision, Derive, FactSpec, Option, Raise, Recommend, Rule, Source
from advisor.rulebook.problems import Problems
from advisor.rulebook.values import Unfit, read_value
from advisor.rulebook.yaml_reader import Document, Path

TEMPLATE = re.compile(r"\{([^{}]*)\}")


class Parts(Protocol):
    """The parts of a rulebook that rules refer to."""

    facts: dict[str, FactSpec]
    decisions: dict[str, Decision]
    concerns: dict[str, str]
    owners: dict[str, str]
    sources: dict[str, Source]
    glossary: dict[str, Option]


def check_links(rules: Mapping[str, Rule], parts: Parts, documents: Mapping[str, Document], problems: Problems) -> None:
    """Note every reference that leads nowhere and every cycle."""
    for rule_id, rule in rules.items():
        document = documents[rule_id]
        for message, path in _faults(rule, rules, parts):
            problems.add(message, document.place(path))
    for decision in parts.decisions.values():
        for option in decision.options.values():
            document = documents.get("glossary" if option.id in parts.glossary else "decisions")
            for cite in option.cites:
                if (fault := _cite_fault(cite, parts)) and document is not None:
                    problems.add(fault, document.place(("decisions", decision.id, "options", option.id, "cites")))
    _check_cycles(rules, problems)


def derivation_graph(rules: Mapping[str, Rule]) -> dict[str, set[str]]:
    """Return, for each derived fact, the facts that the rules deriving it read."""
    graph: dict[str, set[str]] = {}
    for rule in rules.values():
        if isinstance(rule.then, Derive):
            for fact in rule.then.facts:
                graph.setdefault(fact, set()).update(facts_read(rule.when))
    return graph


def _faults(rule: Rule, rules: Mapping[str, Rule], parts: Parts) -> Iterator[tuple[str, Path]]:
    for index, cite in enumerate(rule.cites):
        if fault := _cite_fault(cite, parts):
            yield fault, ("cites", index)
    for index, target in enumerate(rule.overrides):
        if target not in rules:
            yield f"there is no rule {target} to override{did_you_mean(target, rules)}", ("overrides", index)
        elif isinstance(rules[target].then, Derive) or isinstance(rule.then, Derive):
            yield "rules that derive facts neither override nor are overridden; make their conditions exclude each other", ("overrides", index)
    yield from _template_faults(rule, parts)
    match rule.then:
        case Derive(facts):
            yield from _derive_faults(facts, parts)
        case Recommend(decision_id, options, against, _):
            yield from _recommend_faults(decision_id, options, against, parts)
        case Raise(concern, _, _, _, owner):
            if concern not in parts.concerns:
                yield f"{concern} is no concern{did_you_mean(concern, parts.concerns)}", ("raise", "concern")
            if owner not in parts.owners:
                yield f"{owner} is no owner{did_you_mean(owner, parts.owners)}", ("owner",)


def _cite_fault(cite: str, parts: Parts) -> str | None:
    source_id, _, statement = cite.partition(":")
    source = parts.sources.get(source_id)
    if source is None:
        return f"{source_id} is no source{did_you_mean(source_id, parts.sources)}"
    if statement not in source.statements:
        return f"{cite} is no statement{did_you_mean(cite, [f'{source_id}:{key}' for key in source.statements])}"
    return None


def _template_faults(rule: Rule, parts: Parts) -> Iterator[tuple[str, Path]]:
    then = rule.then
    texts = {"because": rule.because}
    if isinstance(then, Raise):
        texts |= {"fix": then.fix or "", "asks": then.asks}
    for key, text in texts.items():
        for fact in TEMPLATE.findall(text):
            if fact not in parts.facts:
                yield f"{{{fact}}} names no fact{did_you_mean(fact, parts.facts)}", (key,)
            elif fact not in surely_known(rule.when):
                yield f"{{{fact}}} may be unknown where this rule applies; test it in the condition, or leave it out", (key,)


def _derive_faults(facts: Mapping[str, bool | int | str], parts: Parts) -> Iterator[tuple[str, Path]]:
    for fact, value in facts.items():
        spec = parts.facts.get(fact)
        if spec is None:
            yield f"{fact} is no fact{did_you_mean(fact, parts.facts)}", ("derive", fact)
        elif spec.type == "set":
            yield f"{fact} is a set, and sets cannot be derived; derive a boolean", ("derive", fact)
        else:
            try:
                read_value(spec, value)
            except Unfit as error:
                yield f"{fact} {error}", ("derive", fact)


def _recommend_faults(decision_id: str, options: tuple[str, ...], against: tuple[str, ...], parts: Parts) -> Iterator[tuple[str, Path]]:
    decision = parts.decisions.get(decision_id)
    if decision is None:
        yield f"{decision_id} is no decision{did_you_mean(decision_id, parts.decisions)}", ("recommend", "decision")
        return
    for key, listed in (("options", options), ("against", against)):
        for index, option in enumerate(listed):
            if option not in decision.options:
                yield f"{option} is no option of {decision_id}{did_you_mean(option, decision.options)}", ("recommend", key, index)
            elif option in listed[:index] or (key == "against" and option in options):
                yield f"{option} is named twice; keep one", ("recommend", key, index)


def _check_cycles(rules: Mapping[str, Rule], problems: Problems) -> None:
    graph = derivation_graph(rules)
    if cycle := _cycle(graph):
        place = next(rule.place for rule in rules.values() if isinstance(rule.then, Derive) and cycle[0] in rule.then.facts)
        problems.add(f"facts are derived in a circle: {' <- '.join(cycle)}; break it", place)
    overrides = {rule.id: {target for target in rule.overrides if target in rules} for rule in rules.values()}
    if cycle := _cycle(overrides):
        problems.add(f"rules override each other in a circle: {' -> '.join(reversed(cycle))}; break it", _place(rules, cycle[0]))


def _place(rules: Mapping[str, Rule], rule_id: str) -> Place:
    return rules[rule_id].place


def _cycle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
