"""Making the same ad in every format that is read, and damaged and hostile files; the ads are ours."""

from __future__ import annotations

import functools
import html
import io
import textwrap
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from advisor.documents.detect import Format
from advisor.documents.model import Document
from advisor.documents.read import read_document
from advisor.rulebook import load_signalbook


@functools.cache
def headings() -> Mapping[str, str]:
    """Return the shipped lexicon's headings."""
    return load_signalbook().headings


class Part(NamedTuple):
    """A piece of an ad."""

    kind: Literal["title", "heading", "bold", "bullet", "prose"]
    text: str


AD = [
    Part("title", "Senior Infrastructure Engineer"),
    Part("prose", "Forty of us run the ticketing of small theatres. Nobody among us looks after servers for a living yet."),
    Part("heading", "What you will do"),
    Part("bullet", "Bring our hand-built servers into Terraform, a service at a time"),
    Part("bullet", "Be reachable 24/7 in case a theatre’s box office goes down"),
    Part("bullet", "Wear many hats: networks, databases, the office printer"),
    Part("heading", "What you bring"),
    Part("bold", "Must have"),
    Part("bullet", "5+ years as a DevOps Engineer"),
    Part("bullet", "An AWS certification is mandatory"),
    Part("heading", "Benefits"),
    Part("prose", "A pension, twenty-seven days of holiday & a desk by the window."),
]


def document(data: bytes | str, form: Format | None = None, name: str = "ad") -> Document:
    """Read bytes, or text as UTF-8."""
    return read_document(name, headings(), form, data.encode() if isinstance(data, str) else data)


def as_text(parts: Iterable[Part]) -> str:
    """Return an ad as plain text."""
    written = {"title": "{}", "heading": "{}:", "bold": "{}:", "bullet": "• {}", "prose": "{}"}
    return "\n".join(written[part.kind].format(part.text) for part in parts) + "\n"


def as_markdown(parts: Iterable[Part]) -> str:
    """Return an ad as Markdown."""
    written = {"title": "# {}\n", "heading": "\n## {}\n", "bold": "\n**{}**\n", "bullet": "- {}", "prose": "{}\n"}
    return "\n".join(written[part.kind].format(part.text) for part in parts) + "\n"


def as_html(parts: Iterable[Part]) -> str:
    """Return an ad as a piece of HTML."""
    written = {
        "title": "<h1>{}</h1>",
        "heading": "<h2>{}</h2>",
        "bold": "<p><strong>{}</strong></p>",
        "bullet": "<ul><li>{}</li></ul>",
        "prose": "<p>{}</p>",
    }
    return "\n".join(written[part.kind].format(html.escape(part.text)) for part in parts)


def as_page(parts: Iterable[Part], head: str = "", menu: str = "", after: str = "") -> str:
    """Return an ad as a page."""
    return f"<!DOCTYPE html><html><head><title>Jobs</title>{head}</head><body>{menu}<main>{as_html(parts)}</main>{after}</body></html>"


def word(parts: Iterable[Part]) -> docx.document.Document:
    """Return an ad as a Word document that can still be added to."""
    made = docx.Document()
    for part in parts:
        match part.kind:
            case "title":
                made.add_heading(part.text, 0)
            case "heading":
                made.add_heading(part.text, 2)
            case "bold":
                made.add_paragraph().add_run(part.text).bold = True
            case "bullet":
                made.add_paragraph(part.text, style="List Bullet")
            case _:
                made.add_paragraph(part.text)
    return made


def saved(made: docx.document.Document) -> bytes:
    """Return the bytes of a Word document."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def as_docx(parts: Iterable[Part]) -> bytes:
    """Return an ad as a Word document."""
    return saved(word(parts))


def repacked(raw: bytes, changed: dict[str, bytes]) -> bytes:
    """Return a ZIP archive with some of its files replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **dict.fromkeys(changed)}:
            new.writestr(name, changed.get(name) or old.read(name))
    return stream.getvalue()


def as_pdf(parts: Iterable[Part], password: str | None = None, bullet: str = "• ") -> bytes:
    """Return an ad as a PDF of as many pages as it takes, set as word processors set it: wrapped, in two weights and three sizes."""
    lines: list[tuple[str, float, bool, float]] = []
    for part in parts:
        size = {"title": 20.0, "heading": 15.0}.get(part.kind, 11.0)
        for number, line in enumerate(textwrap.wrap(part.text, 84)):
            mark = bullet if part.kind == "bullet" and not number else ""
            above = 1.3 if number or part.kind == "bullet" else 2.2
            lines.append((mark + line, size, part.kind in ("title", "heading", "bold"), above))
    return pdf_of(lines, password)


def pdf_of(lines: Sequence[tuple[str, float, bool, float]], password: str | None = None) -> bytes:
    """Return a PDF of lines, each with its size, whether it is bold, and how many times its size it is below the one before."""
    writer = PdfWriter()
    pages: list[list[str]] = [[]]
    y = 800.0
    for text, size, bold, above in lines:
        y -= size * above
        if y < 30:
            pages.append([])
            y = 790.0
        raw = text.encode("cp1252", "replace").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        pages[-1].append(f"BT /{'B' if bold else 'R'} {size} Tf 1 0 0 1 60 {y:.1f} Tm ({raw}) Tj ET")
    fonts = DictionaryObject(
        {
            NameObject(f"/{key}"): DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Font"),
                    NameObject("/Subtype"): NameObject("/Type1"),
                    NameObject("/BaseFont"): NameObject(f"/{name}"),
                    NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                }
            )
            for key, name in (("R", "Helvetica"), ("B", "Helvetica-Bold"))
        }
    )
    for content in pages:
        page = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        stream.set_data("\n".join(content).encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
