"""What of a saved careers page is the ad, and what its menus, forms, banners and other jobs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from advisor.documents.formats.flow import HEADINGS, UNREAD, Flow

_FURNITURE = frozenset("nav footer aside dialog menu".split())
_ROLES = frozenset("navigation contentinfo search dialog alertdialog menu menubar complementary alert".split())
_NAMES = (
    "cookies? consent gdpr breadcrumbs? navbar nav menu sidebar footer newsletter social share sharing related similar recommended"
    " recommendations modal popup banner skip-link sr-only visually-hidden job-?alerts? talent-community login signup"
)
_NAMED = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_NAMES.split())})(?:$|[\s_-])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_ENDS = re.compile(
    r"(?:similar|related|other|more|recommended|all|current|latest|open) (?:open )?"
    r"(?:jobs?|roles?|positions?|openings?|opportunities|vacancies)\b"
    r"|(?:apply|application) (?:for|to) this (?:job|role|position)|submit your application|people also viewed|you (?:may|might) also"
    r"|share (?:this|on|via)|job alerts?\b|subscribe|sign up|follow us|stay connected|join our talent",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:apply|back|share|save|print|email|log ?in|sign ?in|register|menu|search|view|see|show|close|next|previous|skip|refer|copy|tweet"
    r"|home|jobs|careers)\b",
    re.IGNORECASE,
)
_CONTENT = '[itemtype*="JobPosting"], main, article, [role="main"]'
_ENOUGH = 0.4
"""A part marked as the content is taken for it when it holds so much of the text."""
_MOST = 0.5
"""Nothing that holds more than this of the text is left out."""
_LINKED, _FEW = 0.7, 3
"""A block is a menu when so much of its text is links, and there are at least so many."""
_LITTLE = 300
"""What is hidden and has less text than this is a dialog or a message; more is a part of the page that opens."""
_SHORT = 40


@dataclass(slots=True)
class _Weight:
    """How much text stands in an element, and how much and how many of it are links."""

    text: int = 0
    linked: int = 0
    links: int = 0


class Page:
    """A parsed page, weighed."""

    def __init__(self, body: LexborNode) -> None:
        self._weights: dict[int, _Weight] = {}
        self._whole = self._weigh(body)
        self._body = body

    def content(self) -> LexborNode:
        """Return the smallest part marked as content that holds enough of the page's text, or its body."""
        enough = [
            (self._of(node).text, -place, node)
            for place, node in enumerate(self._body.css(_CONTENT))
            if self._of(node).text >= _ENOUGH * self._whole
        ]
        return min(enough, key=lambda item: item[:2])[2] if enough else self._body

    def flow(self, root: LexborNode, flow: Flow, everything: bool = False) -> None:
        """Send what stands under `root` through `flow`: with `everything` all that is text, else without what is no part of the ad."""
        ended: set[int] = set()

        def left_out(node: LexborNode) -> bool:
            if node.tag in UNREAD or node.mem_id in ended:
                return True
            if everything:
                return False
            if node.tag in HEADINGS and _ENDS.match(_text(node)):
                ended.update(_section(node))
                return True
            return not self._belongs(node)

        for node, opens in _walk(root, left_out):
            if node.is_text_node:
                flow.data(node.text_content or "")
            elif node.is_comment_node:
                flow.comment(node.comment_content or "")
            elif opens:
                flow.start(node.tag or "", _attribute(node, "style"))
            else:
                flow.end(node.tag or "")

    def _belongs(self, node: LexborNode) -> bool:
        """Return whether an element may be part of the ad."""
        weight, tag = self._of(node), node.tag
        if weight.text > _MOST * self._whole:
            return True
        if tag in _FURNITURE or tag == "form" or _attribute(node, "role") in _ROLES or (tag == "header" and node.css_first("h1") is None):
            return False
        if weight.text < _LITTLE and _is_hidden(node):
            return False
        if weight.links >= _FEW and weight.linked >= _LINKED * weight.text:
            return False
        if tag == "a" and (parent := node.parent) is not None and self._of(parent).text == weight.text:
            return not (len(text := _text(node).strip()) <= _SHORT and _BUTTON.match(text))
        return not _NAMED.search(f"{_attribute(node, 'class')} {_attribute(node, 'id')}".lower())

    def _of(self, node: LexborNode) -> _Weight:
        return self._weights.get(node.mem_id) or _Weight()

    def _weigh(self, body: LexborNode) -> int:
        """Weigh every element below the body; return how much text there is in all."""
        whole = _Weight()
        above = [whole]
        for node, opens in _walk(body, lambda node: node.tag in UNREAD):
            if node.is_text_node:
                length = len("".join((node.text_content or "").split()))
                above[-1].text += length
            elif node.is_comment_node:
                continue
            elif opens:
                above.append(_Weight())
            else:
                done = above.pop()
                if node.tag == "a":
                    done.links, done.linked = 1, done.text
                self._weights[node.mem_id] = done
                above[-1].text += done.text
                above[-1].linked += done.linked
                above[-1].links += done.links
        self._weights[body.mem_id] = whole
        return whole.text


def comments_above(body: LexborNode) -> Iterator[str]:
    """Yield the comments that stand before the body."""
    root = body.parent
    node = root
    while node is not None and node.prev is not None:
        node = node.prev
    while node is not None:
        if node.is_comment_node:
            yield node.comment_content or ""
        elif root is not None and node.mem_id == root.mem_id:
            yield from (
                inner.comment_content or "" for inner, _ in _walk(node, lambda inner: inner.mem_id == body.mem_id) if inner.is_comment_node
            )
        node = node.next


def _walk(root: LexborNode, left_out: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield what stands under `root` in order, an element when it opens (True) and when it closes (False)."""
    node = root.first_child
    while node is not None:
        if not node.is_element_node:
            yield node, True
        elif not left_out(node):
            yield node, True
            if (child := node.first_child) is not None:
                node = child
                continue
            yield node, False
        while node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return
            yield node, False
        node = node.next


def _section(heading: LexborNode) -> Iterator[int]:
    """Yield what follows a heading up to the next of its rank, or of a higher one."""
    node = heading.next
    while node is not None and not (node.tag in HEADINGS and HEADINGS[node.tag] <= HEADINGS[heading.tag or ""]):
        yield node.mem_id
        node = node.next


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or _attribute(node, "aria-hidden") == "true" or bool(_HIDDEN.search(_attribute(node, "style")))


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True).split())
