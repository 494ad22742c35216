"""Reading files and standard input, and what messages call them."""

from __future__ import annotations

import os
import stat
import sys

from advisor.errors import BadInput, Place, Problem


def read_bytes(file: str, limit: int) -> bytes:
    """Return what a file holds, or standard input for `-`: at most `limit` bytes and one more, by which to see that it is larger.

    Raises BadInput when it cannot be read.
    """
    if not file:
        raise BadInput("a file name is empty; name a file")
    try:
        if file == "-":
            if sys.stdin is None:
                raise refused("it is closed; name a file, or pipe one in", file)
            return sys.stdin.buffer.read(limit + 1)
        mode = os.stat(file).st_mode
        if stat.S_ISDIR(mode):
            raise refused("this is a directory; name a file in it", file)
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            raise refused("this is a device, not a file; name a file", file)
        with open(file, "rb") as stream:
            return stream.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refused("there is no such file; check the name", file) from None
    except PermissionError:
        raise refused("the file may not be read; check its permissions", file) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refused(f"the file cannot be read: {reason}; check the name", file) from None


def refused(message: str, file: str, line: int | None = None, column: int | None = None) -> BadInput:
    """Return the error that says what is wrong with a file, and where."""
    return BadInput([Problem(message, Place(shown(name_of(file), 200), line, column))])


def name_of(file: str) -> str:
    """Return what messages call a file: `standard input` for `-`."""
    return "standard input" if file == "-" else file


def shown(text: str, limit: int = 80) -> str:
    """Return text fit for a message: printable, and shortened where long."""
    clean = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[: limit + 1])
    return clean[: limit - 1] + "…" if len(clean) > limit else clean
