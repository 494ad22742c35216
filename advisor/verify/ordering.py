"""The order in which a diagram asks for facts, which decides how large it grows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from advisor.model import FactSpec

_ROUNDS = 30
"""How often facts are moved towards those they are read with."""


def near_each_other(facts: Sequence[str], together: Sequence[Collection[str]], specs: Mapping[str, FactSpec]) -> list[str]:
    """Return the facts in an order in which those that conditions read together stand near each other.

    Source: F. Aloul, I. Markov and K. Sakallah, *FORCE: A Fast and Easy-To-Implement Variable-Ordering Heuristic*, 2003.
    """
    groups = [group for group in together if len(group) > 1]
    best, order = list(facts), list(facts)
    place = {fact: float(index) for index, fact in enumerate(order)}
    least = _spread(groups, place)
    for _ in range(_ROUNDS):
        pulls: dict[str, list[float]] = {fact: [] for fact in order}
        for group in groups:
            centre = sum(place[fact] for fact in group) / len(group)
            for fact in group:
                pulls[fact].append(centre)
        order.sort(key=lambda fact: (sum(pulls[fact]) / len(pulls[fact]) if pulls[fact] else place[fact], place[fact]))
        place = {fact: float(index) for index, fact in enumerate(order)}
        if (spread := _spread(groups, place)) < least:
            best, least = list(order), spread
    # An option stands right before the set around it: what it says of that is then said once for each option.
    inside = {fact: specs[fact].within for fact in best if specs[fact].within in best}
    found = [fact for fact in best if fact not in inside]
    for fact, around in inside.items():
        found.insert(found.index(str(around)), fact)
    return found


def _spread(groups: Sequence[Collection[str]], place: Mapping[str, float]) -> float:
    return sum(max(map(place.__getitem__, group)) - min(map(place.__getitem__, group)) for group in groups)
