"""How findings are grouped for people: whose answer is needed, what can be reworded now, what is only worth knowing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.model import Mend, Raise
from advisor.render.report.view import report_view, tally
from advisor.rulebook import load_rulebook
from tests.report.material import golden, report, rulebook


@pytest.mark.parametrize(
    ("rule", "mend"),
    [("draft/last-title", "reword"), ("draft/on-call-burden", "answer"), ("draft/on-call-unpaid", "answer"), ("draft/many-hats", "reword")],
)
def test_what_the_hiring_manager_owns_can_be_reworded_and_the_rest_needs_an_answer(rule: str, mend: Mend) -> None:
    then = rulebook().rule(rule).then
    assert isinstance(then, Raise)
    assert then.mend == mend


def test_a_rule_may_say_otherwise() -> None:
    then = load_rulebook().rule("draft/ops-person").then
    assert isinstance(then, Raise)
    assert (then.owner, then.mend) == ("hiring-manager", "answer")


def test_claims_that_are_not_so_are_never_a_line_to_write() -> None:
    claims = [rule.then for rule in load_rulebook().rules if rule.id.startswith("claims/")]
    assert claims
    assert all(isinstance(then, Raise) and then.edit == "by-hand" for then in claims)


def test_one_entry_a_rule_the_gravest_first_then_in_the_order_of_the_text() -> None:
    view = report_view(golden("not-ready.md"), rulebook())
    assert [issue.rule for issue in view.answer] == ["draft/on-call-burden", "draft/on-call-pay-unstated"]
    assert [(issue.rule, issue.weight) for issue in view.reword] == [("draft/many-hats", 1), ("draft/last-title", 3)]
    assert [issue.rule for issue in view.minor] == ["draft/catch-all"]
    assert [issue.rule for issue in view.missing] == ["omissions/growth"]
    assert sum(issue.weight for issue in view.issues) == len(golden("not-ready.md").findings)


def test_the_tally_counts_what_is_pressing_only() -> None:
    assert tally(report_view(golden("not-ready.md"), rulebook())) == "4 you can reword now; 2 need an answer: CTO (1), finance (1)"
    assert tally(report_view(report("And other duties as assigned."), rulebook())) == ""


def test_owners_are_named_by_how_much_they_have_to_answer() -> None:
    text = "You must be reachable at any hour.\n\n- On-call is part of the salary\n- You must be reachable at any hour.\n"
    assert report_view(report(text), rulebook()).owners == (("CTO", 2), ("finance", 1))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The next level is Staff.", "ready"),
        ("Lunch is at noon.", "says too little"),
        ("Wear many hats.", "almost ready"),
        ("You must be reachable at any hour.", "not ready"),
    ],
)
def test_the_verdict_is_that_of_the_gravest_and_silence_is_not_ready(text: str, verdict: str) -> None:
    assert report_view(report(text), rulebook()).verdict == verdict


def test_the_same_rule_with_different_words_is_shown_apart() -> None:
    made = report("5 years as an SRE.\n\n5 years as a DevOps Engineer.")
    first, second, *rest = made.findings
    changed = replace(made, findings=(first, replace(second, because="Something else."), *rest))
    assert [issue.because.text for issue in report_view(changed, rulebook()).reword] == [first.because, "Something else."]
