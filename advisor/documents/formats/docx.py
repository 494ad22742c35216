"""Reading Word documents (.docx): paragraphs, headings, lists, tables, links and text boxes, in reading order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.documents.formats.unfit import Unfit
from advisor.documents.formats.writer import Extract, Piece, PieceKind, Writer
from advisor.documents.needs import missing

if TYPE_CHECKING:
    from docx.document import Document

_MOST_UNPACKED = 200_000_000
_MOST_XML = 50_000_000
_MOST_ENTRIES = 10_000
_BEGINNING = 2000
_DEEPEST = 40
_NOT_WORD = (
    ("xl/workbook.xml", "a spreadsheet"),
    ("ppt/presentation.xml", "a presentation"),
    ("Index/Document.iwa", "a Pages document"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)\Z", re.IGNORECASE)
_LIST = re.compile(r"list|bullet|aufzählung", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off", "none"))
_UNREAD = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr"))


class _Style(NamedTuple):
    """What a paragraph style says: the level of a heading or 0, and whether it makes a list or bold text."""

    level: int = 0
    is_list: bool = False
    is_bold: bool = False


def read_docx(raw: bytes) -> Extract:
    """Return the text of a Word document. Raises Unfit, and MissingExtra without python-docx."""
    _check(raw)
    try:
        import docx
    except ImportError:
        raise missing("Word documents", "python-docx") from None
    try:
        document = docx.Document(io.BytesIO(raw))
        writer = Writer()
        _Reader(document, writer).blocks(document.element.body)
        return writer.extract("docx")
    except Exception as error:  # noqa: BLE001  # what a damaged file makes the libraries raise has no common base
        if "content type" in str(error):
            raise Unfit("this is another kind of Word file, such as a template or one with macros; save it as .docx") from None
        raise Unfit("the Word document is damaged; open it in Word and save it again, or save it as text") from None


def _check(raw: bytes) -> None:
    """Refuse what is no Word document, is protected, or would fill the memory. Raises Unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels")) and not entry.flag_bits & 1]
            defines = any(b"<!DOCTYPE" in archive.open(entry).read(_BEGINNING) for entry in texts[:_MOST_ENTRIES])
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
        raise Unfit("the Word document is damaged or cut off; copy it again, or open it in Word and save it again") from None
    names = {entry.filename for entry in entries}
    if not any(name.startswith("word/") for name in names):
        kind = next((kind for name, kind in _NOT_WORD if name in names), "a ZIP archive")
        cure = "unpack it and name the files in it" if kind == "a ZIP archive" else "save it as .docx, PDF or text"
        raise Unfit(f"this is {kind}, not a Word document; {cure}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit("the Word document is protected with a password; save a copy without one")
    if (
        len(entries) > _MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > _MOST_UNPACKED
        or any(entry.file_size > _MOST_XML for entry in texts)
    ):
        raise Unfit("the Word document would unpack to far more than any ad; save its text as a new document")
    if defines:  # no reader resolves entities, python-docx included; that they are there shows what the file is
        raise Unfit("the Word document defines entities of its own, which Word never does; save it again from Word")


class _Reader:
    """Reads one document into a writer."""

    def __init__(self, document: Document, writer: Writer) -> None:
        self._document = document
        self._writer = writer
        self._styles: dict[str | None, _Style] = {}

    def blocks(self, parent: Any, depth: int = 0) -> None:
        """Read the paragraphs and tables below an element."""
        if depth > _DEEPEST:
            return
        for child in parent:
            tag = child.tag
            if tag == f"{_W}p":
                self._paragraph(child, depth)
            elif tag == f"{_W}tbl":
                for row in child.iter(f"{_W}tr"):
                    if _table_of(row) is child:
                        self._writer.add_row([self._cell(cell, depth) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row])
            elif tag == f"{_MC}AlternateContent":
                self.blocks(_chosen(child), depth + 1)
            elif isinstance(tag, str) and tag not in _UNREAD:
                self.blocks(child, depth + 1)

    def _cell(self, cell: Any, depth: int) -> list[Piece]:
        outer, self._writer.pieces = self._writer.pieces, []
        self.blocks(cell, depth + 1)
        inner, self._writer.pieces = self._writer.pieces, outer
        return inner

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        style = self._style_of(paragraph)
        boxes: list[Any] = []
        parts = list(_runs(paragraph, boxes))
        bold = all(is_bold or style.is_bold for text, is_bold in parts if text.strip(" \t\n:"))
        kind: PieceKind = "heading" if style.level else "bullet" if style.is_list else "bold" if bold else "paragraph"
        for line in "".join(text for text, _ in parts).split("\n"):
            self._writer.add(kind, line, style.level)
        for box in boxes:
            self.blocks(box, depth + 1)

    def _style_of(self, paragraph: Any) -> _Style:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return self._style(None)
        name = properties.find(f"{_W}pStyle")
        style = self._style(None if name is None else name.get(f"{_W}val"))
        level = style.level or _outline(properties)
        numbered = properties.find(f"{_W}numPr/{_W}numId")
        return _Style(level, style.is_list if numbered is None else numbered.get(f"{_W}val") != "0", style.is_bold)

    def _style(self, name: str | None) -> _Style:
        """Return what a style says, itself or by what it is based on."""
        if name not in self._styles:
            self._styles[name] = found = _Style()
            element = next((style for style in self._document.styles.element if style.get(f"{_W}styleId") == name), None) if name else None
            if element is not None:
                based_on = element.find(f"{_W}basedOn")
                above = _Style() if based_on is None else self._style(based_on.get(f"{_W}val"))
                label = element.find(f"{_W}name")
                called = f"{'' if label is None else label.get(f'{_W}val')} {name}"
                heading = _HEADING.search(called)
                level = (
                    int(heading[1])
                    if heading
                    else 1
                    if _TITLE.match(called.split()[0])
                    else _outline(element.find(f"{_W}pPr")) or above.level
                )
                is_list = bool(_LIST.search(called)) or element.find(f"{_W}pPr/{_W}numPr") is not None or above.is_list
                found = _Style(level, is_list and not level, above.is_bold or _is_on(element.find(f"{_W}rPr/{_W}b")))
            self._styles[name] = found
        return self._styles[name]


def _runs(element: Any, boxes: list[Any], bold: bool = False, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield the text below an element and whether it is bold; text boxes are put aside."""
    for child in element if depth <= _DEEPEST else ():
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or "", bold
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n", bold
        elif tag in (f"{_W}tab", f"{_W}ptab", f"{_W}sym"):
            yield " ", bold
        elif tag == f"{_W}noBreakHyphen":
            yield "-", bold
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            yield from _runs(_chosen(child), boxes, bold, depth + 1)
        elif tag == f"{_W}r":
            if not _is_on(child.find(f"{_W}rPr/{_W}vanish")):
                yield from _runs(child, boxes, _is_on(child.find(f"{_W}rPr/{_W}b")), depth + 1)
        elif isinstance(tag, str) and tag not in _UNREAD:
            yield from _runs(child, boxes, bold, depth + 1)


def _chosen(alternates: Any) -> Any:
    """Return the first of the forms in which the same thing is given."""
    return next((child for child in alternates if child.tag in (f"{_MC}Choice", f"{_MC}Fallback")), ())


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(f"{_W}tbl"), None)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _outline(properties: Any) -> int:
    """Return the level of a heading that paragraph properties give, or 0."""
    level = None if properties is None else properties.find(f"{_W}outlineLvl")
    value = "" if level is None else level.get(f"{_W}val") or ""
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _is_on(switch: Any) -> bool:
    """Return whether a property is given, and not switched off."""
    return switch is not None and switch.get(f"{_W}val") not in _OFF
