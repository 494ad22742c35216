"""What each format makes of four scenarios, kept as files to read and compare: ADVISOR_UPDATE_GOLDEN=1 rewrites them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from advisor.render import html, json, markdown, text
from tests.render.material import GOLDEN, advice, rulebook

FOLDER = Path(__file__).parents[1] / "golden"
BREAK = re.compile(r"\n|(?<=\}),(?=\{)")
"""Where a text is parted to tell the place of a difference: at lines, and within JSON between objects."""

FORMATS = {"txt": text.render, "md": markdown.render, "html": html.render, "json": json.render}


@pytest.mark.parametrize("scenario", GOLDEN)
@pytest.mark.parametrize("suffix", FORMATS)
def test_looks_as_it_did(scenario: str, suffix: str) -> None:
    made = "".join(FORMATS[suffix]([advice(scenario)], rulebook()))
    file = FOLDER / f"{scenario}.{suffix}"
    if os.environ.get("ADVISOR_UPDATE_GOLDEN"):
        file.write_bytes(made.encode())
    # Not an assertion of the whole: pytest would spend minutes on the difference of two pages.
    wanted = BREAK.split(file.read_bytes().decode())
    found = BREAK.split(made)
    differing = next(
        (number for number, lines in enumerate(zip(wanted, found, strict=False)) if lines[0] != lines[1]), min(len(wanted), len(found))
    )
    if wanted != found:
        there, here = ("".join(lines[differing : differing + 1])[:300] for lines in (wanted, found))
        pytest.fail(f"{file.name}:{differing + 1}\nwas: {there}\nis:  {here}\nIf that is right, run with ADVISOR_UPDATE_GOLDEN=1")


def test_no_golden_file_is_left_over() -> None:
    there = {file.name for file in FOLDER.iterdir() if file.is_file()}
    assert there == {f"{scenario}.{suffix}" for scenario in GOLDEN for suffix in FORMATS}
