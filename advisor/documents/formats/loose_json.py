"""JSON as it is found in the wild: with raw line ends inside strings, and sometimes damaged."""

from __future__ import annotations

import json
from typing import Any


class LooseJson(ValueError):
    """Text that is no JSON; `line` and `column` say where it stops being it."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def load(text: str) -> Any:
    """Return what JSON text says; line ends and control characters may stand inside strings. Raises LooseJson."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise LooseJson(error.msg, error.lineno, error.colno) from None
    except (RecursionError, ValueError):
        raise LooseJson("it is nested too deep or holds a number that is too long") from None
