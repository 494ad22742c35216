"""What stands between two headings of an ad: paragraphs and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from advisor.model import DraftLine


class Block(NamedTuple):
    """A paragraph (one text) or a list (a text an item)."""

    bullets: bool
    texts: tuple[str, ...]


def blocks(lines: Sequence[DraftLine]) -> Iterator[Block]:
    """Yield the lines as paragraphs and lists: sentences in a row make one paragraph, bullets in a row one list."""
    for bullets, group in groupby(lines, key=lambda line: line.bullet):
        texts = tuple(line.text for line in group)
        yield Block(bullets, texts if bullets else (" ".join(texts),))
