"""How the server holds out under load: `python -m benchmarks.serving`, for 50 clients that check drafts for 30 seconds."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine

_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "drafts"


@dataclass
class Tally:
    """What the clients saw: seconds for each answer, and how many were no report."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0


def main() -> None:
    """Start a server, load it, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument(
        "--drafts",
        type=Path,
        default=machine.ADS if machine.ADS.is_dir() else _FOLDER,
        help="a folder of drafts (*.md, *.txt) to send in turn",
    )
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--half-open", type=int, default=100, help="how many more connect and send half a request")
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in sorted(options.drafts.rglob("*")) if file.suffix in (".md", ".txt")]
    texts = [text for text in texts if text.strip()]
    assert texts, f"there is no draft in {options.drafts}"
    command = [sys.executable, "-m", "advisor", "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://([\d.]+):(\d+)/", server.stderr.readline())
            assert found
            asyncio.run(_measure(server.pid, found[1], int(found[2]), texts, options))
        finally:
            server.terminate()


async def _measure(pid: int, host: str, port: int, texts: Sequence[str], options: argparse.Namespace) -> None:
    requests = [_request(text) for text in texts]
    await _load(host, port, requests, options.clients, 3)  # every worker has seen the drafts
    before = _resident(pid)
    held = [await asyncio.open_connection(host, port) for _ in range(options.half_open)]
    for _, writer in held:
        writer.write(b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
    tally = await _load(host, port, requests, options.clients, options.seconds)
    after = _resident(pid)
    for _, writer in held:
        writer.close()
    times = sorted(tally.seconds)
    size = statistics.mean(len(text) for text in texts)
    print(machine.description(), machine.load(), sep="\n")
    print(f"{len(texts)} drafts of {size:,.0f} characters on average, which every worker has read before")
    print(f"{options.clients} clients, {options.half_open} half-open, {options.seconds:g} s")
    print(f"{len(times) / options.seconds:,.0f} reports a second; errors: {tally.errors}")
    print(f"median {_at(times, 0.5):.0f} ms, p99 {_at(times, 0.99):.0f} ms, slowest {times[-1] * 1000:.0f} ms")
    print(f"memory of all processes: {before / 1024:.0f} MB before, {after / 1024:.0f} MB after")


def _request(text: str) -> bytes:
    body = json.dumps({"text": text}).encode()
    return (
        f"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


async def _load(host: str, port: int, requests: Sequence[bytes], clients: int, seconds: float) -> Tally:
    tally = Tally()
    end = time.monotonic() + seconds
    await asyncio.gather(*(_client(host, port, requests, number, end, tally) for number in range(clients)))
    return tally


async def _client(host: str, port: int, requests: Sequence[bytes], number: int, end: float, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while time.monotonic() < end:
        start = time.monotonic()
        writer.write(requests[number % len(requests)])
        number += 1
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            assert length
            await reader.readexactly(int(length[1]))
        except (OSError, asyncio.IncompleteReadError):
            tally.errors += 1
            reader, writer = await asyncio.open_connection(host, port)
            continue
        tally.errors += not head.startswith(b"HTTP/1.1 200")
        tally.seconds.append(time.monotonic() - start)
    writer.close()


def _resident(pid: int) -> int:
    """Return the memory of a process and its children, in KB."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    return sum(rss for child, parent, rss in rows if pid in (child, parent))


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] * 1000


if __name__ == "__main__":
    main()
