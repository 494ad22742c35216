"""Summing up an audit from what it wrote, one file after another, so that memory depends on the rules and not on the ads."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.audit.model import EXPECTATIONS, Job, Shard
from advisor.audit.schemas import group_column
from advisor.audit.work import ADS, FINDINGS, result

FIRST = 20
"""How many ads are named that are to be fixed first."""
_MOST_GROUPS = 1000
_MOST_FAILURES = 100
OTHERS = "(others)"
NOT_SAID = "(not said)"


@dataclass(slots=True)
class Split:
    """Ads by the values of one property, and in how many of each value's ads each concern is raised."""

    ads: Counter[str] = field(default_factory=Counter)
    concerns: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, value: str | None, concerns: Sequence[str]) -> None:
        """Count an ad."""
        value = NOT_SAID if value is None else value
        if value not in self.ads and len(self.ads) >= _MOST_GROUPS:
            value = OTHERS
        self.ads[value] += 1
        self.concerns.setdefault(value, Counter()).update(concerns)


@dataclass(slots=True)
class Summary:
    """What an audit found, counted. `first` are the ads to fix first, `failures` the first rows that could not be checked."""

    ads: int = 0
    failed: int = 0
    findings: int = 0
    with_severity: Counter[str] = field(default_factory=Counter)
    concerns: Counter[str] = field(default_factory=Counter)
    concern_findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    expectations: Counter[str] = field(default_factory=Counter)
    on_call: Counter[str] = field(default_factory=Counter)
    mismatched: int = 0
    splits: dict[str, Split] = field(default_factory=dict)
    first: list[Mapping[str, Any]] = field(default_factory=list)
    failures: list[Mapping[str, Any]] = field(default_factory=list)


def summed(job: Job, shards: Sequence[Shard]) -> Summary:
    """Return the summary of what was written for the shards."""
    found = Summary(splits={"title_family": Split(), "level": Split(), **{group_column(name): Split() for name in job.groups}})
    worst: list[tuple[tuple[int, int, int], int, Mapping[str, Any]]] = []
    number = 0
    for shard in shards:
        for ad in _rows(job, ADS, shard):
            number += 1
            if ad["error"] is not None:
                found.failed += 1
                if len(found.failures) < _MOST_FAILURES:
                    found.failures.append({name: ad[name] for name in ("source", "row", "id", "error")})
                continue
            _count(found, ad)
            weight = (ad["errors"], ad["warnings"], ad["infos"])
            if weight > (0, 0, 0):
                entry = (weight, -number, ad)  # of equals, the one that stands first
                heapq.heappush(worst, entry) if len(worst) < FIRST else heapq.heappushpop(worst, entry)
        _count_findings(found, job, shard)
    found.first = [ad for _, _, ad in sorted(worst, key=lambda entry: entry[:2], reverse=True)]
    return found


def _count(found: Summary, ad: Mapping[str, Any]) -> None:
    found.ads += 1
    found.findings += ad["errors"] + ad["warnings"] + ad["infos"]
    found.with_severity.update(name for name in ("errors", "warnings", "infos") if ad[name])
    found.concerns.update(ad["concerns"])
    found.expectations.update(name for name in EXPECTATIONS if ad[name])
    found.on_call["not mentioned" if not ad["on_call"] else "with its terms" if ad["on_call_pay"] else "without its terms"] += 1
    found.mismatched += "title-work" in ad["concerns"]
    for column, split in found.splits.items():
        split.add(ad[column], ad["concerns"])


def _count_findings(found: Summary, job: Job, shard: Shard) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetFile(result(job, FINDINGS, shard)) as file:
        for batch in file.iter_batches(columns=["concern", "severity"]):
            found.concern_findings.update(zip(batch["concern"].to_pylist(), batch["severity"].to_pylist(), strict=True))


def _rows(job: Job, table: str, shard: Shard) -> Iterator[Mapping[str, Any]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(result(job, table, shard)) as file:
        for batch in file.iter_batches(batch_size=1000):
            yield from batch.to_pylist()


def summary_data(found: Summary, columns: Sequence[Mapping[str, Any]], problems: Sequence[str], fingerprint: str) -> dict[str, Any]:
    """Return the summary as `summary.json` has it; shares are of the ads that were checked."""
    total = max(found.ads, 1)
    by_concern: dict[str, Counter[str]] = {}
    for (concern, severity), count in found.concern_findings.items():
        by_concern.setdefault(concern, Counter())[severity] += count
    return {
        "schema_version": 1,
        "rules": fingerprint,
        "sources": list(columns),
        "ads": found.ads,
        "failed": found.failed,
        "findings": found.findings,
        "ads_with": {name: found.with_severity[name] for name in ("errors", "warnings", "infos")},
        "title_differs_from_work": found.mismatched,
        "on_call": {name: found.on_call[name] for name in ("with its terms", "without its terms", "not mentioned")},
        "expectations": {name: found.expectations[name] for name in EXPECTATIONS},
        "concerns": [
            {
                "concern": concern,
                "ads": count,
                "share": round(count / total, 4),
                "findings": sum(by_concern[concern].values()),
                **{severity: by_concern[concern][severity] for severity in ("error", "warning", "info")},
            }
            for concern, count in sorted(found.concerns.items(), key=lambda item: (-item[1], item[0]))
        ],
        "by": {
            column: [
                {"value": value, "ads": count, "concerns": dict(sorted(split.concerns[value].items()))}
                for value, count in sorted(split.ads.items(), key=lambda item: (-item[1], item[0]))
            ]
            for column, split in found.splits.items()
        },
        "first": [
            {name: ad[name] for name in ("source", "row", "id", "title", "errors", "warnings", "infos", "concerns")} for ad in found.first
        ],
        "failures": found.failures,
        "problems": list(problems),
    }
