"""What is said where a format needs a library that is not installed."""

from __future__ import annotations

from advisor.errors import MissingExtra


def missing(what: str, library: str) -> MissingExtra:
    """Return the error that names the library `what` needs, and how to install it."""
    return MissingExtra(f"reading {what} needs {library}, which is not installed; install it with: pip install 'hiring-advisor[documents]'")
