"""What stands before the application: who may ask, how much, how long, and what the browser may do with the answer."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Mapping
from dataclasses import field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.frozen import frozen
from advisor.web.problems import Trouble, response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@frozen
class Limits:
    """What is taken: `hosts` the server goes by besides this machine's own, bytes of a body, and seconds for a request in all."""

    hosts: frozenset[str] = field(default_factory=frozenset)
    body: int = 2_000_000
    seconds: float = 30.0


class Guard:
    """Middleware that refuses what comes from elsewhere, is too large or takes too long, and sets the security headers."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have the application answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            async with asyncio.timeout(self._limits.seconds):
                refuse_strangers(Headers(scope=scope), scope.get("method", "GET"), self._limits)
                body = await self._read(Headers(scope=scope), receive)
                # HEAD is GET without the body, which the server leaves out.
                asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
                await self._app(asked, _replay(body, receive), sending)
        except Trouble as trouble:
            # What was not read of the body is not waited for either.
            await response(trouble, {"connection": "close"})(scope, receive, sending)
        except TimeoutError:
            if not begun:
                said = f"this took longer than {self._limits.seconds:g} seconds; send less, or try again when less is going on"
                await response(Trouble("too-slow", said), {"connection": "close"})(scope, receive, sending)

    async def _read(self, headers: Headers, receive: Receive) -> bytes:
        """Return the body. Raises Trouble as soon as it is known to be too large."""
        most = self._limits.body
        announced = headers.get("content-length", "0")
        if announced.isdecimal() and len(announced) < 20 and int(announced) > most:
            raise _too_large(most)
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Trouble("bad-request", "the request ended before its body was sent")
            part = message.get("body", b"")
            size += len(part)
            if size > most:
                raise _too_large(most)
            parts.append(part)
            if not message.get("more_body", False):
                return b"".join(parts)


def refuse_strangers(headers: Headers, method: str, limits: Limits) -> None:
    """Refuse names this server does not go by (DNS rebinding), and what other sites' pages send. Raises Trouble."""
    host = headers.get("host", "")
    name = host_name(host)
    if name is None or (name not in _LOCAL and name not in limits.hosts):
        cure = "open the page by the address that advisor serve prints, or start it with --allow-host NAME"
        raise Trouble("wrong-host", f"this server is not asked for by the name in the Host header; {cure}")
    cure = "open the advisor's own page, and send from there"
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in (f"http://{host.lower()}", f"https://{host.lower()}"):
        raise Trouble("refused", f"this comes from another site's page; {cure}")
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and (
        method not in ("GET", "HEAD") or headers.get("sec-fetch-mode") != "navigate"
    ):
        raise Trouble("refused", f"this comes from another site's page; {cure}")


def host_name(host: str) -> str | None:
    """Return the name in a Host header, without its port, or None where it is none."""
    if host.startswith("["):
        name, bracket, rest = host[1:].partition("]")
        if not bracket:
            return None
        try:
            name = str(ipaddress.IPv6Address(name))
        except ValueError:
            return None
    else:
        name, colon, rest = host.partition(":")
        rest = colon + rest
    if rest and not (rest.startswith(":") and rest[1:].isdecimal() and rest.isascii()):
        return None
    return name.lower().removesuffix(".") or None


def _too_large(most: int) -> Trouble:
    return Trouble("too-large", f"this is larger than {most / 1_000_000:g} MB, more than any ad; send less at a time")


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()  # only a disconnect can follow
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
