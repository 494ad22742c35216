"""Advice as JSON Lines: one object an advice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from advisor.model import Advice, Rulebook
from advisor.render.plain import advice_data


def render(advices: Iterable[Advice], rulebook: Rulebook) -> Iterator[str]:
    """Yield each advice as one JSON object on one line."""
    for advice in advices:
        yield json.dumps(advice_data(advice, rulebook), ensure_ascii=False, separators=(",", ":")) + "\n"
