"""Laws of reading and checking, whatever the text."""

from __future__ import annotations

import functools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.check import Checker, checker
from advisor.documents.model import Document
from advisor.documents.structure import structure
from advisor.errors import BadInput
from advisor.model import Report
from advisor.rulebook import load_rulebook, load_signalbook
from tests.documents.making import Part, as_docx, as_html, as_markdown, as_pdf, document, headings

PROSE = (
    "We sell tickets for forty theatres.",
    "You will be on call around the clock, and nobody else is.",
    "Nobody here is on call.",
    "There is no budget for tools.",
    "You own everything that has a plug.",
    "We are moving to the cloud.",
    "It is a legacy system that nobody dares to touch.",
    "You decide which tools we use, and everyone sees what got better.",
    "We use Terraform, Kubernetes and Go.",
)
BULLETS = (
    "Wear many hats",
    "5+ years as a DevOps Engineer",
    "An AWS certification is mandatory",
    "Other duties as assigned",
    "Carry the pager on nights and weekends",
    "Answer helpdesk tickets",
    "Keep our monitoring honest",
)
NAMES = ("What you will do", "Requirements", "Nice to have", "Benefits", "About us", "How to apply", "Our boats")

part = st.one_of(
    st.sampled_from(PROSE).map(lambda text: Part("prose", text)),
    st.sampled_from(BULLETS).map(lambda text: Part("bullet", text)),
    st.sampled_from(NAMES).map(lambda text: Part("heading", text)),
    st.sampled_from(NAMES).map(lambda text: Part("bold", text)),
)
ads = st.lists(part, min_size=1, max_size=14).map(lambda parts: [Part("title", "Infrastructure Engineer"), *parts])
marks = st.sampled_from(
    [*"#*-_.:;|<>()[]{}\"'`~=!?,&/\\ \n\t\r\0•·“”’—…", "<!--", "-->", "**", "\n\n", "---", "on call ", "24/7 ", "Requirements:", "http://"]
)
texts = st.one_of(
    st.text(),
    st.lists(marks, max_size=60).map("".join),
    st.lists(st.one_of(marks, st.sampled_from(PROSE + BULLETS)), max_size=30).map("".join),
)


@functools.cache
def checking() -> Checker:
    return checker(load_rulebook(), load_signalbook())


def seen(text: str) -> bool:
    return any(char.isprintable() and not char.isspace() for char in text)


def findings(read: Document) -> list[tuple[str, str, str | None]]:
    return [(item.rule, item.severity, item.excerpt) for item in checking().check(read).findings]


def agrees(report: Report, read: Document) -> None:
    """Assert that every place lies in the text and holds what it is said to hold."""
    for finding in report.findings:
        if finding.span is None:
            assert finding.excerpt is None
            continue
        assert 0 <= finding.span.start < finding.span.end <= len(read.text)
        assert read.text[finding.span.start : finding.span.end] == finding.excerpt
    for addressed in report.expectations:
        assert all(0 <= span.start < span.end <= len(read.text) for span in addressed.evidence)


@given(texts)
@example("\u0130stanbul: on call 24/7")  # longer in lower case
@example("ẞ\u1e9e 24/7 on call")
@example("Requirements:\n\n-\n")
@settings(max_examples=300)
def test_any_text_that_can_be_seen_gives_a_report(text: str) -> None:
    if not seen(text):
        return
    raw = text.encode("utf-8", "replace")
    read = document(raw, "text")
    agrees(checking().check(read), read)


@given(st.text(alphabet=" \t\n\r\x0b\x0c\x00\x07\u00a0\u200b\u2028\u2060\ufeff\u00ad"))
def test_blank_text_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput, match="empty"):
        document(text, "text")


@given(texts)
@settings(max_examples=300)
def test_sentences_lie_in_the_text_in_order_and_apart(text: str) -> None:
    read = structure("ad", text, headings())
    assert len(read.plain) == len(text)
    reach = 0
    for sentence in read.sentences:
        assert reach <= sentence.start < sentence.end <= len(text)
        assert any(char.isalnum() for char in text[sentence.start : sentence.end])
        reach = sentence.end


@given(st.lists(st.sampled_from(PROSE + BULLETS), min_size=1, max_size=20), st.sampled_from([" ", "\n", "\n\n", "\n- ", ""]))
def test_no_word_is_lost(parts: list[str], between: str) -> None:
    text = between.join(parts)
    read = structure("ad", text, headings())
    kept = "".join(text[sentence.start : sentence.end] for sentence in read.sentences)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


@given(ads, st.data())
def test_a_blank_line_between_blocks_changes_no_finding(parts: list[Part], data: st.DataObject) -> None:
    text = as_markdown(parts)
    lines = text.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines)))
    blank = data.draw(st.sampled_from(["\n", " \t\n", "\n\n\n", "<!-- said aside -->\n"]))
    shifted = "".join([*lines[:at], blank, *lines[at:]])
    before, after = checking().check(document(text, "markdown")), checking().check(document(shifted, "markdown"))
    place = len("".join(lines[:at]))

    def moved(offset: int) -> int:
        return offset + len(blank) if offset >= place else offset

    assert [(item.rule, item.excerpt) for item in before.findings] == [(item.rule, item.excerpt) for item in after.findings]
    assert [moved(item.span.start) for item in before.findings if item.span] == [item.span.start for item in after.findings if item.span]
    assert (before.title, before.level, before.years_min) == (after.title, after.level, after.years_min)


@given(ads)
@settings(max_examples=60)
def test_the_same_ad_in_every_format_gives_the_same_findings(parts: list[Part]) -> None:
    wanted = findings(document(as_markdown(parts)))
    assert findings(document(as_html(parts), "html")) == wanted
    assert findings(document(as_docx(parts))) == wanted
    assert findings(document(as_pdf(parts))) == wanted
