"""Reading text files, and showing pieces of them in messages."""

from __future__ import annotations

import codecs
import os
import stat
import sys

from advisor.errors import BadInput, Place, Problem

MAX_BYTES = 2_000_000

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_text(file: str) -> str:
    """Return the text of a file, or of standard input for `-`: UTF-8, or UTF-16 with its mark.

    Raises BadInput when it cannot be read, is too large or is not text.
    """
    raw = _read(file)
    if len(raw) > MAX_BYTES:
        size = MAX_BYTES // 1_000_000
        raise _refused(f"the file is larger than {size} MB, more than any situation, rule or draft needs; name another", file)
    if raw.startswith(_UTF32):
        raise _refused("the text is UTF-32; save the file as UTF-8", file, 1, 1)
    if raw.startswith(_UTF16):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise _refused("the text is damaged UTF-16; save the file as UTF-8", file, 1, 1) from None
    if b"\0" in raw[:4096]:
        raise _refused("this is a binary file; name a text file", file, 1, 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _refused("the text is not UTF-8; save the file as UTF-8", file, line, column) from None


def shown(text: str, limit: int = 80) -> str:
    """Return text fit for a message: printable, and shortened where long."""
    clean = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[: limit + 1])
    return clean[: limit - 1] + "…" if len(clean) > limit else clean


def name_of(file: str) -> str:
    """Return what messages call a file: `standard input` for `-`."""
    return "standard input" if file == "-" else file


def _read(file: str) -> bytes:
    if not file:
        raise BadInput("a file name is empty; name a file")
    try:
        if file == "-":
            if sys.stdin is None:
                raise _refused("it is closed; name a file, or pipe one in", file)
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        if not stat.S_ISREG(mode := os.stat(file).st_mode) and not stat.S_ISFIFO(mode):
            raise _refused(
                "this is a directory; name a file in it" if stat.S_ISDIR(mode) else "this is a device, not a file; name a file", file
            )
        with open(file, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise _refused("there is no such file; check the name", file) from None
    except PermissionError:
        raise _refused("the file may not be read; check its permissions", file) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refused(f"the file cannot be read: {reason}; check the name", file) from None


def _refused(message: str, file: str, line: int | None = None, column: int | None = None) -> BadInput:
    return BadInput([Problem(message, Place(shown(name_of(file), 200), line, column))])
