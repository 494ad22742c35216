"""One server for all tests of the web."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.web.serving import server


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the server is."""
    with server() as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client that talks to it."""
    with httpx.Client(base_url=address, timeout=40) as found:
        yield found
