"""How options are ranked, and when a decision is settled. No weights: classes of reasons, compared in order.

An option's key is its net number of decisive reasons; only where that is 0 do its net strong and then
its net supporting reasons count. Reasons for one option that share strength, direction and first
citation count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Literal

Weight = tuple[int, str]
"""A reason's class (0 decisive, 1 strong, 2 supporting) and its first citation."""

Key = tuple[int, int, int]
ZERO: Key = (0, 0, 0)


@dataclass(slots=True)
class Scale:
    """What weighs on one option: reasons that hold, and reasons that might yet."""

    pro: set[Weight] = field(default_factory=set)
    con: set[Weight] = field(default_factory=set)
    maybe_pro: set[Weight] = field(default_factory=set)
    maybe_con: set[Weight] = field(default_factory=set)

    def key(self) -> Key:
        """Where the option stands now."""
        return _key(self.pro, self.con)

    def best(self) -> Key:
        """Where it would stand if all that could still speak for it did, and nothing more against it."""
        return _key(self.pro | self.maybe_pro, self.con) if self.maybe_pro else _key(self.pro, self.con)

    def worst(self) -> Key:
        """Where it would stand if all that could still speak against it did, and nothing more for it."""
        return _key(self.pro, self.con | self.maybe_con) if self.maybe_con else _key(self.pro, self.con)


def _key(pro: Set[Weight], con: Set[Weight]) -> Key:
    net = [0, 0, 0]
    for strength, _ in pro:
        net[strength] += 1
    for strength, _ in con:
        net[strength] -= 1
    return (net[0], 0, 0) if net[0] else (0, net[1], net[2])


def ranks(keys: Mapping[str, Key]) -> dict[str, int]:
    """Return the rank of every option whose key is above zero; ties share a rank (1, 1, 3)."""
    ranked: dict[str, int] = {}
    above = sorted((key for key in keys.values() if key > ZERO), reverse=True)
    first = {key: index + 1 for index, key in reversed(list(enumerate(above)))}
    for option, key in keys.items():
        if key > ZERO:
            ranked[option] = first[key]
    return ranked


def undetermined(answer: Literal["choose", "list"], scales: Mapping[str, Scale], ranked: Mapping[str, int]) -> list[str]:
    """Return the options whose open reasons could still change the answer; empty when it is settled.

    Sound, not complete: open reasons are taken to be independent of each other, so an option may be
    named that no completion of the situation could in fact move.
    """
    if answer == "list":
        return [option for option, scale in scales.items() if _moves(scale, option in ranked)]
    tops = [option for option in scales if ranked.get(option) == 1]
    if not tops:
        return [option for option, scale in scales.items() if scale.best() > ZERO]
    floor = min(scales[option].worst() for option in tops)
    rivals = [option for option, scale in scales.items() if option not in tops and scale.best() >= max(floor, _JUST_ABOVE)]
    if len(tops) == 1:
        if not rivals and floor > ZERO:
            return []
        return _with_open_reasons(scales, [*tops, *rivals])
    if rivals or any(scales[option].worst() != scales[option].best() for option in tops):
        return _with_open_reasons(scales, [*tops, *rivals])
    return []


_JUST_ABOVE: Key = (0, 0, 1)


def _moves(scale: Scale, is_ranked: bool) -> bool:
    return scale.worst() <= ZERO if is_ranked else scale.best() > ZERO


def _with_open_reasons(scales: Mapping[str, Scale], options: Iterable[str]) -> list[str]:
    return [option for option in options if scales[option].maybe_pro or scales[option].maybe_con]
