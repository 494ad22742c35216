"""The interview in the browser, the advice beside it, and what becomes of both."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import FilePayload, Page

from tests.web.browser.conftest import Open

pytestmark = pytest.mark.browser

YAML = b"""
company: {engineers: 24}
work: {kinds: [cloud, ci-cd, network]}
on_call: {required: true, compensated: false}
environment: {cloud_migration: none}
"""


def load(page: Page, content: bytes = YAML) -> None:
    file: FilePayload = {"name": "acme.yaml", "mimeType": "application/yaml", "buffer": content}
    page.set_input_files("#load", file)


def answer(page: Page) -> None:
    """Answer the question asked, whatever it is."""
    asked = page.text_content(".ask .asked")
    if page.query_selector(".ask input[type=number]"):
        page.fill(".ask input[type=number]", "24")
        page.click(".ask button.first")
    elif page.query_selector(".ask input[type=checkbox]"):
        page.check(".ask .answers label >> nth=0")
        page.click(".ask button.first")
    else:
        page.click(".ask .answers label >> nth=0")
    page.wait_for_function("asked => document.querySelector('.ask .asked')?.textContent !== asked", arg=asked)


def test_from_the_first_question_to_settled_advice(open_page: Open) -> None:
    page = open_page("/#situation")
    page.wait_for_selector(".ask input")
    for _ in range(30):
        if not page.query_selector(".ask input"):
            break
        answer(page)
        page.wait_for_timeout(400)
    assert page.text_content(".ask .asked") == "Title, level and profile are settled."
    assert page.locator(".choice .standing.settled").count() == 3


def test_arrow_keys_reach_every_choice_and_enter_answers(open_page: Open) -> None:
    page = open_page("/#situation")
    load(page, b"company: {engineers: 24}\nwork: {kinds: [cloud, ci-cd, network]}\n")
    page.wait_for_selector(".ask input[type=radio]")
    choices = page.locator(".ask input[type=radio]").count()
    assert choices > 2
    asked = page.text_content(".ask .asked")
    page.focus(".ask input")
    for _ in range(choices - 1):
        page.keyboard.press("ArrowDown")
    assert page.text_content(".ask .asked") == asked
    assert page.is_checked(f".ask input >> nth={choices - 1}")
    page.keyboard.press("Enter")
    page.wait_for_function("asked => document.querySelector('.ask .asked').textContent !== asked", arg=asked)
    assert page.evaluate("() => document.activeElement.matches('.ask input, .ask')"), "the next question has the focus"


def test_i_dont_know_goes_on_to_another_question(open_page: Open) -> None:
    page = open_page("/#situation")
    page.wait_for_selector(".ask input")
    asked = page.text_content(".ask .asked")
    page.click("text=I don’t know")
    page.wait_for_function("asked => document.querySelector('.ask .asked').textContent !== asked", arg=asked)


def test_load_edit_and_save(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/#situation")
    load(page)
    page.wait_for_selector("#advice .fixes li.error")
    assert "On-call" in (page.text_content("#advice .fixes") or "")
    page.click("#facts details[data-group=on_call] > summary")
    page.click("#facts details[data-group=on_call] fieldset:has(legend:text('in money or in time off')) label:has-text('Not known')")
    page.wait_for_function("() => !document.querySelector('#advice .fixes li.error')")
    with page.expect_download() as waiting:
        page.click("#save")
    file = tmp_path / "situation.yaml"
    waiting.value.save_as(file)
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == {
        "company": {"engineers": 24},
        "work": {"kinds": ["network", "cloud", "ci-cd"]},
        "on_call": {"required": True},
        "environment": {"cloud_migration": "none"},
    }


def test_a_file_with_a_mistake_says_where(open_page: Open) -> None:
    page = open_page("/#situation")
    load(page, b"company:\n  enginers: 24\n")
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.text_content("#trouble") == "acme.yaml:2:3: company.enginers is no fact; did you mean company.engineers?"


def test_a_draft_is_held_against_the_situation(open_page: Open) -> None:
    page = open_page("/#situation")
    load(page)
    page.wait_for_selector("#advice .fixes li.error")
    page.click("header nav >> text=Check a draft")
    page.focus("#draft")
    page.keyboard.insert_text("We are moving to the cloud.")
    page.wait_for_selector(".fixes li.error >> text=claims a move to the cloud")
    page.uncheck("#use-situation")
    page.wait_for_function("() => !document.querySelector('#findings li.error')")


def test_a_draft_is_started_from_the_situation(open_page: Open) -> None:
    page = open_page("/#situation")
    load(page)
    page.wait_for_selector("#advice .fixes li.error")
    page.click("#start-draft")
    page.wait_for_selector("#check:not([hidden])")
    page.wait_for_function("() => document.getElementById('draft').textContent.includes('Infrastructure Engineer')")
    page.click(".note summary")
    assert "Mend first" in (page.text_content(".note") or "")


def test_the_path_of_the_situation_is_lit(open_page: Open) -> None:
    page = open_page("/#situation")
    load(page)
    page.wait_for_selector("#advice .fixes li.error")
    page.click("header nav >> text=Decisions")
    page.wait_for_selector("#tree .lit")
    assert page.locator("#tree details[open] .lit").count() >= 1
    assert page.locator("#tree .dark").count() >= 1


def test_why_stays_open_while_the_advice_grows(open_page: Open) -> None:
    page = open_page("/#situation")
    load(page)
    page.wait_for_selector("#advice .fixes li.error")
    page.click("#advice .choice details summary >> nth=0")
    assert page.is_visible("#advice .choice details[open] h4 >> text=Why")
    page.wait_for_selector("#advice .choice details[open] .change p >> text=comes first with")
    answer(page)
    page.wait_for_timeout(500)
    assert page.locator("#advice .choice details[open]").count() == 1
