"""The drafts of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

DRAFTS = ("*.md", "*.markdown", "*.txt", "*.html", "*.htm", "*.docx", "*.pdf", "*.json")
"""The files of a folder that are taken for drafts, where nothing says otherwise."""


def walk(folder: str) -> Iterator[str]:
    """Yield the files below a folder in order, without what is hidden."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.normpath(os.path.join(at, name)) for name in sorted(names) if not name.startswith("."))
