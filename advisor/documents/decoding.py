"""Text out of bytes: every text file can be read, whatever its encoding."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 2048
_SAMPLE = 4096
_MANY = 0.3
"""In UTF-16, so many of the characters of a text in Latin letters, and more, have a byte that is zero."""
_MOST, _FEW = 0.8, 32
"""In a text of a few characters it must be so many of them."""
_DECLARABLE = ("iso8859", "cp125", "cp437", "cp85", "koi8", "mac", "shift_jis", "cp932", "euc", "gb", "big5", "iso2022", "tis")

# Bytes that are no UTF-8 come out of `surrogateescape` as these, and are what they are in Windows-1252.
_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}


def decoded(raw: bytes) -> str:
    """Return the text of bytes, without a byte order mark.

    Encodings: UTF-8, UTF-16 and UTF-32 with their mark; UTF-16 without, by its zeros; UTF-8; what HTML declares; else
    UTF-8 where it can be, and Windows-1252 byte by byte where it cannot, so that mixed text can be read as well.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _latin(raw[len(mark) :]) if encoding == "utf-8" else raw[len(mark) :].decode(encoding, "replace")
    if wide := _wide(raw[:_SAMPLE]):
        return raw.decode(wide, "replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _declared(raw) or _latin(raw)


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 that a text without a mark is in: every other byte of it is zero."""
    half = len(sample) // 2
    if half < 2 or (len(sample) % 2 and len(sample) < _SAMPLE):
        return None
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    many = (_MANY if half >= _FEW else _MOST) * half
    if odd > many and even < odd / 10:
        return "utf-16-le"
    if even > many and odd < even / 10:
        return "utf-16-be"
    return None


def _declared(raw: bytes) -> str | None:
    """Return the text in the encoding that HTML or XML declares, where it is one and fits."""
    if not (match := _CHARSET.search(raw[:_DECLARED_WITHIN])):
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        return raw.decode(name) if name.startswith(_DECLARABLE) else None
    except (LookupError, UnicodeError):
        return None


def _latin(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape").translate(_WINDOWS)
