"""Patterns over paths: `*.md` for a name in any folder, `careers/**/*.md` for a path."""

from __future__ import annotations

import re
from functools import lru_cache


def matches(path: str, pattern: str) -> bool:
    """Return whether a path with `/` between its parts fits the pattern.

    `*` and `?` stand for what is within one part, `**` for any number of parts, `[ab]` for one of these
    characters. A pattern without `/` is held against the last part alone, one that ends in `/` against
    every folder above.
    """
    return _compiled(pattern).fullmatch(path if "/" in pattern else path.rpartition("/")[2]) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern.endswith("/"):
        pattern += "**"
    written, position = "", 0
    for found in re.finditer(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]", pattern):
        written += re.escape(pattern[position : found.start()]) + _written(found[0])
        position = found.end()
    try:
        return re.compile(written + re.escape(pattern[position:]), re.DOTALL)
    except re.error:  # a range the wrong way round: the pattern means itself
        return re.compile(re.escape(pattern))


def _written(part: str) -> str:
    match part:
        case "**/":
            return "(?:[^/]+/)*"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case _:
            inside = part[1:-1].replace("\\", r"\\").replace("[", r"\[")
            return f"[^{inside[1:]}/]" if inside.startswith("!") else f"[{inside}]"
