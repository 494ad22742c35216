"""A draft as HTML, word for word, with what is at fault in it marked and linked to the note on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from advisor.frozen import frozen
from advisor.model import SEVERITIES, Finding
from advisor.render.elements import Html, el, escape, join, raw

_HEADING = re.compile(r"^(?P<mark>#{1,6}[ \t])\S.*$|^(?:\*\*|__)[^*_\n]+(?:\*\*|__)[ \t]*:?[ \t]*$", re.MULTILINE)


@frozen
class _Marked:
    number: int
    start: int
    end: int
    finding: Finding


def draft(text: str, findings: Sequence[Finding], name: str) -> Html:
    """Return the text with a link over each finding's words: its id is `NAME-mN`, and it leads to `NAME-fN`, the N-th finding's note."""
    marked = [_Marked(number, item.span.start, item.span.end, item) for number, item in enumerate(findings, 1) if item.span is not None]
    styled = [part for found in _HEADING.finditer(text) for part in _styled(found)]
    cuts = {
        0,
        len(text),
        *(cut for item in marked for cut in (item.start, item.end)),
        *(cut for start, end, _ in styled for cut in (start, end)),
    }
    return join(_pieces(text, sorted(cuts), marked, styled, name))


def _styled(found: re.Match[str]) -> Iterator[tuple[int, int, str | None]]:
    """Yield the parts of a heading with their class: the signs that make it one, and its words."""
    words = found.end("mark") if found["mark"] else found.start()
    if words > found.start():
        yield found.start(), words, "syntax"
    yield words, found.end(), None


def _pieces(
    text: str, cuts: Sequence[int], marked: Sequence[_Marked], styled: Sequence[tuple[int, int, str | None]], name: str
) -> Iterator[Html]:
    waiting = sorted(marked, key=lambda item: item.start, reverse=True)
    ahead = list(reversed(styled))
    open_: list[_Marked] = []
    for start, end in pairwise(cuts):
        begun = []
        while waiting and waiting[-1].start == start:
            begun.append(waiting.pop())
        open_ = [item for item in (*open_, *begun) if item.end > start]
        while ahead and ahead[-1][1] <= start:
            ahead.pop()
        content = _lines(text[start:end])
        if open_:
            content = _link(content, open_, begun, end, name)
        yield el("strong", content, class_=ahead[-1][2]) if ahead and ahead[-1][0] <= start else content


def _link(content: Html, over: Sequence[_Marked], begun: Sequence[_Marked], end: int, name: str) -> Html:
    """Return the content as a link to the gravest finding that it is part of."""
    first = min(over, key=lambda item: (SEVERITIES.index(item.finding.severity), item.number))
    own, *others = sorted((item.number for item in begun), key=lambda number: number != first.number) or [0]
    numbers = " ".join(str(item.number) for item in over if item.end == end)
    link = el(
        "a",
        content,
        class_=f"mark {first.finding.severity}",
        id=f"{name}-m{own}" if own else None,
        href=f"#{name}-f{first.number}",
        data_number=numbers or None,
        title=first.finding.message,
    )
    return join([*(el("span", id=f"{name}-m{number}") for number in others), link])


def _lines(text: str) -> Html:
    return join([escape(line.removesuffix("\r")) for line in text.split("\n")], raw("\n"))
