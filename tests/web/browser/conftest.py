"""A real Chromium, and pages in it that must not complain."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SHOTS = Path(__file__).parents[3] / "screenshots"
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian packages it; a fresh profile is made for it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "there is no chromium; install it with: apt-get install chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a path in a window of its own; whatever the page complains of fails the test."""
    contexts, complaints = [], []

    def open_(path: str = "/", width: int = 1280, scheme: str = "light", reduce: tuple[str, ...] = ()) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True)  # type: ignore[arg-type] # one of its words
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        contexts.append(context)
        for script in reduce:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type == "error" and "422" not in message.text and "404" not in message.text
                else None
            ),
        )
        page.goto(address + path)
        if path.startswith("/#") or path == "/":
            page.wait_for_selector("header nav a[aria-current]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
