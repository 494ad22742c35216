"""Amounts of years as they are written: "5+ years", "3 to 5 yrs", "ten (10) or more years", "2-3+ years"."""

from __future__ import annotations

import re

from advisor.regex import late

_WORDS = (
    *"zero one two three four five six seven eight nine ten".split(),
    *"eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(),
)
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_FIGURE = r"(?:\s{0,3}\(\s?\d{1,2}\s?\+?\s?\))?"
_FIRST = rf"(?<![\d,$£€#/a-z-])(?<!\d\.){_NUMBER}{_FIGURE}"
_MORE = r"(?:\s{0,3}\+|\s{0,3}-?\s{0,3}plus\b|\s(?:or|and)\s(?:more|greater|above)\b)?"

YEARS = late(
    # A figure may be glued to the word before it, where a text has lost its line breaks.
    rf"(?P<number>(?<=[a-z])\d{{1,2}}|{_FIRST}|\ba(?=\s+years?\W+of\b))\+?{_MORE}"
    rf"(?:\s{{0,3}}(?:-|to|and|or|/)\s{{0,3}}{_NUMBER}{_FIGURE}\+?{_MORE})?"
    r"[\s-]{0,3}(?:(?:full|solid|strong|whole|direct|continuous|good|consecutive|recent|calendar|total|relevant|professional)\s)?"
    r"(?P<unit>years?|yrs?|yoe)\b\.?(?:\s?\(\s?s\s?\))?'?s?(?:\s(?:or|and)\s(?:more|above|greater)\b|\s?\+|\s(?:minimum|min)\b)?"
)
"""Years, with the smallest number as `number` and the word for years as `unit`."""

LABELLED = late(
    rf"\b(?:years?|yrs?)(?:\sof)?\s(?:\w+\s)?experience(?:\s(?:required|needed|expected|minimum))?\s{{0,3}}[:-]{{1,3}}\s{{0,3}}"
    rf"(?:minimum(?:\sof)?\s|min\.?\s|at\sleast\s)?(?P<number>{_NUMBER})\b(?:\s?-\s?\d+)?\+?"
)
"""Years behind their label: 'Years of experience required: 7+'."""


def number_of(said: str) -> int:
    """Return the value of a number as written in an amount."""
    word = re.match(r"[a-z]+|\d+", said.strip())
    assert word is not None  # both patterns begin with one
    if word[0] == "a":
        return 1
    return _WORDS.index(word[0]) if word[0] in _WORDS else int(word[0])
