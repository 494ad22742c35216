"""Finding the sentences, bullets, headings and sections of a plain or Markdown text.

Nothing here changes the text: structure is a list of positions in it. Where an ad has no lines to speak of,
labels within them ("… Responsibilities: …") open sections as headings do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.documents.keeping import kept
from advisor.documents.labels import labels
from advisor.documents.lines import blocks
from advisor.documents.model import Document, SectionKind, Sentence, SentenceKind
from advisor.documents.sections import Sections
from advisor.documents.sentences import sentences
from advisor.regex import late
from advisor.signals.words import INSIDE, TOKEN, plain

_RUN_TOGETHER = 250
"""So many characters a line, over the whole text, mean that its lines say nothing."""
_COMMENT, _COMMENT_END = "<!--", "-->"
_STARS = late(r"\*\*?\*?(?=[a-z])")
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_LINK = late(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS = late(r"(?:https?://|www\.)[^\s<>\"]+")
_TAG = late(
    r"</?(?:(br|p|div|li|ul|ol|h[1-6]|tr|td|th|table|tbody|thead|hr|details|summary)|a|b|i|u|s|em|strong|span|small|sup|sub|code|img|font|center)\b[^<>]*>"
)


def structure(name: str, text: str, headings: Mapping[str, str], form: str = "text", title: tuple[int, int] | None = None) -> Document:
    """Return the document of a text; `headings` maps token-joined heading phrases to the section they open.

    `form` is the format it was read from, and `title` the place of the job title where that format says it.
    """
    shown = _without_comments(text) if _COMMENT in text else text
    flat = _words_only(plain(_with_whole_words(shown)))
    return Document(name, text, flat, kept(_sentences(shown, flat, Sections(headings))), title, form)


def _sentences(text: str, flat: str, sections: Sections) -> Iterator[Sentence]:
    """Yield the sentences in order. A heading that nobody knows stays in the section above where it stands below that one's heading."""
    section: SectionKind = "opening"
    level = 0
    within: SectionKind | None = None
    first = True
    cut = blocks(text, flat, sections)
    run_together = len(text) > _RUN_TOGETHER * len(cut)
    for block in cut:
        start, end, kind, depth, opened = block
        if kind == "heading":
            within = None
            if opened is not None and (not first or sections.called(TOKEN.findall(flat, start, end))):  # a title is no section
                section, level = opened, depth
            elif depth <= level or (level and sections.is_topic(flat, start, end)):
                section, level = "other", depth
            yield Sentence(start, end, section, kind)
            first = False
            continue
        if kind == "prose" or run_together:
            within = None
            for label in labels(text, flat, start, end, sections, run_together):
                yield from _within(text, start, label.start, within or section, kind)
                yield Sentence(label.start, label.end, label.section, "heading")
                first = False
                within, start = label.section, label.end
        for sentence in _within(text, start, end, within or section, kind):
            yield sentence
            first = False


def _within(text: str, start: int, end: int, section: SectionKind, kind: SentenceKind) -> Iterator[Sentence]:
    for first, last, is_bullet in sentences(text, start, end):
        yield Sentence(first, last, section, "bullet" if is_bullet else kind)


def _without_comments(text: str) -> str:
    """Return the text with blanks for HTML comments, line ends kept."""
    parts, position = [], 0
    while (found := text.find(_COMMENT, position)) >= 0:
        close = text.find(_COMMENT_END, found + len(_COMMENT))
        if close < 0:
            break
        close += len(_COMMENT_END)
        parts += [text[position:found], re.sub(r"[^\r\n]", " ", text[found:close])]
        position = close
    return "".join([*parts, text[position:]])


def _with_whole_words(text: str) -> str:
    """Return the text with something that parts no word in place of marks inside one, as in rock**star**."""
    if "*" in text:
        text = _STARS.sub(_inside, text)
    for char in _UNSEEN:
        if char in text:
            text = re.sub(f"{char}(?=[a-z])", _inside, text)
    return text


def _inside(mark: re.Match[str]) -> str:
    at = mark.start()
    return INSIDE * len(mark[0]) if at and mark.string[at - 1].isalpha() else mark[0]


def _words_only(flat: str) -> str:
    """Return plain text with blanks for tags, and for links what is read of them; addresses part what stands around them."""
    if "](" in flat:
        flat = _LINK.sub(_link_text, flat)
    if "<" in flat:
        flat = _TAG.sub(_blanks, flat)
    if "://" in flat or "www." in flat:
        flat = _ADDRESS.sub(lambda match: "," * len(match[0]), flat)
    return flat


def _link_text(match: re.Match[str]) -> str:
    before = match.start(1) - match.start()
    return " " * before + match[1] + " " * (len(match[0]) - before - len(match[1]))


def _blanks(match: re.Match[str]) -> str:
    """Return blanks for a tag; one that breaks the line parts what stands around it."""
    return (";" if match[1] else " ").ljust(len(match[0]))
