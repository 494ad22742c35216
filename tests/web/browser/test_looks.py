"""Every page at both widths, light and dark: nothing keeps people out, nothing sticks out; the pictures are for looking at."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Browser, Page

from tests.audit.material import rows, start, write_parquet
from tests.web.browser.conftest import SHOTS, Open
from tests.web.browser.test_situation import load

pytestmark = pytest.mark.browser

PAGES = {
    "check": "/",
    "check-empty": "/",
    "situation": "/#situation",
    "decisions": "/#decisions",
    "rules": "/rules",
    "rule": "/rules/draft/on-call-unpaid",
    "lost": "/rules/draft/on-call-unpayd",
    "check-660": "/",
    "docs": "/docs",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_a_page(open_page: Open, name: str, width: int, scheme: str) -> None:
    page = open_page(PAGES[name], width=width, scheme=scheme)
    match name:
        case "check":
            page.click("#example")
            page.wait_for_selector(".fixes li.error")
        case "check-660":
            page.focus("#draft")
            page.keyboard.insert_text(("You are reachable at any hour.\n" * 700)[:20_000])
            page.wait_for_selector(".fixes li.error")
        case "situation":
            load(page)
            page.wait_for_selector("#advice .fixes li.error")
            page.click("#facts details[data-group=company] > summary")
            page.click("#advice .choice details summary >> nth=0")
        case "decisions":
            page.wait_for_selector("#tree details")
    page.mouse.move(0, 0)
    page.wait_for_timeout(200)
    look(page, f"{name}-{width}-{scheme}")


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that sums up an audit of some ads, one of them empty."""
    folder = tmp_path_factory.mktemp("audited")
    content = [{**row, "country": ("Germany", "France", "New Zealand")[number % 3]} for number, row in enumerate(rows(30))]
    content[3]["text"] = " "
    write_parquet(folder / "jobs.parquet", content)
    audit = start("jobs.parquet", "-o", "out", "--group-by", "country", "--processes", "1", cwd=folder)
    audit.communicate(timeout=120)
    assert audit.returncode == 2
    return folder / "out" / "summary.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_summary_of_an_audit(browser: Browser, summary: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type] # one of its words
    page = context.new_page()
    page.goto(summary.as_uri())
    page.click("summary >> nth=0")
    look(page, f"audit-{width}-{scheme}")
    context.close()


def look(page: Page, name: str) -> None:
    """Leave a picture of the page, and find nothing wrong with it."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "something is wider than the window"
    violations = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"][:200] for node in item["nodes"]][:3]) for item in violations] == []
