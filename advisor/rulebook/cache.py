"""A loaded rulebook kept as JSON, so that the next start need not read and check hundreds of files.

The key is made of every rule file's name and content and of this package's version, so a changed
file is never missed. What cannot be read or does not fit is ignored, and made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any as Raw

from advisor import model
from advisor.condition import All, Any, In, Members, Not, Range
from advisor.errors import Place
from advisor.rulebook.folders import rule_files
from advisor.version import __version__

_FORMAT = 11
_KEPT = 20


def key(directories: Sequence[str], leave_out: Collection[str] = (), digests: dict[str, bytes] | None = None) -> str:
    """Return what identifies these directories' content, but for the folders left out, under this version.

    `digests` holds what is already known of files, and what was read is added to it: two keys of one moment read each once.
    Raises BadRulebook for a missing directory.
    """
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for directory in directories:
        digest.update(f"\0{directory}\0".encode())
        for name in rule_files(directory, leave_out):
            digest.update(f"\0{name}\0".encode())
            path = os.path.join(directory, name)
            known = None if digests is None else digests.get(path)
            content = known or _digest(path)
            if digests is not None:
                digests[path] = content
            digest.update(content)
    return digest.hexdigest()


def _digest(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.sha256(file.read()).digest()
    except OSError:
        return b"unreadable"


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
    import tempfile  # here, because a start with a warm cache does without

    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        body = json.dumps(_encode(value), ensure_ascii=False, separators=(",", ":"))
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
        try:
            with open(handle, "w", encoding="utf-8") as stream:
                stream.write(f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}")
            os.replace(temporary, folder / f"{key}.json")
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _forget_old(folder)
    except (OSError, RuntimeError):
        pass  # a cache that cannot be written costs time, nothing else


def _folder() -> Path:
    if named := os.environ.get("ADVISOR_CACHE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "hiring-advisor"


def _forget_old(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        path.unlink(missing_ok=True)


# Each value is written as a list: the name of its class, then its fields in order.
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
_NESTED = (list, dict)
_NAMES = {cls: name for name, cls in _CLASSES.items()}


def _encode(value: Raw) -> Raw:
    if isinstance(value, model.Concepts):
        return ["Concepts", dict(value.packed)]
    if is_dataclass(value):
        return [_NAMES[type(value)], *(_encode(getattr(value, part.name)) for part in fields(value))]
    if isinstance(value, frozenset):
        return ["frozenset", *sorted(value)]
    if isinstance(value, tuple):
        return ["tuple", *(_encode(part) for part in value)]
    if isinstance(value, Mapping):
        return {name: _encode(part) for name, part in value.items()}
    return value


def _decode(value: Raw) -> Raw:
    if isinstance(value, list):
        name, *parts = value
        if name == "frozenset":
            return frozenset(parts)
        parts = [_decode(part) if part.__class__ in _NESTED else part for part in parts]
        return tuple(parts) if name == "tuple" else _CLASSES[name](*parts)
    if isinstance(value, dict):
        return {name: _decode(part) if part.__class__ in _NESTED else part for name, part in value.items()}
    return value
