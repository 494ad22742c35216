"""Drafts say what the situation says and nothing else, and nothing in them is flagged that the situation does not justify."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given, settings

from advisor import BadInput, Situation, draft, evaluate, load_rulebook
from advisor.advise import adviser
from advisor.check import checker
from advisor.condition import SetValue
from advisor.documents.structure import structure
from advisor.drafting import BLANK
from advisor.model import SEVERITIES, JobDraft, Report, SignalBook
from advisor.render.draft import markdown
from advisor.rulebook import load_signalbook
from advisor.testing.generation import random_situations
from advisor.testing.strategies import situations
from tests.cli.running import SMALL

RULEBOOK = load_rulebook()
ALSO_A_CLOUD = {"vmware"}
"""The one name that is a tool as well as a place where things run."""


@cache
def signals() -> SignalBook:
    return load_signalbook()


def situation(text: str) -> Situation:
    return Situation.parse(text, RULEBOOK)


def drafted(text: str) -> JobDraft:
    return draft(situation(text), RULEBOOK)


def report(found: JobDraft, of: Situation) -> Report:
    text = markdown.render(found)
    return checker(RULEBOOK, signals()).check(structure("ad.md", text, signals().headings, "markdown"), of)


def lines(found: JobDraft) -> list[str]:
    return [line.text for part in found.parts for line in part.lines]


def notes(found: JobDraft, kind: str) -> list[str]:
    return [note.text for note in found.notes if note.kind == kind]


def unjustified(of: Situation) -> list[tuple[str, str, str | None]]:
    """Return the errors and warnings on the draft for a situation that the situation raises nowhere, or less gravely."""
    raised = {concern.concern: concern.severity for concern in evaluate(of, RULEBOOK).concerns}
    return [
        (finding.severity, finding.rule, finding.excerpt)
        for finding in report(draft(of, RULEBOOK), of).findings
        if finding.severity != "info"
        and (finding.concern not in raised or SEVERITIES.index(finding.severity) < SEVERITIES.index(raised[finding.concern]))
    ]


@settings(max_examples=120)
@given(situations(RULEBOOK))
def test_nothing_is_flagged_that_the_situation_does_not_justify(of: Situation) -> None:
    assert unjustified(of) == []


def test_nor_for_situations_of_every_size() -> None:
    found = {of.name: unjustified(of) for of in random_situations(RULEBOOK, adviser(RULEBOOK).engine, 400, seed=20)}
    assert not any(found.values())


@settings(max_examples=100)
@given(situations(RULEBOOK))
def test_what_is_named_is_known(of: Situation) -> None:
    """No tool, cloud or regime stands in an ad whose situation does not have it: their names stand nowhere else."""
    text = "\n".join(line for line in lines(draft(of, RULEBOOK)))
    for fact in ("work.tools", "company.clouds", "company.compliance"):
        value = of.facts.get(fact)
        known = value.members if isinstance(value, SetValue) else frozenset()
        named = {option for option, label in RULEBOOK.facts[fact].options.items() if re.search(rf"\b{re.escape(label)}[,.]", text)}
        assert named <= known | ALSO_A_CLOUD


@settings(max_examples=60)
@given(situations(RULEBOOK))
def test_every_concern_is_told_to_the_author_and_none_twice(of: Situation) -> None:
    told = [(note.severity, note.because) for note in draft(of, RULEBOOK).notes if note.kind == "concern"]
    assert told == [(concern.severity, concern.because) for concern in evaluate(of, RULEBOOK).concerns]


@settings(max_examples=60)
@given(situations(RULEBOOK))
def test_blanks_are_those_of_the_text_and_the_order_of_facts_does_not_matter(of: Situation) -> None:
    found = draft(of, RULEBOOK)
    assert list(found.blanks) == list(dict.fromkeys(BLANK.findall(" ".join([found.title, *lines(found)]))))
    shuffled = list(of.facts.items())
    random.Random(1).shuffle(shuffled)
    assert draft(Situation(of.name, dict(shuffled)), RULEBOOK) == found


def test_nothing_known_makes_a_draft_of_blanks() -> None:
    found = drafted("about: nothing is known\n")
    assert found.title == "<title>"
    assert found.level is None
    assert all(BLANK.search(line) for line in lines(found) if "whatever your title" not in line)
    assert "Is this person on call outside working hours?" in notes(found, "unknown")


def test_a_tie_takes_the_title_in_mind_and_says_what_breaks_it() -> None:
    everything = "company: {engineers: 24}\nwork: {kinds: [compute, cloud, ci-cd, reliability, internal-platform]}\n"
    assert drafted(everything).title.endswith("Infrastructure Engineer")
    mine = drafted(everything + "role: {title: devops-engineer}\n")
    assert mine.title.endswith("DevOps Engineer")
    (note,) = [note for note in mine.notes if note.text.startswith("Title: ")]
    assert (note.text, note.because) == (
        "Title: Infrastructure Engineer fits as well as DevOps Engineer",
        "Which one of them fills most of the week?",
    )


def test_the_level_is_left_out_where_the_years_are_at_odds_with_it() -> None:
    of = situation(
        "company: {engineers: 300}\nwork: {kinds: [cloud]}\n"
        "role: {years_required: 3, duties: [set-strategy, drive-adoption, manage-vendors, mentor-organisation]}\n"
    )
    found = draft(of, RULEBOOK)
    assert found.level is None
    assert found.title == "Infrastructure Engineer"
    assert any("the ad leaves it out" in text for text in notes(found, "choice"))
    assert unjustified(of) == []


@pytest.mark.parametrize(
    ("facts", "says", "never"),
    [
        ("on_call: {required: true, pay: none, people: 5}", "5 people share the on-call rota, you included", "pay"),
        ("on_call: {required: true, pay: time-off}", "On-call is paid in time off", "<amount> a week"),
        ("on_call: {required: false}", "There is no on-call in this job.", "rota"),
        ("environment: {budget: limited}", "Next level", "for tools"),
        ("culture: {autonomy: false}", "Next level", "decide"),
        ("offer: {growth_path: false}", "What you decide", "Next level"),
        ("environment: {cloud_migration: claimed}", "What you decide", "<cloud>"),
        ("environment: {cloud_migration: under-way, migration_evidence: [date]}", "<systems> follow by <date>", "moving to the cloud"),
        ("company: {infrastructure_engineers: 5}\nrole: {reason: growth}", "You join 5 infrastructure engineers.", "The role is new"),
        ("company: {infrastructure_engineers: 5}\nrole: {reason: new}", "The role is new.", "growing"),
        ("role: {first_infrastructure_hire: true, reason: growth}", "our first infrastructure engineer", "growing"),
        ("role: {title: network-engineer}", "You have done work like this", "network"),
        ("offer: {pay_range_in_ad: false}", "What you decide", "a year"),
    ],
)
def test_what_is_true_is_said_and_what_is_not_is_left_out(facts: str, says: str, never: str) -> None:
    text = "\n".join(lines(drafted(facts)))
    assert says in text
    assert never not in text.replace("<how much, in money or time off>", "")


def test_what_the_ad_does_not_name_is_told() -> None:
    found = drafted("company: {engineers: 40}\nwork: {kinds: [cloud, compute, helpdesk], main: cloud}\n")
    assert "Responsibilities: Answer tickets and look after office IT" in notes(found, "left-out")
    assert "ticket" not in " ".join(lines(found))
    paged = drafted("work: {kinds: [reliability], main: reliability}\non_call: {required: true}\n")
    assert not any("on-call" in text for text in notes(paged, "left-out"))


def test_a_title_that_says_so_has_the_tickets() -> None:
    found = drafted("company: {engineers: 40}\nwork: {kinds: [compute, helpdesk], main: helpdesk}\n")
    assert found.title.endswith("Systems Administrator")
    assert "Answer tickets and look after office IT, about <n> % of the week." in lines(found)
    assert notes(found, "left-out") == []


WITHOUT_A_SENTENCE = {
    "title": {"none-of-these"},
    "responsibilities": {"answer-tickets", "carry-the-pager", "keep-old-systems", "move-to-the-cloud"},
}
"""Options that the ad has no sentence for: the duties have lines of their own in ad.yaml, true in fewer situations."""


@pytest.mark.parametrize("decision", ["title", "level", "responsibilities", "metrics"])
def test_every_option_has_its_sentence_or_is_covered_by_a_line(decision: str) -> None:
    options = RULEBOOK.decisions[decision].options
    assert {option for option, entry in options.items() if entry.ad is None} == WITHOUT_A_SENTENCE.get(decision, set())
    covered = {name for part in RULEBOOK.ad.values() for slot in part.slots for name in slot.covers}
    assert {f"responsibilities/{option}" for option in WITHOUT_A_SENTENCE["responsibilities"]} == covered


def test_years_are_not_asked_for_and_the_author_is_told() -> None:
    found = drafted("work: {kinds: [cloud]}\nrole: {years_required: 6}\n")
    assert "years" not in " ".join([found.title, *lines(found)])
    assert "Years of experience, of which you ask for 6: the ad asks for work done instead" in notes(found, "left-out")


def test_one_person_is_no_rota() -> None:
    text = " ".join(lines(drafted("on_call: {required: true, people: 1}")))
    assert "The job includes on-call. " in text
    assert "one week in" not in text
    assert "rota" not in text


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("people: 7", "7 people share the on-call rota, you included; your turn comes one week in 7."),
        ("people: 7, secondary: true", "Of every 7 weeks you are first on call in one and the backup in another."),
        ("people: 6, sites: 2", "6 people at each of 2 sites share the on-call rota, you included; your turn comes one week in 6."),
        ("shared: true", "The on-call rota is shared by <n> people; your turn comes one week in <n>."),
    ],
)
def test_how_often_the_turn_comes_is_said_where_the_people_are_known(facts: str, says: str) -> None:
    text = " ".join(lines(drafted(f"on_call: {{required: true, {facts}}}")))
    assert says in text
    assert text.count("backup") == facts.count("secondary")


def test_a_move_under_way_heads_the_duties_of_who_takes_part_in_it_and_is_said_once() -> None:
    moving = "environment: {cloud_migration: under-way, migration_evidence: [date]}\n"
    found = drafted(moving + "work: {kinds: [cloud]}\nrole: {duties: [set-strategy]}\n")
    (duties,) = [part for part in found.parts if part.heading == "What you will do"]
    assert [line.text.split()[0] for line in duties.lines[:2]] == ["Move", "Set"]
    for of in (found, drafted(moving + "work: {kinds: [ci-cd]}\n")):
        assert "\n".join(lines(of)).count("<cloud>") == 1


def test_of_the_pitch_only_what_is_named_is_said_and_the_rest_is_no_note() -> None:
    found = drafted("company: {engineers: 20, monthly_cloud_spend_usd: 90000}\nwork: {kinds: [cloud]}\nculture: {autonomy: true}\n")
    assert any("<terabytes, regions, teams or requests a second>" in line for line in lines(found))
    assert not any(text.startswith("Pitch") for text in notes(found, "left-out"))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(BadInput, match="on-call is not required, yet"):
        drafted("on_call: {required: false, people: 3}")


def test_rules_without_an_ad_make_an_empty_one() -> None:
    small = load_rulebook(str(SMALL), default=False)
    assert draft(Situation.parse({"work.kinds": ["network"]}, small), small).parts == ()
