"""How far a long run has come: one line on the terminal that is written over, and gone at the end."""

from __future__ import annotations

import sys

import click

WORTH_SHOWING = 20
"""With fewer steps than this nothing is shown."""


class Progress:
    """Shows how many of `total` are done on standard error, where that is a terminal and `wanted`; `what` says what that is."""

    def __init__(self, total: int, wanted: bool = True, what: str = "drafts checked") -> None:
        self._total = total
        self._what = what
        self._shown = wanted and total >= WORTH_SHOWING and sys.stderr is not None and sys.stderr.isatty()
        self._percent = -1

    def step(self, done: int) -> None:
        """Say that so many are done."""
        percent = 100 * done // self._total
        if self._shown and percent != self._percent:
            self._percent = percent
            click.echo(f"\r{done} of {self._total} {self._what}\x1b[K", nl=False, err=True, color=True)

    def clear(self) -> None:
        """Take the line away; the next step writes it anew."""
        if self._shown and self._percent >= 0:
            self._percent = -1
            click.echo("\r\x1b[K", nl=False, err=True, color=True)
