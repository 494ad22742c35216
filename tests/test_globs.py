"""Patterns over paths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.globs import matches


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("a/b/c.md", "*.md", True),
        ("a/b/c.md", "c.*", True),
        ("a/b/c.md", "b", False),
        ("a/b/c.md", "a/*.md", False),
        ("a/c.md", "a/*.md", True),
        ("a/b/c.md", "a/**/*.md", True),
        ("a/c.md", "a/**/*.md", True),
        ("a/b/c/d.md", "**/c/*.md", True),
        ("c/d.md", "**/c/*.md", True),
        ("a/b/c.md", "a/", True),
        ("a/b/c.md", "a/**", True),
        ("ab/c.md", "a/**", False),
        ("a/b.md", "a/?.md", True),
        ("a/b.md", "a/[!a].md", True),
        ("a/b.md", "a/[c-z].md", False),
        ("a/[.md", "a/[.md", True),
        ("a/z-a", "a/[z-a]", False),
        ("a.md", "A.MD", False),
        ("a.md\n", "*.md", False),
    ],
)
def test_what_fits(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) == fits


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_pattern_is_survived_and_without_signs_means_itself(path: str, pattern: str) -> None:
    matched = matches(path, pattern)
    if not set(pattern) & set("*?[/"):
        assert matched == (path.rpartition("/")[2] == pattern)
