"""One report as an HTML article: what to do on one side, the draft with its marks on the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.model import Report, Rulebook
from advisor.render.elements import Html, blanks, el, join, raw
from advisor.render.parts import INFERENCE, Line, Notes, capital
from advisor.render.report.html_draft import draft
from advisor.render.report.view import Issue, ReportView, Sought, Spot, counts, left_out, tally, unused_comment

VERDICTS = {
    "not ready": "Not ready to post",
    "almost ready": "Almost ready to post",
    "says too little": "Says too little to post",
    "ready": "Ready to post",
}

_LINE = raw("\n")


def article(report: Report, view: ReportView, rulebook: Rulebook, number: int, level: int) -> Html:
    """Return the report as an article; its heading has this level, and `number` keeps its ids apart from others'."""
    return _Article(report, view, rulebook, f"r{number}", level).whole()


class _Article:
    def __init__(self, report: Report, view: ReportView, rulebook: Rulebook, name: str, level: int) -> None:
        self._report = report
        self._view = view
        self._notes = Notes(rulebook)
        self._name = name
        self._level = level

    def whole(self) -> Html:
        """Return the article."""
        view, name = self._view, self._name
        header = el(
            "header",
            el("p", view.name, class_="file"),
            self._heading(0, VERDICTS[view.verdict], "title", f"{name}-title"),
            el("p", capital(counts(view) or "nothing to mend"), class_="situation"),
            el("p", f"{capital(tally(view))}.", class_="verdict") if tally(view) else None,
            el("p", f"{capital(left_out(view))}.", class_="question") if left_out(view) else None,
            _expectations(view.sought) if view.sought else None,
        )
        sections = [
            self._section("answer", "Needs an answer", [self._cards(view.answer, asking=True)] if view.answer else []),
            self._section("reword", "Reword now", [self._cards(view.reword, asking=False)] if view.reword else []),
            self._section("minor", "Worth knowing", [self._short(view.minor)] if view.minor else []),
            self._section("missing", "Not said", [self._missing(view.missing)] if view.missing else []),
            self._section("comments", "Comments to remove", [_unused(view)] if view.unused else []),
        ]
        sections.append(self._section("sources", "Sources", self._sources()))
        notes = el("div", _LINE, join([part for part in sections if part], "\n"), _LINE, class_="notes")
        sheet = el(
            "section",
            self._heading(1, "The draft", "eyebrow", f"{name}-draft"),
            el("div", draft(self._report.text, self._report.findings, name), class_="text", dir="auto"),
            class_="draft",
            aria_labelledby=f"{name}-draft",
            tabindex="0",
        )
        return el("article", _LINE, header, _LINE, notes, _LINE, sheet, _LINE, id=name, class_="report", aria_labelledby=f"{name}-title")

    def _heading(self, depth: int, label: str | Html, class_: str, name: str | None = None) -> Html:
        return el(f"h{self._level + depth}", label, id=name, class_=class_)

    def _section(self, part: str, label: str, content: Sequence[Html]) -> Html | None:
        if not content:
            return None
        heading = self._heading(1, label, "section", f"{self._name}-{part}")
        return el("section", _LINE, heading, _LINE, join(content, "\n"), _LINE, class_=part, aria_labelledby=f"{self._name}-{part}")

    # --- what to do ----------------------------------------------------------------------------------

    def _cards(self, issues: Sequence[Issue], asking: bool) -> Html:
        return el("ol", _LINE, join([self._card(issue, asking) for issue in issues], "\n"), _LINE, class_="fixes")

    def _card(self, issue: Issue, asking: bool) -> Html:
        pairs = [("Ask", el("dd", capital(issue.owner)))] if asking else []
        pairs.append(("A candidate will ask", el("dd", issue.asks)))
        if issue.fix:
            pairs.append((_verb(issue), el("dd", _fix(issue))))
        return el(
            "li",
            self._heading(2, join([el("span", capital(issue.severity), class_="severity"), " ", issue.message]), "point"),
            *[self._spot(spot) for spot in issue.spots],
            self._line(issue.because),
            el("dl", *[el("div", el("dt", label), said) for label, said in pairs]),
            class_=issue.severity,
        )

    def _spot(self, spot: Spot) -> Html:
        """Return a quote with links to its place in the draft; it is where the links of that place lead to."""
        first, *others = spot.numbers
        link = el("a", f"line {spot.spans[0].line}", href=f"#{self._name}-m{first}", class_="place")
        anchors = [el("span", id=f"{self._name}-f{number}") for number in others]
        return el("p", *anchors, link, " ", self._quote(spot), class_="quote", id=f"{self._name}-f{first}")

    def _quote(self, spot: Spot) -> Html:
        """Return the quote; where it has several words at fault, those after the first lead to their own place."""
        if len(spot.quote.pieces) == 1:
            return el("q", spot.quote.words)
        numbers = iter(spot.numbers)
        return el("q", *[self._words(text, next(numbers), spot) if marked else text for text, marked in spot.quote.pieces])

    def _words(self, text: str, number: int, spot: Spot) -> Html:
        return el("b", text if number == spot.numbers[0] else el("a", text, href=f"#{self._name}-m{number}"))

    def _short(self, issues: Sequence[Issue]) -> Html:
        rows = [
            el(
                "li",
                el("strong", issue.message),
                *[self._spot(spot) for spot in issue.spots],
                el("p", _verb(issue), ": ", _fix(issue), class_="about") if issue.fix else None,
            )
            for issue in issues
        ]
        return el("ol", _LINE, join(rows, "\n"), _LINE, class_="short")

    def _missing(self, issues: Sequence[Issue]) -> Html:
        rows = [
            el(
                "li",
                el("strong", issue.message),
                el("span", f" ask {issue.owner}", class_="about"),
                el("p", _fix(issue)) if issue.fix else None,
            )
            for issue in issues
        ]
        return el("ol", _LINE, join(rows, "\n"), _LINE, class_="short")

    # --- texts ---------------------------------------------------------------------------------------

    def _line(self, line: Line) -> Html:
        mark = [" ", el("span", INFERENCE, class_="inference")] if line.inference else []
        return el("p", line.text, *mark, *self._references(line.cites))

    def _references(self, cites: Sequence[str]) -> Iterator[Html]:
        for cite in cites:
            number = self._notes.number(cite)
            yield join([" ", el("a", f"[{number}]", href=f"#{self._name}-source-{number}", class_="reference")])

    def _sources(self) -> list[Html]:
        if not self._notes.statements:
            return []
        items = [
            el("li", statement.claim, " ", el("span", statement.id), id=f"{self._name}-source-{number}")
            for number, statement, _ in self._notes.statements
        ]
        read = [
            el("li", el("a", source.title, href=source.url, rel="noreferrer"), f", by {source.author}, read {source.retrieved}")
            for source in self._notes.sources
        ]
        return [el("ol", _LINE, join(items, "\n"), _LINE, class_="statements"), el("ul", *read, class_="works")]


def _verb(issue: Issue) -> str:
    return {"replace": "Write", "add": "Add", "by-hand": "To do"}[issue.edit]


def _fix(issue: Issue) -> Html:
    said = blanks(issue.fix or "")
    return said if issue.edit == "by-hand" else el("q", said)


def _expectations(sought: Sequence[Sought]) -> Html:
    """Return the table of what engineers look for, and whether the draft says it."""
    cells = [
        el(
            "div",
            el("dt", item.label),
            el("dd", "yes" if item.addressed else "no", el("span", f", line {item.line}") if item.line else None),
            class_="yes" if item.addressed else "no",
        )
        for item in sought
    ]
    return el("dl", *cells, class_="sought", aria_label="What engineers look for, and whether the draft says it")


def _unused(view: ReportView) -> Html:
    return el("ul", *[el("li", f"Line {unused.span.line}: {unused_comment(unused)}") for unused in view.unused])
