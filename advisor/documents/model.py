"""A document as checking sees it: its text, and the sentences and sections found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SectionKind = Literal["opening", "company", "duties", "requirements", "optional", "offer", "process", "legal", "other"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a bullet or a heading: `text[start:end]`, and the kind of section it stands in."""

    start: int
    end: int
    section: SectionKind
    kind: Literal["heading", "bullet", "prose"]


@dataclass(frozen=True, slots=True)
class Document:
    """A draft: `name` is how messages refer to it, `plain` is the text in lower case with plain typography.

    Offsets are in code points of `text`; `plain` has the same length. `title` is the job title's place
    in the text, where one was found.
    """

    name: str
    text: str
    plain: str
    sentences: tuple[Sentence, ...]
    title: tuple[int, int] | None
    format: str
