"""The interview: in what order it asks, what it takes, and that it ends with the advice that all answers would give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.advise import adviser, evaluate
from advisor.condition import SetValue
from advisor.errors import BadInput
from advisor.interview import Interview
from advisor.interview.answers import read_answer
from advisor.model import Advice
from advisor.rulebook import load_rulebook
from advisor.situation import Situation
from advisor.testing.generation import random_situations
from tests.cli.running import advisor

RULEBOOK = load_rulebook()


def choices(advice: Advice) -> dict[str, set[str]]:
    return {item.id: {option.id for option in item.first} for item in advice.decisions if item.answer == "choose"}


def test_the_choices_are_those_that_all_answers_give_and_the_file_says_the_same() -> None:
    fewer = 0
    for situation in random_situations(RULEBOOK, adviser(RULEBOOK).engine, 120, 5):
        known = {fact: value for fact, value in situation.facts.items() if not (isinstance(value, SetValue) and not value.complete)}
        talk = Interview(RULEBOOK)
        while (question := talk.question) is not None:
            assert question.fact not in talk.answers
            assert question.fact not in talk.unanswered
            if question.fact in known:
                talk.give(question.fact, known[question.fact])
            else:
                talk.dont_know()
        assert choices(talk.advice) == choices(evaluate(situation, RULEBOOK))
        written = Situation.parse(talk.file(), RULEBOOK)
        assert choices(evaluate(written, RULEBOOK)) == choices(talk.advice)
        assert {fact: written.facts[fact] for fact in talk.answers} == talk.answers
        fewer += len(talk.answers) < len(known)
    assert fewer > 60


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("company.engineers", "1,200", 1200),
        ("company.engineers", " 24 ", 24),
        ("company.engineers", "24 people", 24),
        ("company.engineers", "1 engineer", 1),
        ("role.engineering_percent", "60%", 60),
        ("role.years_required", "5 Years", 5),
        ("company.monthly_cloud_spend_usd", "$40,000 a month", 40_000),
        ("on_call.required", "Yes", True),
        ("on_call.required", "n", False),
        ("work.main", "5", "ci-cd"),
        ("work.main", "Internal platform", "internal-platform"),
        ("on_call.pay", "none", "none"),
        ("work.kinds", "none", SetValue(frozenset())),
        ("work.kinds", "1, ci-cd, Network", SetValue(frozenset(("compute", "ci-cd", "network")))),
        ("work.kinds", "cloud ci-cd", SetValue(frozenset(("cloud", "ci-cd")))),
        ("work.kinds", "infrastructure security; 3", SetValue(frozenset(("security", "storage")))),
    ],
)
def test_answers_are_taken_as_people_give_them(fact: str, text: str, value: object) -> None:
    assert read_answer(text, RULEBOOK.facts[fact]) == value


@pytest.mark.parametrize(
    ("fact", "text", "told"),
    [
        ("company.engineers", "24 %", "24 % is no whole number"),
        ("company.engineers", "24 nurses", "24 nurses is no whole number"),
        ("company.engineers", "many", "many is no whole number; answer with a whole number from 0 to 1,000,000 (engineers)"),
        ("company.engineers", "9" * 40, "cannot be; answer with"),
        ("company.engineers", "-3", "-3 cannot be"),
        ("on_call.required", "sometimes", "answer yes or no, or press Enter if you don't know"),
        ("work.main", "11", "name one of them, or its number from 1 to 10"),
        ("work.kinds", "cloud, netwrk", "netwrk is none of the answers; did you mean network?"),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(fact: str, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=re.escape(told)):
        read_answer(text, RULEBOOK.facts[fact])


def test_a_contradiction_is_told_and_nothing_is_taken() -> None:
    talk = Interview(RULEBOOK)
    talk.give("company.infrastructure_engineers", 3)
    with pytest.raises(BadInput, match="first infrastructure hire while others are there"):
        talk.give("role.first_infrastructure_hire", True)
    assert talk.answers == {"company.infrastructure_engineers": 3}


def test_what_stands_for_a_fact_that_nobody_knows_is_asked_instead() -> None:
    talk = Interview(RULEBOOK)
    asked = []
    while (question := talk.question) is not None:
        asked.append(question.fact)
        if question.fact == "work.kinds":
            talk.answer("cloud, network")
        else:
            talk.dont_know()
    assert asked.index("company.engineers") < asked.index("company.stage")


def test_over_a_pipe_it_asks_advises_after_three_answers_writes_the_file_and_ends_with_the_advice(tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    ran = advisor("ask", "-o", str(file), stdin=b"cloud, ci-cd\n\nback\nlots\n24\n\nstop\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("FIRST ADVICE") == 1
    assert "lots is no" in ran.out
    assert ran.out.index("FIRST ADVICE") < ran.out.index(f"Your answers are in {file}") < ran.out.index("POST AS")
    assert advisor("evaluate", str(file), "--format", "json").code == 0
    assert Situation.read(str(file), RULEBOOK).facts["work.kinds"] == SetValue(frozenset(("cloud", "ci-cd")))
    assert "  # Which kinds of work are part of this one role?\n  kinds: [cloud, ci-cd]\n" in file.read_text()


def test_an_earlier_answer_can_be_changed() -> None:
    ran = advisor("ask", stdin=b"cloud\n\nchange work.kinds\nnetwork\nchange 9\nchange kinds\n?\nstop\n")
    assert "So far: cloud." in ran.out
    assert "So far: network." in ran.out
    assert "9 has not been answered; you can change work.kinds" in ran.out
    assert "# kinds:  (not known)" in ran.out


def test_an_answer_that_is_asked_for_again_is_kept_with_enter_and_taken_back_with_a_question_mark() -> None:
    kept = advisor("ask", stdin=b"cloud\n\nchange 1\n\nstop\n").out
    assert "\n1. Which kinds of work are part of this one role? (work.kinds)\n" in kept.partition("> change 1")[2]
    assert "kinds: [cloud]" in kept.partition("YOUR ANSWERS")[2]
    assert "# kinds:  (not known)" in advisor("ask", stdin=b"cloud\n\nchange 1\n?\nstop\n").out


@pytest.mark.parametrize("stdin", [b"", b"stop\n", b"back\nhelp\nchange x\n\xff\xfe\n\x00\n", b"\n" * 60])
def test_it_can_be_left_at_any_time_and_ends_with_an_advice_and_answers_that_evaluate_takes(stdin: bytes) -> None:
    ran = advisor("ask", stdin=stdin)
    assert (ran.code, ran.err) == (0, "")
    answers = ran.out.partition("YOUR ANSWERS\n\n")[2].partition("\nyour answers: ")[0]
    assert advisor("evaluate", "-", stdin=answers.encode()).code == 0
    assert "\nPOST AS " in ran.out


def test_a_file_that_is_there_is_not_replaced_and_one_that_cannot_be_written_is_told_before_the_first_question(tmp_path: Path) -> None:
    there = tmp_path / "there.yaml"
    there.write_text("company: {engineers: 3}")
    for file, told in ((there, "is there already"), (tmp_path / "no" / "a.yaml", "there is no directory")):
        ran = advisor("ask", "-o", str(file), stdin=b"24\n")
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
    assert there.read_text() == "company: {engineers: 3}"
