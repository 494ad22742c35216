"""A document as checking sees it: its text, and the sentences and sections found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from advisor.frozen import frozen

SectionKind = Literal["opening", "company", "duties", "requirements", "optional", "offer", "process", "legal", "other"]
SentenceKind = Literal["heading", "bullet", "prose"]


class Sentence(NamedTuple):
    """A sentence, a bullet or a heading: `text[start:end]`, and the kind of section it stands in."""

    start: int
    end: int
    section: SectionKind
    kind: SentenceKind


@frozen
class Document:
    """A draft: `name` is how messages refer to it, `plain` is the text in lower case with plain typography.

    Offsets are in code points of `text`; `plain` has the same length. `title` is the job title's place
    in the text, where the format says it. For plain text and Markdown `text` is the file's own; for other formats
    it is what was read out of them, written like Markdown. `format` is the name of that format.
    """

    name: str
    text: str
    plain: str
    sentences: Sequence[Sentence]
    title: tuple[int, int] | None
    format: str
