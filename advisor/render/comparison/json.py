"""A comparison as one JSON object (`advisor schema comparison`)."""

from __future__ import annotations

import json
from typing import Any

from advisor.condition import Value
from advisor.model import SCHEMA_VERSION, DraftComparison, Rulebook, SituationComparison
from advisor.render.plain import value_data
from advisor.render.report_data import finding_data


def render(found: DraftComparison | SituationComparison, rulebook: Rulebook) -> str:
    """Return the comparison on one line."""
    kind = "drafts" if isinstance(found, DraftComparison) else "situations"
    data = {"schema_version": SCHEMA_VERSION, "kind": kind, "old": found.old, "new": found.new}
    data |= _drafts(found, rulebook) if isinstance(found, DraftComparison) else _situations(found, rulebook)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _drafts(found: DraftComparison, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "mended": [finding_data(finding, rulebook) for finding in found.mended],
        "added": [finding_data(finding, rulebook) for finding in found.added],
        "remaining": [
            {"finding": finding_data(item.finding, rulebook), "was": finding_data(item.was, rulebook)} for item in found.remaining
        ],
    }


def _situations(found: SituationComparison, rulebook: Rulebook) -> dict[str, Any]:
    def data(fact: str, value: Value | None) -> Any:
        return None if value is None else value_data(rulebook.facts[fact], value)

    return {
        "facts": [
            {"id": change.fact, "before": data(change.fact, change.before), "after": data(change.fact, change.after)}
            for change in found.facts
        ],
        "changes": [
            {
                "kind": change.kind,
                "id": change.id,
                "before": list(change.before),
                "after": list(change.after),
                "because": list(change.because),
                "smallest": change.smallest,
            }
            for change in found.changes
        ],
    }
