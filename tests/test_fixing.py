"""Writing suggested lines into drafts: where they go, what stays, and that twice is once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.check import Checker
from advisor.documents.model import Document
from advisor.documents.structure import structure
from advisor.fixing import fix
from advisor.model import Raise, Report
from tests.report.material import rulebook, signals
from tests.test_check import SENTENCES

CHECKER = Checker(rulebook(), signals())
LINES = {rule.then.fix for rule in rulebook().rules if isinstance(rule.then, Raise) and rule.then.fix}
ALL_HOURS = "On call one week in <n>, shared by <n> people."
PAY = "Paid <amount> a week on call."
YEARS = "<n> years of <work>, under any title."
GROWTH = "Next level: <title>, reached by <criteria>."
UP = "The next level is Staff."


def check(text: str) -> tuple[Document, Report]:
    document = structure("ad.md", text, signals().headings)
    return document, CHECKER.check(document)


def fixed(text: str) -> str:
    return fix(text, check, rulebook()).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The words at fault are the whole sentence, small words aside: it is replaced.
        (f"{UP}\n\n- 5 years as an SRE\n- Lunch\n", f"{UP}\n\n- {YEARS}\n- Lunch\n"),
        (f"{UP}\n\n- You must be reachable at any hour.\n", f"{UP}\n\n- {ALL_HOURS}\n"),
        (f"{UP} You must be reachable at any hour. Lunch is at noon.\n", f"{UP} {ALL_HOURS} Lunch is at noon.\n"),
        # They are not: the line comes after it, as a bullet, in the paragraph, or below a heading.
        (f"{UP}\n\n- 5 years as an SRE, with Terraform\n- Lunch\n", f"{UP}\n\n- 5 years as an SRE, with Terraform\n- {YEARS}\n- Lunch\n"),
        (f"{UP}\n\n  * 5 years as an SRE,\n    with Terraform\n", f"{UP}\n\n  * 5 years as an SRE,\n    with Terraform\n  * {YEARS}\n"),
        (f"{UP}\n\n• 5 years as an SRE, with Terraform", f"{UP}\n\n• 5 years as an SRE, with Terraform\n• {YEARS}"),
        (f"{UP} With Terraform, 5 years as an SRE! Lunch is at noon.", f"{UP} With Terraform, 5 years as an SRE! {YEARS} Lunch is at noon."),  # noqa: E501  # one line a case
        (f"{UP}\n\nWith Terraform, 5 years as an SRE\n\nLunch.", f"{UP}\n\nWith Terraform, 5 years as an SRE\n\n{YEARS}\n\nLunch."),
        (f"# With Terraform, 5 years as an SRE\n{UP}", f"# With Terraform, 5 years as an SRE\n\n{YEARS}\n\n{UP}"),
        # A line that adds is added once, however often it is wanted.
        (f"{UP}\n\n- Join the on-call rota\n- Lunch\n", f"{UP}\n\n- Join the on-call rota\n- {PAY}\n- Lunch\n"),
        # What is not said is said where the offer ends, or else the duties, or else at the end.
        ("# T\n\n## What you will do\n\n- Lunch\n\n## What we offer\n\n- Tea\n\nBye.\n", f"# T\n\n## What you will do\n\n- Lunch\n\n## What we offer\n\n- Tea\n- {GROWTH}\n\nBye.\n"),  # noqa: E501  # one line a case
        ("# T\n\n## What you will do\n\nLunch.\n\n## What you bring\n\nTea.\n", f"# T\n\n## What you will do\n\nLunch.\n\n{GROWTH}\n\n## What you bring\n\nTea.\n"),  # noqa: E501  # one line a case
        ("Lunch", f"Lunch\n\n{GROWTH}"),
        # Line breaks are as they were.
        (f"{UP}\r\n\r\n- 5 years as an SRE, with Terraform\r\n- Lunch\r\n", f"{UP}\r\n\r\n- 5 years as an SRE, with Terraform\r\n- {YEARS}\r\n- Lunch\r\n"),  # noqa: E501  # one line a case
        # What to do by hand is left to do.
        (f"{UP} And other duties as assigned.", f"{UP} And other duties as assigned."),
    ],
)  # fmt: skip
def test_where_lines_go(before: str, after: str) -> None:
    assert fixed(before) == after
    assert fixed(after) == after


def test_a_numbered_list_keeps_its_numbers() -> None:
    assert fixed(f"{UP}\n\n1. 5 years as an SRE, with Terraform\n2. Lunch\n") == (
        f"{UP}\n\n1. 5 years as an SRE, with Terraform\n\n{YEARS}\n\n2. Lunch\n"
    )


@pytest.mark.parametrize("filled", [PAY.replace("<amount>", "300"), PAY.replace("<amount>", "£300 (before tax)"), PAY])
def test_a_line_that_was_filled_in_is_not_written_again(filled: str) -> None:
    text = f"{UP}\n\n- Join the on-call rota\n- {filled}\n"
    assert fixed(text) == text


def test_a_sentence_that_is_half_filled_in_is_left_alone() -> None:
    text = f"{UP}\n\nOn call one week in 6, shared by <n> people, or be reachable at any hour.\n"
    assert fixed(text) == text


def test_each_place_to_replace_is_replaced_and_counted() -> None:
    made = fix(f"{UP}\n\n- 5 years as an SRE\n- 5 years as a DevOps Engineer\n- Join the on-call rota\n", check, rulebook())
    assert made.text.count(YEARS) == 2
    assert (made.replaced, made.added) == (2, 1)


def test_what_added_lines_call_for_is_added_as_well() -> None:
    # The line about on-call that replaces this sentence is on-call without a word on pay, if signals read it so.
    made = fixed(f"{UP}\n\nYou must be reachable at any hour. Join the on-call rota.\n")
    assert made == f"{UP}\n\n{ALL_HOURS} Join the on-call rota. {PAY}\n"


PIECES = (
    *SENTENCES,
    *sorted(LINES),
    "## What we offer",
    "## What you bring",
    "Lunch, 5 years as an SRE",
    "1. Join the on-call rota",
    "<b>x</b>",
)
DRAFTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\n- ", "\n  * ", " ", "\r\n", ""])), min_size=1, max_size=10
).map(lambda parts: "".join(f"{piece}{between}" for piece, between in parts))


@given(DRAFTS)
def test_twice_is_once_and_nothing_else_is_touched(text: str) -> None:
    made = fixed(text)
    assert fixed(made) == made
    # Taken together, the pieces that were kept are the draft without the sentences that were replaced.
    rest = made
    for line in LINES:
        rest = rest.replace(line, "")
    kept = [line for line in re.split(r"[\r\n]+", text) if line.strip() and not any(finding in line for finding in _faults(text))]
    position = 0
    for line in kept:
        bare = line
        for written in LINES:
            bare = bare.replace(written, "")
        for word in bare.split():
            position = rest.find(word, position)
            assert position >= 0, (word, made)
            position += len(word)
    assert set(re.findall(r"\d", made)) <= set(re.findall(r"\d", text))  # no fact is made up: every figure was there


def _faults(text: str) -> set[str]:
    return {finding.excerpt for finding in check(text)[1].findings if finding.excerpt}


@given(st.text(max_size=200).filter(lambda text: text.strip()))
def test_any_text_is_survived(text: str) -> None:
    document, _ = check(text)
    if document.sentences:
        made = fixed(text)
        assert fixed(made) == made
