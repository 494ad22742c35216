"""JSON as it is found in the wild: with raw line ends inside strings, and sometimes damaged."""

from __future__ import annotations

import json
from typing import Any

from advisor.documents.formats.unfit import Unfit

_CURE = "save it again, or read it as it stands with --input-format text"


def load(text: str) -> Any:
    """Return what JSON text says; line ends and control characters may stand inside strings. Raises Unfit."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise Unfit(f"the JSON is damaged: {error.msg}; {_CURE}", error.lineno, error.colno) from None
    except (RecursionError, ValueError):
        raise Unfit(f"the JSON is nested too deep, or holds a number that is too long; {_CURE}") from None
