"""Settings of `advisor check`: where they are found, what they say, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import advisor, write
from tests.report.material import RULES

OURS = ("--rules", str(RULES), "--no-default-rules")
HATS = "Wear many hats, and other duties as assigned. The next level is Staff.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a draft, and another in a folder below."""
    monkeypatch.chdir(tmp_path)
    write({"ad.md": HATS, "startup/ads/ad.md": HATS, "small.yaml": "company: {engineers: 20}"}, tmp_path)
    return tmp_path


def found(*argv: str) -> dict[str, str]:
    """Return the severity of each concern found in the one draft."""
    ran = advisor("check", *argv, *OURS, "--format", "json", "--fail-on", "never")
    assert (ran.code, ran.err) == (0, "")
    (line,) = ran.out.splitlines()
    return {finding["concern"]: finding["severity"] for finding in json.loads(line)["findings"]}


def refused(text: str, folder: Path, name: str = "advisor.toml") -> list[str]:
    write({name: text}, folder)
    ran = advisor("check", "ad.md", *OURS)
    assert (ran.code, ran.out) == (2, "")
    return ran.err.splitlines()


def test_without_settings_everything_counts() -> None:
    assert found("ad.md") == {"many-hats": "warning", "catch-all-duties": "info"}


@pytest.mark.parametrize(("name", "head"), [("advisor.toml", ""), ("pyproject.toml", "[project]\nname = 'x'\n[tool.advisor]\n")])
def test_concerns_and_rules_get_other_severities_or_none(name: str, head: str, folder: Path) -> None:
    severity = "severity = {catch-all-duties = 'off', many-hats = 'info', 'draft/many-hats' = 'error'}\n"
    write({name: head + severity}, folder)
    assert found("ad.md") == {"many-hats": "error"}  # what is said of the rule counts over what is said of its concern


def test_a_rule_that_is_off_does_not_override_another(folder: Path) -> None:
    assert found("ad.md", "--situation", "small.yaml")["many-hats"] == "info"
    write({"advisor.toml": "[severity]\n'draft/many-hats-at-a-startup' = 'off'\n"}, folder)
    assert found("ad.md", "--situation", "small.yaml")["many-hats"] == "warning"


def test_settings_are_found_upwards_from_what_the_drafts_share(folder: Path) -> None:
    write({"advisor.toml": "severity = {many-hats = 'off'}", "startup/advisor.toml": "severity = {catch-all-duties = 'off'}"}, folder)
    assert set(found("ad.md")) == {"catch-all-duties"}
    assert set(found("startup/ads")) == {"many-hats"}
    ran = advisor("check", "ad.md", "startup/ads/ad.md", *OURS, "--format", "json")
    assert [[finding["concern"] for finding in json.loads(line)["findings"]] for line in ran.out.splitlines()] == [["catch-all-duties"]] * 2


def test_the_closest_file_counts_and_advisor_toml_before_pyproject(folder: Path) -> None:
    write(
        {
            "pyproject.toml": "[tool.advisor]\nseverity = {many-hats = 'off'}",
            "startup/pyproject.toml": "[tool.other]\nx = 1",  # no settings of ours: the search goes on
        },
        folder,
    )
    assert set(found("startup/ads/ad.md")) == {"catch-all-duties"}
    write({"advisor.toml": "severity = {catch-all-duties = 'off'}"}, folder)
    assert set(found("startup/ads/ad.md")) == {"many-hats"}


def test_settings_can_be_named_and_left_out(folder: Path) -> None:
    write({"advisor.toml": "severity = {many-hats = 'off'}", "other.toml": "severity = {catch-all-duties = 'off'}"}, folder)
    assert set(found("ad.md", "--no-config")) == {"many-hats", "catch-all-duties"}
    assert set(found("ad.md", "--config", "other.toml")) == {"many-hats"}


def test_paths_get_their_own_severities_and_situation(folder: Path) -> None:
    write(
        {
            "advisor.toml": """
            severity = {catch-all-duties = "warning"}
            [per-path."startup/**"]
            severity = {catch-all-duties = "off"}
            situation = "small.yaml"
            [per-path."nowhere/*"]
            severity = {many-hats = "off"}
            """
        },
        folder,
    )
    ran = advisor("check", "ad.md", "startup", *OURS, "--format", "json")
    severities = [{finding["concern"]: finding["severity"] for finding in json.loads(line)["findings"]} for line in ran.out.splitlines()]
    assert severities == [{"many-hats": "warning", "catch-all-duties": "warning"}, {"many-hats": "info"}]


