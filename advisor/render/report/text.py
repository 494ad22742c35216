"""Reports for a terminal: the verdict, what needs an answer, what can be reworded now, and the rest in short."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from advisor.model import SEVERITIES, Report, Rulebook
from advisor.render.lines import END, START, TIED, Page, width
from advisor.render.parts import Line, Notes
from advisor.render.report.view import VERDICTS, Issue, ReportView, Sought, counts, left_out, numbered, report_view, tally, unused_comment
from advisor.render.safe import clean

SPOTS = 4
"""How many places of one problem are quoted; the others are counted."""

_SEVERITY = 8
_LABEL = 14


def render(reports: Iterable[Report], rulebook: Rulebook, columns: int = 80, colour: bool = False) -> Iterator[str]:
    """Yield each report as text of at most so many columns, then, of all, the tally and the sources."""
    notes = Notes(rulebook)
    verdicts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    quiet = True
    for number, report in enumerate(reports):
        view = report_view(report, rulebook)
        verdicts[view.verdict] += 1
        found.update({severity: view.count(severity) for severity in SEVERITIES})
        space = "" if number == 0 or (view.clean and quiet) else "\n"
        quiet = view.clean
        yield space + _Layout(columns, colour, notes).report(view)
    end = Page(columns, colour)
    if verdicts.total() > 1:
        said = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS if verdicts[verdict])
        total = ", ".join(numbered(found[severity], severity) for severity in SEVERITIES if found[severity])
        end.add(f"{said}; {total or 'nothing to mend'}", lead=f"{verdicts.total()} drafts: ", style="bold", lead_style="bold", rest=2)
    if notes.statements:
        _sources(notes, end)
    if said_last := end.text():
        yield f"\n{said_last}"


class _Layout:
    def __init__(self, columns: int, colour: bool, notes: Notes) -> None:
        self._page = Page(columns, colour)
        self._notes = notes
        self._place = 0
        self._indent = 2

    def report(self, view: ReportView) -> str:
        """Return the whole text of one report."""
        page = self._page
        if view.clean:
            kept = f"; {left_out(view)}" if left_out(view) else ""
            page.add(f"{'nothing new' if view.known else 'ready; nothing to mend'}{kept}", lead=f"{view.name}: ", rest=2)
            return page.text()
        self._place = max([4, *(width(_at(issue)) for issue in view.issues)])
        self._indent = 2 + self._place + 2 if page.columns >= 60 else 2
        page.add(counts(view), lead=f"{view.name}: {view.verdict.upper()}  ", style="bold", lead_style="bold", rest=2)
        for line in (tally(view), left_out(view)):
            if line:
                page.add(line, rest=2)
        self._section("NEEDS AN ANSWER", view.answer, asking=True)
        self._section("REWORD NOW", view.reword, asking=False)
        self._short("WORTH KNOWING", view.minor)
        self._missing(view.missing)
        self._sought(view.sought)
        for unused in view.unused:
            page.blank()
            page.add(unused_comment(unused), lead=f"{unused.span.line}:{unused.span.column} ", indent=2)
        self._next(view)
        return page.text()

    def _section(self, heading: str, issues: Sequence[Issue], asking: bool) -> None:
        if not issues:
            return
        self._heading(heading)
        for number, issue in enumerate(issues):
            if number:
                self._page.blank()
            self._issue(issue, asking)

    def _issue(self, issue: Issue, asking: bool) -> None:
        page, indent = self._page, self._indent
        lead = f"{_at(issue):>{self._place}}  "
        severity = f"{issue.severity.upper():<{_SEVERITY}} "
        owner = f"ask {clean(issue.owner)}" if asking else ""
        message = clean(issue.message)
        room = page.columns - 2 - width(lead) - width(severity) - width(message) - width(owner)
        fits = bool(owner) and room >= 2
        page.add(
            message + (TIED * room + owner.replace(" ", TIED) if fits else ""),
            indent=2,
            lead=lead + severity,
            lead_style=issue.severity,
            style="bold",
        )
        for spot in issue.spots[:SPOTS]:
            page.add(f'"{spot.quote.marked(START, END)}"', indent, lead=f"{spot.at} " if len(issue.spots) > 1 else "")
        if len(issue.spots) > SPOTS:
            page.add(f"and {len(issue.spots) - SPOTS} more", indent)
        page.add(self._noted(issue.because), indent)
        page.add(f"A candidate will ask: {clean(issue.asks)}", indent, style="dim", rest=indent + 2)
        if fix := issue.fix_in('"', '"'):
            page.add(clean(fix), indent, lead="-> ", style="italic")
        if owner and not fits:
            page.add(f"{owner[0].upper()}{owner[1:]}", indent)

    def _short(self, heading: str, issues: Sequence[Issue]) -> None:
        if not issues:
            return
        self._heading(heading)
        for issue in issues:
            places = ", ".join(spot.at for spot in issue.spots[:SPOTS])
            more = f" and {len(issue.spots) - SPOTS} more" if len(issue.spots) > SPOTS else ""
            words = f', "{issue.spots[0].quote.words}"' if len(issue.spots) == 1 else ""
            self._page.add(f"{clean(issue.message)}{words}{_arrow(issue)}", 2, lead=f"{places}{more}  ", rest=4)

    def _missing(self, issues: Sequence[Issue]) -> None:
        if not issues:
            return
        self._heading("NOT SAID")
        for issue in issues:
            self._page.add(f"{clean(issue.message)} (ask {clean(issue.owner)}){_arrow(issue)}", 2, rest=4)

    def _sought(self, sought: Sequence[Sought]) -> None:
        if not sought:
            return
        self._page.blank()
        said = f"{TIED}| ".join(f"{clean(item.label)} {'yes' if item.addressed else 'no'}".replace(" ", TIED) for item in sought)
        self._page.add(said, lead=f"{'EXPECTATIONS':<{_LABEL}}", lead_style="bold", rest=_LABEL if self._page.columns >= 60 else 2)

    def _next(self, view: ReportView) -> None:
        """Say which commands help from here."""
        name = "DRAFT" if view.name == "standard input" else shlex.quote(view.name)
        commands = []
        if any(issue.fix and issue.edit != "by-hand" for issue in view.issues):
            commands.append(("FIX", f"advisor check --fix {name}"))
        if pressing := (*view.answer, *view.reword):
            commands.append(("WHY", f"advisor rules show {pressing[0].concern}"))
        for label, command in commands:
            self._page.add(command, lead=f"{label:<{_LABEL}}", lead_style="bold", rest=2)

    def _heading(self, heading: str) -> None:
        self._page.blank()
        self._page.add(heading, style="bold")

    def _noted(self, line: Line) -> str:
        return clean(line.marked) + "".join(f" [{self._notes.number(cite)}]" for cite in line.cites[:1])


def _at(issue: Issue) -> str:
    return issue.spots[0].at if issue.spots else ""


def _arrow(issue: Issue) -> str:
    fix = issue.fix_in('"', '"')
    return f" -> {clean(fix)}" if fix else ""


def _sources(notes: Notes, page: Page) -> None:
    page.blank()
    page.add("SOURCES", style="bold")
    for number, statement, _ in notes.statements:
        page.add(f"{statement.id}: {clean(statement.claim)}", lead=f"{f'[{number}]':<5}")
    for source in notes.sources:
        page.add(clean(f"{source.id} is {source.title}, by {source.author}, {source.url}, read {source.retrieved}."), rest=2)
