"""What a worker does: check the rows of one shard, and write what is found so that it is there whole or not at all."""

from __future__ import annotations

import contextlib
import html
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from advisor.audit.model import Done, Failure, Job, Record, Row, Shard
from advisor.audit.planning import DAMAGED
from advisor.audit.schemas import ads_schema, findings_schema, group_column
from advisor.audit.tables import rows_of
from advisor.check import Checker
from advisor.documents import detect
from advisor.documents.read import MAX_BYTES, read_documents
from advisor.errors import AdvisorError, BadInput, BadRulebook
from advisor.files import read_bytes
from advisor.model import Finding, Report
from advisor.rulebook import fingerprint, load_books

ADS, FINDINGS, AT = "ads", "findings", "at"
"""The folders of an audit's two tables, and of the notes of careful workers."""
_MAX_FAILURES = 20
_LOOK = 50
"""After so many rows a worker looks whether it is to stop."""
_ONE = threading.Lock()
"""A cluster's worker may run several threads; checking gains nothing by them."""


def check_shard(job: Job, shard: Shard) -> Done:
    """Check a shard's rows and write `ads` and `findings`; return what came of it.

    A row that cannot be checked is written with its error. Raises OSError when the result cannot be written,
    BadRulebook when this machine has other rules than the job, and Stopped when the audit has been stopped.
    """
    check, headings = _ready(job)
    ads: list[Record] = []
    findings: list[Record] = []
    failures: list[Failure] = []
    for position, read in enumerate(_all_rows(shard)):
        if position % _LOOK == 0 and stop_sign(job).exists():
            raise Stopped
        row = read._replace(error=_KILLED) if position in shard.skip else read
        if shard.careful:
            note(job, shard).write_text(str(position), encoding="ascii")
        groups = {group_column(name): value for name, value in zip(job.groups, row.groups or (None,) * len(job.groups), strict=True)}
        where = {"source": row.source, "row": row.number, "posting": 1, "id": row.id}
        try:
            for posting, (report, length) in enumerate(_reports(row, check, headings), 1):
                where = {**where, "posting": posting}
                ads.append(
                    {**where, **_ad(report), "title": report.title.declared or row.title, "characters": length, **groups, "error": None}
                )
                findings.extend({**where, **_finding(finding)} for finding in report.findings)
        except Exception as error:  # noqa: BLE001 # whatever one row does to a reader, the others are checked
            said = _said(error)
            ads.append({**where, "title": row.title, **groups, "error": said})
            failures.append(Failure(row.source, row.number, row.id, said))
    _write(job, FINDINGS, shard, findings, findings_schema())
    _write(job, ADS, shard, ads, ads_schema(job.groups))
    note(job, shard).unlink(missing_ok=True)
    return Done(shard.id, shard.rows, len(findings), len(failures), tuple(failures[:_MAX_FAILURES]))


class Stopped(Exception):
    """The audit was stopped; nothing is written of the shard at hand."""


def stop_sign(job: Job) -> Path:
    """Return the file that tells workers, wherever they are, to stop."""
    return Path(job.folder, AT, "stop")


def note(job: Job, shard: Shard) -> Path:
    """Return where a careful worker notes the row it is at."""
    return Path(job.folder, AT, f"{shard.id}.row")


def result(job: Job, table: str, shard: Shard) -> Path:
    """Return where a shard's part of a table is written."""
    return Path(job.folder, table, f"{shard.id}.parquet")


def is_done(job: Job, shard: Shard) -> bool:
    """Return whether both parts of a shard are there and whole."""
    import pyarrow.parquet as pq

    try:
        pq.read_metadata(result(job, FINDINGS, shard))
        return bool(pq.read_metadata(result(job, ADS, shard)).num_rows >= shard.rows)
    except (OSError, ValueError):
        return False


