"""How far a long run has come: one line on the terminal that is written over, and gone at the end."""

from __future__ import annotations

import sys
import time

import click

WORTH_SHOWING = 20
"""With fewer steps than this nothing is shown."""


class Progress:
    """Shows how many of `total` are done on standard error, where that is a terminal and `wanted`; `what` says what that is.

    With `timed`, it also says how many a second that is, and how long the rest will take at that rate.
    """

    def __init__(self, total: int, wanted: bool = True, what: str = "drafts checked", timed: bool = False) -> None:
        self._total = total
        self._what = what
        self._shown = wanted and total >= WORTH_SHOWING and sys.stderr is not None and sys.stderr.isatty()
        self._percent = -1
        self._timed = timed
        self._begun = time.monotonic()

    def step(self, done: int) -> None:
        """Say that so many are done."""
        percent = 100 * done // self._total
        if self._shown and (self._timed or percent != self._percent):
            self._percent = percent
            said = f"{done:,} of {self._total:,} {self._what}{self._rate(done)}"
            click.echo(f"\r{said}\x1b[K", nl=False, err=True, color=True)

    def _rate(self, done: int) -> str:
        passed = time.monotonic() - self._begun
        if not self._timed or passed <= 0 or not done:
            return ""
        rate = done / passed
        return f", {rate:,.0f} a second, {_span((self._total - done) / rate)} left"

    def clear(self) -> None:
        """Take the line away; the next step writes it anew."""
        if self._shown and self._percent >= 0:
            self._percent = -1
            click.echo("\r\x1b[K", nl=False, err=True, color=True)


def _span(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
