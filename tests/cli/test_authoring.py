"""`advisor rules list` and `advisor rules new`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.cli.running import advisor, small_rules, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the small rulebook."""
    monkeypatch.chdir(tmp_path)
    small_rules(tmp_path)
    return tmp_path


def test_every_rule_is_listed_with_what_it_does() -> None:
    ran = advisor("rules", "list", "--rules", "rules", "--no-default-rules")
    assert (ran.code, ran.err) == (0, "")
    assert "title/network  title, strong  " in ran.out
    assert "stage/startup  derives company.stage  " in ran.out
    count = len([file for file in Path("rules").glob("*/*.yaml") if file.parts[1] not in ("sources", "scenarios", "signals", "lexicon")])
    assert ran.out.splitlines()[-1] == f"{count} rules of {count}"


@pytest.mark.parametrize(
    ("argv", "shows", "hides"),
    [
        (("--decision", "level"), "level/junior-years", "title/"),
        (("--concern", "on-call-terms"), "draft/on-call-unpaid", "cloud-claim, "),
        (("--fact", "on_call.people"), "on-call/", "level/junior-years"),
    ],
)
def test_the_list_can_be_narrowed(argv: tuple[str, ...], shows: str, hides: str) -> None:
    ran = advisor("rules", "list", *argv)
    assert ran.code == 0
    assert shows in ran.out
    assert hides not in ran.out


def test_what_does_not_exist_is_said() -> None:
    ran = advisor("rules", "list", "--decision", "titel")
    assert (ran.code, ran.err) == (2, "titel is no decision; did you mean title?\n")


@pytest.mark.parametrize("argv", [("--kind", "recommend"), ("--kind", "raise"), ("--kind", "derive"), ("--decision", "title")])
def test_a_new_rule_is_refused_until_it_is_filled_in(argv: tuple[str, ...]) -> None:
    made = advisor("rules", "new", "title/ours", *argv, "--in", "ours")
    assert (made.code, made.out) == (0, "ours/title/ours.yaml is to be filled in; then: advisor rules test --rules ours\n")
    ran = advisor("rules", "test", "--rules", "ours")
    assert ran.code == 2
    for key in ("summary is empty", "cites is empty", "fires is empty", "silent is empty"):
        assert key in ran.err, ran.err


def test_the_schema_that_a_new_rule_names_is_there_and_says_what_the_loader_says(folder: Path) -> None:
    assert advisor("rules", "new", "title/ours", "--decision", "title", "--in", "ours").code == 0
    file = folder / "ours/title/ours.yaml"
    first = file.read_text().splitlines()[0]
    schema = json.loads((file.parent / first.removeprefix("# yaml-language-server: $schema=")).read_text())
    refused = {
        error.absolute_path[0]
        for error in Draft202012Validator(schema).iter_errors(yaml.safe_load(file.read_text()))
        if error.absolute_path
    }
    assert {"summary", "cites"} <= refused
    good = (folder / "rules/title/network.yaml").read_text()
    assert advisor("rules", "new", "title/more", "--in", "rules").code == 0
    theirs = json.loads((folder / "rules/rule.schema.json").read_text())
    assert yaml.safe_load(good)["recommend"]["decision"] in json.dumps(theirs)


def test_a_schema_that_is_there_stays(folder: Path) -> None:
    write({"ours/rule.schema.json": "{}"}, folder)
    assert advisor("rules", "new", "title/ours", "--in", "ours").code == 0
    assert (folder / "ours/rule.schema.json").read_text() == "{}"


def test_a_new_rule_filled_in_passes(folder: Path) -> None:
    assert advisor("rules", "new", "title/ours", "--decision", "title", "--in", "ours").code == 0
    filled = (
        (folder / "ours/title/ours.yaml")
        .read_text()
        .replace("summary:", "summary: Vault is security work")
        .replace("when: {}", "when: {work.tools: {has: vault}}")
        .replace("options: []", "options: [security-engineer]")
        .replace("because:", "because: Secrets are its whole business.")
        .replace("cites: []", "cites: [guide:title/4]")
        .replace("fires: []", "fires: [{work.tools: [vault]}]")
        .replace("silent: []", "silent: [{work.tools: [terraform]}]")
    )
    write({"ours/title/ours.yaml": filled}, folder)
    ran = advisor("rules", "test", "--rules", "ours", "--only", "examples")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("Title/Ours", "--in", "ours"), "cannot be a rule's id; write folder/name in lower-case letters, digits and hyphens"),
        (("../ours", "--in", "ours"), "cannot be a rule's id"),
        (("title/network", "--in", "rules"), "rules/title/network.yaml: this rule is there already; choose another id"),
        (("title/ours", "--decision", "titel", "--in", "ours"), "titel is no decision; did you mean title?"),
        (("title/ours", "--concern", "on-call-terms", "--in", "ours"), "--concern belongs to --kind raise"),
        (("title/ours",), "missing option '--in'"),
    ],
)
def test_bad_usage_is_said_and_nothing_is_written(argv: tuple[str, ...], says: str, folder: Path) -> None:
    ran = advisor("rules", "new", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert not (folder / "ours").exists()
