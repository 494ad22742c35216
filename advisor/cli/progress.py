"""How far a long run has come: a bar on the terminal that is gone at the end."""

from __future__ import annotations

import atexit
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

WORTH_SHOWING = 20
"""With fewer steps than this nothing is shown."""
_BETWEEN = 0.1
"""Seconds after which the bar is drawn anew, at the soonest."""


class Progress:
    """Shows how many of `total` are done on standard error, where that is a terminal and `wanted`; `what` says what that is.

    With `timed`, it also says how many a second that is, and how long the rest will take.
    """

    def __init__(self, total: int, wanted: bool = True, what: str = "drafts checked", timed: bool = False) -> None:
        self._total = total
        self._what = what
        self._timed = timed
        self._shown = wanted and total >= WORTH_SHOWING and sys.stderr is not None and sys.stderr.isatty()
        self._bar: Bar | None = None
        self._drawn = 0.0
        self._begun = time.monotonic()

    def step(self, done: int) -> None:
        """Say that so many are done."""
        if not self._shown:
            return
        now = time.monotonic()
        if self._bar is None:
            self._bar = self._made()
        elif now - self._drawn < _BETWEEN and done < self._total:
            return
        self._bar.start()  # again, where it was taken away
        self._drawn = now
        rate = f", {done / max(now - self._begun, 1e-9):,.0f} a second," if self._timed else ""
        self._bar.update(self._bar.task_ids[0], completed=done, rate=rate, refresh=True)

    def clear(self) -> None:
        """Take the bar away; the next step draws it anew."""
        if self._bar is not None:
            self._bar.stop()

    def _made(self) -> Bar:
        # Here, because it is slow to import and most runs are short.
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        said = [BarColumn(), TextColumn("{task.completed:,.0f} of {task.total:,.0f} {task.description}{task.fields[rate]}")]
        left = [TimeRemainingColumn(compact=True), TextColumn("left")] if self._timed else []
        console = Console(stderr=True)
        bar = Bar(*said, *left, console=console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)
        bar.add_task(self._what, total=self._total, rate="")
        atexit.register(bar.stop)  # the cursor comes back however the run ends
        return bar
