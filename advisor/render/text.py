"""Advice for a terminal: the answer first, reasons under it, sources at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.model import Advice, Rulebook
from advisor.render.view import Answer, Ask, Entry, Fix, Line, Notes, Part, View, view

NAMED = 5
"""How many options of a list the answer names; the rest are counted."""

REASONED = 3
"""For how many options of a list the reasons are given."""

_LABEL = 9
_STYLES = {"ERROR": "bold red", "WARNING": "bold yellow", "INFO": "bold cyan"}


def render(advices: Iterable[Advice], rulebook: Rulebook, width: int = 80, colour: bool = False, brief: bool = False) -> Iterator[str]:
    """Yield each advice as text of at most `width` columns; with escape codes only if `colour`.

    `brief` leaves out the reasons of lists and the sources.
    """
    for number, advice in enumerate(advices):
        yield ("\n" if number else "") + _Layout(width, colour, Notes(rulebook)).advice(view(advice, rulebook), brief)


class _Layout:
    def __init__(self, width: int, colour: bool, notes: Notes) -> None:
        self._notes = notes
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            width=width,
            force_terminal=colour,
            no_color=not colour,
            color_system="standard" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def advice(self, shown: View, brief: bool) -> str:
        """Return the whole text."""
        self._print(Text(f"{clean(shown.name)}: {shown.headline}", style="bold"))
        self._print()
        self._row("POST AS", Text(shown.post_as, style="bold"))
        for answer in shown.answers:
            self._answer(answer)
        for part in shown.steps:
            self._print()
            self._names(part)
        self._fixes(shown.fixes)
        for part in shown.parts:
            self._print()
            self._names(part)
        if shown.ask:
            self._ask(shown.ask)
        if not brief:
            for part in (*shown.steps, *shown.parts):
                self._reasons(part)
            self._sources()
        return "\n".join(line.rstrip() for line in self._out.getvalue().split("\n"))

    def _print(self, *what: RenderableType) -> None:
        self._console.print(*what)

    def _row(self, label: str, text: Text, indent: int = 0, style: str = "bold") -> None:
        table = Table.grid(padding=(0, 1))
        table.add_column(width=_LABEL - indent, overflow="fold")
        table.add_column(ratio=1)
        table.add_row(Text(label, style=style), text)
        self._print(Padding(table, (0, 0, 0, indent)))

    def _noted(self, line: Line) -> str:
        return line.text + "".join(f" [{self._notes.number(cite)}]" for cite in line.cites[:1])

    def _answer(self, answer: Answer) -> None:
        lines = [self._noted(line) for line in answer.reasons[:1]]
        lines += [f"{words}." for words in answer.breakers[:3]]
        lines += [self._noted(line) for line in answer.tensions[:2]]
        text = Text("\n".join([*lines, ""]))
        text.append(f"{answer.status[0].upper()}{answer.status[1:]}.", style="dim")
        self._row(answer.label, text, indent=2, style="")

    def _fixes(self, fixes: Sequence[Fix]) -> None:
        if not fixes:
            return
        self._print()
        self._print(Text("FIX BEFORE POSTING", style="bold"))
        for fix in fixes:
            text = Text(fix.message, style="bold")
            text.append(f"\n{self._noted(fix.because)}", style="not bold")
            for message, _ in fix.also:
                text.append(f"\nAlso: {message[0].lower() + message[1:]}.", style="not bold")
            text.append(f"\nAsk {fix.owner}. A candidate will ask: {fix.asks}", style="not bold")
            if fix.fix:
                text.append(f"\n-> {fix.fix}", style="not bold italic")
            self._row(fix.severity.upper(), text, indent=2, style=_STYLES[fix.severity.upper()])

    def _names(self, part: Part) -> None:
        """Name the options of a section on as few lines as possible."""
        label = part.label.upper()
        for listed in part.lists:
            if listed.entries:
                lead = f"{listed.label}: " if len(part.lists) > 1 else ""
                self._row(label, Text(lead + _joined(listed.entries)))
                label = ""
        for heading, groups in (
            (part.open_label, [listed.open for listed in part.lists]),
            (part.against_label, [listed.against for listed in part.lists]),
        ):
            if heading and (entries := [entry for group in groups for entry in group]):
                self._row(heading.upper(), Text(_joined(entries)))

    def _reasons(self, part: Part) -> None:
        groups: list[tuple[str, Sequence[Entry]]] = [(listed.label, listed.entries) for listed in part.lists]
        if part.against_label:
            groups.append((part.against_label, [entry for listed in part.lists for entry in listed.against]))
        groups = [(label, entries) for label, entries in groups if entries]
        if not groups:
            return
        for label, entries in groups:
            self._print()
            self._print(Text(f"WHY: {label}", style="bold"))
            for entry in entries[:REASONED]:
                text = Text(f"{entry.label}. ", style="bold")
                text.append(" ".join([*(self._noted(line) for line in entry.why[:1]), *([entry.about] if entry.about else [])]), style="not bold")
                self._print(Padding(text, (0, 0, 0, 2)))

    def _ask(self, ask: Ask) -> None:
        self._print()
        lines = [ask.question]
        if ask.options:
            lines.append(f"One of: {', '.join(ask.options)}.")
        lines.append(f"Add it as {ask.fact}; it may settle the {ask.settles}.")
        self._row("ASK NEXT", Text("\n".join(lines)))

    def _sources(self) -> None:
        if not self._notes.statements:
            return
        self._print()
        self._print(Text("SOURCES", style="bold"))
        for number, statement in self._notes.statements:
            self._row(f"[{number}]", Text(f"{statement.id}: {statement.claim}"), style="")
        for source in self._notes.sources:
            self._print(Text(f"{source.id} is {source.title}, by {source.author}, {source.url}, read {source.retrieved}."))


def clean(text: str) -> str:
    """Return text without anything a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _joined(entries: Sequence[Entry]) -> str:
    names = "; ".join(entry.label for entry in entries[:NAMED])
    more = len(entries) - NAMED
    return f"{names}; {more} more" if more > 0 else names
