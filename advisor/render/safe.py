"""Text that is safe to show: nothing in it is obeyed by a terminal or reorders what stands around it."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\s*[\t\n\r]\s*")
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def clean(text: str) -> str:
    """Return text on one line, with a replacement character for each one that is not printable.

    That covers escape sequences, bidirectional overrides and what a file name may hold that is no
    character at all. Joiners stay: scripts and emoji need them.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _JOINERS else "\N{REPLACEMENT CHARACTER}" for char in _BREAK.sub(" ", text))
