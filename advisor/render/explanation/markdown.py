"""An explanation as Markdown, for a pull request or a wiki page."""

from __future__ import annotations

from advisor.model import Explanation, Rulebook
from advisor.render.explanation.view import Item, view
from advisor.render.markdown import code, escape, sources
from advisor.render.parts import Line, Notes, capital


def render(explanation: Explanation, rulebook: Rulebook) -> str:
    """Return the explanation as a Markdown document."""
    shown, notes = view(explanation, rulebook), Notes(rulebook)
    blocks = [f"# {escape(capital(shown.headline))}", code(shown.name)]
    for block in shown.blocks:
        blocks += [f"## {escape(block.heading)}", "\n".join(_item(item, notes) for item in block.items)]
    return "\n\n".join([*blocks, *sources(notes)]) + "\n"


def _item(item: Item, notes: Notes) -> str:
    lead = f"_{item.lead}:_ " if item.lead else ""
    return "\n".join([f"- {lead}{_line(item.line, notes)}", *(f"  - {_line(line, notes)}" for line in item.rests_on)])


def _line(line: Line, notes: Notes) -> str:
    return escape(line.marked) + "".join(f" \\[{notes.number(cite)}\\]" for cite in line.cites)
