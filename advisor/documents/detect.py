"""Telling a document's format by its content; a file's name says nothing that can be relied on."""

from __future__ import annotations

import re
from typing import Literal, get_args

from advisor.regex import late

Format = Literal["text", "markdown", "html", "docx", "pdf", "jobposting", "greenhouse", "lever", "ashby"]
FORMATS: tuple[Format, ...] = get_args(Format)

_PDF = re.compile(rb"(?![a-zA-Z0-9]).{0,1000}%PDF-\d", re.DOTALL)
_ZIP = b"PK\x03\x04"
_OTHER = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document, or one with a password"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"RIFF", "an image, sound or film"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
_UNPRINTABLE = re.compile(rb"[^\t\n\r\x20-\x7e]")
_CONTROL = late("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_BINARY, _SOME = 0.05, 8
"""Text has control characters by accident: hardly ever so many, and hardly ever so many of its characters."""
_LEAD = late(r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_HTML_START = late(r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style)\b", re.IGNORECASE)
_HTML_BLOCK = late(r"<(?:div|p|ul|ol|h[1-6]|table|section|article|main|header|span|b|strong|em|i|a|br|center|font)\b[^<>]*>", re.IGNORECASE)
_HTML_END = late(r"</(?:p|li|ul|ol|div|h[1-6]|td|section|article|span|b|strong|em|i)>|<br\s*/?>", re.IGNORECASE)
_MARKDOWN = late(r"^(?:#{1,6} |[-*] |\d+\. |```|> |\|.*\|[ \t]*$)|\*\*\S|\]\(", re.MULTILINE)
_JSON_START = late(r"\{\s*[\"}]|\[\s*\{")
_ENOUGH_TAGS = 2
_LOOKED_AT = 20_000


def packed(raw: bytes) -> Literal["docx", "pdf"] | None:
    """Return the format of bytes that are no text: docx, which any ZIP archive is taken for until it is opened, or pdf."""
    if raw.startswith(_ZIP):
        return "docx"
    return "pdf" if _PDF.match(raw) else None


def unreadable(raw: bytes) -> str | None:
    """Return what bytes are where they are nothing that is read here (`an image`), or None."""
    if raw.startswith(b"{\\rtf"):
        return "a document in Rich Text Format"
    if not _UNPRINTABLE.search(raw[:64]):
        return None  # words may begin like that
    return next((name for start, name in _OTHER if raw.startswith(start)), None)


def is_binary(text: str) -> bool:
    """Return whether what was decoded is hardly text at all."""
    sample = text[:_LOOKED_AT]
    controls = len(_CONTROL.findall(sample))
    return controls >= _SOME and controls > _BINARY * len(sample)


def written(text: str) -> Literal["text", "markdown", "html", "json"]:
    """Return the format of a text."""
    lead = _LEAD.match(text, 0, _LOOKED_AT)
    start = lead.end() if lead else 0
    if _HTML_START.match(text, start):
        return "html"
    sample = text[start : start + _LOOKED_AT]
    if (
        _HTML_BLOCK.match(sample)
        and len(_HTML_END.findall(sample)) >= _ENOUGH_TAGS
        and not re.search(r"^(?:#{1,6} |[-*] )", sample, re.MULTILINE)
    ):
        return "html"
    if _JSON_START.match(sample):
        return "json"
    return "markdown" if _MARKDOWN.search(sample) else "text"
