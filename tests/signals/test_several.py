"""Several different things together: `n×(…)` in patterns, and signals that count only together."""

from __future__ import annotations

import pytest

from advisor.documents.structure import structure
from advisor.errors import Place
from advisor.model import Signal
from advisor.signals.language import BadPattern, parse
from advisor.signals.observing import Observer
from advisor.signals.table import signal_book

FRUIT = {"apple": (("apple",), ("red", "apple")), "pear": (("pear",),), "plum": (("plum",),)}
ANY = "(<apple>|<pear>|<plum>)"


def found(pattern: str, text: str) -> list[str]:
    """Return what a pattern finds in a sentence."""
    one = Signal("one", "one", {"ad.fruit": True}, (pattern,), (), frozenset({"opening"}), frozenset(), Place("x", 1, 1))
    items = Observer(signal_book(FRUIT, (), {}, (one,))).observe(structure("ad", text, {}))
    return [text[item.evidence.start : item.evidence.end] for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a plum, an apple and a pear", ["plum, an apple and a pear"]),
        ("a pear, a red apple, a plum, a pear", ["pear, a red apple, a plum"]),
        ("apple, apple, apple, pear", []),
        ("apple, pear: plum", []),
        ("apple one two three four five pear plum", []),
    ],
)
def test_three_different_ones(text: str, expected: list[str]) -> None:
    assert found(f"3×{ANY}", text) == expected


def test_how_far_apart_can_be_said() -> None:
    assert found(f"3×8{ANY}", "apple one two three four five pear plum") == ["apple one two three four five pear plum"]


def test_several_in_a_longer_pattern() -> None:
    assert found(f"eat …2 {{2×{ANY}}}", "you eat up a plum and a pear") == ["plum and a pear"]


@pytest.mark.parametrize("pattern", [f"4×{ANY}", f"0×{ANY}", f"2×13{ANY}", "~", "(eat|drink)~"])
def test_impossible_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        parse(pattern)


def signal(name: str, together: int) -> Signal:
    """Return a signal that reads a kind of fruit."""
    return Signal(name, name, {"ad.fruit": (name,)}, (f"<{name}>",), (), frozenset({"opening"}), frozenset(), Place("x", 1, 1), together)


def fruit(text: str, together: int) -> list[tuple[object, str]]:
    """Return the fruit observed in a text, with the evidence."""
    book = signal_book(FRUIT, (), {}, tuple(signal(name, together) for name in FRUIT))
    items = Observer(book).observe(structure("ad", text, {}))
    return [(item.value, text[item.evidence.start : item.evidence.end]) for item in items]


def test_together_counts_within_one_sentence_only() -> None:
    assert fruit("A plum and a pear lie here. Then an apple falls.", 2) == [(("pear",), "plum and a pear"), (("plum",), "plum and a pear")]
    assert fruit("A plum lies here. Then a pear falls.", 2) == []
    assert fruit("A plum, and a plum.", 2) == []
    assert fruit("A plum lies here.", 1) == [(("plum",), "plum")]
