"""Advice as one HTML page that needs nothing else: no script, no font, no image, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model import Advice, Rulebook
from advisor.render.elements import Html, el, join, raw
from advisor.render.html_article import article, verdict
from advisor.render.page import closing, opening
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
    yield opening(title)
    if not single:
        yield _contents(title, views) + "\n"
    yield "<main>\n"
    for number, shown in enumerate(views, 1):
        yield article(shown, rulebook, number, 1 if single else 2) + "\n"
    yield "</main>\n" + closing("Written by advisor, from rules that cite their sources. It advises about the job, never about people.")


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
