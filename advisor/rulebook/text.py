"""Reading the text files that people write for this program: rules and situations."""

from __future__ import annotations

import codecs

from advisor.files import read_bytes, refused

MAX_BYTES = 2_000_000

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_text(file: str) -> str:
    """Return the text of a file, or of standard input for `-`: UTF-8, or UTF-16 with its mark.

    Raises BadInput when it cannot be read, is too large or is not text.
    """
    raw = read_bytes(file, MAX_BYTES)
    if len(raw) > MAX_BYTES:
        size = MAX_BYTES // 1_000_000
        raise refused(f"the file is larger than {size} MB, more than any situation or rule needs; name another", file)
    if raw.startswith(_UTF32):
        raise refused("the text is UTF-32; save the file as UTF-8", file, 1, 1)
    if raw.startswith(_UTF16):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise refused("the text is damaged UTF-16; save the file as UTF-8", file, 1, 1) from None
    if b"\0" in raw[:4096]:
        raise refused("this is a binary file; name a text file", file, 1, 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise refused("the text is not UTF-8; save the file as UTF-8", file, line, column) from None
