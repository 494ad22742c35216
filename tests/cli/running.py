"""Running the real command in this process: its error path, streams and exit code, without the cost of a start."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from advisor.cli.main import main

SMALL = Path(__file__).parents[1] / "small"


class Ran(NamedTuple):
    """What a run of the command left behind; `seconds` are of processor time."""

    code: int | str | None
    out: str
    err: str
    seconds: float


def advisor(*argv: str, stdin: bytes = b"") -> Ran:
    """Run `advisor` with these arguments in the current directory."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code: int | str | None = 0
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["advisor", *argv])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        start = time.process_time()
        try:
            main()
        except SystemExit as exit_:
            code = exit_.code
        seconds = time.process_time() - start
    return Ran(code, _written(out), _written(err), seconds)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def small_rules(folder: Path) -> None:
    """Copy the small rulebook to `rules` in a folder."""
    shutil.copytree(SMALL, folder / "rules")
