"""A comparison as text for a terminal."""

from __future__ import annotations

from advisor.model import DraftComparison, Rulebook, SituationComparison
from advisor.render.comparison.view import view
from advisor.render.lines import Page
from advisor.render.safe import clean


def render(found: DraftComparison | SituationComparison, rulebook: Rulebook, columns: int, colour: bool) -> str:
    """Return the comparison, wrapped to so many columns."""
    shown = view(found, rulebook)
    page = Page(columns, colour)
    page.add(clean(shown.headline), style="bold")
    for heading, entries in shown.groups:
        page.blank()
        page.add(heading.upper(), style="bold")
        for entry in entries:
            severity = entry.severity or ""
            page.add(clean(entry.said), 2, lead=f"{severity.upper():<9}" if severity else "", lead_style=severity)
            for line in entry.more:
                page.add(clean(line), 11 if severity else 4, style="dim")
    return page.text()
