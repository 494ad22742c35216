"""The HTTP API: the commands' own JSON, for programs and for the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from advisor.errors import did_you_mean, listing
from advisor.model import Rulebook
from advisor.schemas import SCHEMAS
from advisor.web.bodies import (
    FILE,
    CheckBody,
    CheckShape,
    DraftBody,
    EvaluateBody,
    ExplainBody,
    FixBody,
    ReadText,
    SituationFacts,
    SituationText,
)
from advisor.web.catalogue import rules_data, vocabulary_data
from advisor.web.pool import Pool
from advisor.web.problems import MEDIA_TYPE, Trouble

_JSON = "application/json"
_MEDIA = {"json": _JSON, "marks": _JSON, "html": "text/html; charset=utf-8", "markdown": "text/markdown; charset=utf-8"}
_SUFFIX = {"json": "json", "html": "html", "markdown": "md"}


_DESCRIBED = {
    "report": "As /api/schema/report describes it.",
    "advice": "As /api/schema/advice describes it.",
    "explanation": "As /api/schema/explanation describes it.",
}


_EXAMPLES = {
    "facts": {"facts": {"company.engineers": 24}},
    "state": {"status": "ok"},
}
"""What is answered to the example of the request, where that is short."""


def _fails(*statuses: int) -> dict[int | str, dict[str, Any]]:
    said = {
        400: "No JSON, or cut short",
        403: "From another site's page",
        404: "Not there",
        413: "Too large",
        422: "Cannot be used",
        503: "Too slow",
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}  # which has an example
    return {status: {"description": said[status], "content": content} for status in statuses}


def _answers(what: str, *shapes: str, example: object = None) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/json": {"schema": {"type": "object", "description": _DESCRIBED.get(what, "")}}}
    if example := example or _EXAMPLES.get(what):
        content["application/json"]["example"] = example
    for shape in shapes:
        content[shape] = {"schema": {"type": "string"}}
    return {200: {"description": f"The {what}.", "content": content}}


_WORK = _fails(400, 403, 413, 422, 503)


class _SchemaResponse(Response):
    media_type = "application/schema+json"


def api(pool: Pool, rulebook: Rulebook) -> APIRouter:
    """Return the addresses of the API, worked by the pool."""
    router = APIRouter()

    @router.post("/api/check", summary="Check a draft", responses={**_answers("report", "text/html", "text/markdown"), **_WORK})
    async def check(body: CheckBody) -> Response:
        """Find what puts engineers off in a draft, what is missing, and what contradicts itself or the situation."""
        return _shaped(await pool.run("check", body.model_dump()), body.format, "report")

    @router.post("/api/evaluate", summary="Advise on a situation", responses={**_answers("advice", "text/html", "text/markdown"), **_WORK})
    async def evaluate(body: EvaluateBody) -> Response:
        """Rank what there is to decide, each reason with its source, and name the question to ask next."""
        payload = {"situation": body.situation, "situation_name": body.name, "unanswered": body.unanswered, "format": body.format}
        return _shaped(await pool.run("evaluate", payload), body.format, "advice")

    @router.post("/api/explain", summary="Explain a decision", responses={**_answers("explanation", "text/markdown"), **_WORK})
    async def explain(body: ExplainBody) -> Response:
        """Say why, why not, and the smallest change that would change it."""
        return _shaped(await pool.run("explain", {**body.model_dump(), "situation_name": body.name}), body.format, "explanation")

    @router.post("/api/draft", summary="Start a draft", responses={**_answers("draft", "text/html", "text/markdown"), **_WORK})
    async def draft(body: DraftBody) -> Response:
        """Write a job description to start from: what the situation says, and a <blank> for what it does not."""
        payload = {"situation": body.situation, "situation_name": body.name, "format": body.format}
        return _shaped(await pool.run("draft", payload), body.format, "draft")

    @router.post("/api/fix", summary="Write a suggested line", responses={**_answers("edits"), **_WORK})
    async def fix(body: FixBody) -> Response:
        """Return the edits that write one finding's suggested line, with its <blanks>; none where nothing is to be written."""
        return _shaped(await pool.run("fix", body.model_dump()), "json", "edits")

    @router.post(
        "/api/read",
        summary="Read a file",
        response_model=ReadText,
        responses=_WORK,
        openapi_extra={
            "requestBody": {
                "required": True,
                "description": "The file's bytes: text, Markdown, HTML, DOCX, PDF or a job board's JSON.",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}, "example": FILE}},
            }
        },
    )
    async def read(request: Request, name: str = Query("draft", min_length=1, max_length=200, examples=["ad.docx"])) -> Response:
        """Return the text of a file in any format that drafts come in. It is read in a process of its own and kept nowhere."""
        return _shaped(await pool.run("read", {"name": name, "data": await request.body()}), "json", "text")

    @router.post("/api/situation/read", summary="Read a situation file", responses={**_answers("facts"), **_WORK})
    async def read_situation(body: SituationText) -> Response:
        """Return the facts that a situation file states, by id."""
        return _shaped(await pool.run("read-situation", {"situation": body.yaml, "situation_name": body.name}), "json", "facts")

    @router.post("/api/situation/write", summary="Write a situation file", responses={**_text("application/yaml"), **_WORK})
    async def write_situation(body: SituationFacts) -> Response:
        """Return a situation file with these facts, for advisor evaluate and every other command."""
        payload = {"situation": body.facts, "unanswered": body.unanswered}
        return Response(await pool.run("write-situation", payload), media_type="application/yaml; charset=utf-8")

    @router.get("/api/rules", summary="The rules", responses=_answers("rules", example=_first(rules_data(rulebook))))
    async def rules() -> Response:
        """Return every rule: when it applies, what follows, why, and what it rests on."""
        return _kept(rules_data, rulebook)

    words = _answers("vocabulary", example=_first(vocabulary_data(rulebook)))

    @router.get("/api/vocabulary", summary="Facts, decisions and concerns", responses=words)
    async def vocabulary() -> Response:
        """Return what there is to say and to decide, with the labels and questions that people see."""
        return _kept(vocabulary_data, rulebook)

    @router.get("/api/schema/{kind}", summary="A JSON Schema", response_class=_SchemaResponse, responses={**_fails(404, 422)})
    async def schema(kind: str = Path(max_length=100, examples=["report"])) -> Response:
        """Return the published JSON Schema (2020-12) of what goes in or comes out."""
        if kind not in SCHEMAS:
            hint = did_you_mean(kind, SCHEMAS) or f"; there are {listing(list(SCHEMAS))}"
            raise Trouble("not-found", f"there is no schema of that name{hint}")
        return _SchemaResponse(_schema(kind, rulebook))

    @router.get("/healthz", summary="Whether the server works", responses=_answers("state"))
    async def healthz() -> dict[str, str]:
        """Say ok."""
        return {"status": "ok"}

    return router


def _first(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with the first item of each list and mapping."""
    return {name: value[:1] if isinstance(value, list) else dict(list(value.items())[:1]) for name, value in data.items()}


def _text(media_type: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": "The file.", "content": {media_type: {"schema": {"type": "string"}}}}}


def _shaped(body: bytes, shape: CheckShape, name: str) -> Response:
    # What is not JSON is for keeping, never for showing under this address.
    headers = {} if _MEDIA[shape] == _JSON else {"content-disposition": f'attachment; filename="{name}.{_SUFFIX[shape]}"'}
    return Response(body, headers=headers, media_type=_MEDIA[shape])


def _kept(make: Callable[[Rulebook], object], rulebook: Rulebook) -> Response:
    return Response(_made(make, rulebook), media_type="application/json")


@lru_cache(maxsize=8)
def _made(make: Callable[[Rulebook], object], rulebook: Rulebook) -> bytes:
    return json.dumps(make(rulebook), ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=16)
def _schema(kind: str, rulebook: Rulebook) -> bytes:
    return json.dumps(SCHEMAS[kind](rulebook), ensure_ascii=False).encode()
