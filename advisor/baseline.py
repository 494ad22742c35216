"""Baselines: the findings that are known already, so that a team with many drafts hears only of new ones.

A finding is known by its draft, its concern and the words it quotes, whatever line they stand on. Where
the same words are quoted twice, both have to be known.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from advisor.files import read_bytes, refused, shown
from advisor.frozen import frozen
from advisor.model import Finding, Report, Withheld

VERSION = 1
MAX_BYTES = 100_000_000
Known = tuple[str, str]
"""A concern, and the words quoted: in lower case with single blanks, empty for something missing."""


@frozen
class Baseline:
    """What is known of each draft, and how often; drafts are named from the baseline file's folder on."""

    folder: str
    known: Mapping[str, Mapping[Known, int]]

    def withhold(self, report: Report) -> Report:
        """Return the report without the findings that are known, which become `withheld`."""
        left = Counter(self.known.get(_name(report.document, self.folder), {}))
        kept: list[Finding] = []
        withheld: list[Withheld] = []
        for finding in report.findings:
            what = known(finding)
            if left[what] > 0:
                left[what] -= 1
                withheld.append(Withheld(finding, None))
            else:
                kept.append(finding)
        return replace(report, findings=tuple(kept), withheld=(*report.withheld, *withheld)) if withheld else report


def read_baseline(file: str) -> Baseline:
    """Return the baseline in a file. Raises BadInput when it cannot be used."""
    raw = read_bytes(file, MAX_BYTES)
    if len(raw) > MAX_BYTES:
        raise refused(f"the baseline is larger than {MAX_BYTES // 1_000_000} MB; write one a folder", file)
    try:
        data = json.loads(raw)
        if data["version"] != VERSION:
            raise refused(f"the baseline has the version {shown(str(data['version']))}, and this reads {VERSION}; write it anew", file)
        drafts = {str(name): _entries(listed) for name, listed in data["drafts"].items()}
    except json.JSONDecodeError as error:
        raise refused(
            f"this is no baseline: {error.msg[:1].lower()}{error.msg[1:]}; write it anew with --write-baseline",
            file,
            error.lineno,
            error.colno,
        ) from None
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise refused("this is no baseline; write one with --write-baseline", file) from None
    return Baseline(os.path.dirname(file) or ".", drafts)


def baseline_text(reports: Iterable[Report], file: str) -> str:
    """Return the text of a baseline that knows every finding of these reports, to stand in `file`."""
    folder = os.path.dirname(file) or "."
    drafts: dict[str, Counter[Known]] = {}
    for report in reports:
        if found := Counter(known(finding) for finding in report.findings):
            drafts.setdefault(_name(report.document, folder), Counter()).update(found)
    listed = {
        name: [{"concern": concern, "quoted": quoted, "count": count} for (concern, quoted), count in sorted(counted.items())]
        for name, counted in sorted(drafts.items())
    }
    return json.dumps({"version": VERSION, "drafts": listed}, ensure_ascii=False, indent=1) + "\n"


def _entries(listed: Iterable[Mapping[str, Any]]) -> dict[Known, int]:
    return {(str(entry["concern"]), str(entry["quoted"])): int(entry["count"]) for entry in listed}


def known(finding: Finding) -> Known:
    """Return by what a finding is known: its concern, and the words it quotes."""
    return finding.concern, " ".join((finding.excerpt or "").casefold().split())


def _name(document: str, folder: str) -> str:
    if document == "-":
        return document
    try:
        return os.path.relpath(document, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return document
