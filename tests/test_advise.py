"""What the advice says: reasons and ranks, what is settled, exceptions and concerns."""

from __future__ import annotations

import pytest

from advisor.advise import adviser
from tests.building import (
    CITES,
    advise,
    at_least,
    both,
    either,
    first,
    has,
    no,
    option,
    rulebook,
    situation,
    speak,
    warn,
    yes,
)

# --- reasons and ranks -----------------------------------------------------------------------------


def test_options_rank_by_their_reasons_and_ties_share_a_rank() -> None:
    made = rulebook(
        speak("one", yes("f.a"), pro="red", strength="supporting"), speak("two", yes("f.a"), pro="green blue", strength="decisive")
    )
    ranked = [(item.id, item.rank) for item in advise(made, f__a=True).decision("colour").options]
    assert ranked == [("green", 1), ("blue", 1), ("red", 3)]


def test_an_option_whose_reasons_cancel_has_no_rank_and_keeps_them() -> None:
    made = rulebook(speak("for", yes("f.a"), pro="red"), speak("against", yes("f.a"), con="red", cite=CITES[1]))
    red = option(advise(made, f__a=True), "red")
    assert red.rank is None
    assert [[reason.rule for reason in side] for side in (red.reasons, red.against)] == [["for"], ["against"]]


def test_reasons_with_the_same_first_citation_count_once() -> None:
    apart = rulebook(
        speak("a", yes("f.a"), pro="red", cite=CITES[0]),
        speak("b", yes("f.a"), pro="red", cite=CITES[1]),
        speak("c", yes("f.a"), pro="green"),
    )
    together = rulebook(*(speak(name, yes("f.a"), pro=colour) for name, colour in (("a", "red"), ("b", "red"), ("c", "green"))))
    assert first(advise(apart, f__a=True)) == ["red"]
    assert first(advise(together, f__a=True)) == ["red", "green"]
    assert [reason.rule for reason in option(advise(together, f__a=True), "red").reasons] == ["a", "b"]


@pytest.mark.parametrize("con", ["red", "green"])
def test_the_same_citation_counts_on_both_sides_and_in_each_class(con: str) -> None:
    made = rulebook(
        speak("strong", yes("f.a"), pro="red"),
        speak("supporting", yes("f.a"), pro="red", strength="supporting"),
        speak("con", yes("f.a"), con=con),
    )
    assert first(advise(made, f__a=True)) == ["red"]


def test_a_reason_says_what_its_rule_says() -> None:
    made = rulebook(speak("one", both(at_least("f.n", 1), has("f.kinds", "x")), pro="red", because="For {f.n} of {f.kinds}."))
    (reason,) = option(advise(made, f__n=12, f__kinds=("x", "y")), "red").reasons
    assert reason == ("one", "strong", "For 12 of cloud and AWS.", "source", (CITES[0],))


def test_no_rule_that_is_not_true_is_a_reason() -> None:
    made = rulebook(speak("true", yes("f.a"), pro="red"), speak("false", no("f.a"), pro="red"), speak("open", yes("f.b"), pro="red"))
    assert [reason.rule for reason in option(advise(made, f__a=True), "red").reasons] == ["true"]


def test_a_decision_that_no_rule_speaks_to_is_settled_and_empty() -> None:
    shape = advise(rulebook(speak("one", yes("f.a"), pro="red")), f__a=True).decision("shape")
    assert (shape.settled, shape.open_facts, shape.first) == (True, (), ())
    with pytest.raises(KeyError):
        advise(rulebook()).decision("taste")


# --- what is settled -------------------------------------------------------------------------------


def test_a_choice_is_open_while_a_rival_could_draw_level() -> None:
    made = rulebook(speak("one", yes("f.a"), pro="red"), speak("two", yes("f.b"), pro="green", cite=CITES[1]))
    open_ = advise(made, f__a=True).decision("colour")
    assert (open_.settled, open_.open_facts) == (False, ("f.b",))
    for b, expected in ((True, ["red", "green"]), (False, ["red"])):
        decided = advise(made, f__a=True, f__b=b)
        assert (first(decided), decided.decision("colour").settled) == (expected, True)


def test_a_choice_is_settled_where_what_is_open_is_too_weak() -> None:
    made = rulebook(speak("one", yes("f.a"), pro="red"), speak("two", yes("f.b"), pro="green", strength="supporting"))
    assert advise(made, f__a=True).decision("colour").settled


def test_an_open_reason_that_repeats_a_citation_changes_nothing() -> None:
    made = rulebook(
        speak("one", yes("f.a"), pro="red green", cite=CITES[0]), speak("again", yes("f.b"), pro="red", cite=CITES[0], strength="strong")
    )
    assert advise(made, f__a=True).decision("colour").settled


def test_a_list_is_settled_when_nothing_could_come_in_or_drop_out() -> None:
    made = rulebook(
        speak("in", yes("f.a"), pro="red", decision="bag"),
        speak("more", yes("f.b"), pro="red", cite=CITES[1], decision="bag", strength="decisive"),
    )
    assert advise(made, f__a=True).decision("bag").settled
    assert not advise(made, f__a=False).decision("bag").settled
    drops = rulebook(speak("in", yes("f.a"), pro="red", decision="bag"), speak("out", yes("f.b"), con="red", decision="bag"))
    assert advise(drops, f__a=True).decision("bag").open_facts == ("f.b",)
    assert advise(drops, f__a=False).decision("bag").settled


