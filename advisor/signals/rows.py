"""Unpacking the rows of a table of patterns; `advisor/signals/table.py` says how they are written."""

from __future__ import annotations

from advisor.signals.patterns import Pattern, Step, Steps

NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()


def unpacked(row: str) -> Pattern:
    """Return the pattern that a row of the table holds."""
    owner, _, *parts = row.split("|")
    return Pattern(int(owner), tuple(_steps(part) for part in parts))


def needed(row: str) -> tuple[int, list[int]]:
    """Return the owner of the pattern in a row of the table, and the steps that must be there, the rarest first."""
    owner, steps, _ = row.split("|", 2)
    return int(owner), list(map(int, steps.split()))


def _steps(text: str) -> Steps:
    first, last, *steps = text.split(" ")
    marked = int(first.removeprefix("^")), int(last.removesuffix("$"))
    return Steps(tuple(map(_step, steps)), marked, first.startswith("^"), last.endswith("$"))


def _step(text: str) -> Step:
    number, *more = text.split(":")
    gap = int(more[0]) if more and more[0] else None
    if len(more) <= 1:
        return Step(int(number), gap)
    return Step(int(number), gap, int(more[1]), int(more[2]), tuple(map(int, more[3].split(","))))
