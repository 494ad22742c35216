"""Every page at both widths, light and dark: nothing keeps people out, nothing sticks out; the pictures are for looking at."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types

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
        case "situation":
            load(page)
            page.wait_for_selector("#advice .fixes li.error")
            page.click("#facts details[data-group=company] > summary")
            page.click("#advice .choice details summary >> nth=0")
        case "decisions":
            page.wait_for_selector("#tree details")
    page.mouse.move(0, 0)
    page.wait_for_timeout(200)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "something is wider than the window"
    violations = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"][:200] for node in item["nodes"]][:3]) for item in violations] == []