def test_a_set_known_in_part_is_still_asked_for() -> None:
    made = rulebook(speak("one", has("f.kinds", "x"), pro="red"), speak("two", has("f.kinds", "y"), pro="green"))
    advice = advise(made, f__main="x")
    assert first(advice) == ["red"]
    assert advice.decision("colour").open_facts == ("f.kinds",)
    assert [fact.id for fact in advice.facts] == ["f.main"]


# --- exceptions ------------------------------------------------------------------------------------

EXCEPTION = rulebook(
    speak("rule", yes("f.a"), pro="red"), speak("exception", both(yes("f.b"), yes("f.c")), pro="green", cite=CITES[1], overrides=("rule",))
)


def test_an_exception_that_fires_takes_its_target_away() -> None:
    advice = advise(EXCEPTION, f__a=True, f__b=True, f__c=True)
    assert first(advice) == ["green"]
    assert option(advice, "red").reasons == ()
    assert advice.decision("colour").settled
    assert adviser(EXCEPTION).applied(situation(EXCEPTION, f__a=True, f__b=True, f__c=True)) == {"exception"}


def test_while_an_exception_is_open_its_target_applies_and_nothing_is_settled() -> None:
    advice = advise(EXCEPTION, f__a=True, f__b=True)
    assert first(advice) == ["red"]
    assert advice.decision("colour").settled is False
    assert advice.decision("colour").open_facts == ("f.c",)


def test_an_exception_that_is_false_leaves_its_target_alone() -> None:
    advice = advise(EXCEPTION, f__a=True, f__b=False)
    assert first(advice) == ["red"]
    assert advice.decision("colour").settled


def test_an_open_exception_unsettles_even_where_only_its_target_is_at_stake() -> None:
    made = rulebook(speak("rule", yes("f.a"), pro="red", decision="bag"), warn("exception", yes("f.b"), overrides=("rule",)))
    bag = advise(made, f__a=True).decision("bag")
    assert (bag.settled, bag.open_facts) == (False, ("f.b",))


def test_a_rule_that_is_overridden_still_overrides() -> None:
    made = rulebook(
        speak("a", yes("f.a"), pro="red", overrides=("b",)),
        speak("b", yes("f.a"), pro="green", overrides=("c",)),
        speak("c", yes("f.a"), pro="blue"),
    )
    assert first(advise(made, f__a=True)) == ["red"]


def test_a_concern_is_raised_while_its_exception_is_open_and_withdrawn_when_it_fires() -> None:
    made = rulebook(warn("rule", yes("f.a"), "error"), speak("exception", yes("f.b"), pro="red", overrides=("rule",)))
    assert [concern.rule for concern in advise(made, f__a=True).concerns] == ["rule"]
    assert advise(made, f__a=True, f__b=True).concerns == ()


# --- concerns --------------------------------------------------------------------------------------


def test_a_concern_raised_by_several_rules_is_one_at_its_highest_severity() -> None:
    made = rulebook(
        warn("a", yes("f.a"), "info"),
        warn("b", yes("f.b"), "error", because="{f.n} fires.", fix="Put out {f.n}."),
        warn("c", yes("f.c"), "warning"),
        warn("d", yes("f.e")),
    )
    (fire,) = advise(made, f__a=True, f__b=True, f__c=True, f__n=3).concerns
    assert (fire.rule, fire.severity, fire.message) == ("b", "error", "Summary of b")
    assert (fire.because, fire.fix, fire.owner) == ("3 fires.", "Put out 3.", "warden")
    assert [(other.rule, other.severity) for other in fire.also] == [("c", "warning"), ("a", "info")]


def test_concerns_come_gravest_first_then_as_the_rulebook_declares_them() -> None:
    made = rulebook(
        warn("a", yes("f.a"), "warning", "flood"), warn("b", yes("f.a"), "warning", "fire"), warn("c", yes("f.b"), "error", "flood")
    )
    assert [concern.concern for concern in advise(made, f__a=True).concerns] == ["fire", "flood"]
    assert [concern.concern for concern in advise(made, f__a=True, f__b=True).concerns] == ["flood", "fire"]


def test_a_concern_names_the_facts_that_raised_it_and_no_others() -> None:
    made = rulebook(warn("a", both(yes("f.e"), either(no("f.b"), at_least("f.n", 5), yes("f.c")))))
    (concern,) = advise(made, f__a=True, f__b=False, f__n=9, f__e=True).concerns
    assert concern.facts == ("f.b", "f.e", "f.n")


@pytest.mark.parametrize("facts", [{}, {"f__b": True}, {"f__a": True}])
def test_no_concern_rests_on_what_is_unknown(facts: dict[str, bool]) -> None:
    assert advise(rulebook(warn("a", both(yes("f.a"), yes("f.b")))), **facts).concerns == ()
