"""A denial before a wording silences it; one within it silences it unless the signal says that it is its own."""

from __future__ import annotations

import pytest

from advisor.documents.structure import structure
from advisor.errors import Place
from advisor.model import INSIDE, Context, Signal
from advisor.signals.observing import Observer
from advisor.signals.table import signal_book

NEGATED = Context("negated", ("<no>",), 6, (), (), (), False)
WORDS = {"no": (("no",), ("never",))}


def found(text: str, *ignored: str) -> list[str]:
    """Return what is found in a text of being alone, by a signal that ignores these contexts."""
    patterns = ("alone", "with no backup")
    one = Signal("one", "one", {"ad.alone": True}, patterns, (), frozenset({"opening"}), frozenset(ignored), Place("x", 1, 1))
    items = Observer(signal_book(WORDS, (NEGATED,), {}, (one,))).observe(structure("ad", text, {}))
    return [text[item.evidence.start : item.evidence.end] for item in items]


@pytest.mark.parametrize("ignored", [(), (INSIDE,), ("negated",)])
def test_without_a_denial_it_counts(ignored: tuple[str, ...]) -> None:
    assert found("You work alone.", *ignored) == ["alone"]


@pytest.mark.parametrize(
    ("text", "plain", "inside", "negated"),
    [
        ("You are never alone.", [], [], ["alone"]),
        ("You work with no backup.", [], ["with no backup"], ["with no backup"]),
        ("You never work with no backup.", [], [], ["with no backup"]),
    ],
)
def test_whose_denial_it_is(text: str, plain: list[str], inside: list[str], negated: list[str]) -> None:
    assert found(text) == plain
    assert found(text, INSIDE) == inside
    assert found(text, "negated") == negated
