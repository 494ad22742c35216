"""YAML as we read it: plain values, each with its place."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import BadInput
from advisor.rulebook.yaml_reader import Path, parse_yaml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", 60),
        ("-5", -5),
        ("+5", 5),
        ("1_200", 1200),
        ("0", 0),
        ("010", "010"),
        ("0x10", "0x10"),
        ("1,200", "1,200"),
        ('"60"', "60"),
        ("'yes'", "yes"),
        ("60.5", 60.5),
        (".5", 0.5),
        ("6e1", 60.0),
        ("-.inf", -math.inf),
        ("yes", True),
        ("On", True),
        ("TRUE", True),
        ("no", False),
        ("off", False),
        ("y", "y"),
        ("null", None),
        ("~", None),
        ("", None),
        ("2024-01-01", "2024-01-01"),
        ("12:30", "12:30"),
        ("!!str 60", "60"),
        ("! 60", "60"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("caf\u00e9 \U0001f600", "caf\u00e9 \U0001f600"),
        ("!!map {a: 1}", {"a": 1}),
        ("&anchor [a]", ["a"]),
    ],
)
def test_scalars(text: str, expected: object) -> None:
    assert parse_yaml(f"key: {text}", "f.yaml").data == {"key": expected}


def test_not_a_number_is_read_as_such() -> None:
    assert math.isnan(parse_yaml("key: .NaN", "f.yaml").data["key"])


def test_integers_of_any_length_are_read_in_a_moment() -> None:
    assert parse_yaml("key: 123456789012345678901234567890", "f.yaml").data["key"] == 123456789012345678901234567890
    assert parse_yaml(f"key: {'9' * 100_000}", "f.yaml").data["key"] > 1e100


TEXT = """\
about: caf\u00e9 \U0001f600
company:
  engineers: 24
  clouds: [aws, {deep: [x, y]}]
list:
- one
-   two
? long
: value
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "1:1"),
        (("about",), "1:1"),
        (("company", "engineers"), "3:3"),
        (("company", "clouds", 0), "4:12"),
        (("company", "clouds", 1, "deep"), "4:18"),
        (("company", "clouds", 1, "deep", 1), "4:28"),
        (("list", 1), "7:5"),
        (("long",), "8:3"),
        (("company", "none"), "2:1"),
        (("none", 3, "none"), "1:1"),
    ],
)
def test_each_key_and_item_has_its_place_and_what_is_not_there_that_of_its_parent(path: Path, place: str) -> None:
    assert str(parse_yaml(TEXT, "f.yaml").place(path)) == f"f.yaml:{place}"


# Words that no YAML reads as anything but text.
words = st.text("abcdef", min_size=1, max_size=5).map(lambda text: f"w{text}")
plain: st.SearchStrategy[Any] = st.recursive(
    words | st.booleans() | st.integers(-(10**6), 10**6) | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(words, plain, min_size=1), st.booleans())
def test_what_was_written_is_read_again(data: dict[str, Any], flow: bool) -> None:
    document = parse_yaml(yaml.safe_dump(data, default_flow_style=flow, sort_keys=False), "f.yaml")
    assert document.data == data
    assert list(document.data) == list(data)


@given(st.text(max_size=60) | st.text("{}[]:,-#&*!|>'\"%@` \t\nab12", max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        document = parse_yaml(text, "f.yaml")
    except BadInput as error:
        (problem,) = error.problems
        assert problem.place is not None
        assert problem.place.line is not None
        assert 1 <= problem.place.line <= len(text.splitlines()) + 1
        assert problem.message.isprintable()
    else:
        assert document.file == "f.yaml"
