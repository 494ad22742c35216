"""Regular expressions that are compiled when they are first used.

Most texts need few of them, and compiling all was a good part of the time of a command that checks one draft.
"""

from __future__ import annotations

import re
from typing import cast


class _Late:
    """Stands for a compiled expression, whose methods it gets as they are asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        found = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return the expression, compiled at its first use; a mistake in it is told then (re.error)."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
