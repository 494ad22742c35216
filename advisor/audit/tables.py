"""Reading rows: those of a shard in a worker, and the first of a table for guessing its columns."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from advisor.audit.model import Columns, Row, Shard, Source
from advisor.audit.streams import Cells, Found, csv_records, json_records, opened

_BATCH = 128
_FIRST = 100
_DELIMITERS = ",;\t|"


def first_rows(source: Source) -> tuple[str, tuple[str, ...], list[dict[str, Any]]]:
    """Return a table's delimiter, the names of its columns and its first rows.

    Raises OSError, EOFError and ValueError when it cannot be read.
    """
    if source.kind == "parquet":
        file = parquet(source.path)
        batch = next(file.iter_batches(batch_size=_FIRST), None)
        return "", tuple(file.schema_arrow.names), batch.to_pylist() if batch is not None else []
    with opened(source.path, source.compression) as stream:
        if source.kind == "jsonl":
            rows = [value for _, _, value in islice(json_records(stream), _FIRST) if isinstance(value, dict)]
            return "", tuple(dict.fromkeys(key for row in rows for key in row)), rows
        delimiter = source.delimiter or _delimiter(stream)
        records = csv_records(stream, delimiter)
        header = next((cells for _, _, cells in records if not isinstance(cells, Found)), None)
        if header is None:
            raise ValueError("there is no row in it; its first is to name the columns")
        names = tuple(_plain(name).removeprefix("\ufeff") for name in header)
        return (
            delimiter,
            names,
            [dict(zip(names, cells, strict=False)) for _, _, cells in islice(records, _FIRST) if isinstance(cells, list)],
        )


def _delimiter(stream: Any) -> str:
    """Return what separates the cells of the first line, which stays to be read."""
    line = stream.peek(1 << 13).partition(b"\n")[0].decode("utf-8", "replace")
    return max(_DELIMITERS, key=line.count)


def parquet(path: str) -> Any:
    """Return a Parquet file that is read piece by piece. Raises OSError and ValueError when it is none."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(path, memory_map=False, buffer_size=1 << 20, pre_buffer=False)


def rows_of(shard: Shard) -> Iterator[Row]:
    """Yield the rows of a shard of a table, each one that was planned, once, with what is wrong with those that cannot be read."""
    source = shard.source
    assert source.columns is not None
    if source.kind == "parquet":
        for number, row in enumerate(_parquet_rows(shard), shard.first_row):
            yield _row(source, source.columns, number, row)
        return
    if shard.data is not None:
        yield from _records(shard, io.BytesIO(shard.data))
        return
    with opened(source.path, source.compression) as stream:
        stream.seek(shard.start)
        yield from _records(shard, io.BytesIO(stream.read(shard.stop - shard.start)))


def _records(shard: Shard, stream: BinaryIO) -> Iterator[Row]:
    source = shard.source
    assert source.columns is not None
    read: Iterator[tuple[int, int, Cells]]
    read = csv_records(stream, source.delimiter) if source.kind == "csv" else json_records(stream, shard.start)
    for number, (_, _, cells) in enumerate(read, shard.first_row):
        yield _row(source, source.columns, number, _keyed(cells, source.header) if isinstance(cells, list) else cells)


def _keyed(cells: list[str], header: Sequence[str]) -> Mapping[str, Any] | Found:
    if len(cells) != len(header):
        return Found(f"the row has {len(cells)} cells and the header {len(header)}; mend its quotation marks or delimiters")
    return dict(zip(header, cells, strict=True))


def _row(source: Source, columns: Columns, number: int, cells: Mapping[str, Any] | Found) -> Row:
    if isinstance(cells, Found):
        return Row(source.name, number, None, None, b"", (None,) * len(columns.groups), str(cells))
    text = cells.get(columns.text)
    error = None
    if isinstance(text, str):
        data = _bytes(text)
    elif isinstance(text, bytes):
        data = text
    else:
        data = b""
        if text is not None:
            error = f"column {columns.text} holds no text here but {type(text).__name__}; name the column of the text with --text-column"
    return Row(
        source.name,
        number,
        _said(cells.get(columns.id)) if columns.id else None,
        _said(cells.get(columns.title)) if columns.title else None,
        data,
        tuple(_said(cells.get(name)) for name in columns.groups),
        error,
    )


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _plain(text: str) -> str:
    return text if text.isascii() else _bytes(text).decode("utf-8", "replace")


def _said(value: object) -> str | None:
    """Return a value as text, or None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return _plain(value) if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=True)


def _parquet_rows(shard: Shard) -> Iterator[Mapping[str, Any] | Found]:
    """Yield rows `start` to `stop`; where a row group is damaged, what is wrong in place of each row that is not to be had."""
    import pyarrow as pa

    columns = needed(shard.source.columns)
    if shard.data is not None:
        with pa.ipc.open_stream(shard.data) as reader:
            for batch in reader:
                yield from batch.to_pylist()
        return
    try:
        file = parquet(shard.source.path)
    except (OSError, ValueError) as error:
        yield from [_damaged(error)] * (shard.stop - shard.start)
        return
    at = 0
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        start, stop = max(shard.start - at, 0), min(shard.stop - at, size)
        at += size
        if start >= stop:
            continue
        done = start
        try:
            for row in _slice(file, group, columns, start, stop):
                yield row
                done += 1
        except (OSError, ValueError) as error:
            yield from [_damaged(error)] * (stop - done)


def _slice(file: Any, group: int, columns: Sequence[str], start: int, stop: int) -> Iterator[Mapping[str, Any]]:
    at = 0
    for batch in file.iter_batches(batch_size=_BATCH, row_groups=[group], columns=list(columns), use_threads=False):
        if at + len(batch) > start:
            yield from batch.slice(max(start - at, 0), max(stop - max(at, start), 0)).to_pylist()
        at += len(batch)
        if at >= stop:
            return


def needed(columns: Columns | None) -> list[str]:
    """Return the columns that are read, each once."""
    assert columns is not None
    return list(dict.fromkeys(name for name in (columns.text, columns.id, columns.title, *columns.groups) if name is not None))


def _damaged(error: Exception) -> Found:
    return Found(f"this part of the file is damaged: {str(error).splitlines()[0][:200]}; get a whole copy of it")
