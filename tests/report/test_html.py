"""The HTML page of reports: it stands alone, the draft is word for word, and marks and notes lead to each other."""

from __future__ import annotations

import base64
import hashlib
import re
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.model import Report, Rulebook
from advisor.render.report import html
from advisor.render.safe import clean
from tests.render.material import HOSTILE
from tests.render.test_html import Page
from tests.report.material import GOLDEN, golden, hostile_report, hostile_rulebook, report, rulebook

ALLOWED = {
    "lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "rel", "aria-label", "aria-labelledby", "dir", "tabindex",
    "title", "data-number",
}  # fmt: skip


def page(*reports: Report, made: Rulebook | None = None) -> Page:
    return Page("".join(html.render(reports, made or rulebook())))


def draft(text: str) -> str:
    """Return what a page shows of a draft, as its reader would copy it."""
    made = "".join(html.render([report(text)], rulebook()))
    inside = made[made.index('<div class="text"') :].partition("</div>")[0].partition(">")[2]
    return "".join(data for _, data in Page(f"<p>{inside}</p>").pieces)


@pytest.mark.parametrize("names", [*([name] for name in GOLDEN), list(GOLDEN)], ids=[*GOLDEN, "several"])
def test_links_lead_somewhere_and_ids_are_unique(names: list[str]) -> None:
    shown = page(*map(golden, names))
    ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {attributes["href"][1:] for attributes in shown.all("a") if attributes["href"].startswith("#")}
    assert inner <= set(ids)
    levels = [int(tag[1]) for tag, _ in shown.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1


def test_every_finding_with_a_place_has_a_mark_and_a_note_that_lead_to_each_other() -> None:
    found = golden("not-ready.md").findings
    shown = page(golden("not-ready.md"))
    links = {attributes["href"] for attributes in shown.all("a")}
    ids = {attributes["id"] for _, attributes in shown.elements if "id" in attributes}
    numbers = [number for number, finding in enumerate(found, 1) if finding.span]
    assert numbers
    assert all({f"r1-m{number}", f"r1-f{number}"} <= ids for number in numbers)
    assert all({f"#r1-m{number}", f"#r1-f{number}"} <= links for number in numbers)
    marks = [attributes for attributes in shown.all("a") if attributes.get("class", "").startswith("mark ")]
    assert [mark["data-number"] for mark in marks] == list(map(str, numbers))


def test_findings_that_overlap_have_a_mark_each() -> None:
    # The first words are also the last: a span within another, and one that begins where another does.
    text = "On-call is part of the salary, and join the on-call rota shared by 3 people; you must be reachable at any hour."
    shown = page(report(text))
    ids = {attributes["id"] for _, attributes in shown.elements if "id" in attributes}
    assert all(f"r1-m{number}" in ids for number, finding in enumerate(report(text).findings, 1) if finding.span)
    assert draft(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "# A title\n\nWear many\nhats, and join the on-call rota.\n\n**Bold**\n- 5 years as an SRE\n\n\n## End",
        "Wear many hats.",
        "  indented\n\n- be reachable at any hour",
        "<b>&amp; wear many hats</b> \"quoted\" 'so'",
        "# Wear many hats",
    ],
)
def test_the_draft_is_shown_word_for_word(text: str) -> None:
    assert draft(text) == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_draft_is_shown_with_nothing_added_or_lost(before: str, after: str) -> None:
    text = f"{before} wear many hats {after}"
    assert draft(text).split("\n") == [clean(line.removesuffix("\r")) if "hats" not in line else ANY for line in text.split("\n")]
    assert "".join(draft(text).split()).replace("\N{REPLACEMENT CHARACTER}", "") == "".join(
        char for char in "".join(text.split()) if char.isprintable() or char in "\u200c\u200d"
    ).replace("\N{REPLACEMENT CHARACTER}", "")


def test_the_page_stands_alone_and_allows_nothing_but_its_style() -> None:
    shown = page(hostile_report(), made=hostile_rulebook())
    assert {tag for tag, _ in shown.elements}.isdisjoint({"script", "img", "link", "iframe", "form", "input", "object"})
    assert {name for _, attributes in shown.elements for name in attributes} <= ALLOWED
    (style,) = [data for tag, data in shown.pieces if tag == "style"]
    (policy,) = [item["content"] for item in shown.all("meta") if item.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_from_outside_becomes_markup() -> None:
    shown = page(hostile_report(), made=hostile_rulebook())
    outside = [attributes["href"] for attributes in shown.all("a") if not attributes["href"].startswith("#")]
    assert set(outside) == {source.url for source in hostile_rulebook().sources.values()}
    assert " ".join(clean(HOSTILE).split()) in shown.words
    assert "".join(data for _, data in shown.pieces).replace("\n", "").isprintable()


def test_it_says_who_to_ask_and_what_to_write() -> None:
    words = page(golden("not-ready.md")).words
    assert "4 you can reword now; 2 need an answer: CTO (1), finance (1)." in words
    assert "Ask CTO" in re.sub("(Ask|Write|Add)(?=[A-Z])", r"\1 ", words)
    assert "On call one week in <n>, shared by <n> people." in words
    assert "growthno" in words


def test_no_report_is_no_page() -> None:
    assert list(html.render([], rulebook())) == []
