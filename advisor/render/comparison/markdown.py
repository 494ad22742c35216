"""A comparison as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model import DraftComparison, Rulebook, SituationComparison
from advisor.render.comparison.view import Entry, view
from advisor.render.markdown import escape


def render(found: DraftComparison | SituationComparison, rulebook: Rulebook) -> str:
    """Return the comparison as a Markdown document."""
    shown = view(found, rulebook)
    blocks = [f"## {escape(shown.headline)}"]
    for heading, entries in shown.groups:
        blocks += [f"### {heading}", "\n".join(line for entry in entries for line in _lines(entry))]
    return "\n\n".join(blocks) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    yield f"- {f'**{entry.severity.capitalize()}:** ' if entry.severity else ''}{escape(entry.said)}"
    for line in entry.more:
        yield f"  - {escape(line.removeprefix('-> '))}"
