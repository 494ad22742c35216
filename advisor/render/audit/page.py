"""The page that sums up an audit: what is wrong, how often, where, and what to fix first. It needs nothing else and no network."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.model import Rulebook
from advisor.render.audit.plots import SEVERITY_COLOURS, bars, grid, parts, percent
from advisor.render.elements import Html, el, join, raw
from advisor.render.page import closing, opening

_CONCERNS, _GRID_CONCERNS, _VALUES = 25, 12, 8
_SPLITS = {"title_family": "By title", "level": "By level"}
_FAILURES = 20
_ON_CALL = {
    "with its terms": "on-call, with what is paid for it",
    "without its terms": "on-call, without what is paid",
    "not mentioned": "on-call not mentioned",
}


def render(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Yield the page for a summary as `summary.json` has it."""
    yield opening(f"{data['ads']:,} ads checked", "audit/audit.css", images=True)
    yield el("header", el("h1", f"{data['ads']:,} ads checked"), raw("\n"), el("p", _lead(data), class_="situation"), class_="page") + "\n"
    yield '<main class="audit">\n'
    for part in (_concerns(data, rulebook), _on_call(data), _expectations(data, rulebook)):
        yield part + "\n"
    for column in data["by"]:
        if (split := _split(column, data, rulebook)) is not None:
            yield split + "\n"
    yield _first(data, rulebook) + "\n"
    yield _failures(data) + "\n"
    yield "</main>\n" + closing(
        "Written by advisor, from rules that cite their sources. It is about the jobs, never about people. "
        "What a concern is and what to do about it: advisor rules show, followed by its id."
    )


def _lead(data: Mapping[str, Any]) -> str:
    total = max(data["ads"], 1)
    said = f"{percent(data['ads_with']['errors'] / total)} have an error, at which good people close the tab"
    said += f", and {percent(data['ads_with']['warnings'] / total)} a warning. "
    said += f"In {percent(data['title_differs_from_work'] / total)} the work described is another job than the title says."
    if data["failed"]:
        are = "it is" if data["failed"] == 1 else "they are"
        said += f" {data['failed']:,} more could not be checked; {are} named at the end."
    return said


def _concerns(data: Mapping[str, Any], rulebook: Rulebook) -> Html:
    listed = data["concerns"]
    if not listed:
        return _section("What is wrong, and how often", el("p", "Nothing: no ad raises a concern."))
    shown = listed[:_CONCERNS]
    colours = [SEVERITY_COLOURS[_gravest(entry)] for entry in shown]
    picture = bars([rulebook.concerns[entry["concern"]] for entry in shown], [entry["share"] for entry in shown], colours)
    rows = [(rulebook.concerns[entry["concern"]], entry["concern"], f"{entry['ads']:,}", percent(entry["share"])) for entry in listed]
    note = el("p", "Share of the ads that raise each concern; red where it is ever an error, ochre a warning, grey worth knowing.")
    return _section(
        "What is wrong, and how often", note, _figure(picture, "Share of ads by concern", ("Concern", "Id", "Ads", "Share"), rows)
    )


def _gravest(entry: Mapping[str, Any]) -> str:
    return next(severity for severity in SEVERITY_COLOURS if entry[severity])


def _on_call(data: Mapping[str, Any]) -> Html:
    total = max(data["ads"], 1)
    counts = data["on_call"]
    picture = parts([_ON_CALL[name] for name in counts], [count / total for count in counts.values()])
    rows = [(_ON_CALL[name], f"{count:,}", percent(count / total)) for name, count in counts.items()]
    return _section("On-call", _figure(picture, "Ads by what they say of on-call", ("", "Ads", "Share"), rows))


