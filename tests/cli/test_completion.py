"""The scripts that `advisor completion` prints, run by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import advisor

BIN = Path(sys.executable).parent
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(not (BIN / "advisor").exists(), reason="the shells run the installed command: pip install -e .")

COMPLETE = """
eval "$(advisor completion bash)"
complete -p advisor >/dev/null || exit 9
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_advisor_completion advisor
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(*words: str, folder: Path | None = None) -> list[str]:
    """Return what bash offers for the last of these words."""
    assert BASH
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(
        [BASH, "--norc", "-c", COMPLETE, "bash", *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return [line for line in ran.stdout.splitlines() if line]


KINDS = ["situation", "rule", "advice", "report", "explanation", "draft", "comparison", "verification"]


@pytest.mark.skipif(not BASH, reason="there is no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("advisor", "ev"), ["evaluate"]),
        (("advisor", "comp"), ["compare", "completion"]),
        (("advisor", "schema", ""), KINDS),
        (("advisor", "schema", "sit"), ["situation"]),
        (("advisor", "schema", "situation", "--t"), ["--template"]),
        (("advisor", "completion", ""), ["bash", "zsh", "fish"]),
        (("advisor", "evaluate", "--format", ""), ["text", "json", "markdown", "html"]),
        (("advisor", "evaluate", "a.yaml", "--engine", "c"), ["compiled"]),
        (("advisor", "evaluate", "--fail-on", "e"), ["error"]),
        (("advisor", "rules", "te"), ["test"]),
    ],
)
def test_bash_completes(words: tuple[str, ...], offered: list[str]) -> None:
    assert completed(*words) == offered


@pytest.mark.skipif(not BASH, reason="there is no bash here")
def test_bash_completes_commands_and_options_of_all_kinds() -> None:
    assert {"evaluate", "rules", "schema", "completion"} <= set(completed("advisor", ""))
    assert {"--format", "--brief", "--engine", "--rules", "--fail-on", "--output"} <= set(completed("advisor", "evaluate", "--"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_script_asks_the_command(shell: str) -> None:
    ran = advisor("completion", shell)
    assert ran.code == 0
    assert f"_ADVISOR_COMPLETE={shell}_complete" in ran.out
    answer = {"bash": {"COMP_WORDS": "advisor ev", "COMP_CWORD": "1"}, "zsh": {"COMP_WORDS": "advisor ev", "COMP_CWORD": "1"}}
    environment = {
        **os.environ,
        "_ADVISOR_COMPLETE": f"{shell}_complete",
        **answer.get(shell, {"COMP_WORDS": "advisor ev", "COMP_CWORD": "ev"}),
    }
    asked = subprocess.run([BIN / "advisor"], capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert "evaluate" in asked.stdout
    assert "schema" not in asked.stdout


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_shell_takes_the_script(shell: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"there is no {shell} here")
    file = tmp_path / f"advisor.{shell}"
    file.write_text(advisor("completion", shell).out, encoding="utf-8")
    subprocess.run([found, "-n", str(file)], check=True, timeout=60)


def test_an_unknown_shell_is_refused_by_name() -> None:
    ran = advisor("completion", "powershell")
    assert (ran.code, ran.out) == (2, "")
    assert all(shell in ran.err for shell in ("powershell", "bash", "zsh", "fish"))


def test_help_says_how_to_install() -> None:
    ran = advisor("completion", "--help")
    assert 'eval "$(advisor completion bash)"' in ran.out
    assert "~/.bashrc" in ran.out
