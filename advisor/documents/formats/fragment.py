"""Pieces of HTML, as job boards put them into a field: read without a parser of whole pages."""

from __future__ import annotations

import html
import re

from advisor.documents.formats.flow import UNREAD, VOID, Flow
from advisor.documents.formats.writer import Writer

_TAG = re.compile(r"<!--(.*?)(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)/?>|<[!?][^<>]*>|<[/a-zA-Z!?][^<>]*\Z", re.DOTALL)
_STYLE = re.compile(r"\bstyle\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?[a-zA-Z]")


def write_html(fragment: str, writer: Writer) -> None:
    """Write what a piece of HTML says. Markup that was escaped, once or more, is read as markup; text without any as text."""
    fragment = unescaped(fragment)
    if not _ANY_TAG.search(fragment):
        writer.add_lines(html.unescape(fragment))
        return
    lower = fragment.lower()
    ends = {name: lower.rfind(f"</{name}") for name in UNREAD}
    flow = Flow(writer)
    position, unread = 0, ""
    for tag in _TAG.finditer(fragment):
        if not unread and tag.start() > position:
            flow.data(html.unescape(fragment[position : tag.start()]))
        position = tag.end()
        comment, close, name, attributes = tag.groups()
        if name is None:
            if comment and not unread:
                flow.comment(comment)
            continue
        name = name.lower()
        if unread:
            unread = "" if close and name == unread else unread
        elif name in UNREAD:
            unread = name if not close and ends[name] >= position else ""
        elif name in VOID and name not in ("br", "hr"):
            continue
        elif close:
            flow.end(name)
        else:
            style = _STYLE.search(attributes) if "style" in attributes else None
            flow.start(name, style[1] if style else "")
    if not unread:
        flow.data(html.unescape(fragment[position:]))
    flow.close()


def unescaped(fragment: str) -> str:
    """Return HTML whose tags had been escaped (`&lt;p&gt;`), as it was before."""
    for _ in range(3):
        if _ANY_TAG.search(fragment) or not _ESCAPED_TAG.search(fragment):
            break
        fragment = html.unescape(fragment)
    return fragment
