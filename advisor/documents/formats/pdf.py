"""Reading PDF: its pieces of text, put together to lines, and lines to headings, bullets and paragraphs.

A PDF knows neither: a heading is what is larger or bolder than the rest, and a line goes on where it was full.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from advisor.documents.formats.pdf_lines import Line, write_lines
from advisor.documents.formats.unfit import Unfit
from advisor.documents.formats.writer import Extract, Writer
from advisor.documents.needs import missing

if TYPE_CHECKING:
    from pypdf import PageObject

_MOST_PAGES = 100
_MOST_CONTENT = 10_000_000
_MOST_OPERATIONS = 1_000_000
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_WIDE_GAP = 3.0
"""A gap of so many characters' heights parts the cells of a table."""


class _Fragment(NamedTuple):
    """A piece of text where it stands on the page, in points from its lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


class _TooMuch(Exception):
    """A page that draws more than any ad."""


def read_pdf(raw: bytes) -> Extract:
    """Return the text of a PDF. Raises Unfit, and MissingExtra without pypdf."""
    try:
        import pypdf
        from pypdf.errors import DependencyError
    except ImportError:
        raise missing("PDF", "pypdf") from None
    with _quiet():
        try:
            reader = pypdf.PdfReader(io.BytesIO(raw))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unfit("the PDF is protected with a password; save a copy without one")
            if len(reader.pages) > _MOST_PAGES:
                raise Unfit(f"the PDF has {len(reader.pages)} pages, more than any ad; name one that holds the ad alone")
            lines = [line for number, page in enumerate(reader.pages) for line in _lines(page, number)]
        except Unfit:
            raise
        except DependencyError:
            raise Unfit("the PDF is encrypted; print it to a new PDF, or save a copy without protection") from None
        except (_TooMuch, MemoryError):
            raise Unfit("the PDF unpacks to far more than any ad; print its text to a new PDF") from None
        except Exception as error:  # noqa: BLE001  # what a damaged file makes the library raise has no common base
            if type(error).__name__ == "LimitReachedError":
                raise Unfit("the PDF unpacks to far more than any ad; print its text to a new PDF") from None
            raise Unfit("the PDF is damaged or cut off; copy it again, or print it to a new PDF") from None
    if not lines:
        raise Unfit("there is no text in the PDF, only pictures of it; run text recognition on it, or paste the text into a file")
    writer = Writer()
    write_lines(lines, writer)
    return writer.extract("pdf")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from writing about damaged files to standard error: one message is enough."""
    logger = logging.getLogger("pypdf")
    propagates = logger.propagate
    handler = logging.NullHandler()
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = propagates
        logger.removeHandler(handler)


def _lines(page: PageObject, number: int) -> Iterator[Line]:
    """Yield the lines of a page, in the order in which it draws them."""
    contents = page.get_contents()
    if contents is None:
        return
    if len(contents.get_data()) > _MOST_CONTENT:
        raise _TooMuch
    fragments: list[_Fragment] = []
    operations = 0

    def count(*_: Any) -> None:
        nonlocal operations
        operations += 1
        if operations > _MOST_OPERATIONS:
            raise _TooMuch

    def keep(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip():
            scale = abs(tm[3] * cm[3] + tm[2] * cm[1]) or abs(tm[1] * cm[2]) or 1.0
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            name = str((font or {}).get("/BaseFont", ""))
            fragments.append(_Fragment(text, float(x), float(y), float(size) * scale, bool(_BOLD.search(name))))

    whole = page.extract_text(visitor_text=keep, visitor_operand_before=count)
    height = float(page.mediabox.height)
    if sum(len(fragment.text) for fragment in fragments) < len(whole) * 0.5:
        yield from (Line(text, 0.0, 0.0, 10.0, False, number, height) for text in whole.splitlines() if text.strip())
        return
    row: list[_Fragment] = []
    for fragment in fragments:
        if row and abs(fragment.y - row[-1].y) > 0.4 * max(fragment.size, row[-1].size):
            yield _line(row, number, height)
            row = []
        row.append(fragment)
    if row:
        yield _line(row, number, height)


def _line(row: list[_Fragment], page: int, height: float) -> Line:
    """Return the line that fragments of one height make."""
    parts = [row[0].text]
    for before, fragment in pairwise(row):
        gap = fragment.x - (before.x + 0.5 * before.size * len(before.text.rstrip()))
        parts.append(" | " if gap > _WIDE_GAP * fragment.size and len(parts[-1].strip()) > 1 else "")
        parts.append(fragment.text)
    size = max(row, key=lambda fragment: len(fragment.text)).size
    return Line(
        " ".join("".join(parts).translate(_LIGATURES).split()), row[0].x, row[0].y, size, all(part.bold for part in row), page, height
    )
