"""What an audit reads: files of rows and folders of drafts, found by name, folder or pattern."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence

from advisor.audit.model import Kind, Source
from advisor.audit.streams import compression_of
from advisor.documents.folders import DRAFTS, walk
from advisor.errors import Place, Problem
from advisor.files import shown
from advisor.globs import matches

_KINDS: dict[str, Kind] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PACKED = (".gz", ".bz2", ".xz", ".zst", ".zstd")


def find_sources(named: Sequence[str]) -> tuple[list[Source], list[tuple[str, str]], list[Problem]]:
    """Return the files of rows, the drafts by name and path, each once, and what is wrong with what was named.

    A folder stands for what is below it, a pattern such as `exports/*.parquet` for the files that fit it.
    """
    tables: dict[str, Source] = {}
    drafts: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for name in named:
        files = _files(name)
        if isinstance(files, Problem):
            problems.append(files)
            continue
        for file in files:
            path = os.path.abspath(file)
            if kind := kind_of(file):
                try:
                    tables.setdefault(path, _table(file, path, kind))
                except OSError as error:
                    problems.append(unreadable(file, error))
            else:
                drafts.setdefault(path, (file, path))
    return list(tables.values()), list(drafts.values()), problems


def kind_of(file: str) -> Kind | None:
    """Return what kind of table a file is by its name, or None for a draft."""
    stem, extension = os.path.splitext(file.lower())
    if extension in _PACKED:
        extension = os.path.splitext(stem)[1]
    return _KINDS.get(extension)


def unreadable(file: str, error: OSError) -> Problem:
    """Return what is said of a file that cannot be read."""
    return Problem(f"the file cannot be read: {error.strerror or error}; check it and its permissions", Place(shown(file, 200)))


def _table(file: str, path: str, kind: Kind) -> Source:
    compression = None if kind == "parquet" else compression_of(path)
    tabs = kind == "csv" and any(file.lower().removesuffix(packed).endswith((".tsv", ".tab")) for packed in ("", *_PACKED))
    return Source(file, path, kind, compression, delimiter="\t" if tabs else "", carried=compression is not None)


def _files(name: str) -> list[str] | Problem:
    place = Place(shown(name, 200) or '""')
    if name == "-":
        return Problem("audit reads files, not standard input; save the ads to a file and name it", place)
    if os.path.isdir(name):
        found = [file for file in walk(name) if kind_of(file) or any(matches(os.path.basename(file), pattern) for pattern in DRAFTS)]
        listed = "Parquet, CSV, TSV, JSON Lines or a draft"
        return found or Problem(f"there is nothing in this folder that is {listed}; name the files", place)
    if os.path.isfile(name):
        return [name]
    if glob.has_magic(name):
        found = sorted(file for file in glob.glob(name, recursive=True) if os.path.isfile(file))
        return found or Problem("no file fits this pattern; check it", place)
    there = os.path.exists(name)
    return Problem("this is a device, not a file; name a file" if there else "there is no such file; check the name", place)
