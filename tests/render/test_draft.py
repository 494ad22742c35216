"""Every format of a draft says the same, and our own readers read it back; three of them are kept to be read."""

from __future__ import annotations

import json as json_
import os
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from advisor import Situation, draft, load_rulebook
from advisor.documents.model import Document
from advisor.documents.read import read_document
from advisor.model import JobDraft
from advisor.render.draft import docx, html, jobposting, json, markdown, notes
from advisor.rulebook import load_signalbook, scenarios_directory
from advisor.schemas import draft_schema

FOLDER = Path(__file__).parents[1] / "golden" / "draft"
KEPT = ("first-hire-does-everything-on-aws", "two-sites-with-six-each", "helpdesk-half-at-a-manufacturer", "platform-team-worth-joining")
SCENARIOS = sorted(file.stem for file in Path(scenarios_directory()).glob("*.yaml"))


@cache
def drafted(scenario: str) -> JobDraft:
    rulebook = load_rulebook()
    return draft(Situation.read(str(Path(scenarios_directory(), f"{scenario}.yaml")), rulebook), rulebook)


def read(data: bytes, name: str) -> Document:
    return read_document(name, load_signalbook().headings, data=data)


def said(text: str) -> list[str]:
    """Return the lines of a text as Markdown has them, without what a format may do otherwise: empty lines, and escapes."""
    return [line for line in text.replace("\\", "").split("\n") if line.strip()]


@pytest.mark.parametrize("scenario", KEPT)
def test_looks_as_it_did(scenario: str) -> None:
    made = f"{markdown.render(drafted(scenario))}\n---\n\n{notes.markdown(drafted(scenario))}"
    file = FOLDER / f"{scenario}.md"
    if os.environ.get("ADVISOR_UPDATE_GOLDEN"):
        file.write_bytes(made.encode())
    assert made == file.read_bytes().decode(), "if that is right, run with ADVISOR_UPDATE_GOLDEN=1"


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(KEPT)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_format_is_read_back_as_the_same_ad(scenario: str) -> None:
    found = drafted(scenario)
    wanted = said(markdown.render(found))
    made = {
        "ad.html": html.render(found).encode(),
        "ad.docx": docx.render(found),
        "ad.json": jobposting.render(found, "2026-01-31").encode(),
    }
    for name, data in made.items():
        assert said(read(data, name).text) == wanted, name


def test_the_posting_has_what_search_engines_ask_for() -> None:
    posting = json_.loads(jobposting.render(drafted(KEPT[0])))
    assert posting["@context"] == "https://schema.org/"
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == "Senior Infrastructure Engineer"
    assert posting["description"].startswith("<p>&lt;Company&gt; makes ")
    assert posting["datePosted"] == "<YYYY-MM-DD>"
    assert posting["hiringOrganization"] == {"@type": "Organization", "name": "<company>"}
    assert posting["jobLocation"]["address"]["@type"] == "PostalAddress"
    assert json_.loads(jobposting.render(drafted(KEPT[0]), "2026-01-31"))["datePosted"] == "2026-01-31"


def test_the_page_needs_nothing_else() -> None:
    page = html.render(drafted(KEPT[0]))
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<var>&lt;Company&gt;</var>" in page


def test_the_same_draft_makes_the_same_word_document() -> None:
    assert docx.render(drafted(KEPT[0])) == docx.render(drafted(KEPT[0]))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_json_keeps_to_its_schema_and_holds_everything(scenario: str) -> None:
    found = drafted(scenario)
    data = json_.loads(json.render(found))
    Draft202012Validator(draft_schema()).validate(data)
    assert [line["text"] for part in data["parts"] for line in part["lines"]] == [line.text for part in found.parts for line in part.lines]
    assert len(data["notes"]) == len(found.notes)


@pytest.mark.parametrize("scenario", KEPT)
@pytest.mark.parametrize("columns", [40, 80])
def test_the_note_fits_the_screen(scenario: str, columns: int) -> None:
    shown = notes.text(drafted(scenario), columns, colour=False)
    assert max(map(len, shown.split("\n"))) <= columns
    assert shown.startswith("FOR YOU, NOT FOR THE AD\n")
    assert "\x1b" not in shown
