"""`advisor check`: what it prints, where, and with which exit code; folders, batches and misuse."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.running import advisor, write
from tests.report.material import DRAFTS, RULES

OURS = ("--rules", str(RULES), "--no-default-rules")
FORMATS = ("text", "json", "sarif", "github", "markdown", "html")
BAD = "You must be reachable at any hour.\n"
WARNING = "Wear many hats. The next level is Staff.\n"
CLEAN = "The next level is Staff.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with three drafts and, below it, two more."""
    monkeypatch.chdir(tmp_path)
    for name in ("not-ready.md", "almost.txt", "clean.md"):
        shutil.copy(DRAFTS / name, tmp_path)
    write({"ads/a.md": BAD, "ads/deep/b.txt": WARNING, "ads/deep/c.rst": CLEAN, "ads/.hidden/d.md": BAD, "ads/note.yaml": "x: 1"}, tmp_path)
    return tmp_path


def documents(*argv: str, code: int = 0) -> list[str]:
    ran = advisor("check", *argv, *OURS, "--format", "json", "--fail-on", "never")
    assert (ran.code, ran.err) == (code, "")
    return [json.loads(line)["document"] for line in ran.out.splitlines()]


# --- exit codes and files ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (BAD, None, 1),
        (WARNING, None, 0),
        (WARNING, "warning", 1),
        (WARNING, "error", 0),
        (CLEAN, "info", 0),
        ("Lunch is at noon.", "info", 1),
        ("Lunch is at noon.", "warning", 0),
        (BAD, "never", 0),
    ],
)
def test_exit_code(text: str, fail_on: str | None, code: int, folder: Path) -> None:
    write({"ad.md": text}, folder)
    ran = advisor("check", "ad.md", *OURS, *(["--fail-on", fail_on] if fail_on else []))
    assert (ran.code, ran.err) == (code, "")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_the_screen_would_show(form: str, folder: Path) -> None:
    argv = ("check", "not-ready.md", "clean.md", "--format", form, *OURS)
    shown = advisor(*argv)
    written = advisor(*argv, "-o", "out")
    assert (shown.code, written.code, written.out) == (1, 1, "")
    assert shown.out
    assert (folder / "out").read_text(encoding="utf-8") == shown.out


def test_the_format_is_text_unless_another_is_asked_for() -> None:
    assert advisor("check", "clean.md", *OURS).out == "clean.md: ready; nothing to mend\n"


def test_standard_input_is_a_draft() -> None:
    ran = advisor("check", "-", *OURS, stdin=BAD.encode())
    assert ran.code == 1
    assert ran.out.startswith("standard input: NOT READY")
    assert "advisor check --fix" in ran.out


def test_the_same_bytes_give_the_same_bytes() -> None:
    for form in FORMATS:
        first, second = (advisor("check", "not-ready.md", "ads", *OURS, "--format", form) for _ in range(2))
        assert first.out == second.out


@pytest.mark.parametrize("form", FORMATS)
def test_any_name_a_file_may_have_is_survived(form: str, folder: Path) -> None:
    name = os.fsdecode(b"\xff \x1b[31m\n,:%.md")
    (folder / name).write_text(BAD)
    ran = advisor("check", name, *OURS, "--format", form, "-o", "out")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert (folder / "out").read_text(encoding="utf-8")
    assert advisor("check", name, *OURS, "--format", form).code == 1


# --- several -------------------------------------------------------------------------------------


def test_a_folder_stands_for_the_drafts_below_it_in_order() -> None:
    assert documents("ads") == ["ads/a.md", "ads/deep/b.txt"]
    assert documents("ads", "--glob", "*.rst", "--glob", "a.*") == ["ads/a.md", "ads/deep/c.rst"]
    assert documents("ads", "--glob", "deep/*") == ["ads/deep/b.txt", "ads/deep/c.rst"]
    assert documents("ads", "--glob", "**/*.rst", "clean.md") == ["ads/deep/c.rst", "clean.md"]


def test_a_draft_named_twice_is_checked_once() -> None:
    assert documents("ads", "ads/a.md", "clean.md", "clean.md") == ["ads/a.md", "ads/deep/b.txt", "clean.md"]


