"""Observing what was read before: what a sentence says is remembered as long as it stays as it is.

A draft is read again and again while it is written, and many ads share what their company says of itself.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Protocol

from advisor.documents.model import Document, Sentence
from advisor.signals.observing import Evidence, Observation

_Key = tuple[str, str, str]
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
        self._known: dict[_Key, list[Observation]] = {}

    def observe(self, document: Document) -> list[Observation]:
        """Return what the observer does; see `Observing`."""
        keys = [_key(document, sentence) for sentence in document.sentences]
        unread = [sentence for sentence, key in zip(document.sentences, keys, strict=True) if key not in self._known]
        said: dict[int, list[Observation]] = {sentence.start: [] for sentence in unread}
        starts = [sentence.start for sentence in unread]
        for item in self._observer.observe(replace(document, sentences=tuple(unread))) if unread else ():
            start = starts[bisect_right(starts, item.evidence.start) - 1]
            said[start].append(_shifted(item, -start))
        found: list[Observation] = []
        for sentence, key in zip(document.sentences, keys, strict=True):
            items = said[sentence.start] if sentence.start in said else self._known[key]
            found += [_shifted(item, sentence.start) for item in items]
        self._remember(document, unread, said)
        return sorted(found, key=lambda item: (item.evidence.start, item.evidence.end, item.fact, item.evidence.signal))

    def _remember(self, document: Document, sentences: list[Sentence], said: dict[int, list[Observation]]) -> None:
        for sentence in sentences:
            if sentence.end - sentence.start <= _LONGEST:
                self._known[_key(document, sentence)] = said[sentence.start]
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]  # the one remembered first


def _key(document: Document, sentence: Sentence) -> _Key:
    """Return all that the reading of a sentence depends on; a character on either side tells where words end."""
    start, end = max(0, sentence.start - 1), sentence.end + 1
    return document.plain[start:end], document.text[start:end], sentence.section


def _shifted(item: Observation, by: int) -> Observation:
    place = item.evidence
    return Observation(item.fact, item.value, Evidence(place.start + by, place.end + by, place.signal))
