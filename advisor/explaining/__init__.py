"""Explaining one decision of an advice: why, why not, and what would change it."""

from __future__ import annotations

from advisor.advise import adviser
from advisor.condition import SetValue, Value
from advisor.errors import BadInput, did_you_mean, listing
from advisor.explaining.change import smallest_change
from advisor.explaining.enough import smallest_enough
from advisor.explaining.goals import ComesFirst, Differs, Goal, Listed, StaysFirst
from advisor.explaining.tree import Trees
from advisor.files import shown
from advisor.model import Change, Decision, DecisionAdvice, Explanation, Rulebook, WhatIf
from advisor.ranking import ranks
from advisor.scope import Scope, scope
from advisor.situation import Situation, complete

__all__ = ["explain"]


def explain(situation: Situation, rulebook: Rulebook, decision: str, option: str | None = None) -> Explanation:
    """Return why the decision is answered as it is, or why (and why not) with this option, and what would change it.

    The advice must be possible: raises BadInput and ConflictingRules as `evaluate` does, and BadInput where there is no
    such decision or option.
    """
    spec = _decision(decision, rulebook)
    if option is not None and option not in spec.options:
        labels = [entry.label for entry in spec.options.values()]
        hint = did_you_mean(option, spec.options, labels) or f"; its options are {listing(list(spec.options))}"
        raise BadInput(f"{decision} has no option {shown(option)}{hint}")
    advice = adviser(rulebook).advise(situation, next_question=False).decision(decision)
    given = {fact: value for fact, value in situation.facts.items() if not (isinstance(value, SetValue) and not value.complete)}
    trees = Trees(situation, rulebook)
    enough, fewest = _enough(given, advice, option, rulebook)
    return Explanation(
        situation.name,
        decision,
        spec.answer,
        advice.settled,
        advice.open_facts,
        option,
        tuple(trees.option(decision, item) for item in advice.options),
        tuple(trees.ground(fact) for fact in enough),
        fewest,
        _what_if(given, advice, option, rulebook),
    )


def _decision(decision: str, rulebook: Rulebook) -> Decision:
    if decision not in rulebook.decisions:
        labels = [entry.label for entry in rulebook.decisions.values()]
        hint = did_you_mean(decision, rulebook.decisions, labels) or f"; the decisions are {listing(list(rulebook.decisions))}"
        raise BadInput(f"there is no decision {shown(decision)}{hint}")
    return rulebook.decisions[decision]


def _enough(given: dict[str, Value], advice: DecisionAdvice, option: str | None, rulebook: Rulebook) -> tuple[tuple[str, ...], bool]:
    """Return the fewest given facts that lead to the answer; none are named where nothing is recommended."""
    goal: Goal
    if advice.answer == "choose":
        if not advice.first:
            return (), True
        goal = StaysFirst(frozenset(item.id for item in advice.first))
        return smallest_enough(given, advice.id, goal, scope(rulebook, (advice.id,)))
    ranked = frozenset(item.id for item in advice.ranked)
    if not ranked or (option is not None and option not in ranked):
        return (), True
    if option is not None:
        goal = Listed(frozenset((option,)), frozenset((option,)))
    else:
        goal = Listed(ranked, frozenset(item.id for item in advice.options))
    return smallest_enough(given, advice.id, goal, scope(rulebook, (advice.id,), option))


def _what_if(given: dict[str, Value], advice: DecisionAdvice, option: str | None, rulebook: Rulebook) -> WhatIf:
    ranked = frozenset(item.id for item in advice.ranked)
    if advice.answer == "list" and option is not None:
        wanted: Goal = Listed(frozenset(() if option in ranked else (option,)), frozenset((option,)))
        change, proved = smallest_change(given, advice.id, wanted, scope(rulebook, (advice.id,), option))
        if option in ranked:
            return WhatIf("not-recommended", option, change, (), proved)
        return WhatIf("recommended", option, change, () if change is None else (option,), proved)
    within = scope(rulebook, (advice.id,))
    if advice.answer == "list":
        change, proved = smallest_change(given, advice.id, Differs(ranked), within)
        return WhatIf("other-list", None, change, _after(given, change, advice, within), proved)
    first = {item.id for item in advice.first}
    asked = option if option is not None and first != {option} else None
    targets = frozenset((asked,)) if asked else frozenset(item.id for item in advice.options if first != {item.id})
    change, proved = smallest_change(given, advice.id, ComesFirst(targets), within)
    return WhatIf("first" if asked else "other-first", asked, change, _after(given, change, advice, within), proved)


def _after(given: dict[str, Value], change: Change | None, advice: DecisionAdvice, within: Scope) -> tuple[str, ...]:
    """Return what comes first with the change or, of a list, is recommended, the best first."""
    if change is None:
        return ()
    facts = given | {item.fact: item.value for item in change.facts}
    firing = within.fire(complete(facts, within.rulebook.facts))
    assert firing is not None
    applying, _ = within.between(firing.true, firing.true)
    ranked = ranks(within.ballots[advice.id].keys(applying, applying))
    return tuple(option for option, rank in ranked.items() if rank == 1 or advice.answer == "list")
