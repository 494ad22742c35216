"""The cells of an integer's domain: the intervals between the thresholds at which rules change their mind."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.condition import Condition, Range, tests
from advisor.model import Derive, FactSpec, Rulebook

Cell = tuple[int | None, int | None]
"""The integers from the first to the last, both included; None is no bound."""


def thresholds(rulebook: Rulebook, extra: Iterable[Condition] = ()) -> dict[str, set[int]]:
    """Return, for each integer fact, the values at which a new cell begins: by the conditions, `extra` ones too, and by what is derived."""
    found: dict[str, set[int]] = {spec.id: set() for spec in rulebook.facts.values() if spec.type == "integer"}
    for test in dict.fromkeys(test for condition in (*rulebook.conditions, *extra) for test in tests(condition)):
        if isinstance(test, Range):
            found[test.fact].update(edge for edge in (test.low, test.high) if edge is not None)
    for rule in rulebook.rules:
        if isinstance(rule.then, Derive):
            for fact, value in rule.then.facts.items():
                if fact in found and isinstance(value, int):
                    found[fact].update((value, value + 1))
    return found


def cells(spec: FactSpec, edges: Iterable[int]) -> list[Cell]:
    """Return the cells into which thresholds cut an integer fact, ascending."""
    cuts = sorted(edge for edge in edges if (spec.low is None or edge > spec.low) and (spec.high is None or edge <= spec.high))
    return list(zip([spec.low, *cuts], [*(cut - 1 for cut in cuts), spec.high], strict=True))


def value_in(cell: Cell) -> int:
    """Return a value that stands for all in the cell: its first, where it has one."""
    low, high = cell
    return low if low is not None else high if high is not None else 0
