"""What the command says of arguments, files and streams that cannot be used."""

from __future__ import annotations

import builtins
import io
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import advisor, small_rules, write

SMALL_RULES = ("--rules", "rules", "--no-default-rules")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the small rulebook and a situation that can be used."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    small_rules(tmp_path)
    write({"good.yaml": "work: {kinds: [network]}\n", "bad.yaml": "x: 1\n", "empty/note.txt": "no rules"}, tmp_path)
    return tmp_path


EVALUATE = ("evaluate", "good.yaml", *SMALL_RULES)
CHOICE = "invalid value for"
WRITTEN = "the output cannot be written"
HELP = "(see advisor evaluate --help)"
USAGE = (
    ("no such command", ["evalute", "good.yaml"], "advisor: there is no command evalute; did you mean evaluate? (see advisor --help)"),
    ("no such option", ["evaluate", "good.yaml", "--formt", "json"], f"advisor: no such option '--formt'; did you mean '--format'? {HELP}"),
    (
        "no such format",
        ["evaluate", "good.yaml", "--format", "jsn"],
        f"advisor: {CHOICE} '--format': 'jsn' is not one of 'text', 'json', 'markdown', 'html' {HELP}",
    ),
    (
        "no such engine",
        ["evaluate", "good.yaml", "--engine", "rete"],
        f"advisor: {CHOICE} '--engine': 'rete' is not one of 'compiled', 'durable' {HELP}",
    ),
    (
        "no such severity",
        ["evaluate", "good.yaml", "--fail-on", "fatal"],
        f"advisor: {CHOICE} '--fail-on': 'fatal' is not one of 'error', 'warning', 'info', 'never' {HELP}",
    ),
    ("no situation", ["evaluate", "--format", "json"], f"advisor: missing argument 'SITUATION...' {HELP}"),
    ("standard input twice", ["evaluate", "-", "-"], f"advisor: - is named twice; standard input can be read only once {HELP}"),
    ("no value for an option", ["evaluate", "good.yaml", "--format"], "advisor: option '--format' requires an argument"),
    ("no such command of a group", ["rules", "tst"], "advisor: no such command 'tst'; did you mean 'test'? (see advisor rules --help)"),
    (
        "no such scenarios",
        ["rules", "test", "--scenarios", "none"],
        f"advisor: {CHOICE} '--scenarios': Directory 'none' does not exist (see advisor rules test --help)",
    ),
    ("no such file", ["evaluate", "none.yaml"], "none.yaml: there is no such file; check the name"),
    ("a file below a file", ["evaluate", "good.yaml/x"], "good.yaml/x: there is no such file; check the name"),
    ("a directory", ["evaluate", "rules"], "rules: this is a directory; name a file in it"),
    ("a device", ["evaluate", os.devnull], f"{os.devnull}: this is a device, not a file; name a file"),
    ("an empty name", ["evaluate", ""], "a file name is empty; name a file"),
    ("a name with escapes", ["evaluate", "a\x1b[31mb\nc"], "a�[31mb�c: there is no such file; check the name"),
    ("a name that is too long", ["evaluate", "a" * 300], f"{'a' * 199}…: the file cannot be read: File name too long; check the name"),
    (
        "empty standard input",
        ["evaluate", "-"],
        "standard input:1:1: the situation is empty; start from: advisor schema situation --template",
    ),
    ("no such rules", ["evaluate", "good.yaml", "--rules", "none"], "none: there is no such directory of rules; check the name"),
    (
        "rules that are a file",
        ["evaluate", "good.yaml", "--rules", "bad.yaml"],
        "bad.yaml: this is no directory; name the one that holds the rules",
    ),
    (
        "rules that are not there",
        ["evaluate", "good.yaml", "--rules", "empty"],
        "empty: there are no rules in this directory; a rule is a file that ends in .yaml",
    ),
    ("no rules at all", ["evaluate", "good.yaml", "--no-default-rules"], "no rules are named; name a directory with --rules"),
    ("output into no directory", [*EVALUATE, "-o", "none/out"], f"none/out: {WRITTEN}: there is no directory none; make it first"),
    ("output that is a directory", [*EVALUATE, "-o", "rules"], f"rules: {WRITTEN}: this is a directory; name a file in it"),
    ("output without a name", [*EVALUATE, "-o", ""], "the name of the output file is empty; name a file with -o"),
    (
        "output in place of the input",
        [*EVALUATE, "-o", "./good.yaml"],
        "./good.yaml: the advice would replace the situation; name another file with -o",
    ),
)


