"""Gathering problems while loading, and saying pydantic's in our words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from advisor.errors import Place, Problem, did_you_mean
from advisor.rulebook.text import shown
from advisor.rulebook.yaml_reader import Document, Path

Model = TypeVar("Model", bound=BaseModel)

_PATTERNS = {
    "cites": "a citation names a source and a statement, such as guide:trust/2",
    "sha256": "a fingerprint is 64 hexadecimal digits",
    "url": "an address starts with https://",
    "retrieved": "a date is written YYYY-MM-DD, in quotes or not",
    "facts": "a fact is named group.name, in lower case",
    "derive": "a fact is named group.name, in lower case",
    "summary": "keep it to one line",
}


class Problems:
    """The problems found so far; loading goes on after each, to report all of them at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, message: str, place: Place | None) -> None:
        """Note a problem."""
        self.found.append(Problem(message, place))


def validated(document: Document, model: type[Model], problems: Problems) -> Model | None:
    """Return the document as the model, or None after noting what is wrong with it."""
    if not isinstance(document.data, dict):
        message = "the file is empty" if document.data is None else "the file must hold keys and values (key: value)"
        problems.add(message, Place(document.file, 1, 1))
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_context=True):
            path = _path(document, item["loc"])
            message = _message(item["type"], path, item.get("ctx", {}), item.get("input"), model, item["loc"])
            problems.add(message, document.place(path))
        return None


def _path(document: Document, loc: Iterable[str | int]) -> Path:
    path: Path = ()
    for part in loc:
        if (*path, part) in document.marks or part == list(loc)[-1]:
            path = (*path, part)
    return path


def _message(kind: str, path: Path, ctx: dict[str, object], value: object, model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    name = str(loc[-1]) if loc else "the file"
    if name == "[key]" or (len(loc) > 1 and loc[-1] == "[key]"):
        name = str(loc[-2])
    field = next((str(part) for part in reversed(loc) if isinstance(part, str) and part in _PATTERNS), None)
    said = shown(repr(value), 40) if isinstance(value, (str, int, float, bool)) else None
    match kind:
        case "missing":
            return f"{name} is missing; add it"
        case "extra_forbidden":
            return f"{shown(name)} is no key here{did_you_mean(name, _keys(model, loc[:-1]))}"
        case "literal_error":
            expected = str(ctx["expected"]).replace("'", "")
            return f"{name} is {said or 'not one word'}; it must be {expected}"
        case "string_type":
            return f"{name} must be text" + (f", and {said} is none; put it in quotes" if said else "")
        case "string_too_long":
            return f"{name} is longer than {ctx['max_length']} characters; shorten it"
        case "string_too_short":
            return f"{name} is empty; write it"
        case "string_pattern_mismatch":
            hint = _PATTERNS.get(field or "", "use lower-case letters, digits and hyphens")
            return f"{said or name} is not well formed; {hint}"
        case "too_short":
            return f"{name} needs at least {ctx['min_length']} entry"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{name} must hold keys and values"
        case "list_type":
            return f"{name} must be a list, such as [a, b]"
        case "bool_type":
            return f"{name} must be true or false"
        case "int_type":
            return f"{name} must be a whole number" + (f", and {said} is none" if said else "")
        case _:
            return f"{name} cannot be used as it is ({kind.replace('_', ' ')})"


def _keys(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
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