def test_what_cannot_be_used_is_reported_and_the_rest_is_checked(folder: Path) -> None:
    write({"empty/x.rst": "x"}, folder)
    ran = advisor("check", "missing.md", "clean.md", "empty", *OURS)
    assert ran.code == 2
    assert ran.out == "clean.md: ready; nothing to mend\n"
    lines = ran.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("empty: there is no draft in this folder that fits *.md, ")
    assert lines[0].endswith("; name others with --glob")
    assert lines[1] == "missing.md: there is no such file; check the name"


def test_where_nothing_can_be_used_no_file_is_left(folder: Path) -> None:
    assert advisor("check", "missing.md", *OURS, "-o", "out").code == 2
    assert not (folder / "out").exists()


def test_a_situation_is_what_drafts_are_held_against(folder: Path) -> None:
    write({"s.yaml": "culture: {autonomy: false}", "bad.yaml": "culture: {autonmy: false}"}, folder)
    ran = advisor("check", "not-ready.md", "--situation", "s.yaml", *OURS, "--format", "github")
    assert "claim-contradicted" in ran.out
    ran = advisor("check", "not-ready.md", "--situation", "bad.yaml", *OURS)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean culture.autonomy?" in ran.err


def test_the_format_of_a_draft_can_be_forced(folder: Path) -> None:
    write({"ad.txt": "<p>The next level is Staff.</p><p>You must be reachable at any hour.</p>"}, folder)
    (as_html,) = json.loads(advisor("check", "ad.txt", *OURS, "--format", "json", "--input-format", "html").out)["findings"]
    (as_text,) = json.loads(advisor("check", "ad.txt", *OURS, "--format", "json", "--input-format", "text").out)["findings"]
    assert as_text["span"]["column"] == 44
    assert as_html["span"]["line"] > 1
    ran = advisor("check", "ad.txt", *OURS, "--input-format", "docx")
    assert ran.code == 2
    assert ran.err.startswith("ad.txt: ")


# --- misuse --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["-", "-"], "advisor: - is named twice; standard input can be read only once"),
        (["-", "--situation", "-"], "advisor: - is named twice; standard input can be read only once"),
        (["clean.md", "--in-place"], "advisor: --in-place says where --fix writes; add --fix"),
        (["-", "--fix"], "advisor: --fix writes a file beside the draft, and - has no place; name a file"),
        (["clean.md", "--config", "x", "--no-config"], "advisor: --config names the settings and --no-config wants none; leave one out"),
        (["clean.md", "--write-baseline"], "advisor: --write-baseline does not say where to; add --baseline FILE"),
        (["clean.md", "-o", "clean.md"], "clean.md: the report would replace what it is about; name another file with -o"),
        (["clean.md", "--baseline", "none.json"], "none.json: there is no such file; check the name"),
        (["clean.md", "--config", "none.toml"], "none.toml: there is no such file; check the name"),
    ],
)
def test_misuse_is_one_message_and_exit_2(argv: list[str], says: str) -> None:
    ran = advisor("check", *argv, *OURS, stdin=b"x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)
    assert len(ran.err.splitlines()) == 1


@pytest.mark.packaging
def test_the_pre_commit_hook_runs_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"]) == ("advisor-check", "python")
    command, *argv = hook["entry"].split()
    assert command == "advisor"
    assert advisor(*argv, "clean.md", *OURS).code == 0


# --- on a terminal -------------------------------------------------------------------------------


def on_terminal(*argv: str) -> str:
    """Return what a run writes to standard error where that is a terminal, with standard output elsewhere."""
    terminal, end = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "advisor", "check", *argv, *OURS], stdout=subprocess.DEVNULL, stderr=end) as running:
        os.close(end)
        seen = b""
        while chunk := _read(terminal):
            seen += chunk
    os.close(terminal)
    assert running.returncode in (0, 1)
    return seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux reports the other side's end as an error
        return b""


def test_a_long_run_says_how_far_it_is_and_leaves_nothing_behind(folder: Path) -> None:
    write({f"many/{number:02}.md": WARNING for number in range(30)}, folder)
    seen = on_terminal("many", "--format", "json")
    assert "30 of 30 drafts checked" in seen or "29 of 30 drafts checked" in seen
    assert seen.endswith("\x1b[2K")
    assert seen.rindex("\x1b[?25h") > seen.rindex("\x1b[?25l"), "the cursor is shown again"
    assert on_terminal("clean.md") == ""
