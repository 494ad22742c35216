"""Writing what was read from a document as text in the manner of Markdown, which the search for structure understands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from advisor.regex import late

_INVISIBLE = late("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = late("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = late("[\ud800-\udfff]")
_LONGEST_LABEL = 60
_LONGEST_BOLD = 120

PieceKind = Literal["heading", "bold", "bullet", "paragraph", "row", "comment"]


class Extract(NamedTuple):
    """A document's text, and the place of the job title where the format says it."""

    text: str
    title: tuple[int, int] | None
    format: str


class Piece(NamedTuple):
    """A heading, a bold line, a bullet, a paragraph, a table's row or a comment; only a paragraph may have several lines."""

    kind: PieceKind
    text: str
    level: int = 0

    def written(self) -> str:
        """Return the piece in Markdown."""
        match self.kind:
            case "heading":
                return f"{'#' * min(max(self.level, 1), 6)} {self.text}"
            case "bold":
                return f"**{self.text}**"
            case "bullet":
                return f"- {self.text}"
            case _:
                return self.text


class Writer:
    """Collects pieces. Text that goes into it is put on one line and made free of what cannot be seen."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.title: str | None = None

    def add(self, kind: PieceKind, text: str, level: int = 0) -> None:
        """Add a piece, if there is anything to it."""
        if line := one_line(text):
            if kind == "bold" and (len(line) > _LONGEST_BOLD or "**" in line):
                kind = "paragraph"
            self.pieces.append(Piece(kind, line, level))

    def add_lines(self, text: str) -> None:
        """Add plain text as it stands, with its own marks."""
        lines = "\n".join(map(one_line, text.splitlines())).strip("\n")
        if lines:
            self.pieces.append(Piece("paragraph", lines))

    def add_title(self, text: str) -> None:
        """Add the job title, as a heading of the first level."""
        if line := one_line(text):
            self.title = line
            self.pieces.insert(0, Piece("heading", line, 1))

    def add_row(self, cells: Iterable[list[Piece]]) -> None:
        """Add a table's row: on one line where its cells are short, else cell by cell, the first as a label where it is like one."""
        filled = [cell for cell in cells if cell]
        short = all(len(cell) == 1 and cell[0].kind in ("paragraph", "bold") for cell in filled)
        if short and (len(filled) > 2 or (len(filled) == 2 and len(filled[1][0].text) <= _LONGEST_LABEL)):
            self.pieces.append(Piece("row", f"| {' | '.join(cell[0].text for cell in filled)} |"))
            return
        if len(filled) == 2 and len(filled[0]) == 1 and filled[0][0].kind == "paragraph" and len(filled[0][0].text) <= _LONGEST_LABEL:
            filled[0] = [Piece("bold", filled[0][0].text)]
        for cell in filled:
            self.pieces.extend(cell)

    def extract(self, form: str) -> Extract:
        """Return the text of all pieces."""
        parts: list[str] = []
        before: str | None = None
        for piece in self.pieces:
            if before is not None:
                parts.append("\n" if piece.kind == before and before in ("bullet", "row") else "\n\n")
            parts.append(piece.written())
            before = piece.kind
        text = "".join(parts) + "\n" if parts else ""
        start = 2 if self.title else 0  # behind "# "
        return Extract(text, (start, start + len(self.title)) if self.title else None, form)


def one_line(text: str) -> str:
    """Return text on one line, without soft hyphens, control characters and the like."""
    if not text.isascii():
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _INVISIBLE.sub("", text))
    return " ".join(_CONTROL.sub(" ", text).split())
