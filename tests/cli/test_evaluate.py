"""`advisor evaluate`: what it prints, where, and with which exit code."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from advisor.rulebook import scenarios_directory
from tests.cli.running import advisor, small_rules, write

SMALL_RULES = ("--rules", "rules", "--no-default-rules")
SCENARIO = os.path.join(scenarios_directory(), "first-hire-does-everything-on-aws.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the small rulebook and two situations."""
    monkeypatch.chdir(tmp_path)
    small_rules(tmp_path)
    write(
        {
            "net.yaml": "work: {kinds: [network]}\n",
            "unpaid.yaml": "company: {engineers: 60}\nwork: {kinds: [ci-cd]}\non_call: {required: true, pay: none}\n",
        },
        tmp_path,
    )
    return tmp_path


def _json(*argv: str, stdin: bytes = b"") -> list[dict[str, Any]]:
    ran = advisor("evaluate", *argv, "--format", "json", stdin=stdin)
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


# --- what it prints --------------------------------------------------------------------------------


def test_json_follows_the_contract() -> None:
    (advice,) = _json("unpaid.yaml", *SMALL_RULES)
    assert list(advice) == ["schema_version", "situation", "facts", "decisions", "concerns", "next_question", "sources"]
    assert advice["situation"] == "unpaid.yaml"
    assert advice["facts"] == [
        {"id": "company.engineers", "value": 60, "origin": "given", "rule": None, "evidence": []},
        {"id": "work.kinds", "value": ["ci-cd"], "origin": "given", "rule": None, "evidence": []},
        {"id": "on_call.required", "value": True, "origin": "given", "rule": None, "evidence": []},
        {"id": "on_call.pay", "value": "none", "origin": "given", "rule": None, "evidence": []},
        {"id": "on_call.compensated", "value": False, "origin": "derived", "rule": "on-call/unpaid", "evidence": []},
    ]
    title, communities = advice["decisions"]
    assert (title["id"], title["answer"], title["settled"], title["open_facts"]) == ("title", "choose", True, [])
    first, _, last = title["options"]
    assert (first["id"], first["label"], first["rank"], first["against"]) == ("devops-engineer", "DevOps Engineer", 1, [])
    reason = {
        "rule": "title/delivery",
        "strength": "strong",
        "because": "The work is pipelines, for 60 engineers.",
        "basis": "source",
        "cites": ["guide:title/2"],
    }
    assert first["reasons"] == [reason]
    assert (last["rank"], last["reasons"], last["against"]) == (None, [], [reason])
    assert (communities["answer"], communities["settled"]) == ("list", True)
    (concern,) = advice["concerns"]
    assert {key: concern[key] for key in ("rule", "concern", "severity", "facts", "owner", "asks", "basis", "cites")} == {
        "rule": "trust/on-call-unpaid",
        "concern": "on-call-terms",
        "severity": "error",
        "facts": ["on_call.required", "on_call.compensated"],
        "owner": "finance",
        "asks": "What do I get for it?",
        "basis": "source",
        "cites": ["guide:trust/1"],
    }
    assert advice["next_question"] is None
    assert [source["id"] for source in advice["sources"]] == ["guide"]
    assert {statement["id"] for statement in advice["sources"][0]["statements"]} == {"guide:title/2", "guide:trust/1"}


def test_several_situations_are_one_line_each_in_the_order_given() -> None:
    assert [advice["situation"] for advice in _json("unpaid.yaml", "net.yaml", "unpaid.yaml", *SMALL_RULES)] == [
        "unpaid.yaml",
        "net.yaml",
        "unpaid.yaml",
    ]


def test_the_next_question_is_asked_in_the_facts_own_words() -> None:
    (advice,) = _json("-", *SMALL_RULES, stdin=b"company: {engineers: 60}")
    assert advice["situation"] == "-"
    assert advice["next_question"] == {
        "fact": "work.kinds",
        "question": "Which kinds of work?",
        "help": None,
        "type": "set",
        "unit": None,
        "options": [
            {"id": option, "label": label}
            for option, label in (("network", "Network: routing"), ("cloud", "Cloud"), ("ci-cd", "Delivery"), ("helpdesk", "Helpdesk"))
        ],
        "decisions": ["title"],
        "why": "It could decide the title: DevOps Engineer or Network Engineer.",
    }


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_a_file_holds_what_the_screen_would_show(form: str, folder: Path) -> None:
    argv = ("evaluate", "unpaid.yaml", "net.yaml", "--format", form, *SMALL_RULES)
    shown = advisor(*argv)
    written = advisor(*argv, "-o", "out")
    assert (shown.code, written.code, written.out) == (0, 0, "")
    assert shown.out
    assert (folder / "out").read_text(encoding="utf-8") == shown.out


