"""Cutting many sentences at once gives what cutting each by the definition of a token gives."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from advisor.signals.reading import MAX_TOKENS, readings
from advisor.signals.words import BROKEN, INSIDE, JOINED, TOKEN, before

_WORDS = ["on", "call", "24", "x", "7", "security", "c", "don", "'t", "'s", "é", "ß", "٣", "²", "日本"]
_GAPS = [
    "'",
    "+",
    "-",
    "--",
    " - ",
    ",",
    ";",
    ":",
    "|",
    ".",
    "(",
    ")",
    "_",
    "/",
    "&",
    " ",
    "\t",
    "\n",
    "\0",
    "\1",
    "\x1c",
    "\x85",
    "•",
    "“",
    "🙂",
]
_PIECES = st.sampled_from([*_WORDS, *_GAPS, "9:30", INSIDE])
_SENTENCES = st.lists(st.lists(_PIECES, max_size=20).map("".join), max_size=6)


def _by_definition(sentence: str) -> list[tuple[str, int, tuple[int, int]]]:
    """Return the tokens of a sentence: the word, what parts it from the one before, and where it stands."""
    found: list[tuple[str, int, tuple[int, int]]] = []
    last = 0
    for match in TOKEN.finditer(sentence):
        gap, word = sentence[last : match.start()], match[0].replace(INSIDE, "") or match[0]
        time_of_day = gap == ":" and found and found[-1][0].isdigit() and word.isdigit()
        kind = BROKEN if len(found) % MAX_TOKENS == 0 else JOINED if time_of_day else before(gap)
        found.append((word, kind, match.span()))
        last = match.end()
    return found


@given(_SENTENCES)
@example(["the 9:30 stand-up - daily", "security+ or linux+, 24x7"])
@example(["a:1", "1:a", "1 : 1", "x" * 5000, "don't 'quote' engineers' 90's"])
@example(["word " * (MAX_TOKENS + 5)])
def test_sentences_read_at_once_are_cut_as_each_alone(sentences: list[str]) -> None:
    plain = "".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence)
    found: dict[int, list[tuple[str, int, tuple[int, int]]]] = {}
    for read in readings(plain, spans):
        for number, first, end in read.pieces:
            for token in range(first, end):
                found.setdefault(number, []).append((read.words[token], read.parting[token], read.span(token, token)))
    for number, (start, end) in enumerate(spans):
        expected = [(word, kind, (a + start, b + start)) for word, kind, (a, b) in _by_definition(plain[start:end])]
        assert found.get(number, []) == expected