def _expectations(data: Mapping[str, Any], rulebook: Rulebook) -> Html:
    total = max(data["ads"], 1)
    labels = {name: rulebook.expectations[name].label if name in rulebook.expectations else name for name in data["expectations"]}
    shares = {name: count / total for name, count in data["expectations"].items()}
    picture = bars(list(labels.values()), list(shares.values()), [SEVERITY_COLOURS["info"]] * len(shares))
    rows = [(labels[name], f"{count:,}", percent(shares[name])) for name, count in data["expectations"].items()]
    return _section("What engineers look for, and how many ads speak of it", _figure(picture, "Share of ads", ("", "Ads", "Share"), rows))


def _split(column: str, data: Mapping[str, Any], rulebook: Rulebook) -> Html | None:
    listed = data["by"][column]
    concerns = [entry["concern"] for entry in data["concerns"][:_GRID_CONCERNS]]
    labels = [rulebook.concerns[concern] for concern in concerns]
    if not listed or not concerns:
        return None
    values = listed[:_VALUES]
    shares = [[value["concerns"].get(concern, 0) / value["ads"] for value in values] for concern in concerns]
    names = [f"{value['value']} ({value['ads']:,})" for value in values]
    rows = [(concern, *(percent(share) for share in row)) for concern, row in zip(labels, shares, strict=True)]
    title = _SPLITS.get(column, f"By {column.removeprefix('group_')}")
    largest = f"; the {_VALUES} largest" if len(listed) > _VALUES else ""
    note = el("p", f"Share of the ads of each column that raise the concern{largest}.")
    picture = grid(labels, [value["value"] for value in values], shares)
    return _section(title, note, _figure(picture, title, ("Concern", *names), rows))


def _first(data: Mapping[str, Any], rulebook: Rulebook) -> Html:
    if not data["first"]:
        return _section("Fix these first", el("p", "No ad needs it."))
    rows = [
        (
            f"{ad['title'] or 'no title'}{_id(ad['id'])}",
            f"{ad['source']}, row {ad['row']}",
            f"{ad['errors']} / {ad['warnings']} / {ad['infos']}",
            ", ".join(rulebook.concerns[concern] for concern in ad["concerns"]),
        )
        for ad in data["first"]
    ]
    return _section("Fix these first", _table(("Ad", "Where", "Errors / warnings / infos", "Concerns"), rows, "stacked"))


def _failures(data: Mapping[str, Any]) -> Html:
    if not data["failures"] and not data["problems"]:
        return _section("Not checked", el("p", "Nothing: every row was checked."))
    rows = [(f"{entry['source']}, row {entry['row']}", entry["error"]) for entry in data["failures"][:_FAILURES]]
    problems = [el("li", problem) for problem in data["problems"]]
    more = data["failed"] - len(rows)
    note = el("p", f"And {more:,} more: the rows of ads/*.parquet whose error is not null.") if more > 0 else None
    return _section(
        "Not checked", el("ul", *problems) if problems else None, _table(("Where", "Why"), rows, "stacked") if rows else None, note
    )


def _section(title: str, *children: Html | None) -> Html:
    return el("section", el("h2", title, class_="section"), *children)


def _figure(picture: str, said: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    encoded = base64.b64encode(picture.encode()).decode()
    image = el("img", src=f"data:image/svg+xml;base64,{encoded}", alt=f"{said}; the numbers are in the table below")
    return el("figure", _wide(image, said), el("details", el("summary", "The numbers"), _wide(_table(head, rows), f"{said}, in numbers")))


def _wide(what: Html, said: str) -> Html:
    """Return what may be wider than a narrow window: it can be scrolled, by keyboard as well."""
    return el("div", what, class_="wide", tabindex="0", role="region", aria_label=said)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], kind: str | None = None) -> Html:
    cells = [el("tr", *(el("td", cell, data_of=name) for name, cell in zip(head, row, strict=True))) for row in rows]
    titles = el("tr", *(el("th", name, scope="col") for name in head))
    return el("table", el("thead", titles), el("tbody", join(cells)), class_=kind)


def _id(known: str | None) -> str:
    return f" ({known})" if known else ""
