"""Following patterns from step to step within a piece of text."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Generic, NamedTuple, TypeVar

from advisor.frozen import frozen
from advisor.signals.reading import Read

_FILLERS = frozenset("a an the our your their its his her this that these those also just own very any some all both".split())
_MAX_FILLERS = 2

Meaning = TypeVar("Meaning")

Place = tuple[int, int]
"""Where a step stands: a half-open range of tokens."""


class Found(NamedTuple):
    """A pattern found: the tokens it covers from its first to its last step, and those that are evidence."""

    first: int
    last: int
    marked_first: int
    marked_last: int


class Places(dict[int, list[Place]], Generic[Meaning]):
    """By step where something stands in a piece that fills it, in order, of those that start together the longest first.

    It is made of where each meaning stands, and `fillers`, by step the meanings that fill it, when a step is asked for.
    """

    __slots__ = ("_by_meaning", "_fillers", "_meanings")

    def __init__(self, by_meaning: Mapping[Meaning, list[Place]], meanings: Set[Meaning], fillers: Mapping[int, Set[Meaning]]) -> None:
        super().__init__()
        self._by_meaning = by_meaning
        self._meanings = meanings
        self._fillers = fillers

    def __missing__(self, step: int) -> list[Place]:
        fillers = self._fillers.get(step)
        here = [self._by_meaning[meaning] for meaning in fillers & self._meanings] if fillers else []
        if len(here) == 1:
            found = here[0]
        else:
            found = [place for places in here for place in places]
            found.sort()
            if len({start for start, _ in found}) < len(found):
                found.sort(key=longest_first)
        self[step] = found
        return found


class Piece:
    """A piece of what was read, from its first token up to `end`, with the places of steps in it."""

    __slots__ = ("end", "first", "places", "read")

    def __init__(self, read: Read, first: int, end: int, places: Places[Any]) -> None:
        self.read = read
        self.first, self.end = first, end
        self.places = places


def longest_first(place: Place) -> Place:
    """Return what places are ordered by: those that start together the longest first."""
    return place[0], -place[1]


@frozen
class Step:
    """One place of a pattern: what fills it, and how many words may stand before it (None: only small ones).

    Of `members`, where there are any, `several` different ones fill it together, with at most `apart` words between them.
    """

    number: int
    gap: int | None = None
    several: int = 1
    apart: int = 0
    members: tuple[int, ...] = ()


class Steps:
    """One sequence of a pattern."""

    __slots__ = ("_at_end", "_at_start", "_gaps", "_marked", "_steps")

    def __init__(self, steps: tuple[Step, ...], marked: tuple[int, int], at_start: bool, at_end: bool) -> None:
        self._steps = [(step.number, step if step.several > 1 else None) for step in steps]
        self._gaps = [step.gap for step in steps]
        self._marked = marked
        self._at_start, self._at_end = at_start, at_end

    def find_all(self, piece: Piece) -> list[Found]:
        """Return every place where the sequence stands, by its first step."""
        places, known = [], piece.places
        for number, several in self._steps:
            here = known[number] if several is None else _together(several, piece)
            if not here:
                return []
            places.append(here)
        starting = places[0]
        if len(places) > 1 and starting[0][0] >= places[-1][-1][0]:
            return []  # the last step never stands after the first
        if self._at_start:
            starting = [place for place in starting if place[0] == piece.first]
        if len(places) == 1:
            end = piece.end
            return [Found(place[0], place[1] - 1, place[0], place[1] - 1) for place in starting if place[1] == end or not self._at_end]
        found: list[Found] = []
        dead: set[Place] = set()
        first, last = self._marked
        for place in starting:
            path = self._follow(1, place[1], places, piece, dead)
            if path is not None:
                path.append(place)
                path.reverse()
                found.append(Found(place[0], path[-1][1] - 1, path[first][0], path[last][1] - 1))
        return found

    def _follow(self, step: int, position: int, places: list[list[Place]], piece: Piece, dead: set[Place]) -> list[Place] | None:
        """Return the places of the steps from this one on, last first, or None."""
        if step == len(places):
            return [] if not self._at_end or position == piece.end else None
        if (step, position) in dead:
            return None
        breaks, gap = piece.read.breaks, self._gaps[step]
        farthest = position + (_MAX_FILLERS if gap is None else gap)
        unbroken = breaks[position - 1]
        for place in places[step]:
            start = place[0]
            if start < position:
                continue
            if start > farthest or breaks[start] != unbroken:
                break
            if gap is not None or _only_fillers(position, start, piece.read):
                path = self._follow(step + 1, place[1], places, piece, dead)
                if path is not None:
                    path.append(place)
                    return path
        dead.add((step, position))
        return None


@frozen
class Pattern:
    """Sequences that must all stand in one piece of text, the first being the evidence, and what they are a pattern of."""

    owner: int
    parts: tuple[Steps, ...]

    def find_all(self, piece: Piece) -> list[Found]:
        """Return every place where the pattern's first sequence stands, if all stand somewhere."""
        found = self.parts[0].find_all(piece)
        if found and all(part.find_all(piece) for part in self.parts[1:]):
            return found
        return []


def _only_fillers(position: int, start: int, read: Read) -> bool:
    """Return whether only small words stand between, and nothing parts them."""
    if any(read.parting[position : start + 1]):  # JOINED is 0
        return False
    return start == position or _FILLERS.issuperset(read.words[position:start])


def _together(step: Step, piece: Piece) -> list[Place]:
    """Return where so many different members stand near each other: from the first of them to the last that it takes."""
    if len(piece.places[step.number]) < step.several:
        return []
    here: dict[Place, set[int]] = {}
    for index, member in enumerate(step.members):
        for start, end in piece.places[member]:
            here.setdefault((start, -end), set()).add(index)
    breaks = piece.read.breaks
    found: list[Place] = []
    first = last = -1
    seen: set[int] = set()
    for (start, negative), different in sorted(here.items()):
        if start < last:
            continue  # it stands within a longer one
        if not seen or start - last > step.apart or breaks[start] != breaks[last - 1]:
            first, seen = start, set()
        if new := different - seen:
            seen.add(min(new))
        last = -negative
        if len(seen) == step.several:
            found.append((first, last))
            seen = set()
    return found
