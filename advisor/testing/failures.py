"""What a test of rules reports."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import Place
from advisor.frozen import frozen


@frozen
class Failure:
    """Something a rulebook does that it should not; `situation` is YAML that shows it, where it helps."""

    message: str
    place: Place | None = None
    situation: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@frozen
class Outcome:
    """How many checks ran, and what failed."""

    checks: int
    failures: tuple[Failure, ...]

    @staticmethod
    def sum(outcomes: Iterable[Outcome]) -> Outcome:
        """Return the outcomes as one."""
        listed = list(outcomes)
        return Outcome(sum(item.checks for item in listed), tuple(failure for item in listed for failure in item.failures))
