"""`advisor rules test`: what it runs, what it says of failures, and its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import SMALL, advisor, small_rules, write

SMALL_RULES = ("--rules", "rules", "--no-default-rules")
NETWORK = (SMALL / "title/network.yaml").read_text()
SCENARIO = """\
about: A network, and nothing else.
work: {kinds: [network]}
expect:
  decisions:
    title: {first: [network-engineer], settled: true}
  concerns: {only: {}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the small rulebook with one scenario."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    small_rules(tmp_path)
    write({"rules/scenarios/network.yaml": SCENARIO}, tmp_path)
    return tmp_path


def _test(*argv: str) -> tuple[int | str | None, list[str]]:
    ran = advisor("rules", "test", *SMALL_RULES, *argv)
    assert ran.err == ""
    return ran.code, ran.out.splitlines()


def test_everything_is_run_and_counted() -> None:
    code, said = _test("--examples", "5")
    assert code == 0
    assert "examples: 17 checked, 0 failed" in said
    assert "scenarios: 3 checked in 1 files, 0 failed" in said
    assert any(line.startswith("properties: ") and line.endswith(", 5 situations each, 0 failed") for line in said)


def test_only_some_parts_can_be_run() -> None:
    assert _test("--only", "examples") == (0, ["examples: 17 checked, 0 failed"])
    assert _test("--only", "scenarios") == (0, ["scenarios: 3 checked in 1 files, 0 failed"])


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("{work.kinds: {has: cloud}}", "should apply here, but its condition is false"),
        ("{work.kinds: {has: network}, offer.learning: {is: true}}", "should apply here, but offer.learning is unknown"),
    ],
)
def test_an_example_that_does_not_fire_says_why(when: str, says: str, folder: Path) -> None:
    write({"rules/title/network.yaml": NETWORK.replace("{work.kinds: {has: network}}", when)}, folder)
    code, said = _test("--only", "examples")
    assert code == 1
    assert said[0] == f"rules/title/network.yaml:8:11: title/network {says}"


def test_an_example_that_should_be_silent_says_so(folder: Path) -> None:
    write({"rules/title/network.yaml": NETWORK.replace("{has: network}", "{has_any: [network, cloud]}")}, folder)
    code, said = _test("--only", "examples")
    assert (code, said) == (
        1,
        ["rules/title/network.yaml:9:12: title/network should be silent here, but it applies", "examples: 17 checked, 1 failed"],
    )


def test_an_example_that_is_overridden_names_the_other_rule(folder: Path) -> None:
    write({"rules/title/other.yaml": NETWORK + "overrides: [title/network]\n"}, folder)
    _, said = _test("--only", "examples")
    assert said[0] == "rules/title/network.yaml:8:11: title/network should apply here, but title/other overrides it"


@pytest.mark.parametrize(
    ("expect", "place", "says"),
    [
        ("decisions: {title: {first: [devops-engineer]}}", "3:30", "title: devops-engineer should come first, and network-engineer does"),
        ("decisions: {title: {settled: true}}", "3:30", "title: should be settled, and is open (company.engineers)"),
        ("decisions: {title: {lacks: [network-engineer]}}", "3:30", "title: network-engineer should not be recommended, and is (by title/network)"),  # noqa: E501  # one line a case
        ("decisions: {titel: {settled: true}}", "3:22", "titel is no decision; did you mean title?"),
        ("concerns: {has: {on-call-terms: error}}", "3:10", "on-call-terms should be raised as error, and is not raised"),
        ("facts: {company.stage: startup}", "3:18", "company.stage should be startup, and is unknown"),
        ("next_question: role.title", "3:10", "the next question should be role.title, and is company.engineers"),
        ("says: [Kubernetes for everyone]", "3:17", 'the text should say "Kubernetes for everyone"'),
        ("decision: {}", "3:10", "decision is no key here; did you mean decisions?"),
    ],
)  # fmt: skip
def test_a_scenario_that_fails_says_what_it_expected(expect: str, place: str, says: str, folder: Path) -> None:
    write({"rules/scenarios/network.yaml": f"about: x\nwork: {{kinds: [network, ci-cd]}}\nexpect: {{{expect}}}\n"}, folder)
    code, said = _test("--only", "scenarios")
    assert code == 1
    assert said[0] == f"rules/scenarios/network.yaml:{place}: {says}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("work: {kinds: [network]}\n", "1:1: a scenario needs an expect key that says what the advice must be"),
        (
            "work: {kinds: [netwrk]}\nexpect: {}\n",
            '1:16: work.kinds has the member "netwrk", which is no option of it; did you mean network?',
        ),
    ],
)
def test_a_scenario_that_cannot_be_run_fails(content: str, says: str, folder: Path) -> None:
    write({"rules/scenarios/network.yaml": content}, folder)
    code, said = _test("--only", "scenarios")
    assert (code, said[0]) == (1, f"rules/scenarios/network.yaml:{says}")


def test_scenarios_of_another_directory_are_run_as_well(folder: Path) -> None:
    write({"more/a.yaml": SCENARIO, "more/b.yml": SCENARIO, "more/note.txt": "no scenario"}, folder)
    assert _test("--only", "scenarios", "--scenarios", "more") == (0, ["scenarios: 9 checked in 3 files, 0 failed"])


def test_a_broken_law_is_shrunk_and_saved_as_a_situation_that_shows_it(folder: Path) -> None:
    conflict = (
        (SMALL / "stage/startup.yaml")
        .read_text()
        .replace("{less_than: 50}", "{at_least: 40}")
        .replace("stage: startup}", "stage: scale-up}")
    )
    write({"rules/stage/conflict.yaml": conflict}, folder)
    ran = advisor("rules", "test", *SMALL_RULES, "--only", "properties", "--examples", "60", "--save", "found.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert "the rules stage/conflict and stage/startup disagree: company.stage would be both scale-up and startup" in ran.out
    assert (folder / "found.yaml").read_text() == "company: {engineers: 40}\n"
    assert "disagree" in advisor("evaluate", "found.yaml", *SMALL_RULES).err


def test_rules_that_cannot_be_loaded_are_bad_input(folder: Path) -> None:
    write({"rules/title/network.yaml": "summary: x\n"}, folder)
    ran = advisor("rules", "test", *SMALL_RULES)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "rules/title/network.yaml:1:1: when, basis, cites and examples are missing; add them\n"


def test_the_shipped_rules_pass_their_examples_and_scenarios() -> None:
    ran = advisor("rules", "test", "--only", "examples", "--only", "scenarios")
    assert ran.code == 0, ran.out
    assert ran.out.count(" 0 failed") == 2


def test_the_shipped_rules_keep_the_laws() -> None:
    ran = advisor("rules", "test", "--only", "properties", "--examples", "25")
    assert ran.code == 0, ran.out
    assert " 0 failed" in ran.out
