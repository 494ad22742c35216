"""The note to an ad's author: what to mend first, what was chosen, what is left out, and what is still asked."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model import DraftNote, JobDraft
from advisor.render.lines import Page
from advisor.render.markdown import escape

_HEADINGS = {
    "concern": "Mend before you post",
    "choice": "Title and level",
    "left-out": "Left out of the ad",
    "unknown": "Your situation does not say",
}


def text(draft: JobDraft, columns: int, colour: bool) -> str:
    """Return the note for a terminal."""
    page = Page(columns, colour)
    page.add("FOR YOU, NOT FOR THE AD", style="bold")
    for heading, entries in _groups(draft):
        page.blank()
        page.add(heading, style="bold")
        for lead, said, because in entries:
            page.add(said, 2, lead=f"{lead}  " if lead else "- ", lead_style=lead.lower())
            if because:
                page.add(because, 4, style="dim")
    page.blank()
    page.add(_blanks(draft))
    return page.text()


def markdown(draft: JobDraft) -> str:
    """Return the note as a Markdown document."""
    blocks = ["# For you, not for the ad"]
    for heading, entries in _groups(draft):
        blocks.append(f"## {heading}")
        blocks.append(
            "\n".join(f"- {f'**{lead}** ' if lead else ''}{escape(_sentences(said, because))}" for lead, said, because in entries)
        )
    return "\n\n".join([*blocks, escape(_blanks(draft))]) + "\n"


def _groups(draft: JobDraft) -> Iterator[tuple[str, list[tuple[str, str, str | None]]]]:
    for kind, heading in _HEADINGS.items():
        if entries := [_entry(note) for note in draft.notes if note.kind == kind]:
            yield heading, entries


def _entry(note: DraftNote) -> tuple[str, str, str | None]:
    """Return a note's lead, its text, and why."""
    said = note.text + (f" ({note.fact})" if note.fact else "") + (f" Who can mend it: {note.owner}." if note.owner else "")
    return (note.severity or "").upper(), said, note.because


def _blanks(draft: JobDraft) -> str:
    count = len(draft.blanks)
    if not count:
        return "There is no blank to fill in. Then: advisor check AD --situation SITUATION"
    return f"Fill in {count} <blank{'s' if count > 1 else ''}>, or delete the line. Then: advisor check AD --situation SITUATION"


def _sentences(said: str, because: str | None) -> str:
    if because is None:
        return said
    return f"{said}{'' if said.endswith(('.', '?', '!')) else '.'} {because}"
