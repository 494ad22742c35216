"""Why an answer is given: trees down to given facts, and the fewest facts that are enough."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from jsonschema import Draft202012Validator

from advisor import BadInput
from advisor.condition import SetValue
from advisor.explaining import explain
from advisor.model import Ground
from advisor.render.explanation.json import explanation_data
from advisor.rulebook import load_rulebook, scenarios_directory
from advisor.schemas import explanation_schema
from advisor.situation import Situation
from tests import building
from tests.cli.running import advisor
from tests.explaining.brute import adviser_of, answer, facts_of, small

RULEBOOK = load_rulebook()
SCENARIOS = sorted(Path(scenarios_directory()).glob("*.yaml"))
TIE = str(Path(scenarios_directory(), "first-hire-does-everything-on-aws.yaml"))


def test_the_fewest_facts_are_enough_and_no_fewer_are() -> None:
    compared = 0
    for seed in range(200):
        random = Random(seed)
        made = small(random)
        tried, facts = adviser_of(made), facts_of(made, random)
        tree = answer(tried, facts, "tree")
        if tree is None or not tree.first:
            continue
        found = explain(Situation("tried", facts), made, "tree")
        enough = [ground.fact for ground in found.enough]
        assert found.fewest

        def same(chosen: tuple[str, ...]) -> bool:
            after = answer(tried, {fact: facts[fact] for fact in chosen}, "tree")  # noqa: B023  # called within the loop
            return after is not None and {item.id for item in after.first} == {item.id for item in tree.first}  # noqa: B023  # the same

        assert same(tuple(enough))
        assert not any(same(chosen) for size in range(len(enough)) for chosen in combinations(facts, size))
        compared += bool(enough)
    assert compared > 50


def test_a_concluded_fact_is_traced_to_what_was_given() -> None:
    made = building.rulebook(building.conclude("d", building.yes("f.a"), "d.p", True), building.speak("r", building.yes("d.p"), pro="red"))
    red = explain(building.situation(made, f__a=True), made, "colour").one("red")
    assert red.reasons[0].grounds == (Ground("d.p", True, "d", "Summary of d", "source", ("book:1",), (Ground("f.a", True),)),)


def test_what_an_option_lacks_is_false_unknown_or_overridden() -> None:
    made = building.rulebook(
        building.speak("false", building.yes("f.a"), pro="red"),
        building.speak("unknown", building.yes("f.b"), pro="red", strength="decisive"),
        building.speak("overridden", building.yes("f.c"), pro="red"),
        building.speak("other", building.yes("f.c"), pro="blue", overrides=("overridden",)),
    )
    red = explain(building.situation(made, f__a=False, f__c=True), made, "colour", "red").one("red")
    assert [(item.rule, item.state, [ground.fact for ground in item.grounds], item.facts, item.by) for item in red.lacking] == [
        ("unknown", "unknown", [], ("f.b",), ()),
        ("false", "false", ["f.a"], (), ()),
        ("overridden", "overridden", [], (), ("other",)),
    ]


@pytest.mark.parametrize("file", SCENARIOS[::8], ids=lambda file: file.stem)
def test_explanations_fit_the_schema(file: Path) -> None:
    situation = Situation.read(str(file), RULEBOOK)
    validator = Draft202012Validator(explanation_schema())
    for decision, spec in RULEBOOK.decisions.items():
        for option in (None, *list(spec.options)[:2]):
            data = json.loads(json.dumps(explanation_data(explain(situation, RULEBOOK, decision, option), RULEBOOK)))
            assert [error.message for error in validator.iter_errors(data)] == []


def test_the_text_says_why_what_is_enough_and_what_would_change_it() -> None:
    ran = advisor("explain", TIE, "--decision", "title")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("first-hire-does-everything-on-aws.yaml: Title: Infrastructure Engineer or DevOps")
    for heading in ("FOR INFRASTRUCTURE ENGINEER AND DEVOPS ENGINEER", "ENOUGH FOR THAT", "STILL OPEN", "TO CHANGE IT", "SOURCES"):
        assert f"\n{heading}\n" in ran.out
    assert "as engineers in the company: 24 [" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_why_not_says_what_would_do_and_the_file_with_it_is_answered_so(tmp_path: Path) -> None:
    ran = advisor("explain", TIE, "--decision", "title", "--option", "platform-engineer")
    assert "why not Platform Engineer?" in ran.out
    statement = ran.out.partition("In the file: ")[2].splitlines()[0]
    changed = tmp_path / "changed.yaml"
    changed.write_text(f"{Path(TIE).read_text().partition('expect:')[0]}\n{statement}\n")
    title = json.loads(advisor("evaluate", str(changed), "--format", "json").out)["decisions"][0]
    assert [option["id"] for option in title["options"] if option["rank"] == 1] == ["platform-engineer"]


def test_markdown_and_json_are_offered() -> None:
    markdown = advisor("explain", TIE, "--decision", "title", "--format", "markdown").out
    assert markdown.startswith("# Title: Infrastructure Engineer or DevOps Engineer, a tie\n")
    assert "## Sources" in markdown
    assert json.loads(advisor("explain", TIE, "--decision", "title", "--format", "json").out)["what_if"]["goal"] == "other-first"


def test_what_would_change_a_list_says_which_entries_come_in_or_drop_out() -> None:
    ran = advisor("explain", TIE, "--decision", "pitch")
    assert re.search(r"\nTO CHANGE IT\n.+ (comes? in|drops? out) with ", ran.out)
    assert "In the file: " in ran.out
    what = json.loads(advisor("explain", TIE, "--decision", "pitch", "--format", "json").out)["what_if"]
    assert (what["goal"], what["option"], what["proved"]) == ("other-list", None, True)
    assert " with " in advisor("explain", TIE, "--decision", "pitch", "--format", "markdown").out.partition("## To change it")[2]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), "advisor: --decision does not say which; the decisions are title, level, profile, "),
        (("--decision", "titel"), "there is no decision titel; did you mean title?"),
        (("--decision", "title", "--option", "SRE"), "title has no option SRE; did you mean site-reliability-engineer?"),
        (("--decision", "title", "--option", "gardener"), "title has no option gardener; its options are infrastructure-engineer,"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(argv: tuple[str, ...], message: str) -> None:
    ran = advisor("explain", TIE, *argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)


def test_what_cannot_be_is_refused_as_by_evaluate() -> None:
    made = building.rulebook(building.conclude("d", building.yes("f.a"), "d.p", True))
    with pytest.raises(BadInput, match=r"d\.p is false, but f\.a is true"):
        explain(building.situation(made, f__a=True, d__p=False), made, "colour")


def test_a_set_given_as_empty_counts_as_known() -> None:
    made = building.rulebook(building.speak("r", building.either(building.has("f.kinds", "x"), building.yes("f.a")), pro="red"))
    what = explain(building.situation(made, f__kinds=()), made, "colour", "red").what_if
    assert what.change is not None
    assert [item.value for item in what.change.facts] == [True]
    assert SetValue(frozenset()) not in [item.before for item in what.change.facts]
