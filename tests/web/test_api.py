"""The API over HTTP: the commands' JSON, and problem details with the commands' messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml

from tests.cli.running import advisor

DRAFT = "# DevOps Engineer 🚀\n\nYou are on call around the clock, unpaid.\n\nWe are moving to the cloud.\n"
SITUATION = {"company": {"engineers": 24}, "work": {"kinds": ["cloud", "ci-cd"]}, "environment": {"cloud_migration": "none"}}


def test_check_is_what_the_command_prints(client: httpx.Client, tmp_path: Path) -> None:
    draft, situation = tmp_path / "draft.md", tmp_path / "situation"
    draft.write_text(DRAFT, encoding="utf-8")
    situation.write_text(yaml.safe_dump(SITUATION), encoding="utf-8")
    ran = advisor("check", str(draft), "--situation", str(situation), "--format", "json", "--no-config")
    answer = client.post("/api/check", json={"text": DRAFT, "name": str(draft), "situation": SITUATION})
    assert answer.json() == json.loads(ran.out)
    assert any(finding["concern"] == "cloud-claim" for finding in answer.json()["findings"])


def test_evaluate_is_what_the_command_prints(client: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(yaml.safe_dump(SITUATION), encoding="utf-8")
    ran = advisor("evaluate", str(file), "--format", "json")
    for stated in (SITUATION, file.read_text(encoding="utf-8")):
        assert client.post("/api/evaluate", json={"situation": stated, "name": str(file)}).json() == json.loads(ran.out)


def test_explain_is_what_the_command_prints(client: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(yaml.safe_dump(SITUATION), encoding="utf-8")
    ran = advisor("explain", str(file), "--decision", "title", "--option", "platform-engineer", "--format", "json")
    body = {"situation": SITUATION, "name": str(file), "decision": "title", "option": "platform-engineer"}
    assert client.post("/api/explain", json=body).json() == json.loads(ran.out)
    wrong = client.post("/api/explain", json={**body, "decision": "titel"})
    assert (wrong.status_code, wrong.json()["detail"]) == (422, "there is no decision titel; did you mean title?")


@pytest.mark.parametrize(("shape", "form"), [("json", "json"), ("markdown", "markdown"), ("html", "html")])
def test_a_draft_is_what_the_command_writes(client: httpx.Client, tmp_path: Path, shape: str, form: str) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(yaml.safe_dump(SITUATION), encoding="utf-8")
    ran = advisor("draft", str(file), "--quiet", "--format", form)
    assert client.post("/api/draft", json={"situation": SITUATION, "name": str(file), "format": shape}).text == ran.out


def test_what_nobody_knows_is_not_asked_for(client: httpx.Client) -> None:
    asked: list[str] = []
    for _ in range(3):
        answer = client.post("/api/evaluate", json={"situation": {"company": {"engineers": 24}}, "unanswered": asked})
        asked.append(answer.json()["next_question"]["fact"])
    assert len(set(asked)) == 3
    wrong = client.post("/api/evaluate", json={"situation": {}, "unanswered": ["company.enginers"]})
    assert wrong.json()["detail"] == "unanswered: company.enginers is no fact; did you mean company.engineers?"


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("check", "report", {"text": DRAFT}),
        ("evaluate", "advice", {"situation": SITUATION}),
        ("draft", "draft", {"situation": SITUATION}),
        ("explain", "explanation", {"situation": SITUATION, "decision": "title"}),
    ],
)
def test_answers_fit_the_published_schemas(client: httpx.Client, path: str, kind: str, body: dict[str, Any]) -> None:
    jsonschema.validate(client.post(f"/api/{path}", json=body).json(), client.get(f"/api/schema/{kind}").json())


def test_spans_are_places_in_the_text_that_was_sent(client: httpx.Client) -> None:
    for text in (DRAFT, "\ufeff" + DRAFT, DRAFT.replace("\n", "\r\n"), f"<p>{DRAFT}</p><p></p>", '{"a": "You are on call, unpaid."}'):
        findings = client.post("/api/check", json={"text": text}).json()["findings"]
        placed = [finding for finding in findings if finding["span"]]
        assert placed
        assert all(text[finding["span"]["start"] : finding["span"]["end"]] == finding["excerpt"] for finding in placed)


def test_a_situation_file_names_what_nobody_knows(client: httpx.Client) -> None:
    text = client.post("/api/situation/write", json={"facts": {"company.engineers": 24}, "unanswered": ["company.regions"]}).text
    assert "  # regions:  (not known)\n" in text
    assert yaml.safe_load(text) == {"company": {"engineers": 24}}
    wrong = client.post("/api/situation/write", json={"facts": {}, "unanswered": ["company.reggions"]})
    assert wrong.json()["detail"] == "unanswered: company.reggions is no fact; did you mean company.regions?"


def test_marks_are_the_places_of_the_report_s_findings(client: httpx.Client) -> None:
    for situation in (None, SITUATION, {**SITUATION, "environment": {"cloud_migration": "planned"}}):
        body = {"text": DRAFT, "situation": situation}
        findings = client.post("/api/check", json=body).json()["findings"]
        marks = client.post("/api/check", json={**body, "format": "marks"}).json()
        assert marks == {
            kind: [[item["span"]["start"], item["span"]["end"]] for item in findings if item["severity"] == kind and item["span"]]
            for kind in ("error", "warning", "info")
        }


@pytest.mark.parametrize(("shape", "start"), [("html", "<!doctype html>"), ("markdown", "#")])
def test_reports_to_keep(client: httpx.Client, shape: str, start: str) -> None:
    answer = client.post("/api/check", json={"text": DRAFT, "format": shape})
    assert answer.text.startswith(start)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert client.post("/api/evaluate", json={"situation": SITUATION, "format": shape}).text.startswith(start)


def test_a_fix_writes_the_suggested_line(client: httpx.Client) -> None:
    text = "# DevOps Engineer\n\nYou are on call around the clock.\n"
    finding = next(
        item for item in client.post("/api/check", json={"text": text}).json()["findings"] if item["concern"] == "on-call-burden"
    )
    body = {"text": text, "rule": finding["rule"], "start": finding["span"]["start"]}
    (edit,) = client.post("/api/fix", json=body).json()["edits"]
    mended = text[: edit["start"]] + edit["text"] + text[edit["end"] :]
    assert finding["fix"] in mended
    assert "around the clock" not in mended


def test_a_situation_goes_to_yaml_and_back(client: httpx.Client) -> None:
    facts = {"company.engineers": 24, "work.kinds": ["cloud", "ci-cd"], "on_call.required": True, "company.clouds": []}
    text = client.post("/api/situation/write", json={"facts": facts}).text
    assert yaml.safe_load(text)["company"] == {"engineers": 24, "clouds": []}
    assert text.startswith("# A hiring situation for advisor, from the web page of: advisor serve\n")
    back = client.post("/api/situation/read", json={"yaml": text}).json()["facts"]
    assert {fact: sorted(value) if isinstance(value, list) else value for fact, value in back.items()} == {
        fact: sorted(value) if isinstance(value, list) else value for fact, value in facts.items()
    }


def test_files_are_read(client: httpx.Client) -> None:
    answer = client.post("/api/read", params={"name": "ad.html"}, content=b"<html><body><h1>SRE</h1><p>You run it.</p></body></html>")
    assert answer.json()["format"] == "html"
    assert "You run it." in answer.json()["text"]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("company: {enginers: 24}\n", "situation:1:11: company.enginers is no fact; did you mean company.engineers?"),
        ({"company": {"engineers": "sixty"}}, "situation: company.engineers"),
        ("a: [", "situation:2:1: this is not YAML"),
        ("", "situation:1:1: the situation is empty"),
    ],
)
def test_problems_are_those_of_the_command(client: httpx.Client, stated: object, said: str) -> None:
    answer = client.post("/api/evaluate", json={"situation": stated})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "/docs#bad-input"
    assert problem["detail"].startswith(said), problem["detail"]
    assert problem["problems"][0]["message"]


@pytest.mark.parametrize(
    ("path", "sent", "status", "said"),
    [
        ("/api/check", {"json": {"text": " \n"}}, 422, "draft:1:1: the draft is empty; put the text of the ad into it"),
        ("/api/check", {"json": {}}, 422, "text is missing"),
        ("/api/check", {"json": {"text": "x", "frmat": "html"}}, 422, "frmat is nothing this address takes"),
        ("/api/check", {"json": {"text": "x", "format": "pdf"}}, 422, "format: input should be 'json', 'html', 'markdown' or 'marks'"),
        ("/api/check", {"json": ["x"]}, 400, "the body is no JSON object"),
        ("/api/check", {"content": b"{", "headers": {"content-type": "application/json"}}, 400, "the body is no JSON object"),
        ("/api/check", {"content": b"text=x"}, 400, "the body is no JSON object"),
        ("/api/read", {"content": b""}, 422, "draft:1:1: the draft is empty"),
        ("/api/read", {"content": b"\x89PNG\r\n\x1a\n\0\0"}, 422, "draft: this is an image; save the ad as text"),
        (
            "/api/fix",
            {"json": {"text": "x", "rule": "draft/on-call-unpayd"}},
            422,
            "there is no rule draft/on-call-unpayd; did you mean draft/on-c",
        ),
        ("/api/nope", {"json": {}}, 404, "there is nothing at this address"),
        ("/healthz", {"json": {}}, 405, "this address is asked for in another way"),
    ],
)
def test_bad_requests_are_said_to_be(client: httpx.Client, path: str, sent: dict[str, Any], status: int, said: str) -> None:
    answer = client.post(path, **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["detail"].startswith(said), answer.json()["detail"]


def test_what_does_not_change(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    rules = client.get("/api/rules").json()["rules"]
    assert all(rule["summary"] and rule["when"] and rule["cites"] for rule in rules)
    vocabulary = client.get("/api/vocabulary").json()
    assert {"company.engineers", "company.stage"} <= {fact["id"] for fact in vocabulary["facts"]}
    wrong = client.get("/api/schema/reprot")
    assert (wrong.status_code, wrong.json()["detail"]) == (404, "there is no schema of that name; did you mean report?")
