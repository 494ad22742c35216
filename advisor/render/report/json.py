"""Reports as JSON Lines: one object a draft."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from advisor.model import Report, Rulebook
from advisor.render.report_data import report_data


def render(reports: Iterable[Report], rulebook: Rulebook) -> Iterator[str]:
    """Yield each report as one JSON object on one line."""
    for report in reports:
        yield json.dumps(report_data(report, rulebook), ensure_ascii=False, separators=(",", ":")) + "\n"
