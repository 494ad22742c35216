"""Sentences cut into tokens, with where each stands and what parts it from the one before.

Many sentences are read at once, joined by a character that is a token of its own: that is several times
faster than one by one, and few enough that the memory does not grow with the text. What is cut is a text in which
blanks stand between all tokens and a mark of its own for what parts them; where in the sentence a token stands is
looked up when it is asked for, which few are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count, filterfalse, pairwise

from advisor.signals.words import BROKEN, INSIDE, JOINED, LETTERS, PAUSED, TOKEN, before

MAX_TOKENS = 120
"""Longer sentences are read in pieces of this many tokens."""
_SURELY_SHORT = 4000
"""A sentence of more characters is cut into pieces before it is read, so that one without end takes no memory to speak of."""
_AT_ONCE = 16_000
"""About so many characters are read at once."""

_END = "\0"
_ENDED = 3
_MARKS = {",": PAUSED, ";": BROKEN, _END: _ENDED}
"""The tokens that are no words: what parts those around them, or that a sentence ended."""
_BETWEEN = {JOINED: " ", PAUSED: " , ", BROKEN: " ; "}
_is_mark = _MARKS.__contains__
_mark = _MARKS.get
_IS_BROKEN = bytes(kind == BROKEN for kind in range(256))

# What each ASCII character is for the reader: a word's, a blank, a pause, a break, or nothing ("."), as `words.before` has it.
_PLAINER = {
    **dict.fromkeys(map(ord, map(chr, range(128))), "."),
    **{ord(char): char for char in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'-" + _END},
    **dict.fromkeys(map(ord, " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"), " "),
    **dict.fromkeys(map(ord, ",()[]"), ","),
    **dict.fromkeys(map(ord, ";:|"), ";"),
}
_LETTER_AND_PLUS = re.compile(r"\+(?<=[^\W\d_]\+)")
_time_of_day = re.compile(r":(?<=[0-9]:)(?=[0-9])").sub
_no_contraction = re.compile(r"'(?!(?:ll|re|ve|s|t|d|m)(?![^\W\d_]))").sub
_SHAPES = {code: "0" if chr(code).isdigit() else "a" if chr(code).isalpha() else " " for code in range(128)}

Sentence = tuple[int, int, int]
"""A number that stands for it, and where it starts and ends in the text."""


class Read:
    """Some sentences cut into tokens: the words, what parts each from the one before, and the pieces that are looked at by themselves.

    A piece is the number of its sentence and a half-open range of tokens, none without tokens. `breaks` says how often the
    text was broken up to each token: nothing breaks between two that have the same number.
    """

    __slots__ = ("_firsts", "_plain", "_positions", "_sentences", "breaks", "parting", "pieces", "words")

    def __init__(self, plain: str, sentences: Sequence[Sentence]) -> None:
        self._plain = plain
        tokens = _marked([plain[start:end] for _, start, end in sentences]).split()
        self.words = list(filterfalse(_is_mark, tokens))
        self.parting = bytearray(len(self.words) + 1)
        self.pieces: list[tuple[int, int, int]] = []
        self._firsts: list[int] = []
        self._sentences: list[Sentence] = []
        self._positions: dict[int, list[tuple[int, int]]] = {}
        kinds = list(map(_mark, tokens))
        waiting = iter(sentences)
        first = 0
        for passed, position in enumerate(compress(count(), kinds)):
            at = position - passed
            if (kind := _MARKS[tokens[position]]) == _ENDED:
                self._add(next(waiting), first, at)
                first = at
            elif kind > self.parting[at]:
                self.parting[at] = kind
        self.parting[-1] = BROKEN  # nothing goes on behind the last token
        self.breaks = list(accumulate(self.parting.translate(_IS_BROKEN)))

    def _add(self, sentence: Sentence, first: int, last: int) -> None:
        """Add the pieces of a sentence, which has the tokens from the first up to the last."""
        if first < last:
            self._firsts.append(first)
            self._sentences.append(sentence)
        while first < last:
            after = last if last - first <= MAX_TOKENS else first + MAX_TOKENS
            self.pieces.append((sentence[0], first, after))
            self.parting[first] = BROKEN
            first = after

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the tokens from the first to the last, which are of one piece, stand in the text."""
        index = bisect_right(self._firsts, first) - 1
        places = self._positions.get(index)
        if places is None:
            _, start, end = self._sentences[index]
            places = self._positions[index] = [match.span() for match in _token(self._plain[start:end]).finditer(self._plain, start, end)]
        at = self._firsts[index]
        return places[first - at][0], places[last - at][1]


