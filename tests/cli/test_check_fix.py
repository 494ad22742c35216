"""`advisor check --fix`: what it writes, where, and what it never does."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.running import advisor, write
from tests.report.material import RULES

OURS = ("--rules", str(RULES), "--no-default-rules")
BEFORE = "The next level is Staff.\n\n- 5 years as an SRE\n- Lunch\n"
AFTER = "The next level is Staff.\n\n- <n> years of <work>, under any title.\n- Lunch\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a draft."""
    monkeypatch.chdir(tmp_path)
    write({"ad.md": BEFORE}, tmp_path)
    return tmp_path


def fix(*argv: str, code: int = 0) -> list[str]:
    """Return what a run says on standard error."""
    ran = advisor("check", *argv, *OURS, "--fix")
    assert ran.code == code
    return ran.err.splitlines()


def test_a_copy_is_written_and_the_draft_left_alone(folder: Path) -> None:
    assert fix("ad.md") == ["ad.fixed.md: 1 sentence replaced; fill in the <blanks>"]
    assert (folder / "ad.md").read_text() == BEFORE
    assert (folder / "ad.fixed.md").read_text() == AFTER
    assert sorted(path.name for path in folder.iterdir()) == ["ad.fixed.md", "ad.md"]


def test_what_is_printed_is_about_the_draft_as_it_was() -> None:
    assert advisor("check", "ad.md", *OURS, "--fix").out == advisor("check", "ad.md", *OURS).out


def test_in_place_keeps_what_it_was(folder: Path) -> None:
    (folder / "ad.md").chmod(0o640)
    assert fix("ad.md", "--in-place") == ["ad.md: 1 sentence replaced; fill in the <blanks>; what it was is in ad.md.orig"]
    assert (folder / "ad.md").read_text() == AFTER
    assert (folder / "ad.md.orig").read_text() == BEFORE
    assert stat.S_IMODE((folder / "ad.md").stat().st_mode) == 0o640
    assert fix("ad.md", "--in-place") == ["ad.md: nothing to write"]
    assert (folder / "ad.md").read_text() == AFTER
    assert (folder / "ad.md.orig").read_text() == BEFORE


def test_twice_is_once(folder: Path) -> None:
    fix("ad.md")
    assert fix("ad.md") == ["ad.fixed.md: 1 sentence replaced; fill in the <blanks>"]
    assert fix("ad.fixed.md") == ["ad.fixed.md: nothing to write"]
    assert sorted(path.name for path in folder.iterdir()) == ["ad.fixed.md", "ad.md"]


def test_a_copy_that_somebody_filled_in_is_not_written_over(folder: Path) -> None:
    write({"ad.fixed.md": AFTER.replace("<n>", "5")}, folder)
    assert fix("ad.md", code=2) == ["ad.fixed.md: this copy differs from what would be written; rename it, or remove it"]
    assert (folder / "ad.fixed.md").read_text() == AFTER.replace("<n>", "5")


def test_a_clean_draft_is_left_alone(folder: Path) -> None:
    write({"ad.md": "The next level is Staff."}, folder)
    assert fix("ad.md") == ["ad.md: nothing to write"]
    assert [path.name for path in folder.iterdir()] == ["ad.md"]


@pytest.mark.parametrize("in_place", [True, False])
@pytest.mark.parametrize(
    ("mark", "codec"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_bytes_that_are_not_touched_stay(mark: bytes, codec: str, in_place: bool, folder: Path) -> None:
    before = "The next level is Staff.\r\n\r\n- 5 years as an SRE\r\n- Caf\u00e9 \u2013 \U0001f35c\u2028x\x0c \r\n\n"
    (folder / "ad.md").write_bytes(mark + before.encode(codec))
    fix("ad.md", *(["--in-place"] if in_place else []))
    after = before.replace("5 years as an SRE", "<n> years of <work>, under any title.")
    assert (folder / ("ad.md" if in_place else "ad.fixed.md")).read_bytes() == mark + after.encode(codec)


def test_a_draft_that_cannot_be_mended_is_reported_all_the_same(folder: Path) -> None:
    write({"ad.fixed.md": "mine"}, folder)
    ran = advisor("check", "ad.md", *OURS, "--fix")
    assert ran.code == 2
    assert ran.out.startswith("ad.md: ALMOST READY")


def test_what_comments_ignore_is_not_mended(folder: Path) -> None:
    write({"ad.md": f'<!-- advisor: ignore-file last-title-gate reason="So it is" -->\n{BEFORE}'}, folder)
    assert fix("ad.md") == ["ad.md: nothing to write"]


def test_a_comment_stays_in_the_mended_draft(folder: Path) -> None:
    comment = '<!-- advisor: ignore many-hats reason="So it is" -->\n- Wear many hats\n'
    write({"ad.md": BEFORE + comment}, folder)
    fix("ad.md", "--in-place")
    assert (folder / "ad.md").read_text() == AFTER + comment


HTML = (
    "<!doctype html><html><body><h1>SRE</h1><p>The next level is Staff.</p><ul><li>5 years as an SRE</li><li>Lunch</li></ul></body></html>"
)


def test_of_another_format_a_markdown_copy_is_written(folder: Path) -> None:
    write({"page.html": HTML}, folder)
    assert fix("page.html") == ["page.fixed.md: 1 sentence replaced; fill in the <blanks>"]
    made = (folder / "page.fixed.md").read_text()
    assert "<n> years of <work>, under any title." in made
    assert "5 years as an SRE" not in made
    assert (folder / "page.html").read_text() == HTML
    said = fix("page.html", "--in-place", code=2)
    assert said == ["page.html: only text and Markdown can be mended in place; leave out --in-place for a Markdown copy"]


def test_each_posting_of_a_list_gets_its_copy(folder: Path) -> None:
    postings = [
        {"@type": "JobPosting", "title": "SRE", "description": f"The next level is Staff. You need {n} years as an SRE."} for n in (3, 5)
    ]
    write({"board.json": json.dumps(postings)}, folder)
    assert fix("board.json") == [f"board#{number}.fixed.md: 1 sentence replaced; fill in the <blanks>" for number in (1, 2)]
    assert advisor("check", "board.json", *OURS).out.count("ALMOST READY") == 2


def test_one_that_cannot_be_written_leaves_the_others(folder: Path) -> None:
    write({"b.md": BEFORE, "b.fixed.md": "mine"}, folder)
    said = fix("b.md", "ad.md", code=2)
    assert said == [
        "b.fixed.md: this copy differs from what would be written; rename it, or remove it",
        "ad.fixed.md: 1 sentence replaced; fill in the <blanks>",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(folder: Path) -> None:
    folder.chmod(0o500)
    assert fix("ad.md", code=2) == ["ad.fixed.md: cannot be written: Permission denied; check its folder"]
    folder.chmod(0o700)


def test_a_draft_behind_a_link_is_mended_where_it_is(folder: Path) -> None:
    write({"deep/real.md": BEFORE}, folder)
    (folder / "ad.md").unlink()
    (folder / "ad.md").symlink_to("deep/real.md")
    fix("ad.md", "--in-place")
    assert (folder / "ad.md").is_symlink()
    assert (folder / "deep/real.md").read_text() == AFTER
