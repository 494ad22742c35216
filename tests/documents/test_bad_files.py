"""Files that cannot be read: one clear message each, and quickly."""

from __future__ import annotations

import io
import json
import random
import time
import zipfile
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, EncodedStreamObject, NameObject, NumberObject

from advisor.documents.detect import FORMATS, Format
from advisor.documents.read import MAX_BYTES
from advisor.errors import BadInput
from tests.documents.making import AD, as_docx, as_markdown, as_page, as_pdf, document, repacked

DOCX, PDF = as_docx(AD), as_pdf(AD)


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def word_xml(body: str, before: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return repacked(
        DOCX,
        {"word/document.xml": f'<?xml version="1.0"?>{before}<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'.encode()},
    )


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    return word_xml("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f"<!DOCTYPE w:document [{entities}]>")


def locked(archive: bytes) -> bytes:
    """Set the flag of an encrypted entry, in the directory and before each entry."""
    return archive.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0")


def pdf_with(content: bytes) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_bomb() -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = EncodedStreamObject()
    stream._data = zlib.compress(b" " * 200_000_000, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream[NameObject("/Length")] = NumberObject(len(stream._data))
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(150):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
NOISE = random.Random(7).randbytes(5000)
EMPTY = "the draft is empty; put the text of the ad into it"
SAVE = "save the ad as text, Markdown, HTML, DOCX or PDF"
AS_IT_STANDS = "save it again, or read it as it stands with --input-format text"
NO_POSTING = (
    "ad: this JSON is no posting of schema.org, Greenhouse, Lever or Ashby; save the text of the ad, "
    "or read it as it stands with --input-format text"
)

BAD: dict[str, tuple[bytes, Format | None, str]] = {
    "nothing": (b"", None, f"ad:1:1: {EMPTY}"),
    "blanks": (" \n\t\u00a0\u200b\ufeff\r\n".encode(), None, f"ad:1:1: {EMPTY}"),
    "nothing to see": (b"\0\1\2", None, f"ad:1:1: {EMPTY}"),
    "marks alone": (b"\xff\xfe", None, f"ad:1:1: {EMPTY}"),
    "noise": (NOISE, None, f"ad: this is a binary file, not text; {SAVE}"),
    "too large": (b"a" * (MAX_BYTES + 1), None, "ad: this is larger than 25 MB, more than any ad; name another file"),
    "image": (b"\x89PNG\r\n\x1a\n" + NOISE, None, f"ad: this is an image; {SAVE}"),
    "photograph": (b"\xff\xd8\xff\xe0" + NOISE, "docx", f"ad: this is an image; {SAVE}"),
    "old Word": (OLE, None, f"ad: this is an old Word document, or one with a password; {SAVE}"),
    "Word with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        None,
        "ad: the Word document is protected with a password; save a copy without one",
    ),
    "rich text": (rb"{\rtf1\ansi We hire.}", None, f"ad: this is a document in Rich Text Format; {SAVE}"),
    "archive": (
        zipped(("ad.md", b"# We hire")),
        None,
        "ad: this is a ZIP archive, not a Word document; unpack it and name the files in it",
    ),
    "spreadsheet": (
        zipped(("xl/workbook.xml", b"<x/>")),
        None,
        "ad: this is a spreadsheet, not a Word document; save it as .docx, PDF or text",
    ),
    "OpenDocument": (
        zipped(("content.xml", b"<x/>")),
        None,
        "ad: this is an OpenDocument file, not a Word document; save it as .docx, PDF or text",
    ),
    "locked entries": (locked(DOCX), None, "ad: the Word document is protected with a password; save a copy without one"),
    "cut off docx": (
        DOCX[: len(DOCX) // 2],
        None,
        "ad: the Word document is damaged or cut off; copy it again, or open it in Word and save it again",
    ),
    "start of a docx": (
        DOCX[:30],
        None,
        "ad: the Word document is damaged or cut off; copy it again, or open it in Word and save it again",
    ),
    "docx without its parts": (
        zipped(("word/document.xml", b"<x/>")),
        None,
        "ad: the Word document is damaged; open it in Word and save it again, or save it as text",
    ),
    "docx that is no XML": (
        repacked(DOCX, {"word/document.xml": b"<w:document"}),
        None,
        "ad: the Word document is damaged; open it in Word and save it again, or save it as text",
    ),
    "docx with macros": (
        repacked(
            DOCX,
            {
                "[Content_Types].xml": zipfile.ZipFile(io.BytesIO(DOCX))
                .read("[Content_Types].xml")
                .replace(b"document.main+xml", b"template.main+xml")
            },
        ),
        None,
        "ad: this is another kind of Word file, such as a template or one with macros; save it as .docx",
    ),
    "docx bomb": (
        repacked(DOCX, {"word/media/image1.png": bytes(210_000_000)}),
        None,
        "ad: the Word document would unpack to far more than any ad; save its text as a new document",
    ),
    "docx bomb of XML": (
        repacked(DOCX, {"word/styles.xml": b" " * 60_000_000}),
        None,
        "ad: the Word document would unpack to far more than any ad; save its text as a new document",
    ),
    "billion laughs": (laughs(), None, "ad: the Word document defines entities of its own, which Word never does; save it again from Word"),
    "docx without text": (word_xml("<w:p/>"), None, f"ad: there is no text in it that could be an ad; {SAVE}"),
    "PDF with a password": (as_pdf(AD, "secret"), None, "ad: the PDF is protected with a password; save a copy without one"),
    "cut off PDF": (PDF[:300], None, "ad: the PDF is damaged or cut off; copy it again, or print it to a new PDF"),
    "start of a PDF": (b"%PDF-1.7\n", None, "ad: the PDF is damaged or cut off; copy it again, or print it to a new PDF"),
    "scanned PDF": (
        pdf_with(b"q 595 0 0 842 0 0 cm Q"),
        None,
        "ad: there is no text in the PDF, only pictures of it; run text recognition on it, or paste the text into a file",
    ),
    "PDF bomb": (pdf_bomb(), None, "ad: the PDF unpacks to far more than any ad; print its text to a new PDF"),
    "long PDF": (many_pages(), None, "ad: the PDF has 150 pages, more than any ad; name one that holds the ad alone"),
    "not docx": (b"# We hire", "docx", "ad: this is no Word document (.docx); leave out --input-format, or name the format it is in"),
    "not PDF": (DOCX, "pdf", "ad: this is no PDF; leave out --input-format, or name the format it is in"),
    "page without text": (
        b"<html><body><script>let x = 1</script></body></html>",
        None,
        f"ad: there is no text in it that could be an ad; {SAVE}",
    ),
    "cut off JSON": (
        b'{"title": "Engineer", "content":\n "We hi',
        None,
        f"ad:2:2: the JSON is damaged: Unterminated string starting at; {AS_IT_STANDS}",
    ),
    "deep JSON": (
        b'[{"a":' * 200_000,
        None,
        f"ad: the JSON is nested too deep, or holds a number that is too long; {AS_IT_STANDS}",
    ),
    "other JSON": (
        b'{"name": "advisor", "version": 1}',
        None,
        NO_POSTING,
    ),
    "empty list": (
        b"[{}]",
        None,
        NO_POSTING,
    ),
    "posting without text": (
        b'{"@type": "JobPosting"}',
        None,
        "ad: there is no posting in it; check --input-format, or save the text of the ad",
    ),
    "no posting in a page": (
        as_page(AD).encode(),
        "jobposting",
        "ad: there is no posting in it in the format jobposting; check --input-format, or save the text of the ad",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_one_message(name: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    content, form, message = BAD[name]
    start = time.process_time()
    with pytest.raises(BadInput) as raised:
        document(content, form)
    assert time.process_time() - start < 10
    assert str(raised.value) == message
    assert len(raised.value.problems) == 1
    assert not caplog.records
    assert capsys.readouterr() == ("", "")


def read_or_refused(content: bytes, form: Format | None) -> None:
    """Assert that bytes are read, or refused with one message."""
    try:
        read = document(content, form)
    except BadInput as error:
        problems = error.problems
    else:
        problems = ()
        assert len(read.plain) == len(read.text)
    assert len(problems) <= 1


@pytest.mark.parametrize(
    "raw", [DOCX, PDF, as_page(AD).encode(), json.dumps({"jobs": [{"title": "x", "descriptionHtml": "<p>y"}]}).encode()]
)
def test_damage_anywhere_is_read_or_refused(raw: bytes, caplog: pytest.LogCaptureFixture) -> None:
    chance = random.Random(11)
    for _ in range(150):
        damaged = bytearray(raw)
        for _ in range(chance.choice((1, 3, 30))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(damaged)) :]
        read_or_refused(bytes(damaged), None)
    assert not caplog.records


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_refuses_noise_or_reads_it(form: Format) -> None:
    for content in (NOISE, b"\0" * 1000, DOCX, PDF, as_markdown(AD).encode(), as_page(AD).encode()):
        read_or_refused(content, form)
