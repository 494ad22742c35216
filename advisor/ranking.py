"""How options are ranked, and when a decision is settled. No weights: classes of reasons, compared in order.

An option's key is its net number of decisive reasons; only where that is 0 do its net strong and then
its net supporting reasons count. Reasons for one option that share strength, direction and first
citation count once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from functools import lru_cache
from operator import itemgetter
from typing import Protocol, TypeVar

Weight = tuple[int, str]
"""A reason's class (0 decisive, 1 strong, 2 supporting) and its first citation."""

Key = tuple[int, int, int]
ZERO: Key = (0, 0, 0)
_JUST_ABOVE: Key = (0, 0, 1)

Option = TypeVar("Option")


def key_of(pro: Set[Weight], con: Set[Weight]) -> Key:
    """Return the key of an option with these reasons for and against it."""
    net = [sum(strength == kind for strength, _ in pro) - sum(strength == kind for strength, _ in con) for kind in range(3)]
    return lexical(net[0], net[1], net[2])


def lexical(decisive: int, strong: int, supporting: int) -> Key:
    """Return the key for net counts: anything decisive is final."""
    return _shared((decisive, 0, 0) if decisive else (0, strong, supporting))


@lru_cache(maxsize=1024)
def _shared(key: Key) -> Key:
    """Return the same object for equal keys: thousands are kept, and few differ."""
    return key


def ranks(keys: Mapping[Option, Key]) -> dict[Option, int]:
    """Return the rank of every option whose key is above zero, best first; ties share a rank (1, 1, 3) and keep their order."""
    if len(keys) < 2:
        return {option: 1 for option, key in keys.items() if key > ZERO}
    found: dict[Option, int] = {}
    rank, last = 0, ZERO
    for place, (option, key) in enumerate(sorted(keys.items(), key=itemgetter(1), reverse=True), start=1):
        if key <= ZERO:
            break
        if key != last:
            rank, last = place, key
        found[option] = rank
    return found


class Standing(Protocol):
    """Where an option stands, and could stand, given what is open."""

    @property
    def is_open(self) -> bool:
        """Whether any reason might still come in, on either side."""

    @property
    def key(self) -> Key:
        """Its key as things are."""

    @property
    def best(self) -> Key:
        """Its key if all that could still speak for it did, and nothing more against it."""

    @property
    def worst(self) -> Key:
        """Its key if all that could still speak against it did, and nothing more for it."""


Stands = TypeVar("Stands", bound=Standing)


def moves(standing: Standing) -> bool:
    """Return whether an option of a list could still come in or drop out."""
    return standing.worst <= ZERO if standing.key > ZERO else standing.best > ZERO


def contested(standings: Collection[Stands], ranked: Mapping[Stands, int]) -> list[Stands]:
    """Return the options of a choice whose open reasons could still change which come first.

    Empty when the choice is settled. Sound, not complete: open reasons are taken to be independent of
    each other, so an option may be named that no completion of the situation could in fact move.
    """
    tops = [option for option in standings if ranked.get(option) == 1]
    if not tops:
        return [option for option in standings if option.best > ZERO]
    floor = min([option.worst for option in tops])
    bar = max(floor, _JUST_ABOVE)
    rivals = [option for option in standings if option not in tops and option.best >= bar]
    stays = floor > ZERO if len(tops) == 1 else all(option.worst == option.best for option in tops)
    return [] if stays and not rivals else [option for option in (*tops, *rivals) if option.is_open]
