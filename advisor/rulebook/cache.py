"""A loaded rulebook kept as JSON, so that the next start need not read and check hundreds of files.

The key is made of every rule file's name and content and of this package's version, so a changed
file is never missed; it is itself kept by the files' times and sizes. What cannot be read or does not fit is ignored, and made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any as Raw

from advisor import model
from advisor.condition import All, Any, In, Members, Not, Range
from advisor.errors import Place
from advisor.rulebook.folders import entries, rule_files
from advisor.version import __version__

_FORMAT = 13
_KEPT = 20
_HEXADECIMALS = 64
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that was changed again has another time of change, however coarse the system's clock is."""
_TELLING = sys.platform != "win32"
"""Whether the time of a file's last change of any kind is kept, which nobody can set."""

_State = tuple[int, ...]
"""When a file was written, and when anything of it changed, in nanoseconds; its size, and the number of its place on the disk."""
_NO_STATE: _State = ()


class Moment:
    """The rule files as they are at one moment: each directory is walked once, and each file read at most once."""

    def __init__(self) -> None:
        self._states: dict[str, dict[str, _State]] = {}
        self._digests: dict[str, bytes] = {}

    def states(self, directory: str, leave_out: Collection[str]) -> dict[str, _State]:
        """Return by rule file of the directory, in order, what changes with its content; see `rule_files`."""
        if directory not in self._states:
            self._states[directory] = {name: _state(entry) for name, entry in entries(directory)}
        found = self._states[directory]
        return {name: found.get(name, _NO_STATE) for name in rule_files(directory, leave_out, found)}

    def digest(self, path: str) -> bytes:
        """Return what stands for a file's content."""
        if path not in self._digests:
            try:
                with open(path, "rb", buffering=0) as file:
                    self._digests[path] = hashlib.sha256(file.read()).digest()
            except OSError:
                self._digests[path] = b"unreadable"
        return self._digests[path]


def key(directories: Sequence[str], leave_out: Collection[str] = (), moment: Moment | None = None) -> str:
    """Return what identifies these directories' content, but for the folders left out, under this version.

    It is known from before where no file has changed since, which is told without reading them. Raises BadRulebook for
    a missing directory.
    """
    moment = moment or Moment()
    by_directory = [(directory, moment.states(directory, leave_out)) for directory in directories]
    states = [state for _, files in by_directory for state in files.values()]
    known = _folder_or_none() if _TELLING and all(states) else None
    reference = known and known / f"{hashlib.sha256(repr((_FORMAT, __version__, by_directory)).encode()).hexdigest()}.key"
    if reference and (kept := _kept_key(reference)):
        return kept
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for directory, files in by_directory:
        digest.update(f"\0{directory}\0".encode())
        for name in files:
            digest.update(f"\0{name}\0".encode())
            digest.update(moment.digest(os.path.join(directory, name)))
    found = digest.hexdigest()
    if reference and max(max(state[:2]) for state in states) < time.time_ns() - _SETTLED:
        _write(reference, found)
    return found


def _state(entry: os.DirEntry[str]) -> _State:
    try:
        stat = entry.stat()
    except OSError:
        return _NO_STATE
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _kept_key(reference: Path) -> str | None:
    try:
        kept = reference.read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    return kept if len(kept) == _HEXADECIMALS and not kept.strip("0123456789abcdef") else None


def read(key: str) -> model.Rulebook | None:
    """Return the rulebook kept under the key, or None where there is none that can be used."""
    kept = _read(key)
    return kept if isinstance(kept, model.Rulebook) else None


def read_signals(key: str) -> model.SignalBook | None:
    """Return the signal book kept under the key, or None where there is none that can be used."""
    kept = _read(key)
    return kept if isinstance(kept, model.SignalBook) else None


def _read(key: str) -> object:
    try:
        body, _, check = (_folder() / f"{key}.json").read_bytes().rpartition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != check:
            return None
        return _decode(json.loads(body))
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write(key: str, value: model.Rulebook | model.SignalBook) -> None:
    """Keep a value under the key; does nothing where that is impossible (a full disk, no home)."""
    if folder := _folder_or_none():
        body = json.dumps(_encode(value), separators=(",", ":"))  # in ASCII, which is read twice as fast
        _write(folder / f"{key}.json", f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}")


def _write(path: Path, content: str) -> None:
    """Write a file of the cache, whole or not at all."""
    import tempfile  # here, because a start with a warm cache does without

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with open(handle, "w", encoding="utf-8") as stream:
                stream.write(content)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _forget_old(path.parent, path.suffix)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else


def _folder_or_none() -> Path | None:
    try:
        return _folder()
    except RuntimeError:
        return None  # there is no home


def _folder() -> Path:
    if named := os.environ.get("ADVISOR_CACHE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "hiring-advisor"


def _forget_old(folder: Path, suffix: str) -> None:
    kept = sorted(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        path.unlink(missing_ok=True)


def _made(cls: type, parts: Iterable[Raw]) -> object:
    return cls(*parts)


# Each value is written as a list: the name of its class, with a point behind it where no part is such a value, and its fields in order.
_CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        model.AdLine,
        model.AdSlot,
        model.AdPart,
        model.FactSpec,
        model.Constraint,
        model.Option,
        model.Section,
        model.Silence,
        model.Decision,
        model.Statement,
        model.Source,
        model.Derive,
        model.Recommend,
        model.Raise,
        model.Expectation,
        model.Signal,
        model.Context,
        model.PatternTable,
        model.SignalBook,
        model.Rule,
        model.Rulebook,
        Place,
        All,
        Any,
        Not,
        In,
        Range,
        Members,
    )
}
_CLASSES["Concepts"] = model.Concepts
_NAMES = {cls: name for name, cls in _CLASSES.items()}
_NESTED = (list, dict)
_MAKE: dict[str, Callable[[Iterable[Raw]], object]] = {
    "tuple": tuple,
    "frozenset": frozenset,
    **{name: partial(_made, cls) for name, cls in _CLASSES.items()},
}


def _encode(value: Raw) -> Raw:
    if isinstance(value, model.Concepts):
        return _listed("Concepts", [dict(value.packed)])
    if is_dataclass(value):
        return _listed(_NAMES[type(value)], [_encode(getattr(value, part.name)) for part in fields(value)])
    if isinstance(value, frozenset):
        return _listed("frozenset", sorted(value))
    if isinstance(value, tuple):
        return _listed("tuple", [_encode(part) for part in value])
    if isinstance(value, Mapping):
        return {name: _encode(part) for name, part in value.items()}
    return value


def _listed(name: str, parts: list[Raw]) -> list[Raw]:
    return [name if any(isinstance(part, _NESTED) for part in parts) else f"{name}.", *parts]


def _decode(value: Raw) -> Raw:
    if value.__class__ is list:
        name, *parts = value
        if name[-1] == ".":
            return _MAKE[name[:-1]](parts)
        return _MAKE[name]([_decode(part) if part.__class__ in _NESTED else part for part in parts])
    return {name: _decode(part) if part.__class__ in _NESTED else part for name, part in value.items()}
