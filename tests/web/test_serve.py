"""Starting the server, and what it says when it cannot."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import httpx
import pytest

from tests.cli.running import advisor
from tests.web.serving import server


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = advisor("serve", "--no-browser", "--port", str(port))
    assert ran.code == 2
    assert ran.err == f"port {port} is taken, perhaps by another advisor serve; close it, or choose a free one with --port 0\n"


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_an_address_of_another_machine(host: str) -> None:
    ran = advisor("serve", "--no-browser", "--host", host)
    assert ran.code == 2
    assert ran.err == f"--host {host} is no address of this machine; leave it out, or name one such as 127.0.0.1\n"


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastapi", None)
    for name in [name for name in sys.modules if name.startswith("advisor.web")]:
        monkeypatch.delitem(sys.modules, name)
    ran = advisor("serve", "--no-browser")
    assert ran.code == 2
    assert ran.err == "the web page needs hiring-advisor[web]; install it with: pip install 'hiring-advisor[web]'\n"


def test_it_ends_when_interrupted() -> None:
    command = [sys.executable, "-m", "advisor", "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Ctrl-C ends it" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def test_names_it_may_be_asked_for_by() -> None:
    with server("--allow-host", "advisor.example") as address:
        assert httpx.get(f"{address}/healthz", headers={"host": "advisor.example"}).status_code == 200
        assert httpx.get(f"{address}/healthz", headers={"host": "other.example"}).status_code == 421
