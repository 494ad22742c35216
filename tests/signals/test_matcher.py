"""The matcher finds what the reference finds, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.documents.model import Sentence
from advisor.errors import Place
from advisor.model import Signal, SignalBook
from advisor.rulebook import load_rulebook
from advisor.rulebook.library import default_rules
from advisor.rulebook.signal_loading import LoadedSignals, example_evidence, load_signals
from advisor.signals.language import parse
from advisor.signals.matcher import Matcher
from advisor.signals.table import signal_book
from advisor.signals.words import plain
from tests.signals.reference import Reference, cut

PASSAGES = Path(__file__).parent.parent / "passages"
SAMPLE = 200
"""In one text of so many every pattern is tried."""

LEXICON = {
    "on-call": (("on", "call"), ("oncall",), ("pager",)),
    "night": (("night",), ("nights",), ("at", "night"), ("at", "any", "hour")),
    "you": (("you",), ("the", "post", "holder")),
    "any-hour": (("at", "any", "hour"), ("24", "7")),
}
PATTERNS = (
    "<you> …3 <on-call>",
    "<you> … <night>",
    "carry~ the? {pager} & <night>",
    "^<you> (will|'ll)? carry~",
    "<number> nights? $",
    "<on-call> <night>",
    "2×(<on-call>|<night>|carry)",
    "3×2(<you>|<on-call>|<night>|hour)",
    "(at|on)? <any-hour>",
    "<night> …0 (a|the)? <on-call>",
    "{<you>} …2 (at any|carry the) …1 (hour|pager)",
    "<number>",
)
WORDS = "you the a post holder will 'll carry carries carrying pager on call oncall at any hour night nights 24 7 two 3 and our".split()
GAPS = (" ", " ", " ", " ", "-", ", ", " – ", ": ", "; ", " (", ":", "\u02d1", "", " / ", "* ", "\n")

Answer = set[tuple[int, tuple[int, ...]]]


def as_signals(patterns: Iterable[Iterable[str]]) -> tuple[Signal, ...]:
    """Return a signal for each group of patterns."""
    return tuple(
        Signal(str(number), "", {"ad.x": True}, tuple(group), (), frozenset({"opening"}), frozenset(), Place("x"))
        for number, group in enumerate(patterns)
    )


def ready(book: SignalBook) -> Matcher:
    """Return the matcher of a book's patterns."""
    return Matcher(book.table, [signal.sections for signal in book.signals])


def by_matcher(matcher: Matcher, text: str) -> Answer:
    """Return what the matcher finds: the signal, where its piece starts, and the place."""
    flat = plain(text)
    return {
        (pattern.owner, (piece.read.span(piece.first, piece.first)[0], *[token - piece.first for token in found]))
        for glance in matcher.glances(flat, [Sentence(0, len(flat), "opening", "prose")])
        for piece in [glance.piece]
        for pattern in glance.candidates
        for found in pattern.find_all(glance.piece)
    }


def by_reference(reference: Reference, signals: Iterable[tuple[int, Signal]], text: str) -> Answer:
    """Return what the reference finds for these signals, each with its number."""
    return {
        (number, (sentence.starts[0], *found))
        for sentence in cut(plain(text), 0, len(text))
        for number, signal in signals
        for written in signal.patterns
        for pattern in parsed(written)
        for found in reference.find(pattern, sentence)
    }


parsed = cache(parse)


@cache
def small() -> tuple[SignalBook, Matcher, Reference]:
    """Return a small lexicon with patterns that use every part of the language."""
    book = signal_book(LEXICON, (), {}, as_signals([pattern] for pattern in PATTERNS))
    return book, ready(book), Reference(LEXICON)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=25))
def test_generated_sentences(parts: list[tuple[str, str]]) -> None:
    book, matcher, reference = small()
    text = "".join(word + gap for word, gap in parts)
    assert by_matcher(matcher, text) == by_reference(reference, list(enumerate(book.signals)), text)


def test_a_sentence_is_read_in_pieces_where_it_is_long() -> None:
    book, matcher, reference = small()
    text = "you carry the pager at night, " * 60 + "x" * 5000
    found = by_matcher(matcher, text)
    assert found == by_reference(reference, list(enumerate(book.signals)), text)
    assert len({place[0] for _, place in found}) == 3


@cache
def loaded() -> LoadedSignals:
    """Return the shipped signals with their examples."""
    return load_signals((default_rules(),), load_rulebook().facts)


@cache
def shipped() -> tuple[tuple[Signal, ...], Matcher, Reference]:
    """Return every shipped pattern as one of a signal: those of signals, of what silences them, and of contexts."""
    book = loaded().book
    around = [pattern for item in book.contexts for pattern in (*item.before, *item.after, *item.sentence, *item.unless)]
    signals = as_signals([*(item.patterns for item in book.signals), *(item.unless for item in book.signals), around])
    return signals, ready(signal_book(book.concepts, (), {}, signals)), Reference(book.concepts)


def passages() -> list[str]:
    """Return every passage."""
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(PASSAGES.rglob("*.yaml"))]
    return [entry["text"] for file in files for listed in file.values() if isinstance(listed, list) for entry in listed]


def test_examples_of_every_signal() -> None:
    signals, matcher, reference = shipped()
    for number, (name, examples) in enumerate(sorted(loaded().examples.items())):
        own = [(number, signals[number]), (number + len(loaded().book.signals), signals[number + len(loaded().book.signals)])]
        for example in examples:
            text = example_evidence(example)[0]
            found = {item for item in by_matcher(matcher, text) if item[0] in (own[0][0], own[1][0])}
            assert found == by_reference(reference, own, text), (name, text)


def test_every_pattern_on_some_passages_and_examples() -> None:
    signals, matcher, reference = shipped()
    texts = [*passages(), *(example_evidence(example)[0] for examples in loaded().examples.values() for example in examples)]
    chosen = [text for text in texts if int(hashlib.sha256(text.encode()).hexdigest(), 16) % SAMPLE == 0]
    assert chosen
    for text in chosen:
        assert by_matcher(matcher, text) == by_reference(reference, list(enumerate(signals)), text), text
