"""Where output goes: the terminal, a pipe, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from typing import TextIO

from advisor.errors import BadInput, Place, Problem

MAX_WIDTH = 100


@contextlib.contextmanager
def sink(file: str | None) -> Iterator[TextIO]:
    """Yield a stream for the output; a named file appears only once everything is written.

    Raises BadInput when the file cannot be written.
    """
    if file is None or file == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    folder = os.path.dirname(os.path.abspath(file))
    temporary = None
    try:
        if os.path.isdir(file):
            raise IsADirectoryError(21, "this is a directory", file)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".advisor-", suffix=".tmp")
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, file)
        temporary = None
    except OSError as error:
        raise BadInput([Problem(f"the output cannot be written: {error.strerror or error}", Place(file))]) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def width_of(stream: TextIO) -> int:
    """Return how many columns to fill: those of the terminal up to 100, and 80 elsewhere."""
    if not stream.isatty():
        return 80
    return max(20, min(shutil.get_terminal_size((80, 24)).columns, MAX_WIDTH))


def colour_for(stream: TextIO) -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set or TERM is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
