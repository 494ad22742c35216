"""`advisor rules mutate`: what survives, the cases it proposes, and its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.running import advisor, small_rules, write

SMALL_RULES = ("--rules", "rules", "--no-default-rules")
RULE = """\
summary: Six people or more
when: {any: [{company.engineers: {at_least: 60}}, {company.engineers: {at_least: 70}}]}
recommend: {decision: title, options: [network-engineer], strength: strong}
because: So many.
basis: source
cites: [guide:title/1]
examples:
  fires: [{company.engineers: 60}]
  silent: [{company.engineers: 59}]
"""

SIGNAL = """\
summary: Paid
establishes: {on_call.compensated: true}
patterns: ["on-call … paid"]
unless: ["(in|with) kind words", "(never|not)"]
examples:
  fires: ["Here [[on-call is paid]]."]
  silent: ["On-call is not paid."]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the small rulebook."""
    monkeypatch.chdir(tmp_path)
    small_rules(tmp_path)
    return tmp_path


def test_survivors_are_named_and_the_last_line_is_the_score() -> None:
    ran = advisor("rules", "mutate", *SMALL_RULES)
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert "rules/title/network.yaml:1:1: title/network: strength strong becomes supporting [strength]" in lines
    assert lines[-1].startswith("score: ")
    assert lines[-1].endswith(f"{len(lines) - 1} survived)")


def test_a_mutant_that_is_the_same_rule_does_not_count(folder: Path) -> None:
    write({"rules/title/many.yaml": RULE}, folder)
    ran = advisor("rules", "mutate", *SMALL_RULES, "title/many")
    assert "at_least: 70}} becomes" not in ran.out.replace("at_least: 70}} becomes {company.engineers: {less_than", "")
    assert " 0 equivalent" not in ran.out


def test_the_cases_proposed_notice_every_survivor(folder: Path) -> None:
    assert advisor("rules", "mutate", *SMALL_RULES, "--write-cases", "cases.yaml").code == 1
    cases = yaml.safe_load((folder / "cases.yaml").read_text())
    assert cases["rules"]
    assert cases["expect"]
    for rule, kinds in cases["rules"].items():
        file = folder / f"rules/{rule}.yaml"
        data = yaml.safe_load(file.read_text())
        for kind, examples in kinds.items():
            data["examples"][kind] += examples
        file.write_text(yaml.safe_dump(data, sort_keys=False))
    for where, expect in cases["expect"].items():
        name = where.split(":")[0]
        data = yaml.safe_load((folder / name).read_text())
        data["examples"]["fires"][0]["expect"] = expect
        (folder / name).write_text(yaml.safe_dump(data, sort_keys=False))
    ran = advisor("rules", "mutate", *SMALL_RULES)
    assert ran.out.startswith("score: 100.00% ("), ran.out
    assert ran.code == 0


def test_a_sample_is_the_same_for_the_same_seed_and_any_number_of_jobs() -> None:
    first = advisor("rules", "mutate", "--sample", "110", "--seed", "3", "--jobs", "1")
    assert first.out == advisor("rules", "mutate", "--sample", "110", "--seed", "3", "--jobs", "2").out
    assert first.out.splitlines()[-1].startswith("score: ")


def test_rules_that_fail_as_they_are_are_not_tried(folder: Path) -> None:
    rule = (folder / "rules/title/network.yaml").read_text()
    write({"rules/title/network.yaml": rule.replace("silent: [{work.kinds: [cloud]}]", "silent: [{work.kinds: [network]}]")}, folder)
    ran = advisor("rules", "mutate", *SMALL_RULES)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0].endswith("title/network should be silent here, but it applies")
    assert ran.err.splitlines()[-1] == "mutants are told from rules that pass; mend these first: advisor rules test"


def test_an_unknown_rule_is_said() -> None:
    ran = advisor("rules", "mutate", *SMALL_RULES, "title/netwrk")
    assert (ran.code, ran.err) == (2, "title/netwrk is no rule and no signal; did you mean title/network?\n")


def test_a_signal_whose_unless_nothing_shows_survives_with_a_case(folder: Path) -> None:
    named = ("rules", "mutate", *SMALL_RULES, "signals/pay/paid")
    write({"rules/signals/pay/paid.yaml": SIGNAL}, folder)
    ran = advisor(*named)
    assert (ran.code, ran.out) == (0, "score: 100.00% (1 of 1 mutants noticed; 0 equivalent, 0 survived)\n")
    write({"rules/signals/pay/paid.yaml": SIGNAL.replace("On-call is not paid.", "On-call is hard.")}, folder)
    ran = advisor(*named, "--write-cases", "cases.yaml")
    assert ran.code == 1
    assert ran.out.startswith("rules/signals/pay/paid.yaml:1:1: signals/pay/paid: unless is dropped [unless-dropped]\n")
    (case,) = yaml.safe_load((folder / "cases.yaml").read_text())["rules"]["signals/pay/paid"]["silent"]
    write({"rules/signals/pay/paid.yaml": SIGNAL.replace("On-call is not paid.", case)}, folder)
    assert advisor(*named).code == 0
    assert advisor("rules", "test", *SMALL_RULES, "--only", "signals").code == 0


def test_how_many_must_stand_together_is_moved_by_one(folder: Path) -> None:
    for kind, silent in (("network", "Network and cloud."), ("cloud", "Cloud."), ("ci-cd", "Cloud and CI/CD.")):
        text = f"summary: x\nestablishes: {{work.kinds: [{kind}]}}\ntogether: 3\npatterns: [{kind}]\n"
        examples = f'examples: {{fires: ["You mend [[network, cloud and CI/CD]]."], silent: ["{silent}"]}}\n'
        write({f"rules/signals/work/{kind}.yaml": text + examples}, folder)
    ran = advisor("rules", "mutate", *SMALL_RULES, "signals/work/network", "signals/work/cloud")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "rules/signals/work/cloud.yaml:1:1: signals/work/cloud: together: 3 becomes 2 [threshold]\n"
        "score: 75.00% (3 of 4 mutants noticed; 0 equivalent, 1 survived)\n"
    )


def test_a_signal_that_fails_as_it_is_is_not_tried(folder: Path) -> None:
    write({"rules/signals/pay/paid.yaml": SIGNAL.replace("Here [[on-call is paid]].", "Here [[on-call]] is paid.")}, folder)
    ran = advisor("rules", "mutate", *SMALL_RULES, "signals/pay/paid")
    assert (ran.code, ran.out) == (2, "")
    assert "pay/paid should find ['on-call'] here, and finds ['on-call is paid']" in ran.err
