"""Reports on a terminal: what a recruiter must act on first, nothing wider than the terminal, nothing that it obeys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.render.lines import width
from advisor.render.report import text
from tests.render.material import HOSTILE
from tests.report.material import GOLDEN, golden, hostile_report, hostile_rulebook, report, rulebook

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def shown(*names: str, columns: int = 80, colour: bool = False) -> str:
    return "".join(text.render([golden(name) for name in names], rulebook(), columns, colour))


def one_line(words: str) -> str:
    return " ".join(words.split())


def test_a_clean_draft_gets_one_quiet_line() -> None:
    assert shown("clean.md") == "clean.md: ready; nothing to mend\n"


def test_what_needs_an_answer_comes_before_what_can_be_reworded_and_info_comes_last() -> None:
    made = shown("not-ready.md")
    headings = re.findall(r"^([A-Z][A-Z ]+[A-Z])(?:  .*)?$", made, re.MULTILINE)
    assert headings == ["NEEDS AN ANSWER", "REWORD NOW", "WORTH KNOWING", "NOT SAID", "EXPECTATIONS", "FIX", "WHY", "SOURCES"]
    assert made.startswith(
        "not-ready.md: NOT READY  1 error, 5 warnings, 2 info\n4 you can reword now; 2 need an answer: CTO (1), finance (1)\n"
    )


def test_a_finding_says_where_what_why_what_is_asked_and_what_to_write() -> None:
    made = shown("not-ready.md")
    assert re.search(r"^ +7:12 +ERROR +The draft asks for availability at all hours +ask CTO$", made, re.MULTILINE)
    assert one_line(made).count(
        '"You must [be reachable at any hour]" Nobody can be reachable always. [1] A candidate will ask: How often am I called? '
        '-> "On call one week in <n>, shared by <n> people."'
    ) == 1  # fmt: skip


def test_what_to_do_by_hand_is_no_line_to_write() -> None:
    assert '"other duties as assigned" -> Delete it, or say what else may come: <duty>.' in one_line(shown("not-ready.md"))


def test_places_of_one_line_are_quoted_together_and_many_are_counted() -> None:
    bullets = "\n".join(f"- {number} years as an SRE" for number in range(2, 9))
    made = one_line("".join(text.render([report(f"{bullets}\n- 5 years as a DevOps Engineer and 3 years as an SRE")], rulebook())))
    assert '1:3 "2 years as an SRE" 2:3 "3 years as an SRE"' in made
    assert "and 4 more" in made
    both = one_line("".join(text.render([report("- 5 years as a DevOps Engineer and 3 years as an SRE")], rulebook())))
    assert '"[5 years as a DevOps Engineer] and [3 years as an SRE]"' in both


def test_long_lines_are_quoted_around_the_words_at_fault() -> None:
    line = f"{'much before it, ' * 40}you wear many hats, {'and much after it, ' * 40}"
    (quoted,) = re.findall(r'"(….*?…)"', one_line("".join(text.render([report(line)], rulebook()))))
    assert "you [wear many hats], and" in quoted
    assert len(quoted) < 140


@pytest.mark.parametrize("columns", [20, 40, 80, 100])
def test_fits_its_width(columns: int) -> None:
    assert max(map(width, shown(*GOLDEN, columns=columns).splitlines())) <= columns


def test_the_same_words_at_every_width_and_in_colour() -> None:
    wide = one_line(shown(*GOLDEN, columns=100))
    coloured = shown(*GOLDEN, columns=80, colour=True)
    assert "\x1b[1;4mbe reachable at any hour\x1b[0m" in coloured
    bare = re.sub(r"\[(?!\d+\])([^\]]+)\]", r"\1", wide)  # brackets mark the words where underlining cannot
    assert ESCAPE.sub("", coloured).split() == bare.split()


def test_several_drafts_are_summed_up_and_share_their_sources() -> None:
    made = shown(*GOLDEN)
    assert "3 drafts: 1 not ready, 1 almost ready, 1 ready; 1 error, 6 warnings, 2 info\n" in made
    listed = [int(number) for number in re.findall(r"^\[(\d+)\]", made, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    assert set(map(int, re.findall(r" \[(\d+)\]", made))) == set(listed)


def test_an_inference_is_marked() -> None:
    made = one_line(shown("not-ready.md"))
    assert "Readers take silence for nothing. (our inference) [1]" in made
    assert "Nobody can be reachable always. [1]" in made


@pytest.mark.parametrize("colour", [False, True])
def test_nothing_in_a_draft_a_name_or_a_rule_reaches_the_terminal(colour: bool) -> None:
    made = ESCAPE.sub("", "".join(text.render([hostile_report()], hostile_rulebook(), 80, colour)))
    assert made.replace("\n", "").isprintable()
    assert one_line(HOSTILE.replace("\x1b", "\N{REPLACEMENT CHARACTER}").partition("\x07")[0]) in one_line(made)


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([10, 33, 80]), st.booleans())
def test_no_control_character_of_a_draft_is_printed_and_no_line_is_too_wide(before: str, after: str, columns: int, colour: bool) -> None:
    made = "".join(text.render([report(f"{before} wear many hats {after}")], rulebook(), columns, colour))
    bare = ESCAPE.sub("", made)
    assert bare.replace("\n", "").isprintable() or set(bare) & {"\u200c", "\u200d"}
    assert colour or max(map(width, made.split("\n"))) <= max(columns, 10)
