"""Rulebooks and signal books as bytes, and back: a checksum, how long each line is, a line of JSON, and texts below it.

In JSON each value is a list: the name of its class, with a point behind it where no part is such a value, and its fields
in order. Where a tuple or a mapping holds many texts, it says in which lines they stand, parted by tabs: so they
are read many times as fast as by JSON. Each concept has a line, which is read when it is asked for. Nothing in it is code.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from itertools import accumulate, chain
from typing import Any as Raw

from advisor import model
from advisor.condition import All, Any, In, Members, Not, Range
from advisor.errors import Place

_CHECK = 9
"""How long the checksum is, with the end of its line."""
_MANY = 8
_UTF8 = "utf-8", "surrogatepass"
_NESTED = (list, dict)


class _Lines:
    """The lines that stand below the JSON, each read when it is asked for."""

    def __init__(self, content: bytes, start: int, lengths: Iterable[int]) -> None:
        self._content = content
        self._ends = list(accumulate(lengths, initial=start))

    def __getitem__(self, number: int) -> str:
        return self._content[self._ends[number] : self._ends[number + 1] - 1].decode(*_UTF8)

    def texts(self, number: int) -> list[str]:
        """Return the texts in a line."""
        return self[number].split("\t")


class _Named(Mapping[str, str]):
    """Lines by name, the first of which has this number."""

    def __init__(self, lines: _Lines, first: int, names: Iterable[str]) -> None:
        self._lines = lines
        self._numbers = {name: number for number, name in enumerate(names, first)}

    def __getitem__(self, name: str) -> str:
        return self._lines[self._numbers[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def packed(value: object) -> bytes:
    """Return a rulebook or a signal book as bytes."""
    lines: list[str] = []
    head = json.dumps(_encode(value, lines), separators=(",", ":"))
    below = [f"{line}\n".encode(*_UTF8) for line in lines]
    body = b"".join([f"{' '.join(map(str, map(len, below)))}\n{head}\n".encode(), *below])
    return b"%08x\n%s" % (zlib.crc32(body), body)


def unpacked(content: bytes) -> object:
    """Return the value that `packed` made these bytes of.

    Raises ValueError where they are damaged, and what making a value raises where they were made by other code.
    """
    if content[:_CHECK] != b"%08x\n" % zlib.crc32(memoryview(content)[_CHECK:]):
        raise ValueError("damaged")
    lengths = content.index(b"\n", _CHECK)
    head = content.index(b"\n", lengths + 1)
    lines = _Lines(content, head + 1, map(int, content[_CHECK:lengths].split()))
    make: dict[str, Callable[[list[Raw]], object]] = {
        **_MAKE,
        "texts": lambda parts: tuple(lines.texts(parts[0])),
        "mapping": lambda parts: dict(zip(lines.texts(parts[0]), lines.texts(parts[1]), strict=True)),
        "concepts": lambda parts: model.Concepts(_Named(lines, *parts)),
    }

    def decode(value: Raw) -> Raw:
        if value.__class__ is list:
            name, *parts = value
            if name[-1] == ".":
                return make[name[:-1]](parts)
            return make[name]([decode(part) if part.__class__ in _NESTED else part for part in parts])
        return {name: decode(part) if part.__class__ in _NESTED else part for name, part in value.items()}

    return decode(json.loads(content[lengths:head]))


def _made(cls: type, parts: Iterable[Raw]) -> object:
    return cls(*parts)


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
_NAMES = {cls: name for name, cls in _CLASSES.items()}
_MAKE: dict[str, Callable[[list[Raw]], object]] = {
    "tuple": tuple,
    "frozenset": frozenset,
    **{name: partial(_made, cls) for name, cls in _CLASSES.items()},
}


def _encode(value: Raw, lines: list[str]) -> Raw:
    if isinstance(value, model.Concepts):
        lines += value.packed.values()
        return ["concepts", len(lines) - len(value), ["tuple.", *value]]
    if is_dataclass(value):
        return _listed(_NAMES[type(value)], [_encode(getattr(value, part.name), lines) for part in fields(value)])
    if isinstance(value, frozenset):
        return _listed("frozenset", sorted(value))
    if isinstance(value, tuple):
        return _in_lines("texts", lines, value) or _listed("tuple", [_encode(part, lines) for part in value])
    if isinstance(value, Mapping):
        return _in_lines("mapping", lines, value, value.values()) or {name: _encode(part, lines) for name, part in value.items()}
    return value


def _in_lines(name: str, lines: list[str], *groups: Iterable[Raw]) -> list[Raw] | None:
    """Add a line for each of these groups, and return where they stand, or None where they are few, or not all are plain texts."""
    listed = [list(group) for group in groups]
    if len(listed[0]) < _MANY or not all(map(_is_plain, chain(*listed))):
        return None
    lines += ["\t".join(group) for group in listed]
    return [f"{name}.", *range(len(lines) - len(listed), len(lines))]


def _is_plain(value: Raw) -> bool:
    return isinstance(value, str) and "\t" not in value


def _listed(name: str, parts: list[Raw]) -> list[Raw]:
    return [name if any(isinstance(part, _NESTED) for part in parts) else f"{name}.", *parts]
