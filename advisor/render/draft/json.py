"""An ad and its note as one JSON object (`advisor schema draft`)."""

from __future__ import annotations

import json

from advisor.model import SCHEMA_VERSION, JobDraft


def render(draft: JobDraft) -> str:
    """Return the ad with its note on one line."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "situation": draft.situation,
        "title": draft.title,
        "level": draft.level,
        "parts": [{"heading": part.heading, "lines": [line._asdict() for line in part.lines]} for part in draft.parts],
        "notes": [note._asdict() for note in draft.notes],
        "blanks": list(draft.blanks),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
