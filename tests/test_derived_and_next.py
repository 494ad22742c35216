"""What rules conclude, contradictions with what is given, and what to ask next."""

from __future__ import annotations

import pytest

from advisor.advise import evaluate
from advisor.errors import BadInput, ConflictingRules
from advisor.model import Constraint
from tests.building import CITES, advise, at_least, both, conclude, either, first, no, rulebook, situation, speak, yes

# --- what is derived -------------------------------------------------------------------------------

CHAIN = rulebook(
    conclude("p", at_least("f.n", 10), "d.p", True),
    conclude("not-p", no("f.a"), "d.p", False),
    conclude("q", yes("d.p"), "d.q", True),
    speak("colour", yes("d.q"), pro="red"),
)


def test_what_is_derived_is_said_with_its_rule_and_derived_from_again() -> None:
    advice = advise(CHAIN, f__n=12)
    assert [(fact.id, fact.value, fact.origin, fact.rule) for fact in advice.facts] == [
        ("f.n", 12, "given", None),
        ("d.p", True, "derived", "p"),
        ("d.q", True, "derived", "q"),
    ]
    assert first(advice) == ["red"]


def test_what_is_given_and_derived_alike_is_given() -> None:
    assert [(fact.id, fact.origin) for fact in advise(CHAIN, f__n=12, d__p=True).facts][1:] == [("d.p", "given"), ("d.q", "derived")]


def test_what_is_given_otherwise_than_derived_is_bad_input() -> None:
    with pytest.raises(BadInput) as raised:
        advise(CHAIN, f__n=12, d__p=False)
    assert str(raised.value) == "s.yaml:2:1: d.p is false, but f.n is 12, which makes it true; correct one of them"


def test_rules_that_conclude_different_values_conflict() -> None:
    with pytest.raises(ConflictingRules) as raised:
        advise(CHAIN, f__n=12, f__a=False)
    assert str(raised.value).startswith("s.yaml: the rules not-p and p disagree: d.p would be both false and true")


def test_a_constraint_that_explains_a_conflict_is_said_instead() -> None:
    constraint = Constraint("n-without-a", both(at_least("f.n", 10), no("f.a")), "ten need an a", frozenset(("f.n", "f.a")))
    made = rulebook(*CHAIN.rules, constraints=(constraint,))
    with pytest.raises(BadInput) as raised:
        advise(made, f__n=12, f__a=False)
    assert str(raised.value) == "s.yaml:1:1: ten need an a"


def test_all_contradictions_are_said_at_once() -> None:
    constraints = tuple(Constraint(fact, yes(fact), f"{fact} cannot be", frozenset((fact,))) for fact in ("f.b", "f.c"))
    with pytest.raises(BadInput) as raised:
        advise(rulebook(*CHAIN.rules, constraints=constraints), f__c=True, f__b=True, f__n=12, d__p=False)
    assert [str(problem) for problem in raised.value.problems] == [
        "s.yaml:1:1: f.c cannot be",
        "s.yaml:2:1: f.b cannot be",
        "s.yaml:4:1: d.p is false, but f.n is 12, which makes it true; correct one of them",
    ]


def test_what_rules_conclude_is_asked_for_by_what_they_read() -> None:
    assert advise(CHAIN).decision("colour").open_facts == ("f.a", "f.n")
    assert advise(CHAIN, f__a=True).decision("colour").open_facts == ("f.n",)


# --- the next question -----------------------------------------------------------------------------


def test_the_next_question_is_the_one_that_settles_most() -> None:
    made = rulebook(
        speak("little", both(yes("f.a"), yes("f.b")), pro="red"),
        speak("most", yes("f.c"), pro="blue green", strength="decisive"),
        speak("other", no("f.c"), pro="red", strength="decisive"),
    )
    question = advise(made).next_question
    assert question is not None
    assert (question.fact, question.why) == ("f.c", "It could decide the colour: Red, Green or Blue.")


def test_where_all_completions_agree_there_is_nothing_to_ask() -> None:
    made = rulebook(
        speak("sure", no("f.b"), pro="red"),
        speak("against", both(yes("f.a"), yes("f.c")), con="red"),
        speak("with-it", yes("f.a"), pro="red", cite=CITES[1]),
    )
    advice = advise(made, f__b=False)
    assert first(advice) == ["red"]
    assert not advice.decision("colour").settled  # reasons are taken to be independent of each other, and these are not
    assert advice.next_question is None


def test_a_question_moves_every_choice_it_bears_on() -> None:
    made = rulebook(
        speak("bag", yes("f.a"), pro="red", decision="bag"),
        speak("shape", either(yes("f.b"), yes("f.c")), pro="red", decision="shape"),
        speak("colour", either(yes("f.c"), yes("f.d")), pro="red"),
    )
    question = advise(made).next_question
    assert question is not None
    assert (question.fact, question.question, question.decisions) == ("f.c", "What is f.c?", ("colour", "shape"))
    after = advise(made, f__c=False).next_question
    assert after is not None
    assert (after.fact, after.decisions) == ("f.b", ("shape",))


def test_there_is_nothing_to_ask_when_every_choice_is_settled() -> None:
    made = rulebook(speak("bag", yes("f.a"), pro="red", decision="bag"), speak("colour", yes("f.b"), pro="red"))
    assert advise(made, f__b=True).next_question is None
    assert not advise(made, f__b=True).decision("bag").settled
    assert evaluate(situation(made), made, next_question=False).next_question is None
