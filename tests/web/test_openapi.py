"""The OpenAPI document, and what generated requests make of it: never a failure of the server's."""

from __future__ import annotations

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
            assert all("application/problem+json" in said["content"] for status, said in operation["responses"].items() if status != "200")


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
