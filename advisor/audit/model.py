"""What an audit is made of: sources, shards of them, the job that a worker is given, and what comes back."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from advisor.frozen import frozen

Kind = Literal["parquet", "csv", "jsonl", "documents"]
EXPECTATIONS = ("tooling", "on_call", "on_call_pay", "autonomy", "growth", "impact")
FORMAT = 1
"""Rises when what is written changes, so that no audit goes on from shards of another form."""


class Columns(NamedTuple):
    """Which columns of a table hold what; `groups` are those that `--group-by` names."""

    text: str
    id: str | None = None
    title: str | None = None
    groups: tuple[str, ...] = ()


@frozen
class Source:
    """One file of rows, or the drafts of one folder.

    `name` is what messages and results call it, `path` where it lies. `delimiter` and `header` are of CSV;
    `carried` says that only the planner can reach its parts cheaply (a compressed file, huge row groups), so that it sends them along.
    """

    name: str
    path: str
    kind: Kind
    compression: str | None = None
    columns: Columns | None = None
    delimiter: str = ","
    header: tuple[str, ...] = ()
    carried: bool = False


@frozen
class Shard:
    """A run of rows of one source that is checked and written as one.

    `start` and `stop` are bytes of what is in the file once decompressed for CSV and JSON Lines, and rows for Parquet;
    `files` are the names and paths of drafts. `data` holds the rows themselves where the source is carried. `skip` are the
    positions of rows that took a worker down, `careful` has the worker note which one it is at.
    """

    id: str
    source: Source
    start: int
    stop: int
    first_row: int
    rows: int
    files: tuple[tuple[str, str], ...] = ()
    data: bytes | None = None
    skip: tuple[int, ...] = ()
    careful: bool = False


@frozen
class Job:
    """What holds for every shard: the rules, by which fingerprint they are known, and the folder that is written to."""

    rules: tuple[str, ...]
    default_rules: bool
    fingerprint: str
    folder: str
    groups: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row of a source: the number counts from 1. `error` says why there is no text to check; `file` is where a draft lies."""

    source: str
    number: int
    id: str | None
    title: str | None
    text: bytes
    groups: tuple[str | None, ...]
    error: str | None = None
    file: str | None = None


class Failure(NamedTuple):
    """A row that could not be checked, and why."""

    source: str
    row: int
    id: str | None
    error: str


class Done(NamedTuple):
    """A shard that has been written: how many rows it had, how many of them failed, and the first of those."""

    id: str
    rows: int
    findings: int
    failed: int
    failures: tuple[Failure, ...]


Record = dict[str, Any]
"""A row of a Parquet file, by column."""
