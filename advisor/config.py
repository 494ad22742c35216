"""Reading settings: `advisor.toml`, or `[tool.advisor]` in `pyproject.toml`, found upwards from the drafts."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.errors import BadInput, Place, Problem, by_place, did_you_mean, listing
from advisor.files import shown
from advisor.model import SEVERITIES
from advisor.rulebook.text import read_text
from advisor.settings import LEVELS, Key, Level, PathSettings, Settings

FILES = ("advisor.toml", "pyproject.toml")
_TABLE: Key = ("tool", "advisor")


def find_settings(drafts: Sequence[str]) -> Settings:
    """Return the settings for these drafts: those of the closest file in or above the folder they share.

    For standard input that is the current folder. Without a file there are no settings. Raises BadInput
    when the file cannot be used.
    """
    folder = _shared_folder(drafts)
    while True:
        for name in FILES:
            file = os.path.join(folder, name)
            if os.path.isfile(file) and (found := _read(_shortest(file), required=False)) is not None:
                return found
        above = os.path.dirname(folder)
        if above == folder:
            return Settings()
        folder = above


def read_settings(file: str) -> Settings:
    """Return the settings in a file. Raises BadInput when it cannot be used, or is a pyproject.toml without any."""
    found = _read(file, required=True)
    assert found is not None
    return found


def _shared_folder(drafts: Sequence[str]) -> str:
    here = os.getcwd()
    folders = [
        path if os.path.isdir(path) else os.path.dirname(path) for path in map(os.path.abspath, drafts) if os.path.basename(path) != "-"
    ]
    try:
        return os.path.commonpath(folders) if folders else here
    except ValueError:  # on several drives
        return here


def _shortest(file: str) -> str:
    """Return the path from the current folder where that is shorter."""
    try:
        return min(file, os.path.relpath(file), key=len)
    except ValueError:  # on another drive
        return file


def _read(file: str, required: bool) -> Settings | None:
    import tomllib  # most runs find no file

    text = read_text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, line, column = _fault(str(error), text)
        raise BadInput([Problem(f"this is no TOML: {said}; mend it", Place(file, line, column))]) from None
    inside: Key = _TABLE if os.path.basename(file) == "pyproject.toml" else ()
    for key in inside:
        inner = data.get(key, {})
        data = inner if isinstance(inner, dict) else {}
    if inside and not data:
        if required:
            raise BadInput([Problem("there is no [tool.advisor] here; add it, or name another file", Place(file, 1, 1))])
        return None
    return _Reader(file, text, inside).settings(data)


def _fault(message: str, text: str) -> tuple[str, int, int]:
    """Return what is wrong in the parser's words, and where, which it tells only in its message."""
    said, _, place = message.rpartition(" (at ")
    found = re.match(r"line (\d+), column (\d+)", place)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n", 0, len(text.rstrip())) + 1, 1)
    said = said or message
    return said[:1].lower() + said[1:], line, column


