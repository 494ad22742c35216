"""Time grows with the text and no faster, whatever is in it; an ordinary ad is read at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from advisor.check import checker
from advisor.documents.structure import structure
from advisor.rulebook import load_rulebook, load_signalbook
from tests.documents.making import AD, as_markdown, headings

UNITS = {
    "one sentence after the other": "You will be on call for our customers. ",
    "stops": ".",
    "capitals": "A",
    "labels": "a:",
    "section names": "Requirements: ",
    "section names, glued": "Responsibilities",
    "names of sections that are not": "aBenefits of the Role Requirements",
    "run-on bullets": "• a ",
    "stars": "*",
    "run-on stars": "*a ",
    "brackets": "(((",
    "nested brackets": "([{on call}])",
    "nested quotes": '“‘"on call"’”',
    "headings": "# a\n",
    "bold lines": "**a**\n",
    "bold, never closed": "**a",
    "comments, never closed": "<!--",
    "comments": "<!-- a -->",
    "links, never closed": "[a](",
    "addresses": "http://a.b/c ",
    "tags, never closed": "<b",
    "lines of one letter": "a\n",
    "bullets": "- on call 24/7\n",
    "blank lines": "\n ",
    "numbers": "1. ",
    "years": "5+ years of ",
    "abbreviations": "etc. e.g. ",
    "front matter": "a: b\n",
    "table": "| a ",
    "near a match": "you will be on the ",
    "a match over and over": "on-call ",
    "hats": "many hats and many ",
    "certificates": "aws certified ",
    "denials": "no not no ",
    "apostrophes": "don't ",
    "right to left": "ע ",
    "accents": "e\u0301",
    "nothing to be seen": "\u200b",
}


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the processor time of one run."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def grows_as_the_text(work: Callable[[str], object], unit: str, size: int) -> bool:
    """Return whether four times the text takes not much more than four times as long; a busy machine gets some tries."""
    for _ in range(5):
        short, long = (seconds(work, (unit * (length // len(unit) + 1))[:length]) for length in (size, 4 * size))
        if long < 0.05 or long < 9 * short:
            return True
    return False


@pytest.mark.parametrize("name", UNITS)
def test_structure(name: str) -> None:
    assert grows_as_the_text(
        lambda text: structure("ad", f"---\n{text}" if name == "front matter" else text, headings()), UNITS[name], 50_000
    )


@pytest.mark.parametrize("name", UNITS)
def test_checking(name: str) -> None:
    checking = checker(load_rulebook(), load_signalbook())
    assert grows_as_the_text(lambda text: checking.check(structure("ad", text, headings())), UNITS[name], 20_000)


def test_a_megabyte_on_one_line() -> None:
    assert (
        seconds(lambda text: structure("ad", text, headings()), "We look after the servers and the networks of forty theatres; " * 16_000)
        < 3
    )


def test_an_ordinary_ad() -> None:
    text = as_markdown(AD * 9)
    assert 4_000 < len(text) < 5_500
    structure("ad", text, headings())
    assert min(seconds(lambda text: structure("ad", text, headings()), text) for _ in range(30)) < 0.003  # ten times what it takes here
