"""An explanation for a terminal, as a colleague would give it: the answer, the reasons, what would change it."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.model import Explanation, Rulebook
from advisor.render.explanation.view import Item, view
from advisor.render.lines import Page
from advisor.render.parts import Line, Notes
from advisor.render.safe import clean


def render(explanation: Explanation, rulebook: Rulebook, columns: int = 80, colour: bool = False) -> str:
    """Return the explanation as text of at most so many columns; with escape codes only if `colour`."""
    shown, notes = view(explanation, rulebook), Notes(rulebook)
    page = Page(columns, colour)
    page.add(clean(shown.headline), lead=f"{clean(shown.name)}: ", style="bold", lead_style="bold", rest=2)
    for block in shown.blocks:
        page.blank()
        page.add(clean(block.heading).upper(), style="bold", rest=2)
        _items(page, block.items, notes)
    if notes.statements:
        page.blank()
        page.add("SOURCES", style="bold")
    for number, statement, _ in notes.statements:
        page.add(f"{statement.id}: {clean(statement.claim)}", lead=f"[{number}]".ljust(5))
    for source in notes.sources:
        page.add(clean(f"{source.id} is {source.title}, by {source.author}, {source.url}, read {source.retrieved}."))
    return page.text()


def _items(page: Page, items: Sequence[Item], notes: Notes) -> None:
    for item in items:
        lead = f"{item.lead:<11}" if item.lead else ""
        page.add(_line(item.line, notes), 2, lead=lead, lead_style="dim")
        for line in item.rests_on:
            page.add(_line(line, notes), 2 + len(lead), "dim", lead="- ")


def _line(line: Line, notes: Notes) -> str:
    return clean(line.marked) + "".join(f" [{notes.number(cite)}]" for cite in line.cites[:1])
