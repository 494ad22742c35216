"""The pytest plugin, in a pytest of its own: silent until configured, an item for each check, failures that say what and where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import SMALL, small_rules, write

ROOT = Path(__file__).parents[2]
SETTINGS = """\
[pytest]
addopts = -p advisor.testing.plugin -p no:cacheprovider -p no:xdist
advisor_rules = rules
advisor_default_rules = false
"""
SCENARIO = "about: A network.\nwork: {kinds: [network]}\nexpect: {decisions: {title: {first: [network-engineer]}}}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    """A team's folder: settings, the small rulebook with one scenario, and a test of the team's own."""
    small_rules(tmp_path)
    write(
        {"pytest.ini": SETTINGS, "rules/scenarios/network.yaml": SCENARIO, "tests/test_own.py": "def test_own() -> None: pass\n"}, tmp_path
    )
    return tmp_path


def run(folder: Path, *argv: str) -> tuple[int, str]:
    """Run pytest in the folder; return its exit code and what it printed."""
    path = {"PYTHONPATH": str(ROOT), "ADVISOR_CACHE_DIR": str(folder / "cache"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", *argv]
    ran = subprocess.run(command, cwd=folder, env=os.environ | path, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_every_check_is_a_test_of_its_own(folder: Path) -> None:
    code, said = run(folder, "-v", "--advisor-examples", "3", "--deselect", "rules::verification")
    assert code == 0, said
    assert said.count("::fires-line-") + said.count("::silent-line-") == 17
    assert "rules/title/network.yaml::fires-line-8 PASSED" in said
    assert "rules/scenarios/network.yaml::scenario PASSED" in said
    assert "rules::laws::the order of rules never matters PASSED" in said
    assert "tests/test_own.py::test_own PASSED" in said


def test_a_folder_or_a_name_narrows_the_run(folder: Path) -> None:
    _, said = run(folder, "-q", "rules/title/network.yaml")
    assert "2 passed" in said
    _, said = run(folder, "-q", "tests")
    assert "1 passed" in said
    _, said = run(folder, "-q", "-k", "scenario")
    assert "1 passed" in said


def test_a_failure_says_what_was_expected_and_where(folder: Path) -> None:
    rule = (SMALL / "title/network.yaml").read_text().replace("{has: network}", "{has_any: [network, cloud]}")
    write({"rules/title/network.yaml": rule}, folder)
    code, said = run(folder, "-q", "rules/title")
    assert code == 1
    assert "rules/title/network.yaml:9:12: title/network should be silent here, but it applies" in said
    assert "Traceback" not in said
    assert "plugin.py" not in said


def test_a_broken_law_comes_with_a_situation(folder: Path) -> None:
    startup = (SMALL / "stage/startup.yaml").read_text()
    other = startup.replace("{less_than: 50}", "{at_least: 40}").replace("stage: startup}", "stage: scale-up}")
    write({"rules/stage/conflict.yaml": other}, folder)
    code, said = run(folder, "-q", "-k", "any or same", "--advisor-examples", "60")
    assert code == 1
    assert "the rules stage/conflict and stage/startup disagree" in said
    assert "company: {engineers: 40}" in said


def test_what_verification_finds_fails_with_a_situation(folder: Path) -> None:
    startup = (SMALL / "stage/startup.yaml").read_text()
    other = startup.replace("{less_than: 50}", "{at_least: 40}").replace("stage: startup}", "stage: scale-up}")
    write({"rules/stage/conflict.yaml": other}, folder)
    code, said = run(folder, "-q", "-k", "no-conflict or no-overlap")
    assert code == 1
    assert "1 failed, 1 passed" in said
    assert "company: {engineers: 40}" in said


def test_rules_that_cannot_be_loaded_are_one_error(folder: Path) -> None:
    write({"rules/title/network.yaml": "summary: x\n"}, folder)
    code, said = run(folder, "-q")
    assert code == 2
    assert "rules/title/network.yaml:1:1: when, basis, cites and examples are missing; add them" in said
    assert "1 error" in said


@pytest.mark.parametrize(
    ("settings", "argv", "says"),
    [
        (SETTINGS.replace("= rules", "= ruels"), (), "there is no directory"),
        (SETTINGS, ("--advisor-examples", "0"), "advisor_examples is 0; it must be a number, at least 1"),
    ],
)
def test_bad_settings_are_said(settings: str, argv: tuple[str, ...], says: str, folder: Path) -> None:
    write({"pytest.ini": settings}, folder)
    code, said = run(folder, *argv)
    assert code == 4
    assert says in said


def test_without_settings_it_does_nothing(folder: Path) -> None:
    write({"pytest.ini": "[pytest]\naddopts = -p advisor.testing.plugin -p no:cacheprovider\n"}, folder)
    code, said = run(folder, "-q")
    assert (code, "1 passed" in said) == (0, True)
