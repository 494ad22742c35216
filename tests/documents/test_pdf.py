"""PDF: lines put together again, what runs along the edges left out."""

from __future__ import annotations

import pytest

from tests.documents.making import AD, Part, as_pdf, document, pdf_of

Line = tuple[str, float, bool, float]


def line(text: str, above: float = 1.3, size: float = 11.0, bold: bool = False) -> Line:
    return text, size, bold, above


LONG = "We look after the servers on which forty theatres sell their tickets, and every sixth"


def text(*lines: Line) -> str:
    """Return what is read of a PDF of these lines."""
    return document(pdf_of(lines)).text


def test_wrapped_lines_are_one() -> None:
    assert text(line(LONG), line("week we carry the pager.")) == f"{LONG} week we carry the pager.\n"


def test_short_lines_stay_apart() -> None:
    assert (
        text(line(LONG), line("week."), line("Three years with Linux"), line("Some Go"))
        == f"{LONG} week.\n\nThree years with Linux\n\nSome Go\n"
    )


def test_a_gap_begins_a_paragraph() -> None:
    assert text(line(LONG), line("Week by week.", above=2.4)) == f"{LONG}\n\nWeek by week.\n"


@pytest.mark.parametrize("mark", ["•", "-", "–", "·"])
def test_bullets(mark: str) -> None:
    assert text(line(f"{mark} {LONG}"), line("week."), line(f"{mark} Fix it")) == f"- {LONG} week.\n- Fix it\n"


def test_headings_by_size_and_weight() -> None:
    lines = (
        line("Platform", size=20, bold=True),
        line("Engineer", size=20, bold=True),
        line("What you will do", size=14, above=2),
        line(LONG),
        line("On call:", bold=True),
        line(LONG),
    )
    assert text(*lines) == f"# Platform Engineer\n\n## What you will do\n\n{LONG}\n\n**On call:**\n\n{LONG}\n"


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("infra-", "structure", "infrastructure"), ("on-", "call", "on-call"), ("non-", "profit", "non-profit"), ("24-", "Hour", "24- Hour")],
)
def test_words_parted_at_the_end_of_a_line(first: str, second: str, whole: str) -> None:
    assert text(line(f"{LONG[:78]} {first}"), line(f"{second} and more")) == f"{LONG[:78]} {whole} and more\n"


def test_over_several_pages() -> None:
    parts = [Part("prose", f"{one}{other} of us run the ticketing of small theatres") for one in "ABCDEFGHIJ" for other in "abcdef"]
    assert (
        document(as_pdf([AD[0], *parts])).text == "\n\n".join(["# Senior Infrastructure Engineer", *(part.text for part in parts)]) + "\n"
    )


def test_what_runs_along_the_edges_of_pages() -> None:
    page = [line("Northwind Ltd", above=0.5), *[line("We hire.", above=3)] * 22, line("Page 1 of 2", above=4, size=9)]
    assert text(*page, *page) == "\n\n".join(["We hire."] * 44) + "\n"
