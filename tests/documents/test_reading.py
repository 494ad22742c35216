"""Reading: encodings, standard input, lists of postings, libraries that are missing."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from advisor.documents.detect import Format
from advisor.documents.read import read_document, read_documents
from advisor.errors import BadInput, MissingExtra
from tests.documents.making import AD, as_docx, as_markdown, as_page, as_pdf, document, headings

GERMAN = "Wir suchen Menschen für Größeres – “24/7” erreichbar.\nOn-call: 300 € die Woche.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("form", [None, "text"])
def test_any_encoding(encoding: str, form: Format | None) -> None:
    assert document(GERMAN.encode(encoding), form).text == GERMAN


def test_mixed_encodings() -> None:
    assert document("Ein Café\n".encode() + "für Größeres\n".encode("cp1252")).text == "Ein Café\nfür Größeres\n"


def test_bytes_that_no_encoding_has() -> None:
    assert document(b"caf\xe9 \x81 on call\n").text == "café \x81 on call\n"


def test_a_page_says_its_encoding() -> None:
    page = '<html><meta charset="koi8-r"><p>Ищем инженера в команду, дежурства раз в шесть недель.</p><p>Удалённо.</p></html>'
    assert "Ищем инженера" in document(page.encode("koi8-r")).text


@pytest.mark.parametrize("name", ["punycode", "rot13", "no-such-thing", "utf-7", "idna"])
def test_an_odd_encoding_is_not_believed(name: str) -> None:
    assert "für alle" in document(f"<html><meta charset={name}><p>für alle</p></html>".encode("cp1252")).text


@pytest.mark.parametrize(
    "text",
    ["a\0b\0c on call 24/7", "\x07bell\x1b[31m red", "דרוש מהנדס תשתיות 24/7", "\u202ehire\u202c", "one line " * 5000, "x" * 100_000],
)
def test_odd_text_survives(text: str) -> None:
    assert document(text, "text").text == text
    assert document(text).text == text


def test_line_ends_stay_as_they_are() -> None:
    text = "We hire.\r\nYou run it.\rWe pay.\x0bGood\u2028bye."
    read = document(text)
    assert read.text == text
    assert [read.text[part.start : part.end] for part in read.sentences] == ["We hire.", "You run it.", "We pay.", "Good", "bye."]


def test_ten_megabytes() -> None:
    text = "You will be on call for our customers. " * 270_000
    assert len(document(text).sentences) == 270_000


def test_a_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ad.md"
    file.write_text(as_markdown(AD), encoding="utf-8")
    assert read_document(str(file), headings()).name == str(file)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_docx(AD))))
    read = read_document("-", headings())
    assert (read.name, read.format) == ("-", "docx")


def jobs(number: int) -> str:
    return json.dumps({"jobs": [{"title": f"Engineer {index}", "descriptionHtml": "<p>We hire.</p>"} for index in range(number)]})


def test_a_list_of_postings() -> None:
    found = read_documents("jobs.json", headings(), data=jobs(3).encode())
    assert [read.name for read in found] == ["jobs.json#1", "jobs.json#2", "jobs.json#3"]
    assert [read.text for read in found] == [f"# Engineer {index}\n\nWe hire.\n" for index in range(3)]


def test_a_list_of_one_is_one() -> None:
    assert read_document("jobs.json", headings(), data=jobs(1).encode()).name == "jobs.json"


def test_one_is_asked_for_and_several_are_found() -> None:
    with pytest.raises(BadInput, match=r"^jobs\.json: this holds 3 postings; save the one that is meant in a file of its own$"):
        read_document("jobs.json", headings(), data=jobs(3).encode())


@pytest.mark.parametrize(
    ("library", "content"),
    [("docx", as_docx(AD)), ("pypdf", as_pdf(AD)), ("selectolax.lexbor", as_page(AD).encode())],
)
def test_a_library_is_missing(library: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=r"which is not installed; install it with: pip install 'hiring-advisor\[documents\]'"):
        document(content)


@pytest.mark.parametrize("library", ["docx", "pypdf", "selectolax", "selectolax.lexbor", "lxml"])
def test_text_and_json_need_no_library(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert document(as_markdown(AD)).format == "markdown"
    assert document(jobs(1)).format == "ashby"
    assert document(json.dumps({"@type": "JobPosting", "title": "x", "description": "<p>We hire.</p>"})).text == "# x\n\nWe hire.\n"
