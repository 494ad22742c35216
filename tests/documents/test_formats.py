"""One ad in every format is one ad; what the format is, the content says."""

from __future__ import annotations

import json

import pytest

from advisor.check import checker
from advisor.documents.detect import FORMATS, Format
from advisor.documents.model import Document
from advisor.rulebook import load_rulebook, load_signalbook
from tests.documents.making import AD, as_docx, as_html, as_markdown, as_page, as_pdf, as_text, document

POSTING = {"@context": "https://schema.org", "@type": "JobPosting", "title": AD[0].text, "description": as_html(AD[1:])}
SAME: dict[str, tuple[bytes | str, Format]] = {
    "text": (as_text(AD), "text"),
    "markdown": (as_markdown(AD), "markdown"),
    "html": (as_html(AD), "html"),
    "page": (as_page(AD), "html"),
    "docx": (as_docx(AD), "docx"),
    "pdf": (as_pdf(AD), "pdf"),
    "jobposting": (json.dumps(POSTING), "jobposting"),
    "page with a jobposting": (as_page([], head=f'<script type="application/ld+json">{json.dumps(POSTING)}</script>'), "jobposting"),
    "greenhouse": (
        json.dumps({"title": AD[0].text, "absolute_url": "", "content": as_html(AD[1:]).replace("<", "&lt;").replace(">", "&gt;")}),
        "greenhouse",
    ),
    "lever": (
        json.dumps({"text": AD[0].text, "categories": {}, "description": as_html(AD[1:]), "descriptionPlain": "", "lists": []}),
        "lever",
    ),
    "ashby": (json.dumps({"jobs": [{"title": AD[0].text, "descriptionHtml": as_html(AD[1:])}]}), "ashby"),
}


def said(read: Document) -> list[tuple[str, str, str]]:
    """Return section, kind and words of every sentence."""
    return [(part.section, part.kind, read.text[part.start : part.end].strip("*: ")) for part in read.sentences]


@pytest.mark.parametrize("name", SAME)
def test_is_told_by_its_content(name: str) -> None:
    content, form = SAME[name]
    assert document(content).format == form


@pytest.mark.parametrize("name", SAME)
def test_can_be_named(name: str) -> None:
    content, form = SAME[name]
    assert document(content, form) == document(content)


@pytest.mark.parametrize("name", SAME)
def test_has_the_same_sentences_in_the_same_sections(name: str) -> None:
    title, *rest = said(document(SAME[name][0]))
    assert rest == said(document(SAME["markdown"][0]))[1:]
    assert (title[0], title[2]) == ("opening", "Senior Infrastructure Engineer")


@pytest.mark.parametrize("name", SAME)
def test_gives_the_same_concerns(name: str) -> None:
    checking = checker(load_rulebook(), load_signalbook())
    found, wanted = (checking.check(document(SAME[key][0])) for key in (name, "markdown"))
    assert [(item.rule, item.severity, item.excerpt) for item in found.findings] == [
        (item.rule, item.severity, item.excerpt) for item in wanted.findings
    ]
    assert any(item.span for item in found.findings)
    assert (found.title, found.level, found.years_min) == (wanted.title, wanted.level, wanted.years_min)


@pytest.mark.parametrize("name", SAME)
def test_places_are_those_of_its_text(name: str) -> None:
    read = document(SAME[name][0])
    assert len(read.plain) == len(read.text)
    for finding in checker(load_rulebook(), load_signalbook()).check(read).findings:
        if finding.span:
            assert read.text[finding.span.start : finding.span.end] == finding.excerpt
            line = read.text.split("\n")[finding.span.line - 1]
            assert line[finding.span.column - 1 :].startswith(finding.excerpt or "")


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_the_text_of_a_text_file_is_its_own(name: str) -> None:
    assert document(SAME[name][0]).text == SAME[name][0]


@pytest.mark.parametrize("name", ["jobposting", "greenhouse", "lever", "ashby"])
def test_a_posting_says_which_line_is_the_title(name: str) -> None:
    read = document(SAME[name][0])
    assert read.title is not None
    assert read.text[slice(*read.title)] == "Senior Infrastructure Engineer"


def test_every_format_is_tried_here() -> None:
    assert {form for _, form in SAME.values()} == set(FORMATS)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("We hire.\n", "text"),
        ("# We hire\n", "markdown"),
        ("- one\n- two\n", "markdown"),
        ("Use <b>Terraform</b> & Go", "text"),
        ('<!-- advisor: ignore-file growth-unstated reason="x" -->\n# We hire\n', "markdown"),
        ('<p align="center">Logo</p>\n\n# We hire\n\n- <b>one</b>\n- <i>two</i>\n', "markdown"),
        ("<!-- saved from a site --><!DOCTYPE HTML><p>We hire.", "html"),
        ("\n  <div><p>We hire.</p><p>You run it.</p></div>", "html"),
        ("<b>Role</b><br>We hire.<br>You run it.", "html"),
        ("[Jobs] we have one", "text"),
        ("{{ company }} is hiring", "text"),
        ("<10 years of experience, >2 of Go", "text"),
        ("%PDF- is how a PDF begins", "text"),
        ("RIFFRAFF Games hires", "text"),
    ],
)
def test_text_is_not_taken_for_what_it_only_looks_like(text: str, form: str) -> None:
    assert document(text).format == form
