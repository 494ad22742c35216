"""An HTML page that needs nothing else: no script, no font, no image, no network."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from advisor.render.elements import Html, el, join, raw


def opening(title: str, *styles: str, images: bool = False) -> str:
    """Return a page up to its body; `styles` are style sheets beside this module, after the one that all pages share.

    With `images`, the page may show those that it carries in itself.
    """
    return f'<!doctype html>\n<html lang="en">\n{_head(title, _style(("page.css", *styles)), images)}\n<body>\n'


def closing(said: str) -> str:
    """Return the end of a page, with this in its footer."""
    return el("footer", el("p", said), class_="page") + "\n</body>\n</html>\n"


@lru_cache(maxsize=4)
def _style(names: tuple[str, ...]) -> Html:
    return raw("\n" + "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names))


def _head(title: str, style: Html, images: bool) -> Html:
    # The one style element is allowed by its hash; everything else, scripts first, is forbidden.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'{'; img-src data:' if images else ''}"
    parts = (
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", style),
    )
    return el("head", raw("\n"), join(parts, "\n"), raw("\n"))
