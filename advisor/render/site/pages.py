"""The whole site: all pages, the lists of them, what search looks through, and what they look like."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from advisor.model import Raise, Recommend
from advisor.render.elements import Html, el, join
from advisor.render.parts import capital
from advisor.render.safe import clean
from advisor.render.site.decisions import Trees, decision_page
from advisor.render.site.knowledge import concept_page, concern_page, fact_page, source_page
from advisor.render.site.layout import KINDS, Links, Page, asset, framed, listed, section
from advisor.render.site.material import Material
from advisor.render.site.rules import rule_page, signal_page


def site(material: Material, trees: Mapping[str, Trees | None]) -> Iterator[tuple[str, str]]:
    """Yield every file of the site, its path and its text; `trees` are those of each decision."""
    found = list(_pages(material, trees))
    by_kind = {kind: [page for page in found if page.kind == kind] for kind in KINDS}
    counts = ", ".join(f"{len(by_kind[kind]):,} {kind}" for kind in ("rules", "facts", "signals"))
    counted = f"{counts}. Written by advisor rules docs: advice about the job, never about people."
    lists = [Page(f"{kind}.html", kind, "", KINDS[kind][0], _list(kind, pages, material)) for kind, pages in by_kind.items()]
    for page in (_home(by_kind, material), *lists, *found):
        yield page.path, framed(page, counted)
    yield "style.css", asset("page.css") + "\n" + asset("site.css")
    yield "search.js", asset("search.js")
    entries = [[KINDS[page.kind][1], page.id, clean(page.title), page.path, clean(page.words)] for page in found]
    # ASCII, and nothing in it ends a script: the file means the same wherever it is put.
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")).replace("<", "\\u003c") for entry in entries)
    yield "search-index.js", f"window.advisorIndex = [\n{lines}\n];\n"


def _pages(material: Material, trees: Mapping[str, Trees | None]) -> Iterator[Page]:
    book = material.rulebook
    yield from (decision_page(decision, trees.get(decision.id), material) for decision in book.decisions.values())
    yield from (concern_page(concern, material) for concern in book.concerns)
    yield from (fact_page(spec, material) for spec in book.facts.values())
    yield from (rule_page(rule, material) for rule in book.rules)
    yield from (source_page(source, material) for source in book.sources.values())
    yield from (signal_page(signal, material) for signal in material.signals.signals)
    yield from (concept_page(name, material) for name in sorted(material.signals.concepts))


def _home(by_kind: Mapping[str, Sequence[Page]], material: Material) -> Page:
    links = Links("index.html", material.rulebook)
    cards = [
        el("li", el("a", el("strong", f"{len(pages):,}"), " ", KINDS[kind][0].lower(), href=f"{kind}.html"), el("p", KINDS[kind][2]))
        for kind, pages in by_kind.items()
    ]
    choices = [decision for decision in material.rulebook.decisions.values() if decision.answer == "choose"]
    body = join(
        [
            el(
                "p",
                "Advice for hiring infrastructure engineers comes from rules. Each says when it applies, why, "
                "and what it rests on. Nothing else is behind it.",
                class_="lead",
            ),
            el("ul", *cards, class_="counts"),
            section(
                "Start with a choice",
                listed(join([links.to("decisions", item.id, item.question), " ", el("code", item.id)]) for item in choices),
            ),
            section(
                "Or with what breaks trust",
                listed(join([links.to("concerns", page.id, page.title), " ", el("code", page.id)]) for page in by_kind["concerns"]),
            ),
        ]
    )
    return Page("index.html", "home", "", "What the advice rests on", body)


def _list(kind: str, pages: Sequence[Page], material: Material) -> Html:
    links = Links(f"{kind}.html", material.rulebook)
    groups = [(name, list(group)) for name, group in groupby(sorted(pages, key=_group) if kind != "decisions" else pages, _group)]
    jump = (
        el("nav", *[el("a", name or "others", href=f"#{name}") for name, _ in groups], class_="groups", aria_label="Groups")
        if len(groups) > 1
        else None
    )
    sections = []
    for name, group in groups:
        items = listed(join([links.to(kind, page.id, page.title), " ", el("code", page.id), _does(page, material)]) for page in group)
        heading = el("h2", capital(name.replace("-", " ").replace("_", " "))) if len(groups) > 1 else None
        sections.append(el("section", heading, items, id=name or None))
    return join([el("p", KINDS[kind][2], class_="lead"), jump, *sections])


def _group(page: Page) -> str:
    """Return what a page is listed under: the folder of a rule or signal, the first part of a fact's id, a word set's first letter."""
    if page.kind == "facts":
        return page.id.partition(".")[0]
    if page.kind in ("rules", "signals"):
        return page.id.partition("/")[0]
    return page.id[:1] if page.kind == "concepts" else ""


def _does(page: Page, material: Material) -> Html | None:
    if page.kind != "rules":
        return None
    then = material.rulebook.rule(page.id).then
    if isinstance(then, Raise):
        return join([" ", el("span", then.severity, class_=f"severity {then.severity}")])
    return join([" ", el("span", then.strength, class_="strength")]) if isinstance(then, Recommend) else None
