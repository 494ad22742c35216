"""Cutting the input into shards, in one pass that also hashes it: memory is that of a list of shards, whatever the input's size."""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from advisor.audit.columns import Wanted, choose
from advisor.audit.inputs import unreadable
from advisor.audit.model import FORMAT, Job, Shard, Source
from advisor.audit.streams import Cells, Hashed, csv_records, json_records, opened
from advisor.audit.tables import first_rows, needed, parquet
from advisor.errors import Place, Problem
from advisor.files import shown
from advisor.frozen import frozen

_SHARDS = 256
_LEAST, _MOST = 1 << 19, 1 << 23
"""Bytes of a shard: some hundred ads, so that a lost shard costs little, and up to some thousand, so that there are not too many files."""
_MOST_ROWS, _MOST_DRAFTS = 2000, 200
_FAR = 1 << 26
"""Within a row group larger than this nobody can begin in the middle: what comes before must be read."""
DAMAGED = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


@frozen
class Plan:
    """The shards in order, what identifies the input, and what could not be read of it."""

    shards: tuple[Shard, ...]
    digest: str
    rows: int
    problems: tuple[Problem, ...]


def plan(tables: Sequence[Source], drafts: Sequence[tuple[str, str]], wanted: Wanted) -> Plan:
    """Cut tables and drafts into shards; the same input is cut the same way."""
    size = sum(os.path.getsize(path) for path in (*(table.path for table in tables), *(path for _, path in drafts)) if os.path.exists(path))
    planner = _Planner(min(max(size // _SHARDS, _LEAST), _MOST), wanted)
    for table in tables:
        planner.table(table)
    planner.drafts(drafts)
    return Plan(tuple(planner.shards), planner.digest.hexdigest(), sum(shard.rows for shard in planner.shards), tuple(planner.problems))


class _Planner:
    def __init__(self, target: int, wanted: Wanted) -> None:
        self._target = target
        self._wanted = wanted
        self.shards: list[Shard] = []
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256(f"{FORMAT} {target}".encode())

    def table(self, source: Source) -> None:
        place = Place(shown(source.name, 200))
        before = len(self.shards)
        try:
            delimiter, header, rows = first_rows(source)
            columns = choose(source, header, rows, self._wanted) if header else Problem("there is no row in it; check the file", place)
            if isinstance(columns, Problem):
                self.problems.append(columns)
                return
            source = replace(source, columns=columns, delimiter=delimiter, header=header)
            self.digest.update(repr((source.name, columns, delimiter)).encode())
            self._parquet(source) if source.kind == "parquet" else self._records(source)
        except DAMAGED as error:
            done = sum(shard.rows for shard in self.shards[before:])
            said = f"{f'the file is damaged after row {done:,}' if done else 'the file cannot be read'}: {_reason(error)}"
            cure = f"the {done:,} rows before are checked; get a whole copy of it" if done else "check it, or get a whole copy of it"
            self.problems.append(Problem(f"{said}; {cure}", place))
            self.digest.update(said.encode())

    def _add(self, source: Source, start: int, stop: int, first_row: int, rows: int, files: tuple[tuple[str, str], ...] = ()) -> None:
        self.shards.append(Shard(f"{len(self.shards):06d}", source, start, stop, first_row, rows, files))

    def _parquet(self, source: Source) -> None:
        file = parquet(source.path)
        with open(source.path, "rb") as stream:
            self.digest.update(hashlib.file_digest(stream, "sha256").digest())
        total = file.metadata.num_rows
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        source = replace(source, carried=any(group.total_byte_size > _FAR for group in groups))
        a_row = max(sum(group.total_byte_size for group in groups) // max(total, 1), 1)
        step = min(max(self._target // a_row, 1), _MOST_ROWS)
        for start in range(0, total, step):
            self._add(source, start, min(start + step, total), start + 1, min(step, total - start))

    def _records(self, source: Source) -> None:
        with opened(source.path, source.compression) as inner:
            hashed = Hashed(inner)
            stream: Any = io.BufferedReader(hashed, 1 << 18)
            if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise ValueError("it is in UTF-16, and must be in UTF-8")
            read: Iterator[tuple[int, int, Cells]] = json_records(stream)
            if source.kind == "csv":
                read = csv_records(stream, source.delimiter)
                next(read, None)  # the header
            begin, end, rows, number = 0, 0, 0, 1
            try:
                for start, stop, _ in read:
                    if rows and (stop - begin > self._target or rows >= _MOST_ROWS):
                        self._add(source, begin, end, number, rows)
                        number, rows = number + rows, 0
                    if not rows:
                        begin = start
                    end, rows = stop, rows + 1
            finally:
                if rows:
                    self._add(source, begin, end, number, rows)
                self.digest.update(hashed.hexdigest().encode())

    def drafts(self, drafts: Sequence[tuple[str, str]]) -> None:
        source = Source("drafts", "", "documents")
        begin, size = 0, 0
        for number, (name, path) in enumerate(drafts):
            try:
                with open(path, "rb") as stream:
                    self.digest.update(repr(name).encode() + hashlib.file_digest(stream, "sha256").digest())
                length = os.path.getsize(path)
            except OSError as error:
                self.digest.update(repr(unreadable(name, error)).encode())
                length = 0
            if number > begin and (size + length > self._target or number - begin >= _MOST_DRAFTS):
                self._add(source, begin, number, begin + 1, number - begin, tuple(drafts[begin:number]))
                begin, size = number, 0
            size += length
        if begin < len(drafts):
            self._add(source, begin, len(drafts), begin + 1, len(drafts) - begin, tuple(drafts[begin:]))


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def key(job: Job, made: Plan) -> str:
    """Return what identifies an audit: the rules, the input and the form of what is written."""
    return hashlib.sha256(repr((FORMAT, job.fingerprint, job.groups, made.digest)).encode()).hexdigest()


def carried(shards: Sequence[Shard]) -> Iterator[Shard]:
    """Yield the shards in order, with their rows where those have to be sent along; each source is read once.

    Where a source has become damaged since it was planned, its shards come without: reading them finds what is wrong, row by row.
    """
    at = 0
    while at < len(shards):
        source = shards[at].source
        stop = next((number for number in range(at, len(shards)) if shards[number].source is not source), len(shards))
        if source.carried:
            try:
                for shard in _batches(source, shards[at:stop]) if source.kind == "parquet" else _slices(source, shards[at:stop]):
                    yield shard
                    at += 1
            except DAMAGED:
                pass
        yield from shards[at:stop]
        at = stop


def _slices(source: Source, shards: Sequence[Shard]) -> Iterator[Shard]:
    with opened(source.path, source.compression) as stream:
        position = 0
        for shard in shards:
            while position < shard.start:
                position += len(_some(stream, shard.start - position))
            data = bytearray()
            while len(data) < shard.stop - shard.start:
                data += _some(stream, shard.stop - shard.start - len(data))
            position = shard.stop
            yield replace(shard, data=bytes(data))


def _some(stream: Any, most: int) -> bytes:
    data: bytes = stream.read1(min(most, 1 << 20))
    if not data:
        raise EOFError("the file has become shorter")
    return data


def _batches(source: Source, shards: Sequence[Shard]) -> Iterator[Shard]:
    import pyarrow as pa

    rows = _row_batches(parquet(source.path), needed(source.columns))
    batch, begin = next(rows, None), 0
    for shard in shards:
        sink = pa.BufferOutputStream()
        parts = []
        while batch is not None and begin < shard.stop:
            start, stop = max(shard.start - begin, 0), min(shard.stop - begin, len(batch))
            if start < stop:
                parts.append(batch.slice(start, stop - start))
            if begin + len(batch) > shard.stop:
                break
            begin += len(batch)
            batch = next(rows, None)
        if sum(map(len, parts)) != shard.rows:
            raise EOFError("the file has become shorter")
        with pa.ipc.new_stream(sink, parts[0].schema) as writer:
            for part in parts:
                writer.write_batch(part)
        yield replace(shard, data=sink.getvalue().to_pybytes())


def _row_batches(file: Any, columns: list[str]) -> Iterator[Any]:
    yield from file.iter_batches(batch_size=256, columns=columns, use_threads=False)
