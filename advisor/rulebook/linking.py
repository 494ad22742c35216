"""What a rulebook's parts say of each other: every reference leads somewhere, and nothing goes in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from advisor.condition import facts_read, surely_known
from advisor.errors import did_you_mean, listing
from advisor.files import shown
from advisor.model import Derive, Raise, Recommend, Rule
from advisor.rulebook.problems import Problems
from advisor.rulebook.shared_files import Draft
from advisor.rulebook.values import Unfit, read_value
from advisor.rulebook.yaml_reader import Path

TEMPLATE = re.compile(r"\{([^{}]*)\}")


def check_links(draft: Draft, problems: Problems) -> None:
    """Note every reference that leads nowhere and every cycle."""
    for rule_id, rule in draft.rules.items():
        document = draft.documents[rule_id]
        for message, path in _faults(rule, draft):
            problems.add(message, document.place(path))
    for cite, place in draft.cited:
        if fault := _cite_fault(cite, draft):
            problems.add(fault, place)
    _check_cycles(draft, problems)


def derivation_graph(rules: Mapping[str, Rule]) -> dict[str, set[str]]:
    """Return, for each derived fact, the facts that the rules deriving it read."""
    graph: dict[str, set[str]] = {}
    for rule in rules.values():
        if isinstance(rule.then, Derive):
            for fact in rule.then.facts:
                graph.setdefault(fact, set()).update(facts_read(rule.when))
    return graph


def _faults(rule: Rule, parts: Draft) -> Iterator[tuple[str, Path]]:
    for index, cite in enumerate(rule.cites):
        if fault := _cite_fault(cite, parts):
            yield fault, ("cites", index)
    for index, target in enumerate(rule.overrides):
        if target == rule.id:
            yield "a rule cannot override itself; remove it", ("overrides", index)
        elif target not in parts.rules and target not in parts.faulty:
            hint = did_you_mean(target, sorted(parts.rules.keys() - {rule.id})) or "; check the name"
            yield f"there is no rule {shown(target)} to override{hint}", ("overrides", index)
        elif target in parts.rules and (isinstance(parts.rules[target].then, Derive) or isinstance(rule.then, Derive)):
            message = "rules that derive facts neither override nor are overridden; make their conditions exclude each other"
            yield message, ("overrides", index)
    yield from _template_faults(rule, parts)
    match rule.then:
        case Derive(facts):
            yield from _derive_faults(facts, parts)
        case Recommend(decision_id, options, against, _):
            yield from _recommend_faults(decision_id, options, against, parts)
        case Raise(concern, _, _, _, owner):
            if concern not in parts.concerns:
                yield f"{shown(concern)} is no concern{_meant(concern, parts.concerns, 'concerns')}", ("raise", "concern")
            if owner not in parts.owners:
                yield f"{shown(owner)} is no owner{_meant(owner, parts.owners, 'owners')}", ("owner",)


def _meant(word: str, known: Mapping[str, object], what: str) -> str:
    return did_you_mean(word, known) or (f"; the {what} are {listing(list(known))}" if known else "")


def _cite_fault(cite: str, parts: Draft) -> str | None:
    source_id, _, statement = cite.partition(":")
    source = parts.sources.get(source_id)
    if source is None:
        return f"{source_id} is no source{_meant(source_id, parts.sources, 'sources')}"
    if statement not in source.statements:
        hint = did_you_mean(cite, [f"{source_id}:{key}" for key in source.statements])
        return f"{cite} is no statement{hint or f'; the statements are in sources/{source_id}.yaml'}"
    return None


def _template_faults(rule: Rule, parts: Draft) -> Iterator[tuple[str, Path]]:
    then = rule.then
    texts = {"because": rule.because}
    if isinstance(then, Raise):
        texts |= {"fix": then.fix or "", "asks": then.asks}
    for key, text in texts.items():
        for fact in TEMPLATE.findall(text):
            if fact not in parts.facts:
                hint = did_you_mean(fact, parts.facts) or "; write a fact between the braces, or leave them out"
                yield f"{{{shown(fact)}}} names no fact{hint}", (key,)
            elif fact not in surely_known(rule.when):
                yield f"{{{fact}}} may be unknown where this rule applies; test it in the condition, or leave it out", (key,)


def _derive_faults(facts: Mapping[str, bool | int | str], parts: Draft) -> Iterator[tuple[str, Path]]:
    if not facts:
        yield "derive concludes nothing; name a fact and its value", ("derive",)
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


def _recommend_faults(decision_id: str, options: tuple[str, ...], against: tuple[str, ...], parts: Draft) -> Iterator[tuple[str, Path]]:
    decision = parts.decisions.get(decision_id)
    if decision is None:
        yield f"{shown(decision_id)} is no decision{_meant(decision_id, parts.decisions, 'decisions')}", ("recommend", "decision")
        return
    for key, listed in (("options", options), ("against", against)):
        for index, option in enumerate(listed):
            if option not in decision.options:
                hint = did_you_mean(option, decision.options, [item.label for item in decision.options.values()])
                hint = hint or f"; its options are {listing(list(decision.options))}"
                yield f"{shown(option)} is no option of {decision_id}{hint}", ("recommend", key, index)
            elif option in listed[:index]:
                yield f"{option} is named twice; keep one", ("recommend", key, index)
            elif key == "against" and option in options:
                yield f"{option} stands under options and under against; keep one", ("recommend", key, index)


def _check_cycles(draft: Draft, problems: Problems) -> None:
    if cycle := _cycle(derivation_graph(draft.rules)):
        deriving = [rule for rule in draft.rules.values() if isinstance(rule.then, Derive) and cycle[0] in rule.then.facts]
        rule = next(rule for rule in deriving if cycle[1] in facts_read(rule.when))
        message = f"{' rests on '.join(cycle)}: facts are derived in a circle; derive one of them from something else"
        problems.add(message, draft.documents[rule.id].place(("derive", cycle[0])))
    overrides = {
        rule.id: {target for target in rule.overrides if target in draft.rules and target != rule.id} for rule in draft.rules.values()
    }
    if cycle := _cycle(overrides):
        place = draft.documents[cycle[0]].place(("overrides", draft.rules[cycle[0]].overrides.index(cycle[1])))
        problems.add(f"{' overrides '.join(cycle)}: rules override each other in a circle; remove one of these overrides", place)


def _cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return a cycle, each followed by one it points to, the first repeated at the end, or nothing."""
    try:
        TopologicalSorter({node: sorted(graph[node]) for node in sorted(graph)}).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
