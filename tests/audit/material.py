"""Small exports of ads, a small rulebook to check them by, and what an audit of them left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from advisor.audit.columns import Wanted
from advisor.audit.inputs import find_sources
from advisor.audit.model import Job
from advisor.audit.planning import Plan, plan
from advisor.rulebook import fingerprint
from tests.report.material import RULES

BAD = "You must be reachable at any hour."
CLEAN = "The next level is Staff."
OURS = ("--rules", str(RULES), "--no-default-rules")


def job(folder: Path, groups: tuple[str, ...] = ()) -> Job:
    return Job((str(RULES),), False, fingerprint(str(RULES), default=False), str(folder), groups)


def planned(*named: str | Path, groups: Sequence[str] = ()) -> Plan:
    tables, drafts, problems = find_sources([str(name) for name in named])
    assert problems == []
    return plan(tables, drafts, Wanted(groups=groups))


def rows(count: int) -> list[dict[str, str]]:
    return [
        {"id": f"J{number}", "title": "SRE", "text": f"{BAD if number % 2 else CLEAN} Number {number}."} for number in range(1, count + 1)
    ]


def write_parquet(file: Path, content: Iterable[Mapping[str, Any]], group: int = 1000) -> Path:
    pq.write_table(pa.Table.from_pylist(list(content)), file, row_group_size=group)
    return file


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of one of an audit's tables, in order."""
    return [row for file in sorted((folder / name).glob("*.parquet")) for row in pq.read_table(file).to_pylist()]


def placed(folder: Path) -> list[tuple[str, int]]:
    """Return the file name and number of each row that has been written."""
    return [(Path(row["source"]).name, row["row"]) for row in table(folder, "ads")]


def start(*argv: str, cwd: Path, own_group: bool = False) -> subprocess.Popen[str]:
    """Start the real command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "advisor", "audit", *argv],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=own_group,
    )
