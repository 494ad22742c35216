"""What an engine is: facts in, a `Firing` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

from advisor.condition import Facts, Value
from advisor.errors import BadInput
from advisor.frozen import frozen
from advisor.model import Rulebook

EngineName = Literal["compiled", "durable", "reference"]
ENGINES: tuple[EngineName, ...] = ("compiled", "durable", "reference")


@frozen
class Disagreement:
    """A rule concludes `value` for a fact that the situation, or another rule, says otherwise.

    `other` is the id of that other rule, or None where the situation itself states the fact.
    """

    fact: str
    value: bool | int | str
    rule: str
    other: str | None


@frozen
class Firing:
    """What an engine found.

    `facts` are the facts given and derived; `derived_by` says which rule concluded a derived fact
    (the first by id, where several agree). `true` and `open` are sets of rules as bits, bit n being the
    rule of index n (`indices` lists them): those whose condition is true, and those whose condition
    is unknown. `violated` are the indices of the constraints whose condition is true, ascending.
    """

    facts: Mapping[str, Value]
    derived_by: Mapping[str, str]
    true: int
    open: int
    violated: list[int]
    disagreements: tuple[Disagreement, ...]


def indices(bits: int) -> list[int]:
    """Return the places of the bits that are set, ascending."""
    return [bit.bit_length() - 1 for bit in each_bit(bits)]


def each_bit(bits: int) -> list[int]:
    """Return the bits that are set, each alone, ascending."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest)
        bits ^= lowest
    return found


def as_bits(places: Iterable[int]) -> int:
    """Return the integer in which the bits at these places, each named once, are set."""
    return sum(1 << place for place in places)


class Engine(Protocol):
    """Runs one rulebook."""

    def fire(self, facts: Facts) -> Firing:
        """Return what holds under these facts. Reads nothing else, keeps nothing, never raises for valid facts."""


def make_engine(rulebook: Rulebook, name: str = "compiled") -> Engine:
    """Return the engine of that name for the rulebook.

    Raises BadInput for an unknown name and MissingExtra when durable-rules is not installed.
    """
    match name:
        case "compiled":
            from advisor.engine.compiled import CompiledEngine

            return CompiledEngine(rulebook)
        case "durable":
            from advisor.engine.durable import DurableEngine

            return DurableEngine(rulebook)
        case "reference":
            from advisor.engine.reference import ReferenceEngine

            return ReferenceEngine(rulebook)
    raise BadInput(f"there is no engine {name}; use {' or '.join(ENGINES[:2])}")
