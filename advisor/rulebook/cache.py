"""A loaded rulebook kept in a file, so that the next start need not read and check hundreds of files.

The key is made of every rule file's name and content and of this package's version, so a changed
file is never missed; it is itself kept beside the files' times and sizes. What cannot be read or does not fit is ignored, and made anew.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from collections.abc import Collection, Sequence

from advisor.model import Rulebook, SignalBook
from advisor.rulebook.folders import entries, rule_files
from advisor.rulebook.packing import packed, unpacked
from advisor.version import __version__

_FORMAT = 14
_KEPT = 20
_HEXADECIMALS = 64
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that was changed again has another time of change, however coarse the system's clock is."""
_TELLING = sys.platform != "win32"
"""Whether the time of a file's last change of any kind is kept, which nobody can set."""

_State = tuple[int, ...]
"""When a file was written, and when anything of it changed, in nanoseconds; its size, and the number of its place on the disk."""
_NO_STATE: _State = ()


def key(directories: Sequence[str], leave_out: Collection[str] = ()) -> str:
    """Return what identifies these directories' content, but for the folders left out, under this version.

    It is known from before where no file has changed since, which is told without reading them. Raises BadRulebook for
    a missing directory.
    """
    by_directory = [(directory, _states(directory, leave_out)) for directory in directories]
    states = [state for _, files in by_directory for state in files.values()]
    asked = ascii((_FORMAT, __version__, by_directory))
    note = _note((*directories, *sorted(leave_out))) if _TELLING and all(states) else ""
    if note and (kept := _kept_key(note, asked)):
        return kept
    found = _digest([(directory, list(files)) for directory, files in by_directory])
    if note and max(max(state[:2]) for state in states) < time.time_ns() - _SETTLED:
        _write(note, f"{found}\n{asked}".encode())
    return found


def _states(directory: str, leave_out: Collection[str]) -> dict[str, _State]:
    """Return by rule file of the directory, in order, what changes with its content; see `rule_files`."""
    found = {name: _state(entry) for name, entry in entries(directory)}
    return {name: found.get(name, _NO_STATE) for name in rule_files(directory, leave_out, found)}


def _digest(by_directory: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return what identifies the files of directories by their names and content."""
    import hashlib  # here, because a start with a warm cache does without

    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for directory, names in by_directory:
        digest.update(f"\0{directory}\0".encode())
        for name in names:
            digest.update(f"\0{name}\0".encode())
            try:
                with open(os.path.join(directory, name), "rb", buffering=0) as file:
                    digest.update(hashlib.sha256(file.read()).digest())
            except OSError:
                digest.update(b"unreadable")
    return digest.hexdigest()


def _state(entry: os.DirEntry[str]) -> _State:
    try:
        stat = entry.stat()
    except OSError:
        return _NO_STATE
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _note(names: Sequence[str]) -> str:
    """Return where the key of these directories is noted: any name does, as what is noted tells what it is the key of."""
    folder = _folder()
    return folder and os.path.join(folder, f"{zlib.crc32(ascii((_FORMAT, __version__, names)).encode()):08x}.key")


def _kept_key(note: str, asked: str) -> str | None:
    """Return the key that a note has for just these states, if it has."""
    kept, _, states = _content(note).partition(b"\n")
    if len(kept) != _HEXADECIMALS or kept.strip(b"0123456789abcdef") or states != asked.encode():
        return None
    return kept.decode()


def _content(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""


def read(key: str) -> Rulebook | None:
    """Return the rulebook kept under the key, or None where there is none that can be used."""
    kept = _read(key)
    return kept if isinstance(kept, Rulebook) else None


def read_signals(key: str) -> SignalBook | None:
    """Return the signal book kept under the key, or None where there is none that can be used."""
    kept = _read(key)
    return kept if isinstance(kept, SignalBook) else None


def _read(key: str) -> object:
    folder = _folder()
    if not folder or not (content := _content(os.path.join(folder, f"{key}.json"))):
        return None
    try:
        return unpacked(content)
    except (RuntimeError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write(key: str, value: Rulebook | SignalBook) -> None:
    """Keep a value under the key; does nothing where that is impossible (a full disk, no home)."""
    if folder := _folder():
        _write(os.path.join(folder, f"{key}.json"), packed(value))


def _write(path: str, content: bytes) -> None:
    """Write a file of the cache, whole or not at all."""
    import contextlib  # here, because a start with a warm cache does without
    import tempfile

    folder, suffix = os.path.dirname(path), os.path.splitext(path)[1]
    try:
        os.makedirs(folder, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
        try:
            with open(handle, "wb") as stream:
                stream.write(content)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        _forget_old(folder, suffix)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else


def _folder() -> str:
    """Return the folder of the cache; empty where there is no home."""
    if named := os.environ.get("ADVISOR_CACHE_DIR"):
        return named
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or _at_home("AppData", "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or _at_home(".cache")
    return base and os.path.join(base, "hiring-advisor")


def _at_home(*folders: str) -> str:
    home = os.path.expanduser("~")
    return os.path.join(home, *folders) if home != "~" else ""


def _forget_old(folder: str, suffix: str) -> None:
    found = [entry for entry in os.scandir(folder) if entry.name.endswith(suffix)]
    found.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in found[_KEPT:]:
        try:
            os.unlink(entry.path)
        except FileNotFoundError:
            continue  # another process was first
