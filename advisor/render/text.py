"""Advice for a terminal: the answer first, reasons under it, sources at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model import Advice, Rulebook
from advisor.render.lines import Page, wrap
from advisor.render.parts import NAMED, Answer, Ask, Entry, Fix, Group, Line, Notes, Part, View, grouped, lowered
from advisor.render.safe import clean
from advisor.render.view import view

REASONED = 3
"""For how many options of a list the reasons are given."""

OFFERED = 12
"""How many of the answers to a question are named."""

_LABEL = 10


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
        self._page = Page(width, colour)

    def advice(self, shown: View) -> str:
        """Return the whole text."""
        self._page.add(clean(f"{shown.name}: {shown.headline}"), style="bold")
        self._page.blank()
        self._row("POST AS", [(clean(shown.post_as), "bold")])
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
                self._page.blank()
            self._row("WHY", [(clean(shown.why), "")])
        if not self._brief:
            for part in (*shown.steps, *shown.parts):
                self._reasons(part)
            self._sources()
        return self._page.text()

    def _heading(self, text: str) -> None:
        self._page.blank()
        self._page.add(clean(text), style="bold")

    def _row(self, label: str, paragraphs: Sequence[tuple[str, str]], style: str = "bold") -> None:
        self._page.row(clean(label), _LABEL, paragraphs, style=style)

    def _noted(self, line: Line) -> str:
        numbers = "" if self._brief else "".join(f" [{self._notes.number(cite)}]" for cite in line.cites[:1])
        return clean(line.marked) + numbers

    def _answer(self, answer: Answer) -> None:
        said = [(self._noted(line), "") for line in (*answer.reasons[:1], *answer.breakers[:3], *answer.tensions[:2])]
        self._page.row(clean(answer.label), _LABEL, [*said, (clean(answer.status), "dim")], indent=2)

    def _fixes(self, fixes: Sequence[Fix]) -> None:
        if not fixes:
            return
        self._heading("FIX BEFORE POSTING")
        for fix in fixes:
            said = [(clean(fix.message), "bold"), (self._noted(fix.because), "")]
            said += [(f"Also: {lowered(self._noted(message))}", "") for message, _ in fix.also]
            said += [(f"Who can fix it: {clean(fix.owner)}.", ""), (f"A candidate will ask: {clean(fix.asks)}", "")]
            if fix.fix:
                said.append((f"-> {clean(fix.fix)}", "italic"))
            self._page.row(fix.severity.upper(), _LABEL, said, indent=2, style=fix.severity)

    def _names(self, part: Part) -> None:
        """Name the options of a section on as few lines as possible."""
        self._page.blank()
        label = part.label.upper()
        for listed in part.lists:
            if listed.entries:
                lead = f"{listed.label}: " if len(part.lists) > 1 else ""
                self._row(label, [(clean(lead) + _joined(listed.entries), "")])
                label = ""
        for heading, entries in ((part.open_label, part.open), (part.against_label, part.against)):
            if heading and entries:
                self._row(heading.upper(), [(_joined(entries), "")])

    def _reasons(self, part: Part) -> None:
        lists: list[tuple[str, Sequence[Entry]]] = [(listed.label, listed.entries) for listed in part.lists]
        lists.append((part.against_label or "", part.against))
        for label, entries in lists:
            if entries:
                self._heading(f"WHY: {label}")
            for group in grouped(entries[:REASONED]):
                self._group(group)

    def _group(self, group: Group) -> None:
        """Show the options, the reason they share, and what there is to know of each."""
        page = self._page
        several = len(group.entries) > 1
        said = [self._noted(group.reason)] if group.reason else []
        said += [clean(entry.about.text) for entry in group.entries if entry.about and not several]
        *full, last = wrap(f"{_joined(group.entries)}.", max(page.columns - 2, 1))
        for line in full:
            page.add(line, indent=2, style="bold")
        page.add(" ".join(said), indent=2, lead=f"{last} " if said else last, lead_style="bold", rest=2)
        for entry in group.entries:
            if entry.about and several:
                page.add(f"{clean(entry.label.partition(':')[0])}: {clean(entry.about.text)}", indent=2)

    def _ask(self, ask: Ask) -> None:
        self._page.blank()
        lines = [clean(ask.question)]
        if ask.options:
            named = ", ".join(option for option, _ in ask.options[:OFFERED])
            more = len(ask.options) - OFFERED
            lines.append(
                f"{'Any' if ask.type == 'set' else 'One'} of: {named}{f', and {more} more that advisor ask shows' if more > 0 else ''}."
            )
        lines.append(f"Add {ask.statement}. It may settle the {clean(ask.settles)}.")
        self._row("ASK NEXT", [(line, "") for line in lines])

    def _sources(self) -> None:
        if not self._notes.statements:
            return
        self._heading("SOURCES")
        for number, statement, _ in self._notes.statements:
            self._page.row(f"[{number}]", 5, [(f"{statement.id}: {clean(statement.claim)}", "")])
        for source in self._notes.sources:
            self._page.add(clean(f"{source.id} is {source.title}, by {source.author}, {source.url}, read {source.retrieved}."))


def _joined(entries: Sequence[Entry]) -> str:
    names = "; ".join(clean(entry.label) for entry in entries[:NAMED])
    more = len(entries) - NAMED
    return f"{names}; {more} more" if more > 0 else names
