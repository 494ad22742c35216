"""Observing what was read before: what a sentence says is remembered as long as it stays as it is.

A draft is read again and again while it is written, and many ads share what their company says of itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from advisor.documents.model import Document, Sentence
from advisor.signals.observing import Evidence, Observation

_Key = tuple[str, str, str]
_Known = dict[_Key, Sequence[Observation]]
_NOTHING: Sequence[Observation] = ()
_MOST = 20_000
"""How many sentences are remembered."""
_LONGEST = 2_000
"""How long a sentence may be to be remembered, in characters."""


class Observing(Protocol):
    """What reads documents: `Observer`, or this one around it."""

    def observe(self, document: Document) -> list[Observation]:
        """Return everything the document's sentences establish, in the order of the text."""
        ...


class Remembering:
    """Reads only the sentences that it has not read before; what it returns is the same.

    What a sentence establishes depends on the sentence, the kind of section it stands in and nothing else.
    """

    def __init__(self, observer: Observing) -> None:
        self._observer = observer
        self._lately: _Known = {}
        self._before: _Known = {}

    def observe(self, document: Document) -> list[Observation]:
        """Return what the observer does; see `Observing`."""
        found: list[Observation] = []
        unread: list[Sentence] = []
        keys: list[_Key] = []
        for sentence in document.sentences:
            key = _key(document, sentence)
            said = self._lately.get(key)
            if said is None and (said := self._before.get(key)) is not None:
                self._lately[key] = said
            if said is None:
                unread.append(sentence)
                keys.append(key)
            elif said:
                found += [_shifted(item, sentence.start) for item in said]
        if unread:
            found += self._read(replace(document, sentences=tuple(unread)), keys)
        return sorted(found, key=lambda item: (item.evidence.start, item.evidence.end, item.fact, item.evidence.signal))

    def _read(self, document: Document, keys: list[_Key]) -> list[Observation]:
        """Return what the sentences of a document establish, and remember it under their keys."""
        found = self._observer.observe(document)
        starts = [sentence.start for sentence in document.sentences]
        said: dict[int, list[Observation]] = {}
        for item in found:
            number = bisect_right(starts, item.evidence.start) - 1
            said.setdefault(number, []).append(_shifted(item, -starts[number]))
        for number, (key, sentence) in enumerate(zip(keys, document.sentences, strict=True)):
            if sentence.end - sentence.start <= _LONGEST:
                self._lately[key] = said.get(number, _NOTHING)
        if len(self._lately) > _MOST // 2:
            self._lately, self._before = {}, self._lately  # what was not asked for since the last time is forgotten
        return found


def _key(document: Document, sentence: Sentence) -> _Key:
    """Return all that the reading of a sentence depends on; a character on either side tells where words end."""
    start, end = max(0, sentence.start - 1), sentence.end + 1
    return document.plain[start:end], document.text[start:end], sentence.section


def _shifted(item: Observation, by: int) -> Observation:
    place = item.evidence
    return Observation(item.fact, item.value, Evidence(place.start + by, place.end + by, place.signal))
