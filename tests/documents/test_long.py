"""Long texts, which are read in pieces and whose sentences are kept in little memory, are read as short ones are."""

from __future__ import annotations

import pytest

from advisor.documents import keeping, lines
from advisor.documents.model import Document, Sentence
from advisor.documents.structure import structure
from advisor.signals import words
from advisor.signals.words import plain

UNITS = (
    "## About us\r\nWe are ΟΔΟΣ, and “SIGMAΣ” is our İ-name.\r\n\r\n- Run Kubernetes\r\n- Write Terraform\x0c",
    "Requirements:\n* 5+ years\u2028of work. Then more.\n\n",
    "no blank" * 40,
)
HEADINGS = {"about us": "company", "requirements": "requirements"}


def _read(text: str) -> Document:
    return structure("ad", text, HEADINGS, "markdown")


@pytest.mark.parametrize("unit", UNITS)
def test_pieces_say_what_the_whole_does(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = unit * 30
    whole = _read(text)
    for module in (lines, words):
        monkeypatch.setattr(module, "_AT_ONCE", 7)
    monkeypatch.setattr(keeping, "FEW", 3)
    pieces = _read(text)
    assert [*pieces.sentences] == [*whole.sentences]
    assert len(pieces.plain) == len(text)
    if "İ" not in unit:  # beside it, and in its piece alone, letters are made small one by one
        assert pieces.plain == whole.plain


def test_a_sentence_of_many_is_found_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _read(UNITS[0] * 20).sentences
    monkeypatch.setattr(keeping, "FEW", 3)
    many = _read(UNITS[0] * 20).sentences
    assert not isinstance(many, tuple)
    assert isinstance(many[0], Sentence)
    assert (many[0], many[-1], many[5], many[2:9:3]) == (whole[0], whole[-1], whole[5], whole[2:9:3])
    assert len(many) == len(whole)
    with pytest.raises(IndexError):
        many[len(many)]


def test_plain_text_is_as_long_as_the_text() -> None:
    text = "İstanbul ÄRGER " * 20_000
    assert len(plain(text)) == len(text)
    assert plain(text).endswith("ärger ")
