"""An ad as a Word document, with Word's own styles, so that a house template can be laid over it."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from advisor.errors import MissingExtra
from advisor.model import JobDraft
from advisor.render.draft.blocks import blocks

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The date of everything in the document: the same draft makes the same bytes."""


def render(draft: JobDraft) -> bytes:
    """Return the ad as a .docx file. Raises MissingExtra without python-docx."""
    try:
        import docx
    except ImportError:
        raise MissingExtra(
            "writing Word documents needs python-docx, which is not installed; install it with: pip install 'hiring-advisor[documents]'"
        ) from None
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.comments, about.last_modified_by = draft.title, "", "", ""
    about.created = about.modified = datetime(*_BEGINNING)  # Word's dates know no zone
    document.add_heading(draft.title, level=1)
    for part in draft.parts:
        if part.heading:
            document.add_heading(part.heading, level=2)
        for block in blocks(part.lines):
            for text in block.texts:
                document.add_paragraph(text, style="List Bullet" if block.bullets else None)
    written = io.BytesIO()
    document.save(written)
    return _timeless(written.getvalue())


def _timeless(raw: bytes) -> bytes:
    """Return the archive with every entry dated alike."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, _BEGINNING)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(entry.filename))
    return written.getvalue()
