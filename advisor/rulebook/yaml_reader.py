"""Read YAML safely, remembering where each value stood.

PyYAML (with libyaml) parses; this module builds plain values from its event stream, iteratively, so
that neither deep nesting nor alias bombs can exhaust anything, duplicate keys are refused, and each
key and value keeps its line and column.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from advisor.errors import BadInput, Place, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]

_TRUE = {"true", "yes", "on"}
_FALSE = {"false", "no", "off"}
_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?\Z|[-+]?[0-9]+[eE][-+]?[0-9]+\Z")
_ODD_NUMBER = re.compile(r"[-+]?\.(inf|nan)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain values; `marks` holds the (line, column) of each path within it.

    The mark of a path is that of its key, or, in a list, of its item.
    """

    file: str
    data: Any
    marks: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path = ()) -> Place:
        """Return where the path stands, or, where it does not exist, its closest parent."""
        while path and path not in self.marks:
            path = path[:-1]
        return Place(self.file, *self.marks.get(path, (None, None)))


def read_text(file: str) -> str:
    """Return the text of a UTF-8 file, or of standard input for `-`.

    Raises BadInput when it cannot be read, is too large or is not text.
    """
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            if not stat.S_ISREG(mode := os.stat(file).st_mode) and not stat.S_ISFIFO(mode):
                kind = "a directory" if stat.S_ISDIR(mode) else "no ordinary file"
                raise BadInput([Problem(f"this is {kind}; name a YAML file", Place(file))])
            with open(file, "rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BadInput([Problem("there is no such file; check the name", Place(file))]) from None
    except PermissionError:
        raise BadInput([Problem("the file may not be read; check its permissions", Place(file))]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadInput([Problem(f"the file cannot be read: {reason}", Place(shown(file)))]) from None
    if len(raw) > MAX_BYTES:
        raise BadInput([Problem(f"the file is larger than {MAX_BYTES // 1_000_000} MB, more than any situation or rule needs", Place(file))])
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput([Problem("this is a binary file; name a YAML file", Place(file, 1, 1))])
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise BadInput([Problem("the text is not UTF-8; save the file as UTF-8", Place(file, line, column))]) from None


def shown(text: str, limit: int = 80) -> str:
    """Return text fit for a message: printable, and shortened where long."""
    clean = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[: limit + 1])
    return clean[: limit - 1] + "…" if len(clean) > limit else clean


def read_yaml(file: str) -> Document:
    """Read and parse a YAML file. Raises BadInput with file, line and column."""
    return parse_yaml(read_text(file), "standard input" if file == "-" else file)


def parse_yaml(text: str, file: str) -> Document:
    """Parse YAML text; `file` names it in messages. Raises BadInput with file, line and column."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.reader.ReaderError as error:
        raise BadInput([Problem("the text holds a control character that YAML does not allow; delete it", _position(file, text, error))]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise BadInput([Problem(f"this is not YAML: {_cause(error)}", place)]) from None
    except yaml.YAMLError as error:
        raise BadInput([Problem(f"this is not YAML: {shown(str(error))}", Place(file))]) from None
    return Document(file, builder.root, builder.marks)


def _events(text: str) -> Iterator[Any]:
    loader = Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _position(file: str, text: str, error: yaml.reader.ReaderError) -> Place:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = match.start() if match else min(error.position, len(text))
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _cause(error: yaml.MarkedYAMLError) -> str:
    cause = str(error.problem or error.context or error)
    if "cannot start any token" in cause and "tab" not in cause:
        return f"{cause}; if it starts with a tab, indent with spaces, and quote text that starts with a special character"
    if "tab" in cause or "\\t" in cause:
        return "a tab stands where blanks are needed; indent with spaces"
    if "mapping values are not allowed" in cause:
        return "a colon stands where none may; put quotes around text that contains one"
    if "did not find expected" in cause or "expected" in cause:
        return f"{shown(cause)}; check the indentation, the brackets and the quotes above this place"
    return shown(cause)


class _Builder:
    """Turns YAML events into plain values, refusing what no file of ours needs."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.marks: dict[Path, tuple[int, int]] = {}
        self._stack: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse(event, "a second document starts here; keep one document a file")
            case yaml.AliasEvent():
                self._refuse(event, f"aliases (*{shown(event.anchor)}) are not supported; write the value out")
            case yaml.ScalarEvent():
                self._count(event)
                self._place_value(event, self._scalar(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()

    def _open(self, event: Any) -> None:
        self._count(event)
        if len(self._stack) >= MAX_DEPTH:
            self._refuse(event, f"this is nested more than {MAX_DEPTH} levels deep; flatten it")
        if event.tag is not None and not event.tag.startswith("tag:yaml.org,2002:"):
            self._refuse(event, f"the tag {shown(event.tag)} is not supported; remove it")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        frame = _Frame(value, self._place_value(event, value))
        self._stack.append(frame)

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"the file holds more than {MAX_NODES} values, more than any situation or rule needs")

    def _place_value(self, event: Any, value: Any) -> Path:
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if not self._stack:
            self.root = value
            self.marks[()] = mark
            return ()
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            path = (*frame.path, len(frame.value))
            self.marks[path] = mark
            frame.value.append(value)
            return path
        if frame.key is None:
            return self._take_key(event, frame, value, mark)
        path = (*frame.path, frame.key)
        frame.value[frame.key] = value
        frame.key = None
        return path

    def _take_key(self, event: Any, frame: _Frame, value: Any, mark: tuple[int, int]) -> Path:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "a key must be a word")
        key = event.value
        if key == "<<":
            self._refuse(event, "merge keys (<<) are not supported; write the values out")
        if key in frame.value:
            first = self.marks[(*frame.path, key)][0]
            self._refuse(event, f"{shown(key)} is given twice (first in line {first}); keep one of them")
        self.marks[(*frame.path, key)] = mark
        frame.key = key
        return frame.path

    def _scalar(self, event: Any) -> Any:
        text = event.value
        if event.tag is not None:
            if event.tag in ("tag:yaml.org,2002:str", "!"):
                return text
            self._refuse(event, f"the tag {shown(event.tag)} is not supported; remove it")
        if not event.implicit[0]:
            return text
        lowered = text.lower()
        if lowered in ("", "~", "null"):
            return None
        if lowered in _TRUE:
            return True
        if lowered in _FALSE:
            return False
        if _INTEGER.match(text):
            digits = text.replace("_", "")
            return int(digits) if len(digits) <= 30 else float(digits[:300])
        if _NUMBER.match(text) or _ODD_NUMBER.match(text):
            return float(lowered.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
        return text

    def _refuse(self, event: Any, message: str) -> None:
        mark = event.start_mark
        raise BadInput([Problem(message, Place(self.file, mark.line + 1, mark.column + 1))])


@dataclass(slots=True)
class _Frame:
    value: Any
    path: Path
    key: str | None = None
