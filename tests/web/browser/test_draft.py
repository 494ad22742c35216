"""Checking a draft in the browser: marks, list, fixes, undo, files, downloads, keyboard."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from tests.web.browser.conftest import Open

pytestmark = pytest.mark.browser

DRAFT = "# DevOps Engineer 🚀\n\nYou are on call around the clock.\n\nWe are moving to the cloud.\n"
MARKED = """() => Object.fromEntries(['error', 'warning', 'info'].map(kind =>
    [kind, [...(CSS.highlights.get(kind) ?? [])].map(range => range.toString())]))"""


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus("#draft")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")


def text_of(page: Page) -> str:
    found: str = page.evaluate(
        "() => { const draft = document.getElementById('draft'); return draft.value ?? draft.textContent.replace(/\\n$/, ''); }"
    )
    return found


def marked(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(MARKED)
    return found


def wait_for_mark(page: Page, kind: str, text: str) -> None:
    page.wait_for_function(f"([kind, text]) => ({MARKED})()[kind].includes(text)", arg=[kind, text])


def test_paste_mark_fix_undo_and_download(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    paste(page, DRAFT)
    wait_for_mark(page, "error", "are on call around the clock")
    page.wait_for_selector(".fixes li.error")
    assert page.evaluate("() => document.getElementById('draft').childElementCount") == 0
    assert page.text_content("#verdict strong") == "Not ready"
    assert "are on call around the clock" in (page.text_content(".fixes li.error .quote") or "")
    before = text_of(page)
    assert before == DRAFT

    page.click(".fixes li.error .mend")
    page.wait_for_function("() => document.getElementById('draft').textContent.includes('On call one week in <n>')")
    page.wait_for_function(f"() => !({MARKED})().error.includes('are on call around the clock')")
    assert "around the clock" not in text_of(page)
    page.keyboard.press("Control+z")
    assert text_of(page) == before
    wait_for_mark(page, "error", "are on call around the clock")

    for shape, suffix, start in (("html", ".html", "<!doctype html>"), ("markdown", ".md", "#")):
        with page.expect_download() as waiting:
            page.click(f"[data-export={shape}]")
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        assert file.suffix == suffix
        assert file.read_text(encoding="utf-8").startswith(start)
    page.click("[data-export=comment]")
    page.wait_for_function("() => document.querySelector('[data-export=comment]').textContent === 'Copied'")
    assert "around the clock" in page.evaluate("() => navigator.clipboard.readText()")


def test_a_line_of_several_goes_in_and_out_again(open_page: Open) -> None:
    page = open_page()
    paste(page, "# SRE\n\n- You run the servers.\n- You carry the pager.\n")
    page.wait_for_selector(".fixes li .mend")
    before = text_of(page)
    page.click(".fixes li:last-child .mend")
    page.wait_for_function("before => document.getElementById('draft').textContent.replace(/\\n$/, '') !== before", arg=before)
    assert page.evaluate("() => document.getElementById('draft').childElementCount") == 0
    assert len(text_of(page)) > len(before)
    for _ in range(6):
        page.keyboard.press("Control+z")
        if text_of(page) == before:
            break
    assert text_of(page) == before


def test_marks_keep_their_place_while_typing(open_page: Open) -> None:
    page = open_page()
    paste(page, DRAFT)
    wait_for_mark(page, "error", "are on call around the clock")
    page.keyboard.press("Control+Home")
    page.keyboard.type("New line 🚀 and more\n")
    assert marked(page)["error"] == ["are on call around the clock"]
    wait_for_mark(page, "error", "are on call around the clock")


def test_a_file_is_dropped(open_page: Open) -> None:
    page = open_page()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(['<html><body><h1>SRE</h1><p>You are on call around the clock.</p></body></html>'], 'ad.html'));
          for (const kind of ['dragover', 'drop'])
            document.getElementById('paper').dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    wait_for_mark(page, "error", "are on call around the clock")
    assert text_of(page).startswith("# SRE")


def test_a_file_that_cannot_be_read_says_why(open_page: Open) -> None:
    page = open_page()
    image: FilePayload = {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\0\0"}
    page.set_input_files("#file", image)
    page.wait_for_selector("#trouble:not([hidden])")
    assert (page.text_content("#trouble") or "").startswith("photo.png: this is an image; save the ad as text")


def test_a_server_that_is_gone_is_said_to_be(open_page: Open) -> None:
    page = open_page()
    paste(page, DRAFT)
    page.wait_for_selector(".fixes li.error")
    page.route("**/api/**", lambda route: route.fulfill(status=422, content_type="application/problem+json", body="no"))
    page.click("header nav >> text=Decisions")
    page.wait_for_selector("#trouble:not([hidden])")
    assert page.text_content("#trouble") == "The server failed (422); try again"
    page.unroute("**/api/**")
    page.click("header nav >> text=Check a draft")
    page.click("header nav >> text=Decisions")
    page.wait_for_selector("#tree details")
    assert page.is_hidden("#trouble")


def test_keyboard_only(open_page: Open) -> None:
    page = open_page()
    focused = "() => document.activeElement.id || document.activeElement.className || document.activeElement.textContent"

    def tab_to(what: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == what:
                return
        raise AssertionError(f"Tab does not reach {what}")

    tab_to("draft")
    page.keyboard.insert_text("You are on call around the clock.")
    page.wait_for_selector(".fixes li.error .mend")
    tab_to("quote")
    page.keyboard.press("Enter")
    assert page.evaluate("() => getSelection().toString()") == "are on call around the clock"
    tab_to("mend")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('draft').textContent.includes('On call one week in <n>')")


def test_without_highlights_a_text_area_does(open_page: Open) -> None:
    page = open_page(reduce=("delete window.Highlight;",))
    assert page.evaluate("() => document.getElementById('draft').tagName") == "TEXTAREA"
    paste(page, DRAFT)
    page.wait_for_selector(".fixes li.error .mend")
    page.click(".fixes li.error .mend")
    page.wait_for_function("() => document.getElementById('draft').value.includes('On call one week in <n>')")
    page.keyboard.press("Control+z")
    assert text_of(page) == DRAFT


def test_a_draft_is_kept_only_when_asked(open_page: Open) -> None:
    page = open_page()
    paste(page, DRAFT)
    page.reload()
    page.wait_for_selector("#draft")
    assert text_of(page) == ""
    page.check("#keep-draft")
    paste(page, DRAFT)
    page.reload()
    page.wait_for_selector(".fixes li.error")
    assert text_of(page) == DRAFT
    assert page.context.cookies() == []


HOSTILE = [
    "<img src=x onerror=document.title='hit'>",
    "</textarea></div><script>document.title='hit'</script>",
    "You are on call around the clock <svg/onload=document.title='hit'>",
    "[x](javascript:document.title='hit') javascript:document.title='hit'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_draft_is_text(open_page: Open, text: str, tmp_path: Path) -> None:
    page = open_page()
    paste(page, f"{text}\n\nYou are on call around the clock, {text}\n")
    page.wait_for_selector(".fixes li.error")
    assert text in text_of(page)
    with page.expect_download() as waiting:
        page.click("[data-export=html]")
    file = tmp_path / "report.html"
    waiting.value.save_as(file)
    report = page.context.new_page()
    report.goto(file.as_uri())
    for shown in (page, report):
        shown.wait_for_timeout(100)
        assert "hit" not in shown.title()
        assert (
            shown.evaluate(
                "() => document.querySelectorAll('script:not([src]), [onerror], [onload], main img, a[href^=javascript]').length"
            )
            == 0
        )


TIMES = """async count => {
  const draft = document.getElementById('draft'), times = [];
  draft.focus();
  const end = document.createRange(); end.selectNodeContents(draft); end.collapse(false);
  getSelection().removeAllRanges(); getSelection().addRange(end);
  const set = HighlightRegistry.prototype.set;
  let marked = () => {};
  HighlightRegistry.prototype.set = function (kind, highlight) {
    set.call(this, kind, highlight);
    if (kind === 'error') marked(performance.now());
    return this;
  };
  for (let round = 0; round < count; round++) {
    await new Promise(done => setTimeout(done, 400));
    const end = new Promise(done => { marked = done; });
    const start = performance.now();
    document.execCommand('insertText', false, 'x');
    times.push(await end - start);
  }
  return times;
}"""


def test_660_findings_in_20_kb(open_page: Open) -> None:
    page = open_page()
    line = "You are on call 24/7, unpaid.\n"
    paste(page, (line * 700)[:20_000])
    page.wait_for_function(f"() => ({MARKED})().error.length >= 660")
    page.wait_for_selector(".fixes li.error")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nWe move to the cloud.")
    page.wait_for_timeout(500)
    assert len(marked(page)["error"]) >= 660


def test_time_from_key_to_mark(open_page: Open, capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page()
    page.click("#example")
    page.wait_for_selector(".fixes li")
    example = text_of(page)
    varied = "\n".join(example.replace("24 engineers", f"{number} engineers") for number in range(40))[:20_000]
    for said, text in (("a draft", varied), ("660 findings", ("You are reachable at any hour.\n" * 700)[:20_000])):
        paste(page, text)
        page.wait_for_timeout(1500)
        times = page.evaluate(TIMES, 15)
        with capsys.disabled():
            sys.stdout.write(
                f"\nkey to mark at 20 KB, {said}: median {statistics.median(times):.0f} ms, {json.dumps([round(time) for time in times])}\n"
            )
        assert statistics.median(times) < 300  # generous: a loaded machine is no fault
