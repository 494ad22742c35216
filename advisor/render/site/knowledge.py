"""Pages of facts, concerns, sources and word sets."""

from __future__ import annotations

from advisor.model import FactSpec, Raise, Source
from advisor.render.elements import Html, el, join
from advisor.render.parts import capital
from advisor.render.site.layout import Links, Page, inference, listed, rows, section
from advisor.render.site.material import Material, path_of

_MOST_FORMS = 2000
"""How many forms of a word set are shown."""


def fact_page(spec: FactSpec, material: Material) -> Page:
    """Return the page of a fact."""
    path = path_of("facts", spec.id)
    links = Links(path, material.rulebook)
    options = el("table", *[el("tr", el("th", el("code", option), scope="row"), el("td", label)) for option, label in spec.options.items()])
    constraints = [constraint.message for constraint in material.rulebook.constraints if spec.id in constraint.facts]
    said = spec.id.startswith("ad.")
    body = join(
        [
            el("p", spec.ask, class_="lead"),
            el("p", spec.help) if spec.help else None,
            rows(
                [
                    (
                        "Type",
                        {
                            "boolean": "yes or no",
                            "integer": "whole number",
                            "option": "one of the values below",
                            "set": "any of the values below",
                        }[spec.type],
                    ),
                    ("Unit", spec.unit),
                    ("Bounds", _bounds(spec)),
                    ("One of", links.fact(spec.within) if spec.within else None),
                    ("Known", "when a draft is checked" if said else None if spec.givable else "only as rules conclude it"),
                ]
            ),
            section("Values", options) if spec.options else None,
            section("May not be", listed(constraints)),
            section("Concluded by", listed(links.rule(rule) for rule in material.deriving.get(spec.id, ()))),
            section("Established in a draft by", listed(links.signal(signal) for signal in material.establishing.get(spec.id, ()))),
            section("Read by", listed(links.rule(rule) for rule in material.reading.get(spec.id, ()))),
        ]
    )
    return Page(path, "facts", spec.id, capital(spec.label), body, " ".join((spec.ask, *spec.options.values())))


def _bounds(spec: FactSpec) -> str | None:
    if spec.type != "integer" or (spec.low is None and spec.high is None):
        return None
    if spec.high is None:
        return f"at least {spec.low:,}"
    return f"at most {spec.high:,}" if spec.low is None else f"{spec.low:,} to {spec.high:,}"


def concern_page(concern: str, material: Material) -> Page:
    """Return the page of a concern, with all that may raise it, the gravest first."""
    path = path_of("concerns", concern)
    links = Links(path, material.rulebook)
    items = []
    for rule in material.raising.get(concern, ()):
        assert isinstance(rule.then, Raise)
        items.append(
            el(
                "li",
                el("p", el("span", rule.then.severity, class_=f"severity {rule.then.severity}"), " ", links.rule(rule)),
                el("p", links.said(rule.because), " ", inference(rule)),
                el("p", "They ask: ", links.said(rule.then.asks), class_="soft"),
            )
        )
    cites = dict.fromkeys(cite for rule in material.raising.get(concern, ()) for cite in rule.cites)
    body = join(
        [
            section("Raised by", el("ul", *items, class_="cards")) if items else el("p", "No rule raises it.", class_="lead"),
            section("Rests on", listed(links.cite(cite) for cite in cites)),
        ]
    )
    return Page(path, "concerns", concern, capital(material.rulebook.concerns[concern]), body)


def source_page(source: Source, material: Material) -> Page:
    """Return the page of a source: its statements, and what cites each."""
    path = path_of("sources", source.id)
    links = Links(path, material.rulebook)
    statements = []
    for name, statement in source.statements.items():
        cite = f"{source.id}:{name}"
        citing = [links.rule(rule) for rule in material.citing.get(cite, ())]
        for decision, option in material.options_citing.get(cite, ()):
            found = material.rulebook.decisions[decision]
            citing.append(join([links.to("decisions", decision, found.options[option].label, option), f" ({found.label})"]))
        cited = (
            el("details", el("summary", f"cited {len(citing)} times" if len(citing) > 1 else "cited once"), listed(citing))
            if citing
            else None
        )
        statements.append(
            el(
                "li",
                el("p", statement.claim),
                el("p", el("code", name), " ", statement.heading, class_="soft"),
                cited,
                id=name,
            )
        )
    body = join(
        [
            el("p", "by ", source.author, class_="lead"),
            rows([("Where", _link(source.url)), ("Retrieved", source.retrieved), ("Statements", f"{len(source.statements):,}")]),
            section("What it says, in our words", el("ol", *statements, class_="claims")),
        ]
    )
    return Page(path, "sources", source.id, source.title, body, source.author)


def _link(url: str) -> Html:
    return el("a", url, href=url, rel="noreferrer") if url.startswith(("https://", "http://")) else join([url])


def concept_page(name: str, material: Material) -> Page:
    """Return the page of a word set: its words in all their forms, and the signals made of it."""
    path = path_of("concepts", name)
    links = Links(path, material.rulebook)
    forms = sorted(" ".join(form) for form in material.signals.concepts[name])
    more = f" and {len(forms) - _MOST_FORMS:,} more" if len(forms) > _MOST_FORMS else ""
    body = join(
        [
            section("Words", el("p", ", ".join(forms[:_MOST_FORMS]), more, class_="forms")),
            section("Signals made of it", listed(links.signal(signal) for signal in material.using.get(name, ()))),
        ]
    )
    return Page(path, "concepts", name, capital(name.replace("-", " ")), body, " ".join(forms[:12]))
