"""Writing mended drafts: into a copy beside the draft, or into the draft itself with what it was kept."""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import tempfile

from advisor.cli.drafts import PLAIN, Desk, Draft
from advisor.errors import BadInput, Place, Problem
from advisor.fixing import Fixed, fix
from advisor.model import Rulebook
from advisor.render.report.view import numbered

_CODECS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def write_fixed(draft: Draft, desk: Desk, rulebook: Rulebook, in_place: bool) -> str:
    """Write a draft with the suggested lines in it, and return what was done; a draft that needs none is left alone.

    What was read out of another format than text and Markdown is written as a text copy. Raises BadInput
    when that cannot be written, or would replace what somebody has changed since.
    """
    file, plain = draft.file, draft.document.format in PLAIN
    if in_place and not plain:
        message = "only text and Markdown can be mended in place; leave out --in-place for a Markdown copy"
        raise BadInput([Problem(message, Place(file))])
    fixed = fix(draft.document.text, lambda text: desk.again(draft, text), rulebook)
    if fixed.text == draft.document.text:
        return f"{draft.document.name}: nothing to write"
    stem, extension = os.path.splitext(file)
    number = draft.document.name.removeprefix(file)  # of several postings in one file
    target = file if in_place else f"{stem}{number}.fixed{extension if plain else '.md'}"
    try:
        data = _encoded(fixed.text, draft.document.text, file) if plain else fixed.text.encode()
        if in_place:
            shutil.copy2(file, f"{file}.orig")
        elif os.path.exists(target) and _content(target) != data:
            raise BadInput([Problem("this copy differs from what would be written; rename it, or remove it", Place(target))])
        _replace(target, data)
    except OSError as error:
        raise BadInput([Problem(f"cannot be written: {error.strerror or error}; check its folder", Place(target))]) from None
    return f"{target}: {_done(fixed)}" + (f"; what it was is in {file}.orig" if in_place else "")


def _done(fixed: Fixed) -> str:
    said = [f"{numbered(fixed.replaced, 'sentence')} replaced"] if fixed.replaced else []
    said += [f"{numbered(fixed.added, 'line')} added"] if fixed.added else []
    return f"{', '.join(said)}; fill in the <blanks>"


def _encoded(text: str, before: str, file: str) -> bytes:
    """Return a text in the encoding in which the file holds the text of before, its mark included."""
    data = _content(file)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    for codec in (_MARKS[mark],) if mark else _CODECS:
        with contextlib.suppress(UnicodeError):
            if data[len(mark) :].decode(codec) == before:
                return mark + text.encode(codec)
    raise BadInput([Problem("what it would say cannot be written in the file's encoding; save the file as UTF-8", Place(file))])


def _content(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read()


def _replace(file: str, data: bytes) -> None:
    """Write a file whole or not at all, with the permissions it had. Raises OSError."""
    target = os.path.realpath(file)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".advisor-", suffix=".tmp")
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.path.exists(target):
            shutil.copymode(target, temporary)
        else:
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, target)
        temporary = None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
