"""Frozen values are to whoever uses them what `dataclass(frozen=True, slots=True)` makes."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from advisor.frozen import frozen


@frozen
class Line:
    """A text with what it rests on."""

    text: str
    cites: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usual:
    text: str
    cites: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)


@frozen
class Word:
    """A class of one field, and another of the same field below."""

    text: str


@frozen
class Other:
    """Not a Word."""

    text: str


@frozen
class Empty:
    """A class without fields."""


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", ("b",)), {}),
    (("a", ("b",), {"c": 1}), {}),
    ((), {"text": "a", "cites": ("b",), "notes": {}}),
    (("a",), {"notes": {"c": 1}}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_fields_are_given_as_to_a_dataclass(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, usual = Line(*given, **named), Usual(*given, **named)
    assert [getattr(ours, part.name) for part in fields(ours)] == [getattr(usual, part.name) for part in fields(usual)]
    assert repr(ours) == repr(usual).replace("Usual", "Line")


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), (("a", (), {}, 1), {}), (("a",), {"text": "b"}), (("a",), {"nots": {}}), ((), {"cites": ()})]
)
def test_what_is_missing_or_too_much_is_refused_as_by_a_dataclass(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    for cls in (Line, Usual):
        with pytest.raises(TypeError):
            cls(*given, **named)


def test_a_default_that_can_change_is_made_for_each() -> None:
    assert Line("a").notes is not Line("a").notes


def test_nothing_can_be_changed() -> None:
    line: Any = Line("a")
    for name in ("text", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(line, name, "b")
        with pytest.raises(FrozenInstanceError):
            delattr(line, name)
    assert line == Line("a")
    assert not hasattr(line, "__dict__")


def test_values_are_equal_by_class_and_fields() -> None:
    assert Word("a") == Word("a") != Word("b")
    assert len({Word("a"), Word("a"), Other("a"), Empty(), Empty()}) == 3  # of equal fields, but another class
    assert Empty() == Empty()
    with pytest.raises(TypeError):
        hash(Line("a"))  # a field of it is a dict


@pytest.mark.parametrize("value", [Line("a", ("b",), {"c": 1}), Word("a"), Empty()])
def test_values_are_copied_sent_and_replaced(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
    assert is_dataclass(value)
    assert replace(Line("a", ("b",)), text="c") == Line("c", ("b",))


def test_values_are_matched_by_their_fields() -> None:
    match Line("a", ("b",)):
        case Line(text, cites):
            assert (text, cites) == ("a", ("b",))
        case _:
            pytest.fail("a line is not matched")