def test_the_text_says_the_answer_the_concern_and_the_source() -> None:
    shown = " ".join(advisor("evaluate", "unpaid.yaml", *SMALL_RULES).out.split())
    for words in (
        "DevOps Engineer",
        "On-call is asked for and not paid",
        "Broken nights are work.",
        "Unpaid on-call puts people off.",
        "finance",
    ):
        assert words in shown


def test_the_same_situation_gives_the_same_bytes_in_every_process() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-m", "advisor", "evaluate", SCENARIO, "--format", form],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            timeout=60,
            check=True,
        ).stdout
        for seed in ("1", "2")
        for form in ("json",)
    }
    assert len(runs) == 1


@pytest.mark.skipif(
    importlib.util.find_spec("durable_rules_engine") is None,
    reason="durable-rules is not installed: pip install 'hiring-advisor[durable]'; CI installs it and forbids this skip",
)
def test_the_durable_engine_gives_the_same_bytes() -> None:
    for situation in ("unpaid.yaml", "net.yaml"):
        argv = ("evaluate", situation, "--format", "json", *SMALL_RULES)
        assert advisor(*argv, "--engine", "durable").out == advisor(*argv).out != ""


# --- exit codes and rules --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "fail_on", "code"),
    [
        ("unpaid.yaml", "never", 0),
        ("unpaid.yaml", "error", 1),
        ("unpaid.yaml", "warning", 1),
        ("unpaid.yaml", "info", 1),
        ("net.yaml", "info", 0),
    ],
)
def test_the_exit_code_says_whether_anything_is_grave_enough(situation: str, fail_on: str, code: int) -> None:
    assert advisor("evaluate", situation, "--fail-on", fail_on, *SMALL_RULES).code == code


def test_by_default_no_concern_fails() -> None:
    assert advisor("evaluate", "unpaid.yaml", *SMALL_RULES).code == 0


def test_a_concern_in_any_of_several_counts() -> None:
    assert advisor("evaluate", "unpaid.yaml", "net.yaml", "--fail-on", "error", *SMALL_RULES).code == 1


def test_a_warning_is_no_error(folder: Path) -> None:
    rule = (folder / "rules/trust/on-call-unpaid.yaml").read_text()
    write({"rules/trust/on-call-unpaid.yaml": rule.replace("severity: error", "severity: warning")}, folder)
    assert [advisor("evaluate", "unpaid.yaml", "--fail-on", grave, *SMALL_RULES).code for grave in ("error", "warning", "info")] == [
        0,
        1,
        1,
    ]


def test_rules_of_ones_own_add_to_the_shipped_ones(folder: Path) -> None:
    write(
        {
            "ours/trust/learning.yaml": "summary: Nothing is spent on learning\nwhen: {offer.learning: {is: false}}\n"
            "raise: {concern: no-growth-path, severity: error}\nbecause: We say so.\nasks: What may I learn?\nowner: cto\n"
            "basis: inference\ncites: [guide:intro/1]\nexamples: {fires: [{offer.learning: false}], silent: [{offer.learning: true}]}\n",
            "s.yaml": "offer: {learning: false}\ncompany: {engineers: 60}\n",
        },
        folder,
    )
    (advice,) = _json("s.yaml", "--rules", "ours")
    assert "trust/learning" in str(advice["concerns"])
    assert {"id": "company.stage", "value": "scale-up"}.items() <= advice["facts"][1].items()
    (plain,) = _json("s.yaml")
    assert "trust/learning" not in str(plain)


# --- what a start loads ----------------------------------------------------------------------------


def _loaded(*argv: str) -> set[str]:
    """Return the packages that a run of the command has imported."""
    code = "import sys\nfrom advisor.cli.main import main\ntry:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in ran.stderr.split()} | {name for name in ran.stderr.split() if name.startswith("advisor.")}


def test_help_loads_no_rules() -> None:
    assert _loaded("--help").isdisjoint({"pydantic", "yaml", "rich", "advisor.rulebook", "advisor.advise"})


def test_with_a_warm_cache_nothing_that_checks_rule_files_is_loaded(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(folder / "cache"))
    argv = ("evaluate", "net.yaml", *SMALL_RULES)
    assert "pydantic" in _loaded(*argv)
    assert _loaded(*argv).isdisjoint({"pydantic", "advisor.rulebook.loading", "hypothesis", "durable"})
