"""An ad as Markdown, its <blanks> as they are: `advisor check` reads it, and so does any editor."""

from __future__ import annotations

from advisor.model import JobDraft
from advisor.render.draft.blocks import blocks


def render(draft: JobDraft) -> str:
    """Return the ad as a Markdown document."""
    parts = [f"# {draft.title}"]
    for part in draft.parts:
        if part.heading:
            parts.append(f"## {part.heading}")
        parts += ["\n".join(f"- {text}" for text in block.texts) if block.bullets else block.texts[0] for block in blocks(part.lines)]
    return "\n\n".join(parts) + "\n"
