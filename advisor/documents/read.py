"""Reading drafts from files, standard input or bytes, in whatever format they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.documents import detect
from advisor.documents.decoding import decoded
from advisor.documents.formats.unfit import Unfit
from advisor.documents.formats.writer import Extract
from advisor.documents.model import Document
from advisor.documents.structure import structure
from advisor.files import read_bytes, refused

MAX_BYTES = 25_000_000
_MOST_POSTINGS = 10_000
_SEEN = re.compile(r"[^\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb]")
"""A character that can be seen; without one a text is blank."""
_SAVE = "save the ad as text, Markdown, HTML, DOCX or PDF"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_document(
    source: str, headings: Mapping[str, str], input_format: detect.Format | None = None, data: bytes | None = None
) -> Document:
    """Return the draft that a file holds, or standard input for `-`, or `data`, which then goes by the name `source`.

    `headings` maps token-joined heading phrases to the section they open. The format is told by the content
    unless `input_format` names it. Raises BadInput when it cannot be read, is blank or holds several postings,
    and MissingExtra when it needs a library that is not installed.
    """
    documents = read_documents(source, headings, input_format, data)
    refuse_several(len(documents), source)
    return documents[0]


def refuse_several(postings: int, source: str) -> None:
    """Raise BadInput where a file holds more than one posting and one is wanted."""
    if postings > 1:
        raise refused(f"this holds {postings} postings; save the one that is meant in a file of its own", source)


def read_documents(
    source: str, headings: Mapping[str, str], input_format: detect.Format | None = None, data: bytes | None = None
) -> list[Document]:
    """Return the drafts that a file holds: one, or each posting of a job board's list, named `file#1`, `file#2` and so on.

    Parameters and errors are those of `read_document`.
    """
    raw = read_bytes(source, MAX_BYTES) if data is None else data
    if len(raw) > MAX_BYTES:
        raise refused(f"this is larger than {MAX_BYTES // 1_000_000} MB, more than any ad; name another file", source)
    try:
        found = _read(raw, input_format)
    except Unfit as error:
        raise refused(str(error), source, error.line, error.column) from None
    if isinstance(found, str):
        _refuse_blank(source, found)
        return [structure(source, found, headings, input_format or detect.written(found))]
    found = [extract for extract in found if _SEEN.search(extract.text)]
    if not found:
        raise refused(f"there is no text in it that could be an ad; {_SAVE}", source)
    names = [source] if len(found) == 1 else [f"{source}#{number}" for number in range(1, len(found) + 1)]
    return [structure(name, extract.text, headings, extract.format, extract.title) for name, extract in zip(names, found, strict=True)]


def as_draft(name: str, text: str, headings: Mapping[str, str]) -> Document:
    """Return the draft that a text is, just as it stands, whatever it looks like. Raises BadInput when it is blank."""
    _refuse_blank(name, text)
    return structure(name, text, headings, "text" if detect.written(text) == "text" else "markdown")


def _refuse_blank(source: str, text: str) -> None:
    if not _SEEN.search(text):
        raise refused("the draft is empty; put the text of the ad into it", source, 1, 1)


def _read(raw: bytes, form: detect.Format | None) -> str | list[Extract]:
    """Return a text as it stands, or what was read out of another format. Raises Unfit and MissingExtra."""
    packed = detect.packed(raw)
    if form is None:
        if packed is None:
            return _written(_text(raw))
        form = packed
    if form in ("docx", "pdf"):
        if packed != form:
            _refuse_other(raw)
            raise Unfit(
                f"this is no {'Word document (.docx)' if form == 'docx' else 'PDF'}; leave out --input-format, or name the format it is in"
            )
        return [_unpacked(raw, form)]
    text = decoded(raw)
    if form in ("text", "markdown"):
        return text
    if form == "html":
        from advisor.documents.formats.html import read_html

        return read_html(text)
    return _postings(text, form)


def _text(raw: bytes) -> str:
    """Return the text of bytes. Raises Unfit when they are no text."""
    _refuse_other(raw)
    text = decoded(raw)
    if detect.is_binary(text):
        raise Unfit(f"this is a binary file, not text; {_SAVE}")
    return text


def _refuse_other(raw: bytes) -> None:
    """Raise Unfit when bytes are a document of another kind."""
    if (other := detect.unreadable(raw)) is None:
        return
    if _LOCKED in raw:
        raise Unfit("the Word document is protected with a password; save a copy without one")
    raise Unfit(f"this is {other}; {_SAVE}")


def _unpacked(raw: bytes, form: detect.Format) -> Extract:
    if form == "docx":
        from advisor.documents.formats.docx import read_docx

        return read_docx(raw)
    from advisor.documents.formats.pdf import read_pdf

    return read_pdf(raw)


def _written(text: str) -> str | list[Extract]:
    """Return a text as it stands, or what is read out of the HTML or JSON it is."""
    match detect.written(text):
        case "html":
            from advisor.documents.formats.html import read_html

            return read_html(text)
        case "json":
            return _postings(text, None)
        case _:
            return text


def _postings(text: str, form: detect.Format | None) -> list[Extract]:
    """Return the postings in JSON, or in an HTML page that carries a JobPosting. Raises Unfit and MissingExtra."""
    from advisor.documents.formats.boards import board_of, read_board
    from advisor.documents.formats.jobposting import is_jobposting, read_jobposting
    from advisor.documents.formats.loose_json import load

    if form == "jobposting" and detect.written(text) == "html":
        from advisor.documents.formats.html import read_posting_page

        found = read_posting_page(text)
    else:
        data = load(text)
        board = form or ("jobposting" if is_jobposting(data) else board_of(data))
        if board is None:
            what = "this JSON is no posting of schema.org, Greenhouse, Lever or Ashby"
            raise Unfit(f"{what}; save the text of the ad, or read it as it stands with --input-format text")
        found = read_jobposting(data) if board == "jobposting" else read_board(data, board)
    if not found:
        raise Unfit(
            f"there is no posting in it{f' in the format {form}' if form else ''}; check --input-format, or save the text of the ad"
        )
    if len(found) > _MOST_POSTINGS:
        raise Unfit(f"this holds {len(found)} postings; advisor audit reads so many, one a line in a file that ends in .jsonl")
    return found
