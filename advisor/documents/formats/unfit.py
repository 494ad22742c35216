"""The error of a reader."""

from __future__ import annotations


class Unfit(ValueError):
    """A file that cannot be read; the text says why, and what to do. `line` and `column` are given where it has lines."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column
