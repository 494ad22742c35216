"""The pages: one that works on drafts and situations in the browser, and those that show the rules."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from advisor.errors import did_you_mean
from advisor.model import Rulebook
from advisor.render.parts import capital
from advisor.web.catalogue import grouped, rule_data
from advisor.web.problems import KINDS, Trouble

_HERE = Path(__file__).parent


def static() -> StaticFiles:
    """Return what serves the style sheet and the scripts."""
    return StaticFiles(directory=_HERE / "static")


def missing(trouble: Trouble) -> Response:
    """Return the page that says why there is nothing at an address."""
    return _page("missing.html", 404, said=capital(trouble.problems[0].message))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["tojson_plain"] = lambda value: json.dumps(value, ensure_ascii=False)  # escaped as text, by the template
    return made


def _page(template: str, status: int = 200, /, **values: Any) -> Response:
    return HTMLResponse(_environment().get_template(template).render(values), status)


def pages(rulebook: Rulebook) -> APIRouter:
    """Return the addresses of the pages."""
    router = APIRouter(include_in_schema=False)
    catalogue = grouped(rulebook)

    @router.get("/")
    async def home() -> Response:
        return _page("app.html")

    @router.get("/rules")
    async def rules() -> Response:
        return _page("rules.html", groups=catalogue, rulebook=rulebook)

    @router.get("/rules/{rule_id:path}")
    async def rule(rule_id: str) -> Response:
        known = [item.id for item in rulebook.rules]
        if rule_id not in known:
            hint = did_you_mean(rule_id, known) or "; /rules lists them all"
            raise Trouble("not-found", f"there is no rule of that name{hint}")
        said = rulebook.rule(rule_id)
        back = [other.id for other in rulebook.rules if rule_id in other.overrides]
        return _page("rule.html", rule=rule_data(said, rulebook), concern=rulebook.concerns, decisions=rulebook.decisions, gives_way=back)

    @router.get("/docs")
    async def docs(request: Request) -> Response:
        return _page("docs.html", openapi=request.app.openapi(), kinds=KINDS, base=str(request.base_url).rstrip("/"))

    @router.get("/static/page.css")
    async def style() -> Response:
        return Response((_HERE.parent / "render" / "page.css").read_bytes(), media_type="text/css")  # what reports look like, too

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return Response((_HERE / "static" / "icon.svg").read_bytes(), media_type="image/svg+xml")

    return router
