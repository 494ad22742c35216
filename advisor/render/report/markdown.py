"""Reports as Markdown, for a comment on a pull request: the verdict and what to do in the open, the reasons folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model import Report, Rulebook
from advisor.render.markdown import code, escape
from advisor.render.parts import Line, Notes, capital
from advisor.render.report.view import Issue, ReportView, Sought, counts, left_out, report_view, tally, unused_comment

SPOTS = 5
"""How many places of one problem are quoted; the others are counted."""


def render(reports: Iterable[Report], rulebook: Rulebook) -> Iterator[str]:
    """Yield each report as a Markdown section, then the sources of all as a numbered list."""
    notes = Notes(rulebook)
    for number, report in enumerate(reports):
        yield ("\n" if number else "") + "\n\n".join(_Section(report_view(report, rulebook), notes).blocks()) + "\n"
    if notes.statements:
        yield "\n" + "\n\n".join(_sources(notes)) + "\n"


class _Section:
    def __init__(self, view: ReportView, notes: Notes) -> None:
        self._view = view
        self._notes = notes

    def blocks(self) -> list[str]:
        """Return the section as blocks, between which an empty line belongs."""
        view = self._view
        blocks = [f"## {code(view.name)}: {view.verdict}"]
        said = [escape(capital(text)) for text in (counts(view), tally(view), left_out(view)) if text]
        blocks.append(". ".join(said or ["Nothing to mend"]) + ".")
        for heading, issues, asking in (("Needs an answer", view.answer, True), ("Reword now", view.reword, False)):
            if issues:
                blocks += [f"### {heading}", "\n".join(line for issue in issues for line in self._issue(issue, asking))]
        if rest := [*(_short(issue) for issue in view.minor), *(_missing(issue) for issue in view.missing)]:
            blocks.append(
                "\n".join([f"<details><summary>{len(rest)} more: worth knowing, and not said</summary>", "", *rest, "", "</details>"])
            )
        if not view.clean and view.sought:
            blocks.append(_expectations(view.sought))
        if view.unused:
            blocks.append("\n".join(f"- Line {unused.span.line}: {escape(unused_comment(unused))}" for unused in view.unused))
        return blocks

    def _issue(self, issue: Issue, asking: bool) -> Iterator[str]:
        ask = f" Ask: {escape(issue.owner)}." if asking else ""
        yield f"- **{capital(issue.severity)}: {escape(issue.message)}**.{ask}"
        for spot in issue.spots[:SPOTS]:
            yield f"  - Line {spot.spans[0].line}: “{_quoted(spot.quote.pieces)}”"
        if len(issue.spots) > SPOTS:
            yield f"  - and {len(issue.spots) - SPOTS} more"
        yield f"  - {self._line(issue.because)} A candidate will ask: {escape(issue.asks)}"
        if issue.fix:
            yield f"  - {_fix(issue)}"

    def _line(self, line: Line) -> str:
        return escape(line.marked) + "".join(f" \\[{self._notes.number(cite)}\\]" for cite in line.cites[:1])


def _quoted(pieces: Sequence[tuple[str, bool]]) -> str:
    """Return the pieces of a quote, in bold those at fault where there are others."""
    if len(pieces) == 1:
        return escape(pieces[0][0])
    return "".join(_around(text, "**" if marked else "") for text, marked in pieces)


def _around(text: str, mark: str) -> str:
    """Return the text with marks close to its first and last word, and its blanks kept outside."""
    bare = text.strip()
    lead, trail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{lead}{mark}{escape(bare)}{mark}{trail}" if bare else " "


def _fix(issue: Issue) -> str:
    if issue.edit == "by-hand":
        return escape(issue.fix or "")
    return f"{'Add' if issue.edit == 'add' else 'Write'}: “{escape(issue.fix or '')}”"


def _short(issue: Issue) -> str:
    lines = ", ".join(dict.fromkeys(str(spot.spans[0].line) for spot in issue.spots[:SPOTS]))
    fix = f" {_fix(issue)}" if issue.fix else ""
    return f"- Line {lines}: {escape(issue.message)}.{fix}"


def _missing(issue: Issue) -> str:
    fix = f" {_fix(issue)}" if issue.fix else ""
    return f"- {escape(issue.message)}. Ask: {escape(issue.owner)}.{fix}"


def _expectations(sought: Sequence[Sought]) -> str:
    names = " | ".join(escape(item.label) for item in sought)
    said = " | ".join(f"yes, line {item.line}" if item.line else "yes" if item.addressed else "no" for item in sought)
    return f"| {names} |\n|{' --- |' * len(sought)}\n| {said} |"


def _sources(notes: Notes) -> list[str]:
    items = [f"{number}. {escape(statement.claim)} {code(statement.id)}" for number, statement, _ in notes.statements]
    read = [f"{escape(source.title)} is by {escape(source.author)}, read {escape(source.retrieved)}." for source in notes.sources]
    return ["\n".join(["<details><summary>Sources</summary>", "", *items, "", "</details>"]), " ".join(read)]
