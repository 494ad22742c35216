"""Advice as one HTML page that needs nothing else: no script, no font, no image, no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from advisor.model import Advice, Rulebook
from advisor.render.elements import Html, el, join, raw
from advisor.render.html_article import article, verdict
from advisor.render.parts import View, capital
from advisor.render.view import view


def render(advices: Iterable[Advice], rulebook: Rulebook) -> Iterator[str]:
    """Yield one page for all the advices, with a table of contents when there are several.

    Nothing is yielded where there is no advice. The page is built when the first part is asked for:
    its contents come first.
    """
    views = [view(advice, rulebook) for advice in advices]
    if not views:
        return
    single = len(views) == 1
    title = f"{capital(views[0].post_as)}: advice on {views[0].name}" if single else f"Advice on {len(views)} situations"
    yield f'<!doctype html>\n<html lang="en">\n{_head(title)}\n<body>\n'
    if not single:
        yield _contents(title, views) + "\n"
    yield "<main>\n"
    for number, shown in enumerate(views, 1):
        yield article(shown, rulebook, number, 1 if single else 2) + "\n"
    yield "</main>\n" + _footer() + "\n</body>\n</html>\n"


@lru_cache(maxsize=1)
def _style() -> Html:
    return raw("\n" + Path(__file__).with_name("page.css").read_text(encoding="utf-8"))


def _head(title: str) -> Html:
    # The one style element is allowed by its hash; everything else, scripts first, is forbidden.
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    parts = (
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", _style()),
    )
    return el("head", raw("\n"), join(parts, "\n"), raw("\n"))


def _contents(title: str, views: Sequence[View]) -> Html:
    rows = [
        el(
            "li",
            el("a", capital(shown.post_as), href=f"#a{number}"),
            el("span", f"{shown.name}: {shown.headline}", class_="situation"),
            el("span", verdict(shown) or "nothing to mend", class_="verdict"),
        )
        for number, shown in enumerate(views, 1)
    ]
    contents = el("nav", el("ol", raw("\n"), join(rows, "\n"), raw("\n")), class_="contents", aria_label="Contents")
    return el("header", el("h1", title), raw("\n"), contents, class_="page")


def _footer() -> Html:
    return el(
        "footer",
        el("p", "Written by advisor, from rules that cite their sources. It advises about the job, never about people."),
        class_="page",
    )
