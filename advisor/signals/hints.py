"""What of all that was observed stands: not what the draft takes back, nor what a long draft only hints at once.

Both look past the sentence in which something was observed, which observing itself does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from advisor.documents.model import Document
from advisor.model import Signal
from advisor.signals.observing import TAKES_BACK, Observation, Observed

LONG_DRAFT = 15
"""In a draft of so many sentences one hint is chance."""


def borne_out(document: Document, observations: Sequence[Observation], signals: Mapping[str, Signal]) -> list[Observation]:
    """Return the observations without those of hints that nothing else in a long draft bears out.

    What bears a hint out is another sentence that establishes the same, by a hint or outright; one that a draft
    only repeats word for word is no other.
    """
    if len(document.sentences) < LONG_DRAFT:
        return list(observations)
    starts = [sentence.start for sentence in document.sentences]
    said: dict[tuple[str, Observed], set[str]] = {}
    outright: set[tuple[str, Observed]] = set()
    for item in observations:
        sentence = document.sentences[bisect_right(starts, item.evidence.start) - 1]
        said.setdefault((item.fact, item.value), set()).add(document.plain[sentence.start : sentence.end].strip())
        if not signals[item.evidence.signal].hint:
            outright.add((item.fact, item.value))
    sure = outright | {told for told, sentences in said.items() if len(sentences) > 1}
    return [item for item in observations if (item.fact, item.value) in sure]


def upheld(document: Document, observations: Sequence[Observation]) -> list[Observation]:
    """Return the observations without those of sentences that the next one, of the same paragraph, takes back."""
    if all(item.fact != TAKES_BACK for item in observations):
        return list(observations)
    sentences = document.sentences
    starts = [sentence.start for sentence in sentences]
    numbers = [bisect_right(starts, item.evidence.start) - 1 for item in observations]
    taking = {number for number, item in zip(numbers, observations, strict=True) if item.fact == TAKES_BACK}
    taken = {number - 1 for number in taking if number and "\n\n" not in document.text[sentences[number - 1].end : sentences[number].start]}
    return [item for number, item in zip(numbers, observations, strict=True) if number not in taken and item.fact != TAKES_BACK]