def test_the_threshold_the_globs_and_rules_come_from_settings_and_options_count_over_them(folder: Path) -> None:
    rule = (RULES / "draft/catch-all.yaml").read_text().replace("severity: info", "severity: error")
    write({"conf/advisor.toml": "rules = ['our']\nglob = ['*.text']\nfail-on = 'never'", "conf/our/draft/catch-all.yaml": rule}, folder)
    write({"conf/ads/ad.text": HATS, "conf/ads/ad.md": HATS}, folder)
    ran = advisor("check", "conf/ads", "--rules", str(RULES), "--no-default-rules", "--format", "json")
    # What --rules names comes after what the settings name, and so replaces it.
    assert [json.loads(line)["document"] for line in ran.out.splitlines()] == ["conf/ads/ad.text"]
    assert ran.code == 0
    assert advisor("check", "conf/ads", *OURS, "--fail-on", "warning").code == 1
    assert [json.loads(advisor("check", "conf/ads", *OURS, "--format", "json", "--glob", "*.md").out)["document"]] == ["conf/ads/ad.md"]


def test_rules_of_the_settings_are_added_to_the_shipped_ones(folder: Path) -> None:
    rule = (
        (RULES / "draft/catch-all.yaml").read_text()
        .replace("guide:trust/2", "guide:intro/1")
        .replace("{ad.many_hats: true}", "{ad.says_on_call: true}")
        .replace("A catch-all duty", "Ours")
    )  # fmt: skip
    write({"advisor.toml": "rules = ['our']", "our/draft/catch-all.yaml": rule, "deep/ad.md": "And other duties as assigned."}, folder)
    ran = advisor("check", "deep/ad.md", "--format", "json")
    messages = {finding["rule"]: finding["message"] for finding in json.loads(ran.out)["findings"]}
    assert messages["draft/catch-all"] == "Ours"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("severty = {}", "advisor.toml:1:1: severty is no key here; did you mean severity?"),
        ("# one\n\nfail-on = 'eror'", "advisor.toml:3:1: fail-on is 'eror'; did you mean error?"),
        ("fail-on = 3", "advisor.toml:1:1: fail-on is 3; it must be error, warning, info or never"),
        ("rules = 'our'", "advisor.toml:1:1: rules is 'our'; it must be a list of texts, such as ['one']"),
        ("glob = [\n  3,\n]", "advisor.toml:1:1: glob is [3]; it must be a list of texts, such as ['one']"),
        ("situation = ''", "advisor.toml:1:1: situation is ''; it must be the name of a file"),
        ("severity = 1", "advisor.toml:1:1: severity is 1; it must be a table"),
        ("[severity]\nmany-hats = 'of'", "advisor.toml:2:1: many-hats is 'of'; did you mean off?"),
        ("[severity]\nmany-hats = true", "advisor.toml:2:1: many-hats is True; it must be error, warning, info or off"),
        ("[severity]\nmany-hat = 'off'", "advisor.toml:2:1: many-hat is no concern, and no rule that raises one; did you mean many-hats?"),
        ("[per-path.'a/*']\nseverity = {'x' = 'off'}", "advisor.toml:2:13: x is no concern, and no rule that raises one"),
        ("[per-path.'a/*']\nsituaton = 'x'", "advisor.toml:2:1: situaton is no key here; did you mean situation?"),
        ("per-path = {'a' = 3}", "advisor.toml:1:13: a must be a table, such as {severity = {many-hats = 'off'}}"),
        ("x = = 1", "advisor.toml:1:5: this is no TOML: invalid value; mend it"),
        ("severity = {a = 'off'", "advisor.toml:1:"),
        ("[per-path.'a/*']\nsituation = 'none.yaml'", "none.yaml: there is no such file; check the name"),
        ("rules = ['none']", "none: there is no such directory of rules; check the name"),
        ("baseline = 'none.json'", "none.json: there is no such file; check the name"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, says: str, folder: Path) -> None:
    (line,) = refused(text, folder)
    assert line.startswith(says)


def test_everything_wrong_is_said_at_once(folder: Path) -> None:
    assert len(refused("fial-on = 1\nglob = 1\n[severity]\na = 'b'\n", folder)) == 3


def test_a_pyproject_is_read_for_our_table_alone(folder: Path) -> None:
    head = "[project]\nname = 'severty'\n[tool.ruff]\nseverty = 1\n"
    assert refused(f"{head}[tool.advisor]\nseverty = {{}}", folder, "pyproject.toml") == [
        "pyproject.toml:6:1: severty is no key here; did you mean severity?"
    ]
    write({"pyproject.toml": head}, folder)
    assert set(found("ad.md")) == {"many-hats", "catch-all-duties"}
    ran = advisor("check", "ad.md", *OURS, "--config", "pyproject.toml")
    assert (ran.code, ran.err) == (2, "pyproject.toml:1:1: there is no [tool.advisor] here; add it, or name another file\n")
