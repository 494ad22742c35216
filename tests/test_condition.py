"""Conditions: Kleene's tables, and laws held against brute force over every value that a fact may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import condition as spec
from advisor.condition import (
    All,
    Any,
    Condition,
    In,
    Members,
    Not,
    Range,
    SetValue,
    Test,
    Value,
    evaluate,
    facts_read,
    support,
    surely_known,
    unknown_facts,
    ways_to_know,
)

ANSWERS: dict[str, bool | None] = {"true": True, "false": False, "unknown": None}
# One test for each answer, under WITH.
TESTS: dict[bool | None, Condition] = {
    True: In("t.on", frozenset((True,))),
    False: In("t.on", frozenset((False,))),
    None: In("t.unknown", frozenset((True,))),
}
WITH: dict[str, Value] = {"t.on": True}

# Every value a fact may have: small, so that all situations can be tried.
MEMBERS = ("x", "y", "z")
DOMAINS: dict[str, tuple[Value, ...]] = {
    "f.on": (True, False),
    "f.number": (0, 1, 2, 3),
    "f.word": ("a", "b", "c"),
    "f.set": tuple(SetValue(frozenset(m for m, there in zip(MEMBERS, bits, strict=True) if there)) for bits in product((0, 1), repeat=3)),
}

_numbers = st.integers(-1, 5)
_members = st.frozensets(st.sampled_from(MEMBERS), min_size=1)
_tests: st.SearchStrategy[Condition] = st.one_of(
    st.builds(In, st.just("f.on"), st.frozensets(st.booleans())),
    st.builds(In, st.just("f.word"), st.frozensets(st.sampled_from("abc"))),
    st.builds(Range, st.just("f.number"), st.none() | _numbers, st.none() | _numbers),
    _members.flatmap(lambda of: st.builds(Members, st.just("f.set"), st.integers(1, len(of)), st.just(of))),
)
conditions = st.recursive(
    _tests,
    lambda inner: (
        st.builds(Not, inner) | st.lists(inner, max_size=4).map(tuple).flatmap(lambda parts: st.sampled_from((All(parts), Any(parts))))
    ),
    max_leaves=8,
)
situations = st.fixed_dictionaries(
    {},
    optional={
        "f.on": st.booleans(),
        "f.number": st.integers(0, 3),
        "f.word": st.sampled_from("abc"),
        "f.set": st.builds(SetValue, st.frozensets(st.sampled_from(MEMBERS)), st.booleans()),
    },
)


@pytest.mark.parametrize("left", ANSWERS)
@pytest.mark.parametrize("right", ANSWERS)
def test_all_and_any_are_kleenes(left: str, right: str) -> None:
    pair = (ANSWERS[left], ANSWERS[right])
    parts = (TESTS[pair[0]], TESTS[pair[1]])
    expected_all = False if False in pair else None if None in pair else True
    expected_any = True if True in pair else None if None in pair else False
    assert evaluate(All(parts), WITH) is expected_all
    assert evaluate(Any(parts), WITH) is expected_any


def test_not_is_kleenes() -> None:
    assert [evaluate(Not(TESTS[answer]), WITH) for answer in (True, False, None)] == [False, True, None]


def test_all_of_nothing_is_true_and_any_of_nothing_is_false() -> None:
    assert evaluate(All(()), {}) is True
    assert evaluate(Any(()), {}) is False


@pytest.mark.parametrize(("number", "expected"), [(9, False), (10, True), (49, True), (50, False)])
def test_ranges_are_half_open(number: int, expected: bool) -> None:
    assert evaluate(Range("f.number", 10, 50), {"f.number": number}) is expected


@pytest.mark.parametrize(
    ("members", "complete", "count", "expected"),
    [
        ("x", True, 1, True),
        ("x", True, 2, False),
        ("", True, 1, False),
        ("x", False, 1, True),
        ("x", False, 2, None),
        ("", False, 1, None),
        ("xy", False, 2, True),
    ],
)
def test_a_set_known_in_part_leaves_what_is_not_in_it_unknown(members: str, complete: bool, count: int, expected: bool | None) -> None:
    value = SetValue(frozenset(members), complete)
    assert evaluate(Members("f.set", count, frozenset("xy")), {"f.set": value}) is expected


def test_more_members_than_are_listed_are_never_there() -> None:
    assert evaluate(Members("f.set", 3, frozenset("xy")), {"f.set": SetValue(frozenset(), complete=False)}) is False


@pytest.mark.parametrize(
    ("test", "value"),
    [
        (Range("f", 1, 2), "one"),
        (Range("f", 1, 2), SetValue(frozenset())),
        (In("f", frozenset("a")), SetValue(frozenset("a"))),
        (Members("f", 1, frozenset("a")), "a"),
    ],
)
def test_a_value_of_another_type_is_a_fault(test: Test, value: Value) -> None:
    with pytest.raises(TypeError, match="cannot test"):
        evaluate(test, {"f": value})


@given(conditions, situations)
def test_what_is_decided_is_so_in_every_completion(condition: Condition, facts: Mapping[str, Value]) -> None:
    answer = evaluate(condition, facts)
    if answer is not None:
        assert {_classical(condition, complete) for complete in _completions(facts)} == {answer}


@given(conditions, st.fixed_dictionaries({fact: st.sampled_from(domain) for fact, domain in DOMAINS.items()}))
def test_where_all_is_known_logic_is_classical(condition: Condition, facts: Mapping[str, Value]) -> None:
    assert evaluate(condition, facts) is _classical(condition, facts)


@given(st.permutations(list(DOMAINS)).flatmap(lambda order: _read_once(list(order))), situations)
def test_unknown_means_that_it_could_go_either_way_where_each_fact_is_tested_once(condition: Condition, facts: Mapping[str, Value]) -> None:
    possible = {_classical(condition, complete) for complete in _completions(facts)}
    assert evaluate(condition, facts) is (possible.pop() if len(possible) == 1 else None)


@given(conditions, situations, st.data())
def test_learning_never_turns_an_answer_round(condition: Condition, facts: Mapping[str, Value], data: st.DataObject) -> None:
    before = evaluate(condition, facts)
    more = data.draw(st.sampled_from(list(_completions(facts))))
    learned = {**facts, **{fact: more[fact] for fact in data.draw(st.sets(st.sampled_from(list(DOMAINS))))}}
    assert before is None or evaluate(condition, learned) is before


@given(conditions, situations)
def test_surely_known_facts_are_known_wherever_the_condition_has_that_answer(condition: Condition, facts: Mapping[str, Value]) -> None:
    answer = evaluate(condition, facts)
    if answer is not None:
        assert surely_known(condition, answer) <= facts.keys()


@given(conditions, situations)
def test_a_condition_has_an_answer_only_where_one_of_the_ways_to_know_it_is_known(condition: Condition, facts: Mapping[str, Value]) -> None:
    for answer in (True, False):
        ways = ways_to_know(condition, answer)
        assert evaluate(condition, facts) is not answer or any(way <= facts.keys() for way in ways)
        assert not any(one < other for one in ways for other in ways)


@given(conditions, situations)
def test_the_support_of_an_answer_is_enough_for_it(condition: Condition, facts: Mapping[str, Value]) -> None:
    for answer in (True, False):
        found = support(condition, facts, answer)
        if evaluate(condition, facts) is answer:
            assert found <= facts.keys() & facts_read(condition)
            assert evaluate(condition, {fact: facts[fact] for fact in found}) is answer
        else:
            assert found == frozenset()


@given(conditions, situations)
def test_only_unknown_facts_keep_a_condition_open(condition: Condition, facts: Mapping[str, Value]) -> None:
    found = unknown_facts(condition, facts)
    assert bool(found) is (evaluate(condition, facts) is None)
    for fact in found:
        assert facts.get(fact) is None or _is_partial(facts[fact])
    for complete in _completions(facts):
        learned = {**facts, **{fact: value for fact, value in complete.items() if fact not in found}}
        assert not found or evaluate(condition, learned) is None


@given(conditions)
def test_the_facts_read_are_those_of_the_tests(condition: Condition) -> None:
    assert facts_read(condition) == {test.fact for test in spec.tests(condition)}
    assert surely_known(condition) | surely_known(condition, False) <= facts_read(condition)


def test_support_counts_every_part_that_holds() -> None:
    either = Any((In("f.on", frozenset((True,))), Range("f.number", 2, None), In("f.word", frozenset("a"))))
    assert support(either, {"f.on": True, "f.number": 3, "f.word": "b"}) == {"f.on", "f.number"}


def test_a_part_already_decided_asks_for_nothing() -> None:
    condition = All((Any((In("f.on", frozenset((True,))), Range("f.number", 2, None))), In("f.word", frozenset("a"))))
    assert unknown_facts(condition, {"f.on": True}) == {"f.word"}
    assert unknown_facts(condition, {"f.on": False}) == {"f.number", "f.word"}
    assert unknown_facts(condition, {"f.word": "b"}) == frozenset()


def _read_once(facts: list[str]) -> st.SearchStrategy[Condition]:
    """Conditions that test each fact at most once, by tests that some value passes and some does not."""
    leaves: dict[str, list[Condition]] = {
        "f.on": [In("f.on", frozenset((True,))), In("f.on", frozenset((False,)))],
        "f.number": [Range("f.number", 1, 3), Range("f.number", None, 2), Range("f.number", 2, None)],
        "f.word": [In("f.word", frozenset("a")), In("f.word", frozenset("bc"))],
        "f.set": [Members("f.set", 1, frozenset("x")), Members("f.set", 2, frozenset("xyz")), Members("f.set", 2, frozenset("xy"))],
    }
    if len(facts) == 1:
        leaf = st.sampled_from(leaves[facts[0]])
        return leaf | leaf.map(Not)

    def join(parts: tuple[Condition, Condition]) -> st.SearchStrategy[Condition]:
        return st.sampled_from((All(parts), Any(parts), Not(All(parts)), Not(Any(parts))))

    return st.integers(1, len(facts) - 1).flatmap(lambda cut: st.tuples(_read_once(facts[:cut]), _read_once(facts[cut:])).flatmap(join))


def _completions(facts: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Yield every situation in which all facts are known, and those known now are what they are."""
    for values in product(*DOMAINS.values()):
        complete = dict(zip(DOMAINS, values, strict=True))
        if all(_extends(complete[fact], value) for fact, value in facts.items()):
            yield complete


def _extends(value: Value, known: Value) -> bool:
    if _is_partial(known):
        assert isinstance(value, SetValue)
        assert isinstance(known, SetValue)
        return known.members <= value.members
    return value == known and isinstance(value, bool) == isinstance(known, bool)


def _is_partial(value: Value) -> bool:
    return isinstance(value, SetValue) and not value.complete


def _classical(condition: Condition, facts: Mapping[str, Value]) -> bool:
    """The condition by two-valued logic, all facts being known."""
    match condition:
        case All(parts):
            return all(_classical(part, facts) for part in parts)
        case Any(parts):
            return any(_classical(part, facts) for part in parts)
        case Not(part):
            return not _classical(part, facts)
        case In(fact, values):
            return facts[fact] in values
        case Range(fact, low, high):
            number = facts[fact]
            assert isinstance(number, int)
            return (low is None or low <= number) and (high is None or number < high)
        case Members(fact, count, of):
            known = facts[fact]
            assert isinstance(known, SetValue)
            return sum(member in known.members for member in of) >= count
