"""The OpenAPI document, and what generated requests make of it: never a failure of the server's."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance


def test_every_address_has_an_example_and_says_how_it_fails(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if "application/json" in operation.get("requestBody", {}).get("content", {}):
                name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                assert client.post(path, json=document["components"]["schemas"][name]["examples"][0]).status_code == 200, path
            assert '"example' in json.dumps(_resolved(operation, document)), f"{path} has no example"
            assert all("application/problem+json" in said["content"] for status, said in operation["responses"].items() if status != "200")


def _resolved(part: Any, document: Any) -> Any:
    """Return a part of the document with what it refers to in its place."""
    if isinstance(part, list):
        return [_resolved(item, document) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _resolved(document["components"]["schemas"][part["$ref"].rpartition("/")[2]], document)
    return {name: _resolved(item, document) for name, item in part.items()}


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """Return what an object says: the document leaves nulls out of examples."""
    return {name: value for name, value in data.items() if value is not None}


def test_examples_of_answers_are_what_is_answered(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    tried = 0
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            answer = operation["responses"]["200"]["content"].get("application/json", {})
            if path in ("/api/rules", "/api/vocabulary"):
                found = json.loads(client.get(path).text, object_hook=_said)
                for name, said in answer["example"].items():
                    assert said == found[name][:1] if isinstance(said, list) else said.items() <= found[name].items()
                continue
            shown = answer.get("example") or next(iter(_resolved(answer.get("schema", {}), document).get("examples", [])), None)
            if shown is None:
                continue
            tried += 1
            sent = operation.get("requestBody", {}).get("content", {})
            body = _resolved(sent.get("application/json", {}).get("schema", {}), document).get("examples", [None])[0]
            content = sent.get("application/octet-stream", {}).get("example")
            named = {item["name"]: item["schema"]["examples"][0] for item in operation.get("parameters", [])}
            assert client.request(method, path, params=named, json=body, content=content).json() == shown, path
    assert tried >= 3
    wanted = document["components"]["schemas"]["FixBody"]["examples"][0]
    assert client.post("/api/fix", json=wanted).json()["edits"]
    problem = document["components"]["schemas"]["ProblemDetails"]["examples"][0]
    assert client.post("/api/evaluate", json={"situation": {"company": {"enginers": 24}}}).json() == problem


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    for path in ("/", "/healthz", "/api/rules", "/static/app.js"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-length"] == client.get(path).headers["content-length"]


def test_generated_requests(address: str) -> None:
    tried = 0
    document: Any = schemathesis.openapi.from_url(f"{address}/openapi.json")
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            answer = case.call(base_url=address)
            case.validate_response(answer, checks=[not_a_server_error, status_code_conformance, content_type_conformance])

        holds()
        tried += 1
    assert tried >= 12


def test_the_page_of_the_api_needs_nothing_from_outside(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert "/api/check" in page
    assert "<script" not in page
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="/static/' in page


@pytest.mark.parametrize("path", ["/nope", "/rules/draft/on-call-unpayd", "/static/nope.js"])
def test_a_person_who_is_lost_gets_a_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Not found</h1>" in answer.text
    assert ("did you mean draft/on-call-unpaid" in answer.text) == ("unpayd" in path)
    assert client.get("/api/schema/nope", headers={"accept": "text/html"}).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/rules", "/docs"])
def test_pages_are_html(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")
