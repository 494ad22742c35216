"""The application, put together: guard, pages and API over a pool of workers."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import field
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from advisor.errors import Problem
from advisor.frozen import frozen
from advisor.rulebook import load_rulebook
from advisor.version import __version__
from advisor.web.api import api
from advisor.web.bodies import ProblemDetails
from advisor.web.guard import Guard, Limits
from advisor.web.pages import missing, pages, static
from advisor.web.pool import Bounds, Pool
from advisor.web.problems import FAULT, Trouble, response


@frozen
class Serving:
    """How to serve: which rules, under which limits, with how many workers."""

    directories: Sequence[str] = ()
    default: bool = True
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)
    workers: int = max(2, os.cpu_count() or 1)


def create_app(serving: Serving | None = None) -> FastAPI:
    """Return the application. Raises BadRulebook when the rules cannot be loaded."""
    serving = serving or Serving()
    rulebook = load_rulebook(*serving.directories, default=serving.default)
    pool = Pool(serving.directories, serving.default, serving.workers, serving.bounds)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            pool.stop()

    app = FastAPI(
        title="advisor",
        version=__version__,
        summary="Advice on hiring infrastructure engineers, and checks of draft job descriptions.",
        description="Nothing that is sent here is kept, and nothing leaves this machine. Failures are RFC 9457 problem details.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(api(pool, rulebook))
    app.include_router(pages(rulebook))
    app.mount("/static", static(), name="static")
    app.add_middleware(Guard, limits=serving.limits)
    app.add_exception_handler(Trouble, _trouble)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _other)
    app.add_exception_handler(Exception, _fault)
    _document_problems(app)
    return app


async def _trouble(request: Request, error: Exception) -> Response:
    assert isinstance(error, Trouble)
    reading = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
    return missing(error) if error.kind == "not-found" and reading else response(error)


_NO_OBJECT = ("model_attributes_type", "model_type", "dict_type")
_INSIDE = 2
"""How long the place of something inside the body is."""


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any((item["type"] in _NO_OBJECT and len(item["loc"]) < _INSIDE) or item["type"] == "json_invalid" for item in found):
        said = "the body is no JSON object; send one, such as the example in /docs, with Content-Type: application/json"
        return response(Trouble("bad-request", said))
    return response(Trouble("bad-input", [Problem(_said(item["loc"], item["type"], item["msg"])) for item in found]))


def _said(loc: Sequence[int | str], kind: str, message: str) -> str:
    where = ".".join(str(part) for part in loc[1:] if part not in ("dict[str,any]", "str")) or "the body"
    match kind:
        case "missing":
            return f"{where} is missing; /docs shows what this address takes"
        case "extra_forbidden":
            return f"{where} is nothing this address takes; /docs shows what it takes"
        case _:
            return f"{where}: {message[:1].lower()}{message[1:]}; /docs shows what this address takes"


async def _other(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            return await _trouble(request, Trouble("not-found", "there is nothing at this address; /docs lists what there is"))
        case HTTPStatus.METHOD_NOT_ALLOWED:
            said = Trouble("wrong-method", "this address is asked for in another way; /docs says how")
            return response(said, error.headers)
        case _:
            return response(
                Trouble(
                    "bad-request",
                    "the body cannot be read; send a JSON object, such as the example in /docs, with Content-Type: application/json",
                )
            )


async def _fault(_: Request, __: Exception) -> Response:
    return response(Trouble("fault", FAULT))


def _document_problems(app: FastAPI) -> None:
    """Have the OpenAPI document describe what failures look like, in place of FastAPI's own."""
    made = app.openapi

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            schema = made()
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            whole = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(whole.pop("$defs", {}))
            schemas["ProblemDetails"] = whole
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # the way FastAPI documents
