"""The frame of every page, and what pages are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from advisor.condition import Condition, facts_read
from advisor.frozen import frozen
from advisor.model import Rule, Rulebook, Signal
from advisor.render.conditions import in_words
from advisor.render.elements import Child, Html, el, join, raw
from advisor.render.parts import INFERENCE, capital
from advisor.render.site.material import path_of
from advisor.wording import TEMPLATE

KINDS = {
    "rules": ("Rules", "rule", "When something holds, and what follows from it."),
    "decisions": ("Decisions", "decision", "The questions the advice answers, each with its options."),
    "concerns": ("Concerns", "concern", "What can be wrong with a job or with its ad."),
    "facts": ("Facts", "fact", "Everything that a situation can say."),
    "signals": ("Signals", "signal", "How a draft is read: words that establish a fact."),
    "concepts": ("Word sets", "word set", "Words of one meaning, which signals are made of."),
    "sources": ("Sources", "source", "What the rules rest on, statement by statement."),
}
"""The kinds of pages: what they are called together, one of them, and what they are."""


@frozen
class Page:
    """A page of the site: where it is, what it is, and its content. `words` are what else it can be found by."""

    path: str
    kind: str
    id: str
    title: str
    body: Html
    words: str = ""


class Links:
    """Makes links from one page to others, relative to where it is."""

    def __init__(self, path: str, rulebook: Rulebook) -> None:
        self.root = "../" * path.count("/")
        self.rulebook = rulebook

    def to(self, kind: str, name: str, text: Child, anchor: str = "") -> Html:
        """Return a link to the page of something."""
        fragment = f"#{quote(anchor, safe='/-._')}" if anchor else ""
        return el("a", text, href=self.root + quote(path_of(kind, name)) + fragment)

    def rule(self, rule: Rule) -> Html:
        """Return a link to a rule, with its id."""
        return join([self.to("rules", rule.id, rule.summary), " ", el("code", rule.id)])

    def signal(self, signal: Signal) -> Html:
        """Return a link to a signal, with its id."""
        return join([self.to("signals", signal.id, signal.summary), " ", el("code", signal.id)])

    def fact(self, fact: str) -> Html:
        """Return a link to a fact, by its label."""
        return self.to("facts", fact, self.rulebook.facts[fact].label)

    def cite(self, cite: str) -> Html:
        """Return a citation: the claim, and where it stands."""
        source, _, statement = cite.partition(":")
        claim = self.rulebook.statement(cite).claim
        return join([claim, " ", el("span", self.to("sources", source, cite, statement), class_="cite")])

    def said(self, text: str) -> Html:
        """Return a text with each blank for a fact as a link to it."""
        pieces = TEMPLATE.split(text)
        return join([self.fact(piece) if index % 2 else piece for index, piece in enumerate(pieces)])

    def condition(self, condition: Condition) -> Html:
        """Return a condition as a nested list, its facts linked."""
        labels = sorted(((self.rulebook.facts[fact].label, fact) for fact in facts_read(condition)), key=lambda pair: -len(pair[0]))
        return _nested([(depth, self._linked(text, labels)) for depth, text in in_words(condition, self.rulebook.facts)])

    def _linked(self, text: str, labels: Sequence[tuple[str, str]]) -> Html:
        denied, rest = ("not: ", text.removeprefix("not: ")) if text.startswith("not: ") else ("", text)
        for label, fact in labels:
            if rest.startswith(label):
                return join([denied, self.to("facts", fact, label), rest[len(label) :]])
        return join([text])


def _nested(lines: Sequence[tuple[int, Html]]) -> Html:
    items: list[Html] = []
    at = 0
    while at < len(lines):
        depth, text = lines[at]
        end = at + 1
        while end < len(lines) and lines[end][0] > depth:
            end += 1
        items.append(el("li", text, _nested(lines[at + 1 : end]) if end > at + 1 else None))
        at = end
    return el("ul", *items, class_="condition")


def section(title: str, *content: Child, **attributes: str | None) -> Html | None:
    """Return a section under a heading, or nothing where it would be empty."""
    kept = [child for child in content if child]
    return el("section", el("h2", title), *kept, **attributes) if kept else None


def listed(items: Iterable[Child], class_: str | None = None) -> Html | None:
    """Return a list, or nothing where there is nothing in it."""
    made = [el("li", item) for item in items]
    return el("ul", *made, class_=class_ or "plain") if made else None


def rows(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Return what is said of something, each with its name; what has no value is left out."""
    return el("dl", *[el("div", el("dt", name), el("dd", value)) for name, value in pairs if value], class_="rows")


def inference(rule: Rule) -> Html | None:
    """Return the mark of what is our own judgement, for a rule that is."""
    return el("span", INFERENCE, class_="inference") if rule.basis == "inference" else None


def framed(page: Page, counted: str) -> str:
    """Return the whole page."""
    root = "../" * page.path.count("/")
    title = page.title if page.kind == "home" else f"{page.title} · {KINDS[page.kind][0]}"
    nav = el("nav", *[_place(root, kind, page) for kind in KINDS], aria_label="What there is")
    search = el(
        "div",
        el("label", "Search", for_="search", class_="hidden"),
        el("input", type="search", id="search", placeholder="Search rules, facts, words…", autocomplete="off", hidden=""),
        el("div", id="results", hidden="", aria_live="polite"),
        class_="search",
    )
    eyebrow = None if page.kind == "home" else el("p", capital(KINDS[page.kind][1]) if page.id else "All of them", class_="eyebrow")
    head = el("header", eyebrow, el("h1", page.title), el("p", el("code", page.id), class_="id") if page.id else None, class_="top")
    parts = (
        raw("<!doctype html>"),
        raw(f'<html lang="en" data-root="{root}">'),
        el(
            "head",
            el("meta", charset="utf-8"),
            el(
                "meta",
                http_equiv="Content-Security-Policy",
                content="default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'",
            ),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("meta", name="referrer", content="no-referrer"),
            el("title", title),
            el("link", rel="stylesheet", href=f"{root}style.css"),
            el("script", src=f"{root}search.js", defer=""),
        ),
        raw("<body>"),
        el("div", el("a", "advisor", el("span", " rules"), href=f"{root}index.html", class_="brand"), search, nav, class_="bar"),
        el("main", head, page.body, class_="page doc"),
        el("footer", el("p", counted), class_="page"),
        raw("</body>\n</html>\n"),
    )
    return join(parts, "\n")


def _place(root: str, kind: str, page: Page) -> Html:
    return el("a", KINDS[kind][0], href=f"{root}{kind}.html", aria_current="page" if kind == page.kind else None)


def asset(name: str) -> str:
    """Return a file that stands beside this module or, of a style sheet that all pages share, above."""
    here = Path(__file__).parent
    return next(path for path in (here / name, here.parent / name) if path.exists()).read_text(encoding="utf-8")
