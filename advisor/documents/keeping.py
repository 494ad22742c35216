"""Keeping the sentences of a document: those of a long text, of which there are a hundred thousand, in as little memory as they take."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import get_args, overload

from advisor.documents.model import SectionKind, Sentence, SentenceKind

FEW = 2_000
"""So many sentences are simply a tuple, which is faster."""
_SECTIONS: tuple[SectionKind, ...] = get_args(SectionKind)
_KINDS: tuple[SentenceKind, ...] = get_args(SentenceKind)


class _Kept(Sequence[Sentence]):
    """Sentences as numbers, made when they are asked for."""

    def __init__(self) -> None:
        self._starts, self._ends, self._sections, self._kinds = array("L"), array("L"), bytearray(), bytearray()

    def add(self, sentences: Iterable[Sentence]) -> None:
        """Add sentences at the end."""
        for start, end, section, kind in sentences:
            self._starts.append(start)
            self._ends.append(end)
            self._sections.append(_SECTIONS.index(section))
            self._kinds.append(_KINDS.index(kind))

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Sentence: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sentence]: ...
    def __getitem__(self, place: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(place, slice):
            return tuple([self[at] for at in range(*place.indices(len(self)))])
        return Sentence(self._starts[place], self._ends[place], _SECTIONS[self._sections[place]], _KINDS[self._kinds[place]])


def kept(sentences: Iterable[Sentence]) -> Sequence[Sentence]:
    """Return sentences as a sequence that takes little memory."""
    rest = iter(sentences)
    few = tuple(islice(rest, FEW))
    if len(few) < FEW:
        return few
    many = _Kept()
    many.add(few)
    many.add(rest)
    return many
