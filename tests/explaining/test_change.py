"""What would change an answer does change it, and nothing smaller does."""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest

from advisor.advise import adviser, evaluate
from advisor.condition import SetValue, Value
from advisor.explaining import explain
from advisor.model import Change, Constraint, DecisionAdvice, Explanation, Rulebook
from advisor.rulebook import load_rulebook
from advisor.situation import Situation, complete
from advisor.testing.generation import random_situations
from tests import building
from tests.explaining.brute import adviser_of, answer, changes, facts_of, small

RULEBOOK = load_rulebook()
TRIED = int(os.environ.get("ADVISOR_EXPLAINED", "250"))
"""How many generated situations are tried; the figure in the docs is of 10,000."""


def known(situation: Situation) -> dict[str, Value]:
    """Return the facts that the situation gives in full."""
    return {fact: value for fact, value in situation.facts.items() if not (isinstance(value, SetValue) and not value.complete)}


def applied(situation: Situation, change: Change, made: Rulebook) -> Situation:
    facts = known(situation) | {item.fact: item.value for item in change.facts}
    return Situation("changed", complete(facts, made.facts))


def kept(found: Explanation, before: DecisionAdvice, after: DecisionAdvice) -> bool:
    """Return whether the advice after the change is what was promised."""
    what = found.what_if
    first = [option.id for option in after.first]
    match what.goal:
        case "first":
            return first == [what.option] == list(what.first)
        case "other-first":
            return len(first) == 1 and first == list(what.first) and first != [option.id for option in before.first]
        case "recommended":
            return any(option.id == what.option for option in after.ranked)
        case "not-recommended":
            return all(option.id != what.option for option in after.ranked)
        case "other-list":
            ranked = [option.id for option in after.ranked]
            return ranked == list(what.first) and set(ranked) != {option.id for option in before.ranked}


def test_a_change_brings_about_what_is_promised() -> None:
    random = Random(11)
    found = 0
    for situation in random_situations(RULEBOOK, adviser(RULEBOOK).engine, TRIED, 11):
        decision = RULEBOOK.decisions[random.choice([*["title", "level", "profile"] * 4, *RULEBOOK.decisions])]
        option = random.choice([None, *decision.options])
        explanation = explain(situation, RULEBOOK, decision.id, option)
        what = explanation.what_if
        if what.change is None:
            continue
        found += 1
        assert all(RULEBOOK.facts[item.fact].changeable and item.before == known(situation).get(item.fact) for item in what.change.facts)
        after = evaluate(applied(situation, what.change, RULEBOOK), RULEBOOK, next_question=False).decision(decision.id)
        before = evaluate(situation, RULEBOOK, next_question=False).decision(decision.id)
        assert kept(explanation, before, after), (situation.facts, decision.id, option)
    assert found > TRIED // 2


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_no_change_of_fewer_facts_or_nearer_ones_would_do(first: int) -> None:
    several = none = 0
    for seed in range(first, first + 50):
        random = Random(seed)
        made = small(random)
        tried, facts = adviser_of(made), facts_of(made, random)
        tree = answer(tried, facts, "tree")
        if tree is None:
            continue
        option = random.choice([None, *made.decisions["tree"].options])
        what = explain(Situation("tried", facts), made, "tree", option).what_if
        assert what.proved
        size = len(what.change.facts) if what.change else 2
        several += size > 1 and what.change is not None
        none += what.change is None
        for fewer in range(1, min(size, 2) + 1):
            for change in changes(made, facts, fewer):
                if what.change is not None and fewer == size and (far(facts, change) >= what.change.distance or "f.n" in change):
                    continue  # it is no smaller; how far integers are apart is counted in thresholds, and tested below
                after = answer(tried, {**facts, **change}, "tree")
                told = [item.id for item in after.first] if after else []
                reached = len(told) == 1 and (told == [option] if what.goal == "first" else told != [item.id for item in tree.first])
                assert not reached, f"seed {seed}: {change} would do for {option} in {facts}"
    assert several > 3
    assert none > 3


def test_without_an_option_the_change_of_a_list_is_the_nearest_that_gives_other_entries() -> None:
    made = building.rulebook(
        building.speak("a", building.yes("f.a"), pro="red", decision="bag"),
        building.speak("b", building.at_least("f.n", 10), con="red", strength="decisive", decision="bag"),
        building.speak("c", building.both(building.yes("f.b"), building.yes("f.c")), pro="blue", decision="bag"),
    )
    for facts, changed, after in (
        ({"f__a": True, "f__n": 3, "f__b": True}, "f.c", ("red", "blue")),
        ({"f__a": True, "f__n": 3, "f__b": False, "f__c": False}, "f.a", ()),
        ({"f__b": True, "f__n": 3}, "f.a", ("red",)),
        ({"f__a": True, "f__n": 12, "f__b": True}, "f.c", ("blue",)),
    ):
        what = explain(building.situation(made, **facts), made, "bag").what_if
        assert what.change is not None
        assert (what.goal, what.option, what.first, what.proved) == ("other-list", None, after, True)
        assert [item.fact for item in what.change.facts] == [changed]


def far(facts: dict[str, Value], change: dict[str, Value]) -> int:
    """Return how far a change goes: a member gained or lost counts one, and so does anything else."""
    total = 0
    for fact, value in change.items():
        before = facts.get(fact)
        if isinstance(value, SetValue):
            now = before.members if isinstance(before, SetValue) else frozenset[str]()
            total += max(1, len(value.members ^ now))
        else:
            total += 1
    return total


def test_an_integer_goes_just_over_the_nearest_threshold_that_will_do() -> None:
    made = building.rulebook(
        building.speak("a", building.yes("f.a"), pro="red"),
        building.speak("b", building.at_least("f.n", 10), pro="blue", strength="decisive"),
        building.speak("c", building.at_least("f.n", 40), con="blue", strength="decisive"),
    )
    what = explain(building.situation(made, f__a=True, f__n=80), made, "colour", "blue").what_if
    assert what.change is not None
    assert [(item.fact, item.before, item.value, item.low, item.high) for item in what.change.facts] == [("f.n", 80, 39, 10, 39)]
    assert what.change.distance == 1


def test_what_a_changed_fact_must_agree_with_is_changed_too() -> None:
    made = building.rulebook(
        building.speak("a", building.has("f.kinds", "y"), pro="red"), building.speak("b", building.yes("f.a"), pro="blue")
    )
    made = replace(
        made,
        constraints=(
            Constraint("c", building.both(building.has("f.kinds", "y"), building.yes("f.b")), "No.", frozenset(("f.kinds", "f.b"))),
        ),
    )
    what = explain(building.situation(made, f__b=True, f__kinds=("x",)), made, "colour", "red").what_if
    assert what.change is not None
    assert {item.fact: item.value for item in what.change.facts} == {"f.b": False, "f.kinds": SetValue(frozenset("xy"))}
