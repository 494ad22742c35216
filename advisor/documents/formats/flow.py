"""From the tags and text of HTML, as they come, to pieces of text: what breaks the line, what is a heading, a bullet or a table.

Words that only inline tags part are one word, as a browser shows them.
"""

from __future__ import annotations

import re

from advisor.documents.formats.writer import Piece, Writer

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(HEADINGS) | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form header"
    " hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNREAD = frozenset("audio button canvas head iframe map math noscript object script select style svg template textarea title video".split())
"""What stands in these is not shown as text."""
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BOLD = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_COMMENT = re.compile(r"\s*advisor\b")


class Flow:
    """Takes tags and text in the order of the document and writes pieces."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._buffer: list[str] = []
        self._bold: list[str] = []
        self._bold_only = True
        self._level = 0
        self._items = 0
        self._lists: list[int] = []
        self._pre = 0
        self._terms = 0
        self._rows: list[list[list[Piece]]] = []
        self._outer: list[list[Piece]] = []

    def start(self, tag: str, style: str = "") -> None:
        """Note that a tag opens; `style` is its style attribute."""
        if tag == "br":
            self._flush()
            return
        if tag in BLOCKS:
            self._flush()
            self._bold.clear()
        if tag in _BOLD or (style and _BOLD_STYLE.search(style)):
            self._bold.append(tag)
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(self._items)
        elif tag == "li":
            self._items = self._around() + 1
        elif tag == "pre":
            self._pre += 1
        elif tag in ("dt", "summary", "caption", "legend"):
            self._terms += 1
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._outer.append(self._writer.pieces)
            self._writer.pieces = []

    def end(self, tag: str) -> None:
        """Note that a tag closes; what was never opened is passed over."""
        if tag in self._bold:
            self._bold.remove(tag)
        if tag not in BLOCKS:
            return
        self._flush()
        if tag in HEADINGS:
            self._level = 0
        elif tag in _LISTS and self._lists:
            self._items = self._lists.pop()
        elif tag == "li":
            self._items = self._around()
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag in ("dt", "summary", "caption", "legend"):
            self._terms = max(0, self._terms - 1)
        elif tag in ("td", "th") and self._outer and self._rows:
            self._rows[-1].append(self._writer.pieces)
            self._writer.pieces = self._outer.pop()
        elif tag == "tr" and self._rows:
            self._writer.add_row(self._rows.pop())

    def data(self, text: str) -> None:
        """Take text."""
        if self._pre:
            first, *lines = text.split("\n")
            self._text(first)
            for line in lines:
                self._flush()
                self._text(line)
        else:
            self._text(text)

    def comment(self, text: str) -> None:
        """Take a comment; only what is said to this program is kept."""
        if _COMMENT.match(text):
            self._flush()
            self._writer.add("comment", f"<!-- {text.strip()} -->")

    def close(self) -> None:
        """End the document, whatever is still open."""
        self._flush()
        while self._outer:
            self.end("td")
        while self._rows:
            self.end("tr")

    def _around(self) -> int:
        """Return how many list items the list is in."""
        return self._lists[-1] if self._lists else 0

    def _text(self, text: str) -> None:
        self._buffer.append(text)
        if self._bold_only and not self._bold and not text.isspace() and text.strip(" \t\r\n\xa0:"):
            self._bold_only = False

    def _flush(self) -> None:
        if not self._buffer:
            return
        text = "".join(self._buffer)
        bold = self._bold_only
        self._buffer.clear()
        self._bold_only = True
        if self._level:
            self._writer.add("heading", text, self._level)
        elif self._items:
            self._writer.add("bullet", f"**{text.strip()}**" if bold and text.strip() else text)
        else:
            self._writer.add("bold" if bold or self._terms else "paragraph", text)