def _marked(sentences: list[str]) -> str:
    """Return sentences in which blanks stand between all tokens, marks among them, and an end after each."""
    text = _END.join([*sentences, ""])
    special: list[int] = []
    if not text.isascii() or _with_plus(text) or text.count(_END) > len(sentences):
        special = [number for number, text in enumerate(sentences) if not text.isascii() or _with_plus(text) or _END in text]
        text = _END.join([*("" if number in special else text for number, text in enumerate(sentences)), ""])
    if ":" in text:
        text = _time_of_day(" ", text)
    text = text.translate(_PLAINER).replace("--", " , ").replace(" - ", " , ").replace("-", " ").replace(".", " ")
    text = _digits_apart(text)
    if special:
        parts = text.split(_END)
        for number in special:
            parts[number] = _spelt(sentences[number])
        text = _END.join(parts)
    if "'" in text:
        text = _no_contraction(" ", text).replace("'", " '")
    return text.replace(",", " , ").replace(";", " ; ").replace(_END, f" {_END} ")


def _digits_apart(text: str) -> str:
    """Return an ASCII text with a blank wherever a letter and a digit meet."""
    shapes = text.translate(_SHAPES)
    meetings: list[int] = []
    for pair in ("a0", "0a"):
        at = shapes.find(pair)
        while at >= 0:
            meetings.append(at + 1)
            at = shapes.find(pair, at + 1)
    if not meetings:
        return text
    meetings.sort()
    return " ".join([text[start:end] for start, end in pairwise([0, *meetings, len(text)])])


def _with_plus(text: str) -> bool:
    """Return whether a plus may belong to a word."""
    return "+" in text and _LETTER_AND_PLUS.search(text) is not None


def _token(sentence: str) -> re.Pattern[str]:
    """Return what is a token in a sentence."""
    return TOKEN if _with_plus(sentence) else LETTERS


def _spelt(text: str) -> str:
    """Return a sentence's tokens with blanks and marks between them: as `_marked` does, of any text, and slowly."""
    found: list[str] = []
    last = 0
    for match in _token(text).finditer(text):
        gap, word = text[last : match.start()], match[0].replace(INSIDE, "") or match[0]
        timed = gap == ":" and word.isdigit() and found and found[-1].isdigit()
        found += _BETWEEN[JOINED if timed else before(gap)], word
        last = match.end()
    return "".join(found)


def readings(plain: str, spans: Iterable[tuple[int, int]]) -> Iterator[Read]:
    """Yield the spans of the plain text, which are sentences, as they are read: many at once, each with its index as its number."""
    waiting: list[Sentence] = []
    length = 0
    for number, (start, end) in enumerate(spans):
        if end - start <= _SURELY_SHORT:
            waiting.append((number, start, end))
            length += end - start
        else:
            for piece_start, piece_end in _cut(plain, start, end):
                waiting.append((number, piece_start, piece_end))
                length += piece_end - piece_start
                if length > _AT_ONCE:
                    yield Read(plain, waiting)
                    waiting, length = [], 0
        if length > _AT_ONCE:
            yield Read(plain, waiting)
            waiting, length = [], 0
    if waiting:
        yield Read(plain, waiting)


def _cut(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a long sentence that have as many tokens as one may have."""
    tokens = 0
    last = start
    for match in TOKEN.finditer(plain, start, end):
        tokens += 1
        last = match.end()
        if tokens == MAX_TOKENS:
            yield start, last
            tokens, start = 0, last
    if tokens:
        yield start, last
