"""Read YAML safely, remembering where each value stood.

PyYAML (with libyaml) parses; this module builds plain values from its event stream, iteratively, so
that neither deep nesting nor alias bombs can exhaust anything, duplicate keys are refused, and each
key and value keeps its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from advisor.errors import BadInput, Place, Problem
from advisor.files import name_of, shown
from advisor.frozen import frozen
from advisor.rulebook.text import read_text
from advisor.rulebook.yaml_faults import fault

MAX_DEPTH = 40
MAX_NODES = 50_000

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]

_TAGS = "tag:yaml.org,2002:"
_TRUE = {"true", "yes", "on"}
_FALSE = {"false", "no", "off"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]*)\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?\Z|[-+]?[0-9]+[eE][-+]?[0-9]+\Z")
_ODD_NUMBER = re.compile(r"[-+]?\.(inf|nan)\Z", re.IGNORECASE)


@frozen
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


def read_yaml(file: str) -> Document:
    """Read and parse a YAML file. Raises BadInput with file, line and column."""
    return parse_yaml(read_text(file), name_of(file))


def parse_yaml(text: str, file: str) -> Document:
    """Parse YAML text; `file` names it in messages. Raises BadInput with file, line and column."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise BadInput([fault(error, text, file)]) from None
    return Document(file, builder.root, builder.marks)


def _events(text: str) -> Iterator[Any]:
    loader = Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


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
                self._refuse(event, f"aliases (*{shown(event.anchor or '')}) are not supported; write the value out")
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
        if event.tag not in (None, "!", f"{_TAGS}map", f"{_TAGS}seq"):
            self._refuse_tag(event)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        frame = _Frame(value, self._place_value(event, value))
        self._stack.append(frame)

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"the file holds more than {MAX_NODES} values, more than any situation or rule needs; split it")

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
            return self._take_key(event, frame, mark)
        path = (*frame.path, frame.key)
        frame.value[frame.key] = value
        frame.key = None
        return path

    def _take_key(self, event: Any, frame: _Frame, mark: tuple[int, int]) -> Path:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "a key is a single word; a list or a group cannot be one")
        key = event.value
        if key == "":
            self._refuse(event, "a key is missing before this colon; write it")
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
            if event.tag in ("!", f"{_TAGS}str"):
                return text
            self._refuse_tag(event)
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

    def _refuse_tag(self, event: Any) -> NoReturn:
        self._refuse(event, f"the tag {shown(event.tag.replace(_TAGS, '!!'))} is not supported; remove it")

    def _refuse(self, event: Any, message: str) -> NoReturn:
        mark = event.start_mark
        raise BadInput([Problem(message, Place(self.file, mark.line + 1, mark.column + 1))])


@dataclass(slots=True)
class _Frame:
    value: Any
    path: Path
    key: str | None = None
