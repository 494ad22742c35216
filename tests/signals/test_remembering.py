"""Reading a draft while it changes: always what reading it afresh gives."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from advisor.documents.structure import structure
from advisor.model import SignalBook
from advisor.rulebook import load_signalbook
from advisor.signals.observing import Observer
from advisor.signals.remembering import Remembering

LINES = [
    "# DevOps Engineer",
    "You are on call around the clock, unpaid.",
    "Are you on call around the clock?",
    "We are moving to the cloud.",
    "## Requirements",
    "## What we offer",
    "- 5+ years as a DevOps Engineer",
    "- An AWS certification is required",
    "- no on-call; wear many hats 🚀",
    "",
]


@lru_cache(maxsize=1)
def _ready() -> tuple[SignalBook, Observer]:
    book = load_signalbook()
    return book, Observer(book)


@given(st.lists(st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=12), min_size=1, max_size=6))
def test_what_is_remembered_is_what_is_read(versions: list[list[str]]) -> None:
    book, observer = _ready()
    remembering = Remembering(observer)
    for lines in versions:
        document = structure("draft", "\n".join(lines), book.headings, "markdown")
        assert remembering.observe(document) == observer.observe(document)