@lru_cache(maxsize=2)
def _ready(job: Job) -> tuple[Checker, Any]:
    if fingerprint(*job.rules, default=job.default_rules) != job.fingerprint:
        raise BadRulebook("this worker has other rules than the audit was begun with; install the same version and rules everywhere")
    rulebook, signals = load_books(*job.rules, default=job.default_rules)
    # Ads of one company, and one ad on several boards, say much of the same again.
    return Checker(rulebook, signals, remembers=True), signals.headings


def _all_rows(shard: Shard) -> Iterator[Row]:
    """Yield as many rows as the shard has, with what is wrong with those that are not to be had."""
    if shard.source.kind == "documents":
        for name, path in shard.files:
            yield Row(name, 1, None, None, b"", (), file=path)
        return
    number = shard.first_row
    fault = "the file has become shorter; start the audit again"
    try:
        for row in rows_of(shard):
            yield row
            number = row.number + 1
    except DAMAGED as error:
        fault = f"the file is damaged from here on: {error}; get a whole copy of it"
    for missing in range(number, shard.first_row + shard.rows):
        yield Row(shard.source.name, missing, None, None, b"", (), fault)


_KILLED = "checking this ad takes the worker down (perhaps for want of memory); look at it with: advisor check"


def _reports(row: Row, check: Checker, headings: Any) -> Iterator[tuple[Report, int]]:
    if row.error is not None:
        raise BadInput(row.error)
    data = row.text
    name = row.source
    if row.file is not None:
        data = read_bytes(row.file, MAX_BYTES)
    else:
        name = f"{row.source}#{row.number}"
        if row.title is not None and data.strip():
            data = titled(row.title, data)
    for document in read_documents(name, headings, None, data):
        with _ONE:
            report = check.check(document)
        yield report, len(document.text)


def titled(title: str, data: bytes) -> bytes:
    """Return a text with its title above it, where it does not begin with it anyway and is of a kind that can have one."""
    said = title.strip().encode("utf-8", "replace")
    start = data[:1000].lstrip(b"#* \t\r\n")
    if not said or start.startswith(said) or detect.packed(data):
        return data
    form = detect.written(_beginning(data))
    if form == "html":
        return b"<h1>%s</h1>\n%s" % (html.escape(title.strip()).encode("utf-8", "replace"), data)
    above = said + b"\n\n" + data
    same = form != "json" and detect.written(_beginning(above)) in ("text", "markdown")
    return above if same else data  # a title that looks like HTML must not make HTML of the text


def _beginning(data: bytes) -> str:
    return data[:20_000].decode("utf-8", "replace")


def _ad(report: Report) -> Record:
    severities = [finding.severity for finding in report.findings]
    return {
        "title_family": report.title.declared_family,
        "fit": report.title.best,
        "level": report.level,
        "years_min": report.years_min,
        **{item.id: item.addressed for item in report.expectations},
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": severities.count("info"),
        "concerns": sorted({finding.concern for finding in report.findings}),
    }


def _finding(finding: Finding) -> Record:
    span = finding.span
    return {
        "start": span.start if span else None,
        "end": span.end if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "rule": finding.rule,
        "concern": finding.concern,
        "severity": finding.severity,
        "message": finding.message,
        "excerpt": finding.excerpt,
        "because": finding.because,
        "fix": finding.fix,
        "asks": finding.asks,
        "owner": finding.owner,
        "basis": finding.basis,
        "cites": list(finding.cites),
    }


def _said(error: Exception) -> str:
    if isinstance(error, AdvisorError):
        return "; ".join(problem.message for problem in error.problems)
    return f"this should not happen: {type(error).__name__}: {error}. Please report it"


def _write(job: Job, table: str, shard: Shard, rows: Sequence[Record], schema: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    target = result(job, table, shard)
    clean = {name: [_encodable(row.get(name)) for row in rows] for name in schema.names}
    data = pa.Table.from_pydict(clean, schema=schema)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{shard.id}-", suffix=".tmp")
    try:
        with open(handle, "wb") as stream:
            pq.write_table(data, stream, compression="zstd")
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _encodable(value: Any) -> Any:
    """Return a value that Parquet can hold: half of a surrogate pair is no text."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