class _Reader:
    """Reads the settings out of parsed TOML, noting everything that is wrong with them."""

    def __init__(self, file: str, text: str, inside: Key) -> None:
        self._file = file
        self._text = text
        self._inside = inside
        self._folder = os.path.dirname(file) or "."
        self._problems: list[Problem] = []
        self._places: dict[Key, Place] = {}

    def settings(self, data: Mapping[str, Any]) -> Settings:
        """Return the settings; raises BadInput with every problem."""
        self._refuse_unknown(data, ("rules", "glob", "fail-on", "situation", "baseline", "severity", "per-path"), ())
        per_path = []
        for pattern, entry in self._table(data, "per-path", ()).items():
            at = ("per-path", pattern)
            if isinstance(entry, dict):
                self._refuse_unknown(entry, ("severity", "situation"), at)
                per_path.append(PathSettings(pattern, self._levels(entry, at), self._path(entry, "situation", at)))
            else:
                self._note(f"{shown(pattern)} must be a table, such as {{severity = {{many-hats = 'off'}}}}", at)
        fail_on = self._word(data, "fail-on", (*SEVERITIES, "never"))
        settings = Settings(
            folder=self._folder,
            rules=tuple(self._resolved(path) for path in self._texts(data, "rules")),
            glob=self._texts(data, "glob"),
            fail_on=fail_on,
            situation=self._path(data, "situation", ()),
            baseline=self._path(data, "baseline", ()),
            severity=self._levels(data, ()),
            per_path=tuple(per_path),
            places=self._places,
        )
        if self._problems:
            raise BadInput(sorted(self._problems, key=by_place))
        return settings

    def _refuse_unknown(self, data: Mapping[str, Any], known: Sequence[str], at: Key) -> None:
        for key in data:
            if key not in known:
                hint = did_you_mean(key, known) or f"; the keys are {listing(known)}"
                self._note(f"{shown(key)} is no key here{hint}", (*at, key))

    def _levels(self, data: Mapping[str, Any], at: Key) -> dict[str, Level]:
        found: dict[str, Level] = {}
        for name, level in self._table(data, "severity", at).items():
            key = (*at, "severity", name)
            if level in LEVELS:
                found[name] = level
                self._places[key] = self._place(key)
            else:
                hint = did_you_mean(level, LEVELS) or f"; it must be {listing(LEVELS, 'or')}"
                self._note(f"{shown(name)} is {shown(repr(level))}{hint}", key)
        return found

    def _table(self, data: Mapping[str, Any], key: str, at: Key) -> Mapping[str, Any]:
        value = data.get(key, {})
        if isinstance(value, dict):
            return value
        self._note(f"{key} is {shown(repr(value))}; it must be a table", (*at, key))
        return {}

    def _texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self._note(f"{key} is {shown(repr(value))}; it must be a list of texts, such as ['one']", (key,))
        return ()

    def _word(self, data: Mapping[str, Any], key: str, words: Sequence[str]) -> str | None:
        value = data.get(key)
        if value is None or value in words:
            return value
        hint = did_you_mean(value, words) or f"; it must be {listing(words, 'or')}"
        self._note(f"{key} is {shown(repr(value))}{hint}", (key,))
        return None

    def _path(self, data: Mapping[str, Any], key: str, at: Key) -> str | None:
        value = data.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value:
            return self._resolved(value)
        self._note(f"{key} is {shown(repr(value))}; it must be the name of a file", (*at, key))
        return None

    def _resolved(self, path: str) -> str:
        return os.path.normpath(os.path.join(self._folder, path))

    def _note(self, message: str, key: Key) -> None:
        self._problems.append(Problem(message, self._place(key)))

    def _place(self, key: Key) -> Place:
        return Place(self._file, *_position(self._text, (*self._inside, *key)))


def _position(text: str, key: Key) -> tuple[int, int]:
    """Return the line and column at which TOML text first says something of the key.

    The parser tells no positions, so it is asked how many lines it takes until the key is there.
    """
    lines = text.splitlines(keepends=True)
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        size, there = _there(lines, middle + 1, key)
        if there:
            high = middle
        else:
            low = size
    statement = lines[low : _there(lines, low + 1, key)[0]] if low < len(lines) else []
    for number, line in enumerate(statement):
        if found := re.search(rf"(?<![\w-])[\"']?{re.escape(key[-1])}(?![\w-])", line):
            return low + number + 1, found.start() + 1
    return low + 1, 1


def _there(lines: Sequence[str], size: int, key: Key) -> tuple[int, bool]:
    """Return how many lines, at least `size`, make TOML on their own, and whether they hold the key."""
    import tomllib

    while size <= len(lines):
        try:
            data: Any = tomllib.loads("".join(lines[:size]))
        except tomllib.TOMLDecodeError:
            size += 1
            continue
        for part in key:
            if not isinstance(data, dict) or part not in data:
                return size, False
            data = data[part]
        return size, True
    return size, False
