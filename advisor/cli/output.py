"""Where output goes: the terminal, a pipe, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from advisor.errors import BadInput, Place, Problem

MAX_WIDTH = 100


@contextlib.contextmanager
def sink(file: str | None) -> Iterator[TextIO]:
    """Yield a stream for the output; a named file appears only once everything is written.

    What is no ordinary file (a pipe, a device) is written to as it is. Raises BadInput when the file
    cannot be written.
    """
    if file is None or file == "-":
        if sys.stdout is None:
            raise BadInput("standard output is closed; name a file with -o")
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    with binary_sink(file) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
        yield stream
        stream.flush()
        stream.detach()


@contextlib.contextmanager
def binary_sink(file: str | None) -> Iterator[BinaryIO]:
    """Yield a stream for output that is no text; otherwise as `sink`."""
    if file is None or file == "-":
        if sys.stdout is None:
            raise BadInput("standard output is closed; name a file with -o")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    temporary = None
    try:
        target = os.path.realpath(file)
        _check(file, target)
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as stream:
                yield stream
            return
        import tempfile  # here, because most commands write to standard output

        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".advisor-", suffix=".tmp")
        with open(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        reason = error.strerror or error
        raise BadInput([Problem(f"the output cannot be written: {reason}; name another file with -o", Place(file))]) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def writable(file: str) -> None:
    """Raise BadInput where a file of this name cannot be written."""
    _check(file, os.path.realpath(file))


def _check(file: str, target: str) -> None:
    """Refuse what cannot become a file, in words that say why."""
    folder = os.path.dirname(target if os.path.islink(file) else file) or "."
    if not file:
        raise BadInput("the name of the output file is empty; name a file with -o")
    if os.path.isdir(target):
        raise BadInput([Problem("the output cannot be written: this is a directory; name a file in it", Place(file))])
    if not os.path.isdir(folder):
        raise BadInput([Problem(f"the output cannot be written: there is no directory {folder}; make it first", Place(file))])
    if not os.access(folder, os.W_OK):
        raise BadInput([Problem(f"the output cannot be written: the directory {folder} may not be written to; name another", Place(file))])


def width_of(stream: TextIO) -> int:
    """Return how many columns to fill: those of the terminal up to 100, and 80 elsewhere."""
    if not stream.isatty():
        return 80
    import shutil  # here, because it is slow to import and where nobody looks no one needs it

    return max(20, min(shutil.get_terminal_size((80, 24)).columns, MAX_WIDTH))


def colour_for(stream: TextIO) -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set or TERM is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
