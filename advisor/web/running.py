"""Running the server: on a port that is free, with patience only for clients that get on with it."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
import webbrowser
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from advisor.errors import BadInput

_HEAD_SECONDS = 10.0
"""How long a client may take over the head of a request."""
_UNREAD_SECONDS = 5.0
"""How long a connection that is closed waits for its client to read what was answered."""


class Impatient(H11Protocol):
    """Closes a connection whose next request does not arrive in time, or whose answer is not read: neither kind gathers."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as its base has it
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting while the head of a request is incomplete."""
        super().data_received(data)
        if self._waiting():
            if self._deadline is None:
                self._wait()
        else:
            self._cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._cancel()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection, soon even where what was answered is not read."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(_UNREAD_SECONDS, self.transport.abort)

    def _waiting(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # None until the first request, whatever its type says
        return cycle is None or cycle.response_complete

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _cancel(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self._waiting() and not self.transport.is_closing():
            self.transport.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises BadInput when the port is taken, or is not to be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise BadInput(f"--host {host} is no address of this machine; leave it out, or name one such as 127.0.0.1") from None
    family, kind, protocol, _, address = found[0]
    sock = socket.socket(family, kind, protocol)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(512)
    except OSError as error:
        sock.close()
        raise BadInput(_refusal(error, host, port)) from None
    return sock


def _refusal(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            other = "close it, or" if port else ""
            return f"port {port} is taken, perhaps by another advisor serve; {other} choose a free one with --port 0"
        case errno.EACCES:
            return f"port {port} is not open to you; choose one above 1023, or a free one with --port 0"
        case errno.EADDRNOTAVAIL:
            return f"--host {host} is no address of this machine; leave it out, or name one such as 127.0.0.1"
        case _:
            return f"cannot listen on {host} port {port}: {error.strerror}; choose another with --host and --port"


def address_of(sock: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = sock.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - everywhere includes here
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"  # noqa: S104 - as above
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Server(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, ready: Any) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def run(app: FastAPI, sock: socket.socket, browse: bool, say: Any) -> None:
    """Serve until interrupted; `say` is called with the address when the server answers."""
    address = address_of(sock)

    def ready() -> None:
        say(address)
        if browse:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    config = uvicorn.Config(
        app,
        http=Impatient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32_768,
        backlog=512,
    )
    _Server(config, ready).run(sockets=[sock])
