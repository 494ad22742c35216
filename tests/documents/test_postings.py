"""Postings as search engines and job boards have them, with the traps that each is known for."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest

from advisor.documents.detect import FORMATS
from advisor.errors import BadInput
from tests.documents.making import document

DUTIES = "<ul><li>Run it</li><li>Fix it</li></ul>"


def text(posting: Any) -> str:
    """Return what is read of a posting."""
    return document(json.dumps(posting)).text.rstrip("\n")


def job(**more: Any) -> dict[str, Any]:
    """Return a JobPosting of schema.org."""
    return {"@context": "https://schema.org/", "@type": "JobPosting", "title": "SRE", "description": f"<p>We hire.</p>{DUTIES}", **more}


READ = "# SRE\n\nWe hire.\n\n- Run it\n- Fix it"


@pytest.mark.parametrize(
    "posting",
    [
        job(),
        [job()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, job()]},
        {"@type": ["ItemPage"], "mainEntity": job()},
        job(**{"@type": ["Thing", "JobPosting"]}),
        job(**{"@type": "https://schema.org/JobPosting"}),
        job(**{"@type": "schema:JobPosting"}),
        [job(), job()],
        job(description="&lt;p&gt;We hire.&lt;/p&gt;" + DUTIES.replace("<", "&lt;")),
        job(description=["We hire.", "<p></p>"]) | {"responsibilities": ""},
        job(title="S&#82;E"),
        job(skills=["Run it", "Fix it"]),
    ],
)
def test_job_posting(posting: Any) -> None:
    read = text(posting)
    assert read.startswith("# SRE\n\n")
    assert read in (READ, "# SRE\n\nWe hire.", "# SRE\n\n- We hire.")


def test_raw_line_ends_inside_strings() -> None:
    posting = '{"@type": "JobPosting", "title": "SRE", "description": "<p>We\nhire.</p>\t<ul>\n<li>Run it</li>\r\n<li>Fix it</li></ul>"}'
    assert document(posting).text.rstrip("\n") == READ


@pytest.mark.parametrize("wrapped", ["<!--{}-->", "//<![CDATA[\n{}\n//]]>", "\n  {}\n"])
def test_wrapped_inside_a_page(wrapped: str) -> None:
    page = f'<html><script type="application/ld+json; charset=utf-8">{wrapped.format(json.dumps(job()))}</script><p>Apply</p></html>'
    assert document(page).text.rstrip("\n") == READ


def test_what_is_said_beside_the_description() -> None:
    assert (
        text(
            job(
                responsibilities="Carry the pager",
                qualifications=["Five years with Linux", {"@type": "EducationalOccupationalCredential", "credentialCategory": "degree"}],
                jobBenefits="A pension",
                baseSalary={"currency": "EUR", "value": {"minValue": 60000, "maxValue": "70,000.00", "unitText": "YEAR"}},
            )
        )
        == f"{READ}\n\n## Responsibilities\n\nCarry the pager\n\n## Qualifications\n\n- Five years with Linux\n- degree"
        "\n\n## Benefits\n\nA pension\n\nSalary: 60,000 to 70,000 EUR a year"
    )


@pytest.mark.parametrize(
    "pay", [None, 0, "", "much", [], {}, {"value": None}, {"value": {"minValue": "x", "value": float("1e300")}}, [{"value": []}]]
)
def test_pay_that_says_nothing(pay: Any) -> None:
    assert text(job(baseSalary=pay)) == READ


@pytest.mark.parametrize(
    "content",
    [
        "<p>We hire.</p>" + DUTIES,
        ("<p>We hire.</p>" + DUTIES).replace("<", "&lt;").replace(">", "&gt;"),
        ("<p>We hire.</p>" + DUTIES).replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    ],
)
def test_greenhouse(content: str) -> None:
    one = {"id": 1, "title": "SRE", "absolute_url": "https://example.org", "content": content, "location": {"name": "Leeds"}}
    assert text(one) == READ
    assert text({"jobs": [one], "meta": {"total": 1}}) == READ
    paid = {**one, "pay_input_ranges": [{"min_cents": 6000000, "max_cents": 7000000, "currency_type": "GBP", "title": "UK"}]}
    assert text(paid) == f"{READ}\n\nSalary: 60,000 to 70,000 GBP"


def lever(**more: Any) -> dict[str, Any]:
    """Return a posting of Lever; its plain description leaves out the lists."""
    return {
        "text": "SRE",
        "categories": {"team": "Platform"},
        "descriptionPlain": "We hire.",
        "lists": [
            {"text": "What you&#39;ll do", "content": "<li>Run it</li><li>Fix it</li>"},
            {"text": "You bring", "content": "Linux\nGo"},
        ],
        "additional": "<div>Be kind.</div>",
        **more,
    }


def test_lever() -> None:
    read = "# SRE\n\nWe hire.\n\n## What you'll do\n\n- Run it\n- Fix it\n\n## You bring\n\n- Linux\n- Go"
    assert text(lever()) == f"{read}\n\nBe kind."
    assert text([lever(description="<div>We <b>hire</b>.</div>")]) == f"{read}\n\nBe kind."
    paid = lever(salaryRange={"min": 60000, "max": 70000, "currency": "GBP", "interval": "per-year-salary"}, additional="")
    assert text(paid) == f"{read}\n\nSalary: 60,000 to 70,000 GBP a year"


def test_ashby() -> None:
    one = {"title": "SRE", "descriptionHtml": f"<p>We hire.</p>{DUTIES}", "descriptionPlain": "We hire. Run it"}
    assert text({"apiVersion": "1", "jobs": [one]}) == READ
    assert text(one) == READ
    assert text({**one, "compensation": {"compensationTierSummary": "£60K – £70K"}}) == f"{READ}\n\nSalary: £60K – £70K"
    assert text({"title": "SRE", "descriptionPlain": "We hire.\n\n- Run it\n- Fix it"}) == READ


@pytest.mark.parametrize("odd", [None, 1, [], {}, [None], "", {"a": {"b": []}}, True])
@pytest.mark.parametrize(
    "key", ["content", "lists", "descriptionHtml", "description", "title", "text", "salaryRange", "pay_input_ranges", "compensation"]
)
def test_fields_of_another_type_are_passed_over(key: str, odd: Any) -> None:
    for posting in (
        {"title": "SRE", "absolute_url": "", "content": "We hire.", key: odd},
        lever(**{key: odd}),
        {"title": "SRE", "descriptionPlain": "We hire.", key: odd},
        job(**{key: odd}),
    ):
        for name in FORMATS[-4:]:
            with contextlib.suppress(BadInput):
                read = document(json.dumps(posting), name)
                assert len(read.plain) == len(read.text)


def test_halves_of_characters() -> None:
    raw = '{"@type": "JobPosting", "title": "SRE", "description": "We \\ud83d hire \\ud83d\\ude80"}'
    assert document(raw).text == "# SRE\n\nWe \N{REPLACEMENT CHARACTER} hire \U0001f680\n"
