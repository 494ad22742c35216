"""Gathering problems while loading, and saying pydantic's in our words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from advisor.errors import BadInput, Place, Problem, did_you_mean, listing
from advisor.files import shown
from advisor.frozen import frozen
from advisor.rulebook.values import said
from advisor.rulebook.yaml_reader import Document, Path, read_yaml

Model = TypeVar("Model", bound=BaseModel)

_LINE = "keep it to one"
_ID = "use lower-case letters, digits and hyphens"
_FACT = "a fact is named group.name, in lower-case letters, digits and underscores"
_PATTERNS = {
    "cites": "a citation names a source and a statement, such as guide:trust/2",
    "sha256": "a fingerprint is 64 hexadecimal digits",
    "url": "an address starts with https://",
    "retrieved": "a date is written YYYY-MM-DD",
    "within": _FACT,
    "summary": _LINE,
    "label": _LINE,
    "ask": _LINE,
    "asks": _LINE,
    "question": _LINE,
}
_KEYS = {"facts": _FACT, "derive": _FACT, "establishes": _FACT, "statements": "use lower-case letters, digits, hyphens and slashes"}


class Problems:
    """The problems found so far; loading goes on after each, to report all of them at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, message: str, place: Place | None) -> None:
        """Note a problem."""
        self.found.append(Problem(message, place))


def open_file(directory: str, name: str, problems: Problems) -> Document | None:
    """Read one file as YAML, or note what is wrong with it and return None."""
    try:
        return read_yaml(os.path.join(directory, name))
    except BadInput as error:
        problems.found.extend(error.problems)
        return None


def read_file(directory: str, name: str, model: type[Model], problems: Problems) -> tuple[Document, Model] | None:
    """Read one file as a model, or note what is wrong with it and return None."""
    document = open_file(directory, name, problems)
    value = None if document is None else validated(document, model, problems)
    return None if document is None or value is None else (document, value)


def validated(document: Document, model: type[Model], problems: Problems) -> Model | None:
    """Return the document as the model, or None after noting what is wrong with it."""
    if not isinstance(document.data, dict):
        message = f"this is {said(document.data)}; the file must hold keys and values (key: value)"
        problems.add(
            "the file is empty; fill it, or delete it" if document.data is None else message,
            Place(document.file, *document.marks.get((), (1, 1))),
        )
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        faults = [_Fault.of(item, document) for item in error.errors(include_url=False, include_context=True)]
        for message, path in _messages(faults, model):
            problems.add(message, document.place(path))
        return None


@frozen
class _Fault:
    """One of pydantic's complaints; `path` is where it stands in the document."""

    kind: str
    loc: Path
    path: Path
    value: object
    ctx: Mapping[str, object]

    @staticmethod
    def of(item: ErrorDetails, document: Document) -> _Fault:
        loc = tuple(part for part in item["loc"] if part != "[key]")
        path: Path = ()
        for part in loc:  # pydantic names branches of unions as well, which stand in no document
            if (*path, part) in document.marks:
                path = (*path, part)
        return _Fault("key" if "[key]" in item["loc"] else item["type"], loc, path, item.get("input"), item.get("ctx", {}))

    @property
    def name(self) -> str:
        """What the faulty thing is called: its key, or, for an item of a list, the list's."""
        return ("an entry of " if self.path and isinstance(self.path[-1], int) else "") + shown(self.key)

    @property
    def key(self) -> str:
        """The innermost key that it stands under."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "the file")


def _messages(faults: list[_Fault], model: type[BaseModel]) -> Iterator[tuple[str, Path]]:
    missing: dict[Path, list[str]] = {}
    for fault in faults:
        if fault.kind == "missing":
            missing.setdefault(fault.path, []).append(str(fault.loc[-1]))
    seen: set[Path] = set()
    for fault in faults:
        if fault.kind == "extra_forbidden":
            hint = did_you_mean(fault.loc[-1], keys := _keys(model, fault.loc[:-1])) or f"; the keys are {listing(keys)}"
            yield f"{shown(str(fault.loc[-1]))} is no key here{hint}", fault.path
            lacking = missing.get(fault.path[:-1], [])
            lacking[:] = [key for key in lacking if f"did you mean {key}?" not in hint]
        elif fault.kind != "missing" and fault.path not in seen:
            seen.add(fault.path)
            union = len([other for other in faults if other.path == fault.path]) > 1
            yield _UNION.format(fault.name, said(fault.value)) if union else _message(fault), fault.path
    for path, keys in missing.items():
        if keys:
            yield f"{listing(keys)} {'is' if len(keys) == 1 else 'are'} missing; add {'it' if len(keys) == 1 else 'them'}", path


_UNION = "{} is {}; it must be true or false, a whole number or a word"


def _message(fault: _Fault) -> str:
    name, value = fault.name, said(fault.value)
    match fault.kind:
        case "string_type" if isinstance(fault.value, (bool, int, float)):
            return f"{name} is {value}, which is no text; put it in quotes"
        case "string_type":
            return f"{name} is {value}; " + ("write it" if fault.value is None else "it must be text")
        case "string_too_short":
            return f"{name} is empty; write it"
        case "string_too_long":
            return f"{name} is longer than {fault.ctx['max_length']} characters; shorten it"
        case "string_pattern_mismatch":
            hint = _PATTERNS.get(fault.key, _ID)
            return f"{name} has several lines; {_LINE}" if hint == _LINE else f"{name} is {value}; {hint}"
        case "key":
            return f"{said(fault.path[-1])} is no name for this; {_KEYS.get(str(fault.path[-2]), _ID)}"
        case "literal_error":
            expected = str(fault.ctx["expected"]).replace("'", "")
            return f"{name} is {value}; it must be {expected}"
        case "too_short":
            return f"{name} is empty; it needs at least one entry"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{name} is {value}; it must hold keys and values (key: value)"
        case "list_type":
            return f"{name} is {value}; it must be a list" + (
                f", such as [{shown(fault.value, 40)}]" if isinstance(fault.value, str) else ""
            )
        case "bool_type":
            return f"{name} is {value}; it must be true or false"
        case "int_type":
            return f"{name} is {value}; it must be a whole number"
        case "greater_than_equal" | "less_than_equal":
            bound = f"at least {fault.ctx['ge']}" if "ge" in fault.ctx else f"at most {fault.ctx['le']}"
            return f"{name} is {value}; it must be {bound}"
        case kind:
            return f"{name} is {value}, which cannot be used ({kind.replace('_', ' ')})"


def _keys(model: type[BaseModel], loc: Path) -> list[str]:
    current: type[BaseModel] = model
    for part in loc:
        for field_name, field in current.model_fields.items():
            if part in (field_name, field.alias):
                for inner in _models(field.annotation):
                    current = inner
    return [field.alias or name for name, field in current.model_fields.items()]


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
