"""Checking drafts: what is claimed against what is so, what is missing, how the situation changes what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.check import check, checker
from advisor.condition import SetValue
from advisor.documents.structure import structure
from advisor.errors import BadInput
from advisor.model import Finding, Report
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.rulebook.signal_loading import load_signals
from advisor.situation import Situation
from tests.cli.running import write
from tests.report.material import report

SENTENCES = (
    "You must be reachable at any hour.",
    "Join the on-call rota.",
    "Paid 200 a week on call.",
    "On-call is part of the salary.",
    "The rota is shared by 3 people.",
    "The rota is shared by 9 people.",
    "Here nobody carries a pager.",
    "You decide what we buy.",
    "Wear many hats, and other duties as assigned.",
    "5 years as a DevOps Engineer.",
    "The next level is Staff.",
    "We use Terraform.",
    "Lunch is at noon.",
)


def raised(made: Report) -> list[tuple[str, str, str | None]]:
    """Return the findings as concern, severity and excerpt."""
    return [(finding.concern, finding.severity, finding.excerpt) for finding in made.findings]


def concerns(made: Report) -> dict[str, str]:
    return {finding.concern: finding.severity for finding in made.findings}


def known(made: Report) -> dict[str, tuple[object, str]]:
    return {fact.id: (fact.value, fact.origin) for fact in made.facts}


# --- the text alone -------------------------------------------------------------------------------


def test_a_finding_quotes_the_words_and_says_where_they_stand() -> None:
    made = report("# Title\n\nFirst.\n- You must be reachable\n  at any hour.\n")
    (finding,) = [finding for finding in made.findings if finding.span]
    assert finding.span is not None
    span = finding.span
    assert finding.excerpt == made.text[span.start : span.end] == "be reachable\n  at any hour"
    assert (span.line, span.column, span.end_line, span.end_column) == (4, 12, 5, 14)


def test_something_missing_is_one_finding_without_a_place() -> None:
    assert ("growth-unstated", "info", None) in raised(report("Lunch is at noon."))
    assert "growth-unstated" not in concerns(report("The next level is Staff."))


def test_each_place_counts_or_only_the_first_as_the_rule_says() -> None:
    made = report("5 years as an SRE. Join the on-call rota.\n\n3 years as an SRE. Join the on-call rota.\n\nJoin the on-call rota.")
    assert [finding.concern for finding in made.findings].count("last-title-gate") == 2
    assert [finding.concern for finding in made.findings].count("on-call-terms") == 1


def test_the_graver_of_two_at_one_place_is_reported() -> None:
    # Both rules raise on-call-terms, and neither overrides the other where both would quote these words.
    assert raised(report("On-call is part of the salary. The next level is Staff.")) == [
        ("on-call-terms", "error", "On-call is part of the salary"),
    ]


def test_what_a_number_in_the_text_says_is_judged_by_the_same_rules() -> None:
    made = report("It is paid 200 on call, shared by 3 people. The next level is Staff.")
    assert raised(made) == [("rota-too-small", "warning", "shared by 3 people")]
    assert made.findings[0].because == "With 3 people each is on call one week in 3."
    assert concerns(report("It is paid 200 on call, shared by 9 people. The next level is Staff.")) == {}


def test_expectations_are_addressed_with_evidence() -> None:
    made = report("We use Terraform. Here nobody carries a pager.")
    assert {item.id: item.addressed for item in made.expectations} == {"tooling": True, "on_call": False, "growth": False}
    (evidence,) = made.expectations[0].evidence
    assert made.text[evidence.start : evidence.end] == "Terraform"


def test_a_set_read_from_a_text_is_a_lower_bound() -> None:
    assert known(report("We use Terraform."))["work.tools"] == (SetValue(frozenset({"terraform"}), complete=False), "observed")


# --- with a situation -----------------------------------------------------------------------------


def test_a_claim_that_the_situation_denies_is_an_error_and_one_that_it_bears_out_is_nothing() -> None:
    text = "You decide what we buy. The next level is Staff."
    assert raised(report(text, facts={"culture.autonomy": False})) == [("claim-contradicted", "error", "You decide")]
    assert raised(report(text, facts={"culture.autonomy": True})) == []
    assert raised(report(text)) == []


def test_claim_and_truth_stay_apart() -> None:
    made = known(report("You decide what we buy.", facts={"culture.autonomy": False}))
    assert made["ad.claims_autonomy"] == (True, "observed")
    assert made["culture.autonomy"] == (False, "given")


def test_severity_follows_the_stage_and_the_words_the_facts() -> None:
    text = "Wear many hats. The next level is Staff."
    assert concerns(report(text)) == {"many-hats": "warning"}
    assert concerns(report(text, facts={"company.engineers": 60})) == {"many-hats": "warning"}
    made = report(text, facts={"company.engineers": 20})
    assert concerns(made) == {"many-hats": "info"}
    assert made.findings[0].because == "With 20 engineers that can be said with pride."
    assert known(made)["company.stage"] == ("startup", "derived")


def test_what_is_true_of_the_situation_alone_is_not_repeated() -> None:
    made = report("The next level is Staff.", facts={"on_call.people": 2, "on_call.required": True})
    assert raised(made) == []
    assert known(made)["on_call.people"] == (2, "given")


def test_what_is_given_counts_over_what_is_read() -> None:
    text = "Shared by 3 people, paid 200 on call. The next level is Staff."
    assert raised(report(text, facts={"on_call.people": 9})) == []
    assert known(report(text, facts={"on_call.people": 9}))["on_call.people"] == (9, "given")


def test_what_is_read_gives_way_where_both_cannot_be() -> None:
    # The situation says there is no on-call; that the text knows of a rota is no fact then, but still what the text says.
    made = report("Join the on-call rota, shared by 3 people.", facts={"on_call.required": False})
    assert "on_call.people" not in known(made)
    assert known(made)["on_call.required"] == (False, "given")
    assert known(made)["ad.says_on_call"] == (True, "observed")
    assert "rota-too-small" not in concerns(made)


def test_what_is_read_gives_way_to_what_rules_conclude_from_it_otherwise(tmp_path: Path) -> None:
    # Sixty engineers in the text would make the company a scale-up; the situation calls it a startup.
    made = _shipped(
        "We are 60 engineers.",
        {"company.stage": "startup"},
        tmp_path,
        {"size": ("company.engineers: $n", "<number> engineers", "60 engineers")},
    )
    assert known(made)["company.stage"] == ("startup", "given")
    assert "company.engineers" not in known(made)


def test_a_text_that_contradicts_itself_says_nothing_of_it() -> None:
    made = report("Shared by 3 people. Shared by 9 people. Here nobody carries a pager. Join the on-call rota.")
    assert "on_call.people" not in known(made)
    assert "on_call.required" not in known(made)
    assert "rota-too-small" not in concerns(made)


def test_a_situation_that_cannot_be_is_refused() -> None:
    with pytest.raises(BadInput, match="on-call is not required, yet there is a rota"):
        report("Lunch is at noon.", facts={"on_call.required": False, "on_call.people": 3})


GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "company.engineers": st.integers(0, 100),
        "culture.autonomy": st.booleans(),
        "on_call.required": st.just(True),
        "on_call.people": st.integers(1, 12),
    },
)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.sampled_from(["\n\n", "\n- ", " "]), GIVEN)
def test_laws_of_any_draft(sentences: list[str], between: str, facts: Mapping[str, object]) -> None:
    made = report(between.join(sentences), facts=facts)
    assert made == report(between.join(sentences), facts=facts)
    for finding in made.findings:
        assert (finding.span is None) == (finding.excerpt is None)
        if finding.span:
            assert made.text[finding.span.start : finding.span.end] == finding.excerpt
    facts_known = known(made)
    assert all(facts_known[fact] == (value, "given") for fact, value in facts.items())
    assert facts_known.get("ad.claims_autonomy", (False,))[0] == ("You decide what we buy." in sentences)
    contradicted = facts.get("culture.autonomy") is False and "You decide what we buy." in sentences
    assert ("claim-contradicted" in concerns(made)) == contradicted
    # A finding needs something in the text, or something missing from it: the situation alone raises nothing.
    bare = report("Lunch is at noon.", facts=facts)
    assert set(concerns(bare)) == {"growth-unstated"}


# --- the shipped rules, read with signals of our own ----------------------------------------------

SIGNALS = {
    "cloud": ("ad.claims_cloud_move: true", "moving to the cloud", "moving to the cloud"),
    "on-call": ("ad.says_on_call: true", "on-call rota", "on-call rota"),
    "no-on-call": ("ad.says_no_on_call: true", "no pager", "no pager"),
    "paid": ("ad.says_on_call_pay: true", "paid standby", "paid standby"),
    "unpaid": ("ad.says_on_call_unpaid: true", "unpaid standby", "unpaid standby"),
    "autonomy": ("ad.claims_autonomy: true, ad.promises_autonomy: true", "your own decisions", "your own decisions"),
    "catch-all": ("ad.catch_all: true", "anything else", "anything else"),
}


def _shipped(text: str, facts: Mapping[str, object], folder: Path, signals: Mapping[str, tuple[str, str, str]] | None = None) -> Report:
    """Return the report on a text under the shipped rules, read by these few signals."""
    made = load_rulebook()
    files = {
        f"signals/t/{name}.yaml": f'summary: x\nestablishes: {{{establishes}}}\npatterns: ["{pattern}"]\n'
        f'examples: {{fires: ["[[{fires}]]"], silent: ["x"]}}\n'
        for name, (establishes, pattern, fires) in (signals or SIGNALS).items()
    }
    files["lexicon/sections.yaml"] = "sections: {duties: [what you will do]}\n"
    write(files, folder)
    book = load_signals([str(folder)], made.facts).book
    situation = Situation.parse(dict(facts), made, "s.yaml") if facts else None
    return check(structure("ad.md", text, book.headings), made, book, situation)


OMISSIONS = {"tooling-unstated", "on-call-unstated", "autonomy-unstated", "growth-unstated", "impact-unstated"}


def test_a_bare_draft_lacks_five_things_each_said_once_with_a_line_to_add(tmp_path: Path) -> None:
    made = _shipped("Infrastructure Engineer\n\nLunch is at noon.", {}, tmp_path)
    missing = [finding for finding in made.findings if finding.concern in OMISSIONS]
    assert sorted(finding.concern for finding in missing) == sorted(OMISSIONS)
    assert all(finding.severity == "info" and finding.span is None and "<" in (finding.fix or "") for finding in missing)


@pytest.mark.parametrize(
    ("text", "missing"), [("Join the on-call rota.", False), ("There is no pager.", False), ("Lunch is at noon.", True)]
)
def test_on_call_is_unstated_only_where_nothing_is_said_of_it(text: str, missing: bool, tmp_path: Path) -> None:
    assert ("on-call-unstated" in concerns(_shipped(text, {}, tmp_path))) == missing


@pytest.mark.parametrize(("migration", "severity"), [("none", "error"), (None, "warning")])
def test_a_cloud_claim_is_a_warning_and_an_error_where_the_situation_denies_it(
    migration: str | None, severity: str, tmp_path: Path
) -> None:
    facts = {"environment": {"cloud_migration": migration}} if migration else {}
    for text in ("We are moving to the cloud.", "Acme is moving to the cloud and wants a rockstar who wears many hats"):
        made = _shipped(text, facts, tmp_path)
        assert [item for item in raised(made) if item[0] == "cloud-claim"] == [("cloud-claim", severity, "moving to the cloud")]


def test_silence_on_pay_is_a_warning_and_saying_that_there_is_none_an_error(tmp_path: Path) -> None:
    assert concerns(_shipped("Join the on-call rota.", {}, tmp_path))["on-call-terms"] == "warning"
    assert concerns(_shipped("Join the on-call rota, unpaid standby.", {}, tmp_path))["on-call-terms"] == "error"
    assert "on-call-terms" not in concerns(_shipped("Join the on-call rota, paid standby.", {}, tmp_path))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("You make your own decisions.", {"culture.autonomy": False}),
        ("You make your own decisions.", {"culture.micromanaged": True}),
        ("It is paid standby.", {"on_call.required": True, "on_call.compensated": False}),
        ("There is no pager.", {"on_call.required": True}),
    ],
)
def test_a_claim_that_is_not_so_is_an_error_to_reword(text: str, facts: Mapping[str, object], tmp_path: Path) -> None:
    made = [finding for finding in _shipped(text, facts, tmp_path).findings if finding.concern == "claim-contradicted"]
    assert [finding.severity for finding in made] == ["error"]
    assert "claim-contradicted" not in concerns(_shipped(text, {}, tmp_path))


def test_a_catch_all_is_only_worth_knowing(tmp_path: Path) -> None:
    assert concerns(_shipped("And anything else.", {}, tmp_path))["catch-all-duties"] == "info"


def test_the_situations_own_concerns_are_left_to_evaluate(tmp_path: Path) -> None:
    facts = {
        "on_call.required": True,
        "on_call.compensated": False,
        "culture.blame": True,
        "environment.legacy": True,
        "environment.modernization_plan": False,
    }
    assert set(concerns(_shipped("Infrastructure Engineer\n\nLunch is at noon.", facts, tmp_path))) <= OMISSIONS


@pytest.mark.parametrize("after", ["Those days are over.", "Not any more.", "That was before we hired Ana."])
def test_what_the_next_sentence_takes_back_is_no_finding(after: str) -> None:
    said = "Servers are built by hand."
    assert "manual-operations" in {finding.concern for finding in draft(said)}
    assert "manual-operations" not in {finding.concern for finding in draft(f"{said} {after}")}
    assert "manual-operations" in {finding.concern for finding in draft(f"{said}\n\n{after}")}, "another paragraph is about something else"


def test_a_frame_that_denies_the_clause_silences_what_carries_a_denial_too() -> None:
    said = "there is no budget for tools"
    assert "no-tooling-budget" in {finding.concern for finding in draft(f"T{said[1:]}.")}
    assert "no-tooling-budget" not in {finding.concern for finding in draft(f"You will never hear us say that {said}.")}
    assert "no-tooling-budget" not in {finding.concern for finding in draft(f"Other agencies will tell you that {said}.")}


def draft(text: str) -> Sequence[Finding]:
    """Return the findings on a draft, read by the signals that are shipped."""
    signals = load_signalbook()
    return checker(load_rulebook(), signals).check(structure("draft", text, signals.headings)).findings
