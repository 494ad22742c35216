"""The pattern language of signals, and of the lexicon's contexts.

    <reach> you … <unsocial-time>     concepts and words, in order
    carry … pager                     `…` lets up to 6 words stand between, `…2` up to 2
    work~                             the word with its inflections
    (nights|weekends|bank holidays)   one of these; each a word, a phrase or a <concept>
    (the|our)?                        may be left out
    3×(<network-job>|<dba-job>|…)     three different ones of these, in any order, at most 4 words apart
    3×8(<network-job>|<dba-job>|…)    the same, at most 8 words apart
    own everything & <no-money>       both in one sentence, in any order; the first is marked
    carry {the pager}                 only what is in braces is marked as the evidence
    ^own everything                   at the start of the sentence; `$` at its end
    <number>                          digits or a number in words

Between neighbours small words (the, our, its, …) may stand. Nothing spans a colon, a semicolon or a
sentence's end; only `…` spans a comma.
"""

from __future__ import annotations

import re
from itertools import product

from advisor.frozen import frozen
from advisor.signals.words import tokens

MAX_GAP = 6
MAX_APART = 4
NUMBER = "number"
"""The concept that the language itself provides."""

_PIECE = re.compile(r"\s*(?:(\d+)×(\d*)(?=\()|(<[a-z0-9-]+>)|(?:…|\.\.\.)(\d*)|(\([^()]*\)\??)|([\^$&{}])|([^\s<>(){}^$&…]+))")
_CONCEPT = re.compile(r"<([a-z0-9-]+)>\Z")


class BadPattern(ValueError):
    """A pattern that does not follow the language; the text says why."""


@frozen
class Concept:
    """A step that a concept of the lexicon fills."""

    name: str


@frozen
class Words:
    """A step that a phrase fills, or, if `inflected`, any form of its one word."""

    text: str
    inflected: bool = False


Filling = Concept | Words


@frozen
class Step:
    """One place of a pattern: what may fill it, and how many words may stand before it (None: only small ones).

    `several` of the fillings, all different, fill it together where that is more than one, with at most `apart` words between them.
    """

    fillings: tuple[Filling, ...]
    gap: int | None = None
    several: int = 1
    apart: int = MAX_APART


@frozen
class Sequence:
    """Steps in order; `marked` are the first and last step of the evidence."""

    steps: tuple[Step, ...]
    marked: tuple[int, int]
    at_start: bool = False
    at_end: bool = False


@frozen
class Pattern:
    """Sequences that must all be found in one sentence; the first is the evidence."""

    parts: tuple[Sequence, ...]


def parse(text: str) -> list[Pattern]:
    """Return what a pattern means: several, where parts of it may be left out. Raises BadPattern."""
    parts = [_sequences(part.strip()) for part in text.split("&")]
    return [Pattern(choice) for choice in product(*parts)]


def _sequences(text: str) -> list[Sequence]:
    if not text:
        raise BadPattern("a pattern is empty")
    places: list[list[tuple[Step, bool, bool] | None]] = []
    gap: int | None = None
    at_start = at_end = False
    marking: list[bool] = []
    inside = False
    several, apart = 1, MAX_APART
    for match in _pieces(text):
        times, between, concept, width, group, mark, word = match.groups()
        if times:
            several, apart = int(times), int(between) if between else MAX_APART
            if apart > 12:
                raise BadPattern(f"{apart} words apart is too wide; 12 is the most")
        elif match[0].strip() in ("…", "...") or width:
            gap = int(width) if width else MAX_GAP
            if gap > 12:
                raise BadPattern(f"a gap of {gap} words is too wide; 12 is the most")
        elif mark:
            if mark == "^":
                at_start = True
            elif mark == "$":
                at_end = True
            elif mark in "{}":
                inside = mark == "{"
        else:
            optional = bool(group) and group.endswith("?")
            step = Step(_fillings(concept, group, word), gap, several, apart)
            if not 1 <= several <= len(step.fillings):
                raise BadPattern(f"{several} different ones cannot be found among {len(step.fillings)}")
            places.append([(step, inside, True), None] if optional else [(step, inside, True)])
            marking.append(inside)
            gap = None
            several, apart = 1, MAX_APART
    if not places:
        raise BadPattern("a pattern needs a word or a concept")
    if gap is not None:
        raise BadPattern("a pattern cannot end in a gap")
    found = []
    for choice in product(*places):
        kept = [item for item in choice if item is not None]
        if not kept:
            raise BadPattern("a pattern needs something that may not be left out")
        steps = tuple(step for step, _, _ in kept)
        marks = [number for number, (_, marked, _) in enumerate(kept) if marked]
        found.append(Sequence(steps, (marks[0], marks[-1]) if marks else (0, len(steps) - 1), at_start, at_end))
    if len(found) > 32:
        raise BadPattern("a pattern has too many parts that may be left out; split it")
    return found


def _pieces(text: str) -> list[re.Match[str]]:
    found, position = [], 0
    while position < len(text.rstrip()):
        match = _PIECE.match(text, position)
        if match is None:
            raise BadPattern(f"'{text[position:].strip()[:20]}' does not belong in a pattern")
        found.append(match)
        position = match.end()
    return found


def _fillings(concept: str | None, group: str | None, word: str | None) -> tuple[Filling, ...]:
    if concept:
        return (Concept(concept[1:-1]),)
    if word:
        return (_words(word),)
    assert group is not None
    inner = group.rstrip("?")[1:-1]
    found = tuple(_words(part.strip()) for part in inner.split("|") if part.strip())
    if not found:
        raise BadPattern("brackets are empty")
    return found


def _words(text: str) -> Filling:
    if match := _CONCEPT.match(text):
        return Concept(match[1])
    if "<" in text or ">" in text:
        raise BadPattern(f"'{text}' mixes words and a concept; a choice is one or the other")
    if text.endswith("~"):
        if not tokens(text):
            raise BadPattern("~ stands alone; write it behind the word that may take any form")
        return Words(text[:-1], inflected=True)
    return Words(text)
