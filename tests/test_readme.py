"""The README says what is so: its transcript, its rule and its error message are the real ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import cli
from advisor.rulebook import default_rules, scenarios_directory

README = Path(__file__).parents[1] / "README.md"

pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README is in the checkout, and these tests run away from it")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", README.read_text(encoding="utf-8"))


def test_the_transcript_is_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    command, _, shown = blocks("console")[0].partition("\n")
    monkeypatch.chdir(Path(scenarios_directory()).parent)  # the advice names the file as it was named
    printed = CliRunner().invoke(cli, command.removeprefix("$ advisor ").split()).output
    assert printed.rstrip() == shown.rstrip()


def test_the_rule_is_the_rule() -> None:
    shown = next(block for block in blocks("yaml") if block.startswith("# rules/"))
    name, _, text = shown.partition("\n")
    assert Path(default_rules(), *name.removeprefix("# rules/").split("/")).read_text(encoding="utf-8").rstrip() == text.rstrip()


def test_the_situation_is_one_that_evaluate_takes(tmp_path: Path) -> None:
    text = next(block for block in blocks("yaml") if block.startswith("# acme.yaml"))
    (tmp_path / "acme.yaml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["evaluate", str(tmp_path / "acme.yaml")])
    assert result.exit_code == 0
    assert "On-call is asked for and not paid" in result.output
