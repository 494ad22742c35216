"""Advice for a terminal: the answer first, reasons under it, sources at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.model import Advice, Rulebook
from advisor.render.parts import NAMED, Answer, Ask, Entry, Fix, Group, Line, Notes, Part, View, grouped, lowered
from advisor.render.safe import clean
from advisor.render.view import view

REASONED = 3
"""For how many options of a list the reasons are given."""

OFFERED = 12
"""How many of the answers to a question are named."""

_LABEL = 9
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def render(advices: Iterable[Advice], rulebook: Rulebook, width: int = 80, colour: bool = False, brief: bool = False) -> Iterator[str]:
    """Yield each advice as text of at most `width` columns; with escape codes only if `colour`.

    `brief` leaves out the reasons of lists, the sources, and with them the numbers that point there.
    """
    for number, advice in enumerate(advices):
        yield ("\n" if number else "") + _Layout(width, colour, brief, Notes(rulebook)).advice(view(advice, rulebook))


class _Layout:
    def __init__(self, width: int, colour: bool, brief: bool, notes: Notes) -> None:
        self._notes = notes
        self._brief = brief
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

    def advice(self, shown: View) -> str:
        """Return the whole text."""
        self._print(_bold(f"{shown.name}: {shown.headline}"))
        self._print()
        self._row("POST AS", _bold(shown.post_as))
        for answer in shown.answers:
            self._answer(answer)
        for part in shown.steps:
            self._names(part)
        self._fixes(shown.fixes)
        for part in shown.parts:
            self._names(part)
        if shown.ask:
            self._ask(shown.ask)
        if shown.why and not self._brief:
            if not shown.ask:
                self._print()
            self._row("WHY", Text(clean(shown.why)))
        if not self._brief:
            for part in (*shown.steps, *shown.parts):
                self._reasons(part)
            self._sources()
        return "\n".join(line.rstrip() for line in self._out.getvalue().split("\n"))

    def _print(self, *what: RenderableType) -> None:
        self._console.print(*what)

    def _row(self, label: str, text: Text, indent: int = 0, style: str = "bold", width: int = _LABEL) -> None:
        table = Table.grid(padding=(0, 1))
        table.add_column(width=width - indent, overflow="fold")
        table.add_column(ratio=1)
        table.add_row(Text(clean(label), style=style), text)
        self._print(Padding(table, (0, 0, 0, indent)))

    def _noted(self, line: Line) -> str:
        numbers = "" if self._brief else "".join(f" [{self._notes.number(cite)}]" for cite in line.cites[:1])
        return clean(line.marked) + numbers

    def _answer(self, answer: Answer) -> None:
        lines = [self._noted(line) for line in (*answer.reasons[:1], *answer.breakers[:3], *answer.tensions[:2])]
        text = Text("\n".join([*lines, ""]))
        text.append(clean(answer.status), style="dim")
        self._row(answer.label, text, indent=2, style="")

    def _fixes(self, fixes: Sequence[Fix]) -> None:
        if not fixes:
            return
        self._print()
        self._print(_bold("FIX BEFORE POSTING"))
        for fix in fixes:
            text = _bold(fix.message)
            _add(text, f"\n{self._noted(fix.because)}")
            for message, _ in fix.also:
                _add(text, f"\nAlso: {lowered(self._noted(message))}")
            _add(text, f"\nWho can fix it: {clean(fix.owner)}.")
            _add(text, f"\nA candidate will ask: {clean(fix.asks)}")
            if fix.fix:
                _add(text, f"\n-> {clean(fix.fix)}", "italic")
            self._row(fix.severity.upper(), text, indent=2, style=_STYLES[fix.severity])

    def _names(self, part: Part) -> None:
        """Name the options of a section on as few lines as possible."""
        self._print()
        label = part.label.upper()
        for listed in part.lists:
            if listed.entries:
                lead = f"{listed.label}: " if len(part.lists) > 1 else ""
                self._row(label, Text(clean(lead) + _joined(listed.entries)))
                label = ""
        for heading, entries in ((part.open_label, part.open), (part.against_label, part.against)):
            if heading and entries:
                self._row(heading.upper(), Text(_joined(entries)))

    def _reasons(self, part: Part) -> None:
        lists: list[tuple[str, Sequence[Entry]]] = [(listed.label, listed.entries) for listed in part.lists]
        lists.append((part.against_label or "", part.against))
        for label, entries in lists:
            if entries:
                self._print()
                self._print(_bold(f"WHY: {label}"))
            for group in grouped(entries[:REASONED]):
                self._print(Padding(self._group(group), (0, 0, 0, 2)))

    def _group(self, group: Group) -> Text:
        """Return the options, the reason they share, and what there is to know of each."""
        text = _bold(f"{_joined(group.entries)}.")
        if group.reason:
            _add(text, f" {self._noted(group.reason)}")
        for entry in group.entries:
            if entry.about:
                name = f"\n{clean(entry.label.partition(':')[0])}: " if len(group.entries) > 1 else " "
                _add(text, name + clean(entry.about.text))
        return text

    def _ask(self, ask: Ask) -> None:
        self._print()
        lines = [clean(ask.question)]
        if ask.options:
            named = ", ".join(option for option, _ in ask.options[:OFFERED])
            more = len(ask.options) - OFFERED
            lines.append(
                f"{'Any' if ask.type == 'set' else 'One'} of: {named}{f', and {more} more that advisor ask shows' if more > 0 else ''}."
            )
        lines.append(f"Add {ask.statement}. It may settle the {clean(ask.settles)}.")
        self._row("ASK NEXT", Text("\n".join(lines)))

    def _sources(self) -> None:
        if not self._notes.statements:
            return
        self._print()
        self._print(_bold("SOURCES"))
        for number, statement, _ in self._notes.statements:
            self._row(f"[{number}]", Text(f"{statement.id}: {clean(statement.claim)}"), style="", width=4)
        for source in self._notes.sources:
            self._print(Text(clean(f"{source.id} is {source.title}, by {source.author}, {source.url}, read {source.retrieved}.")))


def _bold(text: str) -> Text:
    return Text(clean(text), style="bold")


def _add(text: Text, more: str, style: str = "") -> None:
    text.append(more, style=f"not bold {style}".strip())


def _joined(entries: Sequence[Entry]) -> str:
    names = "; ".join(clean(entry.label) for entry in entries[:NAMED])
    more = len(entries) - NAMED
    return f"{names}; {more} more" if more > 0 else names
