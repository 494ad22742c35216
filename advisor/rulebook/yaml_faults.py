"""What is wrong with text that is not YAML: the parser's complaint in words that say how to mend it."""

from __future__ import annotations

import re

import yaml

from advisor.errors import Place, Problem
from advisor.files import shown

_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER_CLOSED = {"}": "this { is never closed; close it with }", "]": "this [ is never closed; close it with ]"}

_CURES = (
    ("mapping values are not allowed", "a colon stands where none may; put quotes around text that contains one, or mend the indentation"),
    ("unknown escape", "in double quotes a backslash is special; use single quotes"),
    ("hexdecimal", "in double quotes a backslash is special; use single quotes"),
    ("escape code", "in double quotes a backslash is special; use single quotes"),
    ("comment or line break", "after | or > the text starts on the next line"),
    ("directive", "a line that starts with % is a directive; put quotes around text that starts with %"),
    ("block sequence entries are not allowed", "a list starts on a line of its own, below its key"),
    ("node content", "a value is missing before this; write it, or quote text that starts with a special character"),
)


def fault(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Return what is wrong, and where, for an error of the parser."""
    if isinstance(error, yaml.reader.ReaderError):
        match = _NOT_ALLOWED.search(text)
        at = match.start() if match else min(error.position, len(text))
        char = f" (U+{ord(match[0]):04X})" if match else ""
        return Problem(f"the text holds a control character{char}, which YAML does not allow; delete it", _place(file, text, at))
    if not isinstance(error, yaml.MarkedYAMLError) or (mark := error.problem_mark or error.context_mark) is None:
        return Problem(f"this is not YAML: {shown(str(error))}", Place(file))
    message, mark = _said(error, text, mark)
    return Problem(f"this is not YAML: {message}", Place(file, mark.line + 1, mark.column + 1))


def _said(error: yaml.MarkedYAMLError, text: str, mark: yaml.Mark) -> tuple[str, yaml.Mark]:
    problem = str(error.problem or error.context or error)
    start = error.context_mark or mark
    line = (text.splitlines() or [""])[mark.line : mark.line + 1]
    before, after = (line[0][: mark.column], line[0][mark.column :]) if line else ("", "")
    if after.startswith("\t") or "\t" in before[: len(before) - len(before.lstrip())] or "tab character" in problem:
        return "a tab stands where blanks are needed; indent with spaces", mark
    if after and ("cannot start any token" in problem or "alphabetic or numeric" in problem or "tag" in problem):
        return f"text that starts with {shown(after[0])} needs quotes", mark
    if "unexpected end of stream" in problem:
        return "this quote is never closed; close it", start
    if "expected ':'" in problem:
        return "a colon is missing after this; write key: value", start
    if closing := re.search(r"',' or '([}\]])'", problem):
        if not after and not "".join(text.splitlines()[mark.line + 1 :]).strip():
            return _NEVER_CLOSED[closing[1]], start
        return f"a comma or a closing {closing[1]} is missing before this", mark
    if "expected key" in problem or "'-' indicator" in problem or "document start" in problem:
        if not before.strip():
            return "this line lines up with nothing above it; mend its indentation", mark
        return "the value has ended before this; put quotes around the whole text", mark
    cure = next((cure for sign, cure in _CURES if sign in problem), None)
    return cure or f"{shown(problem)}; check the indentation, the brackets and the quotes around this place", mark


def _place(file: str, text: str, at: int) -> Place:
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
