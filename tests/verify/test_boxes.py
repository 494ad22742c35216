"""Boxes say what the engines say: a condition is true in a situation just where one of its boxes holds the situation."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.condition import All, Any, Condition, In, Members, Not, Range, SetValue, Value, evaluate
from advisor.engine import make_engine
from advisor.model import Rulebook
from advisor.rulebook import load_rulebook
from advisor.situation import complete
from advisor.testing import made as generated
from advisor.verify.boxes import Box, Boxes
from advisor.verify.space import Part, solve
from tests.building import at_least, both, conclude, has, no, rulebook, warn, yes


def _holds(part: Part, value: Value, fact: str, boxes: Boxes) -> bool:
    if isinstance(value, SetValue):
        assert not isinstance(part, int)
        return value.complete and all((len(of & value.members) >= count) is answer for of, count, answer in part)
    assert isinstance(part, int)
    return bool(boxes.space.of(fact, value) & part)


def _inside(box: Box, facts: Mapping[str, Value], boxes: Boxes) -> bool:
    return all(fact in facts and _holds(part, facts[fact], fact, boxes) for fact, part in box.items())


@pytest.mark.parametrize("seed", range(40))
def test_a_rule_is_true_just_in_its_boxes(seed: int) -> None:
    random = Random(seed)
    made = generated.rulebook(random, rules=10, depth=2)
    boxes, engine = Boxes(made), make_engine(made, "reference")
    tried = 0
    for _ in range(60):
        facts = generated.situation(made, random, partial=0.0)
        firing = engine.fire(facts)
        sound = not firing.violated and not firing.disagreements
        assert sound is not any(_inside(box, facts, boxes) for box in boxes.impossible)
        for index, rule in enumerate(made.rules if sound else ()):
            tried += 1
            assert any(_inside(box, facts, boxes) for box in boxes.of(rule.when)) is bool(firing.true >> index & 1)
    assert tried or boxes.impossible


@pytest.mark.parametrize("seed", range(40))
def test_what_is_found_possible_is_a_valid_situation_in_which_the_rule_is_true(seed: int) -> None:
    made = generated.rulebook(Random(seed), rules=20, depth=2)
    boxes, engine = Boxes(made), make_engine(made, "reference")
    for index, rule in enumerate(made.rules):
        found = boxes.possible(boxes.of(rule.when))
        if found is not None:
            firing = engine.fire(boxes.situation(found).facts)
            assert not firing.violated
            assert not firing.disagreements
            assert firing.true >> index & 1


def _valid(made: Rulebook, condition: Condition) -> bool:
    boxes = Boxes(made, (condition,))
    return boxes.possible(boxes.of(condition)) is not None


def test_a_condition_that_contradicts_itself_is_nowhere_true() -> None:
    made = rulebook()
    assert not _valid(made, both(yes("f.a"), no("f.a")))
    assert not _valid(made, both(at_least("f.n", 5), Not(at_least("f.n", 5))))
    assert not _valid(made, both(has("f.kinds", "x"), Not(has("f.kinds", "x"))))
    assert not _valid(made, at_least("f.n", 101))
    assert _valid(made, at_least("f.n", 100))


def test_an_option_within_a_set_is_a_member_of_it() -> None:
    made = rulebook()
    facts = complete({"f.main": "x"}, made.facts)
    boxes = Boxes(made)
    assert evaluate(has("f.kinds", "x"), facts)
    assert any(_inside(box, {"f.main": "x"}, boxes) for box in boxes.of(has("f.kinds", "x")))
    assert not any(_inside(box, {"f.main": "y"}, boxes) for box in boxes.of(has("f.kinds", "x")))


def test_a_derived_fact_stands_for_what_concludes_it() -> None:
    made = rulebook(conclude("big", at_least("f.n", 50), "d.only", True), conclude("small", Range("f.n", None, 20), "d.only", False))
    assert _valid(made, both(yes("d.only"), at_least("f.n", 60)))
    assert not _valid(made, both(yes("d.only"), Range("f.n", None, 50)))
    assert not _valid(made, both(no("d.only"), Range("f.n", 20, None)))


def test_conditions_compare_exactly() -> None:
    made = rulebook(warn("one", at_least("f.n", 5)))
    boxes = Boxes(made)
    assert boxes.same(both(yes("f.a"), at_least("f.n", 5)), All((at_least("f.n", 5), yes("f.a"), Any((yes("f.a"), yes("f.b"))))))
    assert boxes.same(Not(yes("f.a")), no("f.a"))
    assert not boxes.same(Any((yes("f.a"), no("f.a"))), All(()))  # where it is unknown neither is true
    assert not boxes.same(In("f.a", frozenset((True,))), yes("f.b"))


MEMBERS = "abcdef"


@given(
    st.lists(
        st.tuples(st.frozensets(st.sampled_from(MEMBERS), min_size=1), st.integers(1, 4), st.booleans()).filter(
            lambda demand: demand[1] <= len(demand[0])
        ),
        max_size=6,
    )
)
def test_demands_on_a_set_are_solved_just_where_some_set_meets_them(demands: list[tuple[frozenset[str], int, bool]]) -> None:
    def met(members: frozenset[str]) -> bool:
        return all((len(of & members) >= count) is answer for of, count, answer in demands)

    every = (frozenset(member for bit, member in enumerate(MEMBERS) if bits >> bit & 1) for bits in range(1 << len(MEMBERS)))
    found = solve(frozenset(demands))
    assert met(found) if found is not None else not any(met(members) for members in every)


def test_every_shipped_rule_comes_apart_into_few_boxes() -> None:
    made = load_rulebook()
    boxes = Boxes(made)
    assert max(len(boxes.of(rule.when)) for rule in made.rules) < 200


def test_members_are_counted() -> None:
    made = rulebook()
    every = frozenset(("x", "y"))
    assert not _valid(made, both(Members("f.kinds", 2, every), Not(has("f.kinds", "y"))))
    assert _valid(made, both(Members("f.kinds", 1, every), Not(Members("f.kinds", 2, every))))
