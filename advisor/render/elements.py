"""HTML put together so that nothing can slip in unescaped: text is escaped where it enters, always."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from advisor.render.safe import clean

_BLANK = re.compile(r"(<[^<>]{1,60}>)")
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class Html(str):
    """Markup that is already safe; only `el`, `raw` and `join` make it."""

    __slots__ = ()


Child = str | Html | None


def el(name: str, /, *children: Child, **attributes: str | None) -> Html:
    """Return an element. Children that are plain text are escaped; None stands for nothing.

    Attributes are named as in Python: `class_`, `aria_label`; those that are None are left out.
    """
    said = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value is not None)
    if name in _VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{join(children)}</{name}>")


def join(children: Iterable[Child], between: str = "") -> Html:
    """Return the children one after another, each escaped unless it is markup."""
    return Html(between.join(child if isinstance(child, Html) else escape(child) for child in children if child is not None))


def escape(text: str) -> Html:
    """Return text as markup that shows just that text, in content and in attribute values."""
    return Html(html.escape(clean(text)))


def raw(markup: str) -> Html:
    """Return markup of our own as it is; never call it with anything from outside."""
    return Html(markup)


def blanks(text: str) -> Html:
    """Return the text with each <blank> that the reader has to fill in set apart."""
    return join([el("var", piece) if _BLANK.fullmatch(piece) else piece for piece in _BLANK.split(text)])
