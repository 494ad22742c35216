"""What each format makes of three drafts, kept as files to read and compare: ADVISOR_UPDATE_GOLDEN=1 rewrites them."""

from __future__ import annotations

import os
from itertools import zip_longest
from pathlib import Path

import pytest

from advisor.render.report import github, html, json, markdown, sarif, text
from tests.report.material import GOLDEN, golden, rulebook

FOLDER = Path(__file__).parents[1] / "golden" / "check"
FORMATS = {
    "txt": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "md": markdown.render,
    "html": html.render,
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_looks_as_it_did(suffix: str) -> None:
    made = "".join(FORMATS[suffix]([golden(name) for name in GOLDEN], rulebook()))
    file = FOLDER / f"three-drafts.{suffix}"
    if os.environ.get("ADVISOR_UPDATE_GOLDEN"):
        file.write_bytes(made.encode())
    wanted = file.read_bytes().decode()
    pairs = zip_longest(wanted.split("\n"), made.split("\n"), fillvalue="")
    differing = next((f"{number}\nwas: {was}\nis:  {now}" for number, (was, now) in enumerate(pairs, 1) if was != now), None)
    # Not an assertion of the whole: pytest would spend minutes on the difference of two pages.
    if differing:
        pytest.fail(f"{file.name}:{differing}\nIf that is right, run with ADVISOR_UPDATE_GOLDEN=1")


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"three-drafts.{suffix}" for suffix in FORMATS}
