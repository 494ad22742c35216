"""Reading bytes in one pass, whatever they are compressed with, and the records of CSV and JSON Lines with their places."""

from __future__ import annotations

import bz2
import csv
import gzip
import hashlib
import io
import json
import lzma
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from advisor.documents.read import MAX_BYTES

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
TOO_LONG = f"the row is longer than {MAX_BYTES // 1_000_000} MB, more than any ad"

csv.field_size_limit(MAX_BYTES)


def compression_of(path: str) -> str | None:
    """Return what a file is compressed with, told by its first bytes, or None. Raises OSError."""
    with open(path, "rb") as stream:
        start = stream.read(6)
    return next((name for magic, name in _MAGIC.items() if start.startswith(magic)), None)


def opened(path: str, compression: str | None) -> BinaryIO:
    """Return a stream of a file's bytes, decompressed. Raises OSError."""
    match compression:
        case "gzip":
            return cast(BinaryIO, gzip.open(path))
        case "bz2":
            return cast(BinaryIO, bz2.open(path))
        case "xz":
            return cast(BinaryIO, lzma.open(path))
        case "zstd":
            import pyarrow as pa

            return io.BufferedReader(pa.input_stream(path, compression="zstd"))
    return open(path, "rb")


class Hashed(io.RawIOBase):
    """Passes a stream on and hashes what goes by."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into the buffer; return how many bytes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._digest.update(data)
        return len(data)

    def hexdigest(self) -> str:
        """Return the SHA-256 of what has been read."""
        return self._digest.hexdigest()


class Found(ValueError):
    """What is wrong with one record; the text says it."""


Cells = list[str] | dict[str, Any] | Found


def csv_records(stream: BinaryIO, delimiter: str, at: int = 0) -> Iterator[tuple[int, int, list[str] | Found]]:
    """Yield where each record begins and ends, in bytes from `at`, and its cells.

    A record that cannot be read is a Found, and reading goes on with the line after it. Bytes that are not UTF-8 are kept as surrogates.
    """
    position = start = at

    def lines() -> Iterator[str]:
        nonlocal position
        while line := stream.readline(MAX_BYTES):
            position += len(line)
            yield line.decode("utf-8", "surrogateescape")

    source = lines()
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        cells: list[str] | Found
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reader = csv.reader(source, delimiter=delimiter)
            cells = Found(TOO_LONG if "field limit" in str(error) else f"the row cannot be read: {error}; mend its quotation marks")
        if cells:  # an empty line is no record
            yield start, position, cells
        start = position


def json_records(stream: BinaryIO, at: int = 0) -> Iterator[tuple[int, int, dict[str, Any] | Found]]:
    """Yield where each line that is not blank begins and ends, in bytes from `at`, and the object in it, or what is wrong with it."""
    position = at
    while line := stream.readline(MAX_BYTES):
        start, position = position, position + len(line)
        if len(line) == MAX_BYTES and not line.endswith(b"\n"):
            while rest := stream.readline(MAX_BYTES):
                position += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield start, position, Found(TOO_LONG)
        elif line.strip():
            yield start, position, _object(line.removeprefix(b"\xef\xbb\xbf") if start == 0 else line)


def _object(line: bytes) -> dict[str, Any] | Found:
    try:
        value = json.loads(line.decode("utf-8", "surrogateescape"))
    except ValueError as error:
        return Found(f"the line is no JSON: {error}; write one object a line")
    except RecursionError:
        return Found("the line is nested too deeply; write one flat object a line")
    return value if isinstance(value, dict) else Found("the line is no JSON object; write one object a line")
