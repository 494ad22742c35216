"""The text view: fits its width, obeys nothing, numbers its sources, marks inferences."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from advisor.render import text
from advisor.render.lines import width as cells
from tests.cli.running import advisor
from tests.render.material import GOLDEN, HOSTILE, SCENARIOS, advice, also_inferred, hostile_advice, hostile_rulebook, marks, rulebook, said

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
REFERENCE = re.compile(r" \[(\d+)\]")


@cache
def shown(scenario: str, width: int = 80, colour: bool = False, brief: bool = False) -> str:
    return "".join(text.render([advice(scenario)], rulebook(), width, colour, brief))


def one_line(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("width", [20, 40, 80, 100])
@pytest.mark.parametrize("scenario", GOLDEN)
def test_fits_its_width(scenario: str, width: int) -> None:
    assert max(map(cells, shown(scenario, width).splitlines())) <= width


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_fits_a_terminal_and_obeys_nothing(scenario: str) -> None:
    made = shown(scenario)
    assert max(map(cells, made.splitlines())) <= 80
    assert made.replace("\n", "").isprintable()
    assert all(line == line.rstrip() for line in made.splitlines())


@pytest.mark.parametrize("scenario", GOLDEN)
def test_the_same_words_at_every_width_and_in_colour(scenario: str) -> None:
    wide = one_line(shown(scenario, 100))
    assert one_line(shown(scenario, 80)) == wide
    assert "".join(shown(scenario, 20).split()) == "".join(wide.split())  # what is too long for a line is broken, not cut
    coloured = shown(scenario, 80, colour=True)
    assert ESCAPE.search(coloured)
    assert ESCAPE.sub("", coloured).split() == wide.split()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_sources_are_numbered_in_order_and_all_referenced(scenario: str) -> None:
    body, _, sources = shown(scenario).partition("\nSOURCES\n")
    numbers = [int(number) for number in REFERENCE.findall(" ".join(body.split()))]
    listed = [int(number) for number in re.findall(r"^\[(\d+)\]", sources, re.MULTILINE)]
    assert list(dict.fromkeys(numbers)) == listed == list(range(1, len(listed) + 1))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_an_inference_is_always_marked_and_nothing_else_is(scenario: str) -> None:
    assert marks(one_line(shown(scenario)), said(advice(scenario), rulebook()), " (our inference)") == ([], [])


@pytest.mark.parametrize("scenario", GOLDEN)
def test_brief_is_the_beginning_without_the_numbers(scenario: str) -> None:
    brief = shown(scenario, brief=True)
    assert not REFERENCE.search(brief)
    assert "WHY" not in brief
    assert "SOURCES" not in brief
    full = REFERENCE.sub("", one_line(shown(scenario)))
    assert full.startswith(one_line(brief))


@pytest.mark.parametrize("scenario", GOLDEN)
@pytest.mark.parametrize("colour", [False, True])
def test_nothing_in_a_name_or_a_rule_reaches_the_terminal(scenario: str, colour: bool) -> None:
    made = ESCAPE.sub("", "".join(text.render([hostile_advice(scenario)], hostile_rulebook(), 80, colour)))
    assert made.replace("\n", "").isprintable()
    assert one_line(HOSTILE.replace("\x1b", "\N{REPLACEMENT CHARACTER}").partition("\x07")[0]) in one_line(made)


def test_who_can_fix_it_and_what_a_candidate_asks() -> None:
    made = one_line(shown("unpaid-rota-of-five-with-six-incidents"))
    assert "Who can fix it: finance. A candidate will ask: " in made
    assert "-> " in made


def test_a_reason_that_options_share_is_said_once() -> None:
    made = one_line(shown("data-centre-operator-hires-for-the-network"))
    reasons = {
        reason.because
        for decision in advice("data-centre-operator-hires-for-the-network").decisions
        for option in decision.options
        for reason in option.reasons
    }
    why = made.partition(" WHY: ")[2].partition(" WHY: Not ")[0]
    assert why
    assert all(why.count(reason) <= 1 for reason in reasons)


def test_the_next_question_says_how_to_answer_it(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    for facts, told in (
        ("company: {engineers: 80}", "Any of: compute, "),
        ("company: {engineers: 24}\nwork: {kinds: [compute, ci-cd, reliability, internal-platform]}", "One of: compute, "),
    ):
        file.write_text(facts, encoding="utf-8")
        assert told in one_line(advisor("evaluate", str(file), "--brief").out)


def test_several_files_are_what_each_would_be_alone() -> None:
    files = [str(SCENARIOS[scenario]) for scenario in GOLDEN]
    together = advisor("evaluate", *files)
    assert together.out == "\n".join(advisor("evaluate", file).out for file in files)


def test_standard_input_reads_as_a_file_does() -> None:
    file = SCENARIOS["only-eighty-engineers"]
    named = advisor("evaluate", str(file)).out
    piped = advisor("evaluate", "-", stdin=file.read_bytes())
    assert (piped.code, piped.err) == (0, "")
    without_command = re.sub(r"\nWHY       advisor explain\s.*?\n\n", "\n\n", named, flags=re.DOTALL)
    assert piped.out == without_command.replace("only-eighty-engineers.yaml", "standard input", 1) != named


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_only_where_it_is_wanted(more: dict[str, str], coloured: bool) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | more
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "advisor", "evaluate", "--brief", str(SCENARIOS["only-eighty-engineers"])]
    with subprocess.Popen(command, stdout=end, env=environment) as running:
        os.close(end)
        seen = b""
        while chunk := _read(terminal):
            seen += chunk
    os.close(terminal)
    assert running.returncode == 0
    assert b"POST AS" in seen
    assert (b"\x1b[" in seen) == coloured


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux reports the other side's end as an error
        return b""


def test_an_inference_that_raises_a_concern_as_well_is_marked() -> None:
    made = "".join(text.render([also_inferred("unpaid-rota-of-five-with-six-incidents")], rulebook()))
    assert "Also: nobody was asked (our inference) [" in one_line(made)
