"""What a hostile page, file or client may try, over HTTP: each is refused or harmless, and the server goes on."""

from __future__ import annotations

import io
import json
import socket
import time
import zipfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

DRAFT = {"text": "You are on call around the clock."}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:80", "[::1", "localhost:80:80", "", "[::2]"]
)
def test_other_names_are_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "<script" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80", "localhost."])
def test_this_machine_s_names_are_taken(client: httpx.Client, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://localhost.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_other_sites_pages_are_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    answer = client.post("/api/check", json=DRAFT, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "/docs#refused")


def test_the_own_page_and_links_to_it_are_taken(client: httpx.Client, address: str) -> None:
    assert client.post("/api/check", json=DRAFT, headers={"origin": address, "sec-fetch-site": "same-origin"}).status_code == 200
    assert client.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).status_code == 200
    assert client.get("/api/rules", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}).status_code == 403


def test_no_other_site_is_let_read(client: httpx.Client) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = client.options("/api/check", headers=asked)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/rules", "/docs", "/static/app.js", "/api/rules", "/nope", "/healthz"])
def test_every_answer_has_its_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%00",
        "/rules/../../../etc/passwd",
        "/rules/%3Cscript%3Ealert(1)%3C/script%3E",
        "/api/schema/..%2freport",
    ],
)
def test_paths_lead_nowhere_else(address: str, path: str) -> None:
    where = urlsplit(address)
    with socket.create_connection((where.hostname or "", where.port or 0), 20) as line:  # a client library would tidy the path
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404")
    for secret in (b"root:", b"create_app", b"<script>"):
        assert secret not in answer


def test_headers_cannot_be_slipped_in(client: httpx.Client) -> None:
    answer = client.post("/api/read?name=x%0d%0aX-Evil:%201", content=b"You run it.")
    assert "x-evil" not in answer.headers
    answer = client.post("/api/check", json={**DRAFT, "format": "html", "name": 'a"\r\nX-Evil: 1'})
    assert "x-evil" not in answer.headers
    assert answer.headers["content-disposition"] == 'attachment; filename="report.html"'


def test_markup_in_a_report_is_escaped(client: httpx.Client) -> None:
    hostile = "<script>alert(1)</script>"
    answer = client.post("/api/check", json={"text": f"You are on call around the clock {hostile}", "name": hostile, "format": "html"})
    assert "<script" not in answer.text
    wrong = client.post("/api/evaluate", json={"situation": {hostile: 1}})
    assert wrong.headers["content-type"] == "application/problem+json"


def _docx(document: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


BOMBS = {
    "a zip bomb": lambda: _docx(b"<w>" + b"0" * 900_000_000),
    "an XML bomb": lambda: _docx(
        b"<!DOCTYPE x [<!ENTITY a 'ha'>"
        + b"".join(
            f"<!ENTITY {name} '{'&' + before + ';'}{'&' + before + ';' * 9}'>".encode()
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + b"]><x>&i;</x>"
    ),
    "an external entity": lambda: _docx(b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:" + b"///etc/passwd'>]><x>&a;</x>"),
    "deep HTML": lambda: b"<html>" + b"<div>" * 300_000,
    "deep JSON": lambda: b'{"a":' * 300_000,
    "a broken PDF": lambda: b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] /Type /Pages >> endobj\n" * 20_000 + b"trailer << /Root 1 0 R >>",
    "one long line": lambda: b"on call " * 240_000,
    "zeros": lambda: b"\0" * 1_900_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_one_request(client: httpx.Client, name: str) -> None:
    answer = client.post("/api/read", content=BOMBS[name]())
    assert answer.status_code in (200, 413, 422, 503), answer.text
    assert "root:" not in answer.text
    assert client.post("/api/check", json=DRAFT).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": ' + b"[" * 200_000,
        b'{"text": "\\ud800"}',
        b'{"situation": {"\\ud800": 1}}',
        b'{"situation": {"company": {"engineers": 1e999}}}',
        b'{"situation": {"company": {"engineers": ' + b"9" * 5000 + b"}}}",
        b'{"situation": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}",
        json.dumps({"situation": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(5000))}).encode(),
        json.dumps({"text": "You are on call 24/7, unpaid. " * 60_000}).encode(),
        json.dumps({"text": "(" * 1_000_000}).encode(),
    ],
    ids=["deep", "surrogate", "surrogate key", "infinity", "long number", "deep situation", "YAML aliases", "2 MB of findings", "brackets"],
)
@pytest.mark.parametrize("path", ["/api/check", "/api/evaluate"])
def test_hostile_json_is_answered(client: httpx.Client, path: str, body: bytes) -> None:
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400, 422, 503), answer.text
    assert client.get("/healthz").status_code == 200


def _endless(sent: list[int]) -> Iterator[bytes]:
    for _ in range(2_000):
        sent.append(50_000)
        yield b"x" * 50_000


def test_a_body_is_limited_while_it_comes(client: httpx.Client) -> None:
    sent: list[int] = []
    try:
        answer = client.post("/api/read", content=_endless(sent))
        assert answer.status_code == 413
    except (httpx.WriteError, httpx.RemoteProtocolError, httpx.ReadError):
        pass  # the server hung up while the client was still sending, which is as good
    assert sum(sent) < 50_000_000


def test_a_body_that_is_announced_too_large_is_not_waited_for(address: str) -> None:
    where = urlsplit(address)
    with socket.create_connection((where.hostname or "", where.port or 0), 20) as line:
        line.sendall(b"POST /api/read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999999\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 413")


def test_half_open_clients_are_let_go_and_starve_nobody(address: str, client: httpx.Client) -> None:
    where = urlsplit(address)
    lines = [socket.create_connection((where.hostname or "", where.port or 0), 30) for _ in range(200)]
    try:
        for number, line in enumerate(lines):
            line.sendall([b"", b"GET / HT", b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Le"][number % 3])
        start = time.monotonic()
        assert client.post("/api/check", json=DRAFT).status_code == 200
        assert time.monotonic() - start < 5
        for line in lines:
            assert line.recv(65536) == b""  # closed by the server
    finally:
        for line in lines:
            line.close()


def _rest(line: socket.socket) -> bytes:
    return b"".join(iter(lambda: line.recv(1 << 20), b""))


def test_clients_that_do_not_read_are_let_go_and_starve_nobody(address: str, client: httpx.Client) -> None:
    where = urlsplit(address)
    body = json.dumps({"text": "You are on call 24/7, unpaid.\n" * 3_000}).encode()
    head = f"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    lines = []
    try:
        for _ in range(5):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(30)
            line.connect((where.hostname or "", where.port or 0))
            line.sendall(head + body)
            lines.append(line)
        assert client.post("/api/check", json=DRAFT).status_code == 200
        time.sleep(25)
        for line in lines:
            answer, _, begun = _rest(line).partition(b"\r\n\r\n")
            announced = int(answer.lower().partition(b"content-length: ")[2].split()[0])
            assert len(begun) < announced, "it is dropped in the middle of the answer"
    finally:
        for line in lines:
            line.close()
