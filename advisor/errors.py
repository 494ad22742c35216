"""What can go wrong, said once: every failure is a list of problems, each with its place and cure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and, where known, the line and column, both counted from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it stands, and how to mend it."""

    message: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class AdvisorError(Exception):
    """Base of every error this package raises on purpose; `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        if isinstance(problems, str):
            problems = (Problem(problems),)
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BadInput(AdvisorError):
    """A situation, document or option that cannot be used as it is."""


class BadRulebook(AdvisorError):
    """A rule directory with a defect that keeps it from being loaded."""


class ConflictingRules(AdvisorError):
    """Two rules conclude different values for one fact in the same situation."""


class MissingExtra(AdvisorError):
    """Something needs an optional dependency that is not installed."""


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return `"; did you mean X?"` for the closest known word, or an empty string.

    A bare fact name (`engineers`) is matched against the last part of dotted names too.
    """
    names = list(known)
    if not isinstance(word, str) or len(word) > 100:
        return ""
    close = difflib.get_close_matches(word.lower().replace("_", "-"), [n.replace("_", "-") for n in names], n=1, cutoff=0.6)
    if close:
        return f"; did you mean {names[[n.replace('_', '-') for n in names].index(close[0])]}?"
    tails = {name.rsplit(".", 1)[-1]: name for name in reversed(names)}
    close = difflib.get_close_matches(word.rsplit(".", 1)[-1], list(tails), n=1, cutoff=0.75)
    return f"; did you mean {tails[close[0]]}?" if close else ""


def listing(words: Sequence[str], last: str = "and") -> str:
    """Join words as a person would: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