@pytest.mark.parametrize(("argv", "says"), [pytest.param(*rest, id=name) for name, *rest in USAGE])
def test_usage(argv: list[str], says: str, folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    ran = advisor(*argv)
    assert ran.err == f"{says}\n"
    assert (ran.code, ran.out) == (2, "")
    assert sorted({path.name for path in folder.iterdir()} - {"cache"}) == before
    assert (folder / "good.yaml").read_text() == "work: {kinds: [network]}\n"


@pytest.mark.parametrize("argv", [[], ["evaluate"], ["rules"]])
def test_without_arguments_the_help_is_shown(argv: list[str]) -> None:
    ran = advisor(*argv)
    assert ran.err.startswith(f"Usage: {' '.join(['advisor', *argv])} [OPTIONS]")
    assert (ran.code, ran.out) == (2, "")


def test_an_unknown_command_that_is_like_no_other_is_told_them_all() -> None:
    assert "there is no command frobnicate; the commands are evaluate, " in advisor("frobnicate").err


def test_others_are_evaluated_when_one_cannot_be() -> None:
    ran = advisor("evaluate", "bad.yaml", "good.yaml", "none.yaml", "--format", "json", *SMALL_RULES)
    assert ran.err.splitlines() == [
        "bad.yaml:1:1: x is no group of facts; the groups are company, offer, on_call, role and work",
        "none.yaml: there is no such file; check the name",
    ]
    assert ran.out.startswith('{"schema_version":"1.0","situation":"good.yaml",')
    assert ran.out.count("\n") == 1
    assert ran.code == 2


def test_a_bad_situation_leaves_the_output_of_an_earlier_run(folder: Path) -> None:
    write({"out": "advice of yesterday\n"}, folder)
    assert advisor("evaluate", "bad.yaml", "-o", "out", *SMALL_RULES).code == 2
    assert (folder / "out").read_text() == "advice of yesterday\n"
    assert not list(folder.glob(".advisor-*"))


def test_a_bad_situation_on_standard_input() -> None:
    ran = advisor("evaluate", "-", *SMALL_RULES, stdin=b"company: {enginers: 2}")
    assert ran.err == "standard input:1:11: company.enginers is no fact; did you mean company.engineers?\n"
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("name", ["good.yaml", "rules/title/network.yaml"])
def test_a_file_that_may_not_be_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Its permissions would not keep root from reading it, so the refusal is played.
    opened = builtins.open

    def refusing(file: Any, *rest: Any, **more: Any) -> Any:
        if str(file) == name:
            raise PermissionError(13, "Permission denied", file)
        return opened(file, *rest, **more)

    for module in (builtins, io):
        monkeypatch.setattr(module, "open", refusing)
    ran = advisor("evaluate", "good.yaml", *SMALL_RULES)
    assert ran.err == f"{name}: the file may not be read; check its permissions\n"
    assert (ran.code, ran.out) == (2, "")


def test_a_directory_that_may_not_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not (str(path) == "." and mode == os.W_OK))
    ran = advisor("evaluate", "good.yaml", "-o", "out", *SMALL_RULES)
    assert ran.err == "out: the output cannot be written: the directory . may not be written to; name another\n"
    assert (ran.code, ran.out) == (2, "")
    assert not (folder / "out").exists()


def test_a_socket_is_no_situation() -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert advisor("evaluate", "s", *SMALL_RULES).err == "s: this is a device, not a file; name a file\n"


def test_the_durable_engine_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    ran = advisor("evaluate", "good.yaml", "--engine", "durable", *SMALL_RULES)
    assert "pip install 'hiring-advisor[durable]'" in ran.err
    assert (ran.code, ran.out) == (2, "")


# In processes of their own: streams that are full, closed or read by nobody.


def _shell(command: str) -> subprocess.CompletedProcess[str]:
    full = f"{sys.executable} -m advisor evaluate good.yaml --rules rules --no-default-rules {command}"
    return subprocess.run(["bash", "-c", full], capture_output=True, text=True, timeout=60, check=False)


needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here; Linux has it, and CI runs there")
STREAMS = (
    pytest.param(
        "> /dev/full", "standard output: cannot be written to: No space left on device; make room, or use -o\n", id="full", marks=needs_full
    ),
    pytest.param(
        "-o /dev/full", f"/dev/full: {WRITTEN}: No space left on device; name another file with -o\n", id="full file", marks=needs_full
    ),
    pytest.param(">&-", "standard output is closed; name a file with -o\n", id="closed"),
    pytest.param("- <&-", "standard input: it is closed; name a file, or pipe one in\n", id="closed input"),
)


@pytest.mark.parametrize(("command", "says"), STREAMS)
def test_streams(command: str, says: str) -> None:
    ran = _shell(command)
    assert ran.stderr == says
    assert ran.returncode == 2


@needs_full
def test_a_device_stays_a_device() -> None:
    _shell("-o /dev/full")
    assert Path("/dev/full").is_char_device()


def test_a_reader_that_has_gone_is_no_error() -> None:
    ran = _shell("| true")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_link_is_written_through(folder: Path) -> None:
    write({"real/out": "old"}, folder)
    (folder / "out").symlink_to("real/out")
    assert advisor("evaluate", "good.yaml", "-o", "out", *SMALL_RULES).code == 0
    assert (folder / "out").is_symlink()
    assert (folder / "real/out").read_text().startswith("good.yaml: ")
