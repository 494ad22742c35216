"""Reading HTML: a saved careers page or an ad of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.documents.formats.flow import Flow
from advisor.documents.formats.fragment import write_html
from advisor.documents.formats.jobposting import postings_in
from advisor.documents.formats.writer import Extract, Writer
from advisor.documents.needs import missing

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|br|hr|img|input|link|meta|source|wbr|area|base|col|embed|option|tbody|thead)\b)[a-zA-Z]"
)
_DEEPEST = 1000
"""Pages are nested a few dozen tags deep; a parser's time grows with the square of it."""
_PLENTY = 200
"""An ad has at least so many characters; where less is found, the whole page is read."""


def read_html(text: str) -> list[Extract]:
    """Return the ads in an HTML text: the JobPosting that it carries for search engines where that is the ad, else what the page shows.

    Raises MissingExtra.
    """
    if _depth(text) > _DEEPEST:
        writer = Writer()
        write_html(text, writer)
        return [writer.extract("html")]
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise missing("HTML", "selectolax") from None
    tree = LexborHTMLParser(text)
    shown = _shown(tree)
    scripts = [node.text() for node in tree.css('script[type*="ld+json"]')]
    if any("JobPosting" in script for script in scripts):
        found = [posting for script in scripts for posting in postings_in(script)]
        if len(found) == 1 and 2 * len(found[0].text) >= min(len(shown.text), 2 * _PLENTY):
            return found
    return [shown]


def read_posting_page(text: str) -> list[Extract]:
    """Return the JobPostings that an HTML text carries for search engines. Raises MissingExtra."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise missing("HTML", "selectolax") from None
    return [posting for node in LexborHTMLParser(text).css('script[type*="ld+json"]') for posting in postings_in(node.text())]


def _shown(tree: LexborHTMLParser) -> Extract:
    """Return the ad that a page shows."""
    from advisor.documents.formats.page import Page, comments_above

    body = tree.body or tree.root
    if body is None:
        return Extract("", None, "html")
    page = Page(body)
    writer = Writer()
    for root, everything in ((page.content(), False), (body, True)):
        writer = Writer()
        flow = Flow(writer)
        for comment in comments_above(body):
            flow.comment(comment)
        page.flow(root, flow, everything)
        flow.close()
        if sum(len(piece.text) for piece in writer.pieces) >= _PLENTY:
            break
    if not any(piece.kind == "heading" and piece.level == 1 for piece in writer.pieces):
        heading = body.css_first("h1") or tree.css_first("title")
        if heading is not None:
            writer.add_title(heading.text(deep=True))
    return writer.extract("html")._replace(title=None)  # a page's first heading need not be the job's title


def _depth(text: str) -> int:
    """Return how deep tags are nested, those left out whose end tag may be."""
    depth = deepest = 0
    for tag in _NESTING.finditer(text):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest
