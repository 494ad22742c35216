"""An ad as HTML: a page of its own, and the fragment that job boards take."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model import JobDraft
from advisor.render.draft.blocks import blocks
from advisor.render.elements import Html, el, join, raw
from advisor.render.elements import blanks as marked
from advisor.render.page import opening


def render(draft: JobDraft) -> str:
    """Return the ad as one page that needs nothing else; blanks are set apart."""
    body = el("main", raw("\n"), el("h1", marked(draft.title)), raw("\n"), _parts(draft, mark=True), raw("\n"))
    return f"{opening(draft.title, 'draft.css')}{body}\n</body>\n</html>\n"


def fragment(draft: JobDraft) -> str:
    """Return the ad without its title, in the few elements that every job board shows."""
    return _parts(draft, mark=False)


def _parts(draft: JobDraft, mark: bool) -> Html:
    return join(_elements(draft, mark), "\n")


def _elements(draft: JobDraft, mark: bool) -> Iterator[Html]:
    shown = marked if mark else _plain
    for part in draft.parts:
        if part.heading:
            yield el("h2", part.heading)
        for block in blocks(part.lines):
            if block.bullets:
                yield el("ul", *(el("li", shown(text)) for text in block.texts))
            else:
                yield el("p", shown(block.texts[0]))


def _plain(text: str) -> str:
    return text
