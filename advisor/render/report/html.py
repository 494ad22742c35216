"""Reports as one HTML page that needs nothing else: the drafts with their marks beside what to do about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model import Report, Rulebook
from advisor.render.elements import Html, el, join, raw
from advisor.render.page import closing, opening
from advisor.render.report.html_report import VERDICTS, article
from advisor.render.report.view import ReportView, counts, report_view


def render(reports: Iterable[Report], rulebook: Rulebook) -> Iterator[str]:
    """Yield one page for all the reports, with a table of contents when there are several.

    Nothing is yielded where there is no report. The page is built when the first part is asked for: its
    contents come first.
    """
    pairs = [(report, report_view(report, rulebook)) for report in reports]
    if not pairs:
        return
    single = len(pairs) == 1
    title = f"{VERDICTS[pairs[0][1].verdict]}: {pairs[0][1].name}" if single else f"{len(pairs)} drafts checked"
    yield opening(title, "report.css")
    if not single:
        yield _contents(title, [view for _, view in pairs]) + "\n"
    yield '<main class="wide">\n'
    for number, (report, view) in enumerate(pairs, 1):
        yield article(report, view, rulebook, number, 1 if single else 2) + "\n"
    yield "</main>\n" + closing(
        "Written by advisor, from rules that cite their sources. It is about the job, never about people. Nothing left this machine."
    )


def _contents(title: str, views: Sequence[ReportView]) -> Html:
    rows = [
        el(
            "li",
            el("a", view.name, href=f"#r{number}"),
            el("span", VERDICTS[view.verdict], class_="situation"),
            el("span", counts(view) or "nothing to mend", class_="verdict"),
        )
        for number, view in enumerate(views, 1)
    ]
    contents = el("nav", el("ol", raw("\n"), join(rows, "\n"), raw("\n")), class_="contents", aria_label="Contents")
    return el("header", el("h1", title), raw("\n"), contents, class_="page")
