"""What `advisor check` leaves out: by comments in the draft, each with its reason, and by a baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.suppressions import read_comments
from tests.cli.running import advisor, write
from tests.report.material import RULES, rulebook

OURS = ("--rules", str(RULES), "--no-default-rules")
WHY = 'reason="We like them"'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(text: str, folder: Path, *argv: str) -> Any:
    """Return the report on a draft of which nothing is wrong."""
    write({"ad.md": text}, folder)
    ran = advisor("check", "ad.md", *OURS, "--format", "json", "--fail-on", "never", *argv)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def found(report: Any) -> list[tuple[str, int | None]]:
    return [(finding["concern"], finding["span"] and finding["span"]["line"]) for finding in report["findings"]]


# --- comments ------------------------------------------------------------------------------------

GROWTH = "The next level is Staff.\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Wear many hats. <!-- advisor: ignore many-hats {WHY} -->\n", []),
        (f"<!-- advisor: ignore many-hats {WHY} -->\nWear many hats.\n", []),
        (f"<!-- advisor: ignore many-hats {WHY} -->\n\n\nWear many hats.\n", []),
        (f"<!-- advisor: ignore draft/many-hats {WHY} -->\nWear many hats.\n", []),
        (f"<!-- advisor ignore many-hats {WHY} -->\nWear many hats.\n", []),
        (f"<!--advisor:ignore many-hats {WHY}-->\nWear many hats.\n", []),
        ("<!-- advisor: ignore many-hats reason='It\n is so' -->\nWear many hats.\n", []),
        (f"<!-- advisor: ignore many-hats, last-title-gate {WHY} -->\n- 5 years as an SRE; wear many hats\n", []),
        (f"<!-- advisor: ignore many-hats {WHY} -->\n<!-- advisor: ignore last-title-gate {WHY} -->\n5 years as an SRE; wear many hats\n", []),  # noqa: E501  # one line a case
        (f"<!-- advisor: ignore many-hats {WHY} -->\nA paragraph over lines, in which you\nwear many hats.\n", []),
        (f"<!-- advisor: ignore many-hats {WHY} -->\n- One.\n- Wear many hats.\n", [("many-hats", 3)]),
        (f"<!-- advisor: ignore many-hats {WHY} -->\nOne.\n\nWear many hats.\n", [("many-hats", 4)]),
        (f"Wear many hats.\n\n<!-- advisor: ignore-file many-hats {WHY} -->\n\nWear many hats.\n", []),
        (f"Wear many hats. <!-- advisor: ignore last-title-gate {WHY} --> 5 years as an SRE.\n", [("many-hats", 1)]),
    ],
)  # fmt: skip
def test_a_comment_ignores_what_it_names_where_it_stands(text: str, left: list[tuple[str, int]], folder: Path) -> None:
    report = checked(GROWTH + "\n" + text, folder)
    assert found(report) == [(concern, line + 2) for concern, line in left]


def test_what_is_ignored_is_kept_with_its_reason(folder: Path) -> None:
    report = checked(f"{GROWTH}\nWear many hats. <!-- advisor: ignore many-hats {WHY} -->\n", folder)
    assert [(item["concern"], item["excerpt"], item["reason"]) for item in report["withheld"]] == [
        ("many-hats", "Wear many hats", "We like them")
    ]
    assert report["unused_comments"] == []
    assert (
        advisor("check", "ad.md", *OURS, "--fail-on", "info").out == "ad.md: ready; nothing to mend; 1 ignored by a comment in the draft\n"
    )


def test_something_missing_is_ignored_for_the_whole_file_only(folder: Path) -> None:
    assert found(checked(f"Lunch. <!-- advisor: ignore-file growth-unstated {WHY} -->\n", folder)) == []
    report = checked(f"<!-- advisor: ignore growth-unstated {WHY} -->\nLunch.\n", folder)
    assert found(report) == [("growth-unstated", None)]
    assert [item["id"] for item in report["unused_comments"]] == ["growth-unstated"]


def test_nothing_is_read_out_of_a_comment(folder: Path) -> None:
    text = f'{GROWTH}\n<!-- advisor: ignore many-hats reason="You must be reachable at any hour and wear many hats" -->\nWear many hats.\n'
    report = checked(text, folder)
    assert found(report) == []
    (withheld,) = report["withheld"]
    assert text[withheld["span"]["start"] : withheld["span"]["end"]] == "Wear many hats"


def test_an_unused_comment_is_reported_and_counts_as_info(folder: Path) -> None:
    write({"ad.md": f"{GROWTH}\n<!-- advisor: ignore many-hats, last-title-gate {WHY} -->\n5 years as an SRE.\n"}, folder)
    ran = advisor("check", "ad.md", *OURS, "--fail-on", "info")
    assert (ran.code, ran.err) == (1, "")
    assert "3:1 nothing here raises many-hats any more; take it out of the comment, or remove the comment" in " ".join(ran.out.split())
    assert advisor("check", "ad.md", *OURS).code == 0
    assert "::notice file=ad.md,title=Unused comment,line=3," in advisor("check", "ad.md", *OURS, "--format", "github").out


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("<!-- advisor: ignore many-hats -->", 'the comment gives no reason; add reason="...": why many-hats may stay'),
        ('<!-- advisor: ignore many-hats reason="  " -->', 'the comment gives no reason; add reason="...": why many-hats may stay'),
        (f"<!-- advisor: ignore many-hat {WHY} -->", "many-hat is no concern, and no rule that raises one; did you mean many-hats?"),
        (f"<!-- advisor: ignore {WHY} -->", 'the comment does not say which concern to ignore; write <!-- advisor: ignore CONCERN reason="..." -->'),  # noqa: E501  # one line a case
        (f"<!-- advisor: ignroe many-hats {WHY} -->", "ignroe is nothing that a comment can ask for; did you mean ignore?"),
        ("<!-- advisor: -->", 'this comment is not understood; write <!-- advisor: ignore CONCERN reason="..." -->'),
        ("<!-- advisor: ignore many-hats", "this comment does not end; end it with -->"),
        (f"<!-- advisor: ignore many-hats {WHY} because -->", "this comment is not understood; "),
    ],
)  # fmt: skip
def test_a_comment_that_cannot_be_used_is_bad_input_and_ignores_nothing(comment: str, says: str, folder: Path) -> None:
    write({"ad.md": f"{GROWTH}\n  {comment}\nWear many hats.\n", "clean.md": GROWTH}, folder)
    ran = advisor("check", "ad.md", "clean.md", *OURS, "--format", "json")
    assert ran.code == 2
    assert ran.err.startswith(f"ad.md:3:3: {says}")
    assert len(ran.err.splitlines()) == 1
    reports = [json.loads(line) for line in ran.out.splitlines()]
    assert [found(report) for report in reports] == [[("many-hats", 4)], []]


def test_comments_count_in_html_as_well(folder: Path) -> None:
    duties = f"<ul><!-- advisor: ignore many-hats {WHY} --><li>Wear many hats</li><li>5 years as an SRE</li></ul>"
    write({"ad.html": f"<!doctype html><html><body><h1>SRE</h1><p>The next level is Staff.</p>{duties}</body></html>"}, folder)
    ran = advisor("check", "ad.html", *OURS, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(ran.out)
    assert [finding["concern"] for finding in report["findings"]] == ["last-title-gate"]
    assert [(item["concern"], item["reason"]) for item in report["withheld"]] == [("many-hats", "We like them")]


def test_other_comments_are_left_alone(folder: Path) -> None:
    assert found(checked(f"{GROWTH}\n<!-- advisors are welcome --> <!-- TODO -->\n", folder)) == []


def test_more_comments_than_anybody_writes_are_refused_in_no_time(folder: Path) -> None:
    write({"ad.md": f"<!-- advisor: ignore many-hats {WHY} -->\n" * 50_000 + GROWTH}, folder)
    ran = advisor("check", "ad.md", *OURS, "--format", "json")
    assert ran.code == 2
    assert ran.err == "ad.md:1001:1: this is comment 1001 to advisor; turn concerns off in advisor.toml instead\n"
    assert ran.seconds < 5


PARTS = ("<!-- advisor:", " ignore", " many-hats", ' reason="x"', "-->", "-", "'", "\n", "\u2028", "é", "=")


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_any_comment_is_used_or_is_a_problem(parts: list[str]) -> None:
    text = "".join(parts)
    comments = read_comments("x", text, rulebook())
    assert len(comments.used) + len(comments.problems) <= text.count("<!-- advisor:")
    assert bool(comments.used or comments.problems) == ("<!-- advisor:" in text)
    for comment in comments.used:
        assert text[comment.start : comment.end].startswith("<!-- advisor: ignore")
        assert (comment.ids, comment.reason) == (("many-hats",), "x")


# --- baselines -----------------------------------------------------------------------------------

OLD = "Wear many hats.\n\n5 years as an SRE.\n"


@pytest.fixture
def known(folder: Path) -> str:
    """Return the name of a baseline that knows the draft of old."""
    write({"ads/ad.md": OLD, "ads/other.md": "Wear many hats."}, folder)
    ran = advisor("check", "ads", *OURS, "--baseline", "known.json", "--write-baseline")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("known.json: every finding of now is known; ")
    return "known.json"


def test_what_is_known_is_left_out_and_what_is_new_is_not(known: str, folder: Path) -> None:
    ran = advisor("check", "ads", *OURS, "--baseline", known, "--fail-on", "info")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("ads/ad.md: nothing new; 3 known from the baseline\nads/other.md: nothing new; 2 known from the baseline\n")
    write({"ads/ad.md": f"{OLD}\nYou must be reachable at any hour.\n"}, folder)
    ran = advisor("check", "ads", *OURS, "--baseline", known, "--format", "github")
    assert ran.code == 1
    assert [line.partition(" ")[0] for line in ran.out.splitlines()] == ["::error"]


@pytest.mark.parametrize(
    "text",
    [
        f"An opening.\n\n\n{OLD}",
        "5 years as an SRE.\n\nAnd something between.\n\nWear many hats.\n",
        "You will WEAR  MANY\nHATS here.\n\nAlso: 5 years as an SRE.\n",
    ],
)
def test_what_is_known_stays_known_when_lines_move(text: str, known: str, folder: Path) -> None:
    write({"ads/ad.md": text}, folder)
    assert advisor("check", "ads/ad.md", *OURS, "--baseline", known, "--fail-on", "info").code == 0


def test_the_same_words_once_more_are_new(known: str, folder: Path) -> None:
    write({"ads/ad.md": f"{OLD}\nWear many hats.\n"}, folder)
    ran = advisor("check", "ads/ad.md", *OURS, "--baseline", known, "--fail-on", "warning")
    assert ran.code == 1
    assert ran.out.startswith("ads/ad.md: ALMOST READY  1 warning\n")


def test_what_one_draft_is_known_for_another_is_not(known: str, folder: Path) -> None:
    write({"ads/other.md": OLD}, folder)
    assert "last-title-gate" in advisor("check", "ads/other.md", *OURS, "--baseline", known, "--format", "github").out


def test_drafts_are_named_from_the_baseline_on(known: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "ads")
    assert advisor("check", "ad.md", *OURS, "--baseline", f"../{known}", "--fail-on", "info").code == 0
    assert advisor("check", str(folder / "ads/ad.md"), *OURS, "--baseline", f"../{known}", "--fail-on", "info").code == 0


def test_a_baseline_can_come_from_the_settings(known: str, folder: Path) -> None:
    write({"advisor.toml": f"baseline = '{known}'"}, folder)
    assert advisor("check", "ads", *OURS, "--fail-on", "info").code == 0
    write({"ads/ad.md": GROWTH}, folder)
    assert advisor("check", "ads", *OURS, "--write-baseline").code == 0
    assert list(json.loads((folder / known).read_text())["drafts"]) == ["ads/other.md"]


def test_a_baseline_is_the_same_whatever_the_order(known: str, folder: Path) -> None:
    before = (folder / known).read_text()
    advisor("check", "ads/other.md", "ads/ad.md", *OURS, "--baseline", known, "--write-baseline")
    assert (folder / known).read_text() == before


def test_what_a_comment_ignores_is_not_for_the_baseline(folder: Path) -> None:
    write({"ad.md": f"{GROWTH}\nWear many hats. <!-- advisor: ignore many-hats {WHY} -->"}, folder)
    advisor("check", "ad.md", *OURS, "--baseline", "known.json", "--write-baseline")
    assert json.loads((folder / "known.json").read_text()) == {"version": 1, "drafts": {}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "known.json:1:1: this is no baseline: expecting value; write it anew with --write-baseline"),
        ("[]", "known.json: this is no baseline; write one with --write-baseline"),
        ("{}", "known.json: this is no baseline; write one with --write-baseline"),
        ('{"version": 9, "drafts": {}}', "known.json: the baseline has the version 9, and this reads 1; write it anew"),
        ('{"version": 1, "drafts": {"a": [{}]}}', "known.json: this is no baseline; write one with --write-baseline"),
        ('{"version": 1, "drafts": {"a": 3}}', "known.json: this is no baseline; write one with --write-baseline"),
    ],
)
def test_a_baseline_that_is_none_is_bad_input(text: str, says: str, folder: Path) -> None:
    write({"ad.md": OLD, "known.json": text}, folder)
    ran = advisor("check", "ad.md", *OURS, "--baseline", "known.json")
    assert (ran.code, ran.out, ran.err) == (2, "", f"{says}\n")
