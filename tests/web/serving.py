"""The real server, as a user starts it, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """Yield the address of a server, without the slash at its end; end it afterwards."""
    command = [sys.executable, "-m", "advisor", "serve", "--port", "0", "--no-browser", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = re.search(r"http://\S+(?=/ )", said)
            assert found, said + process.stderr.read()
            yield found[0]
        finally:
            process.terminate()
