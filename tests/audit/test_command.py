"""`advisor audit`: what it prints, writes and refuses, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest

from tests.audit.material import BAD, CLEAN, OURS, rows, table, write_parquet
from tests.cli.running import Ran, advisor, write

HOSTILE = '<script>alert("x")</script>\x1b[31m'


class Audited(NamedTuple):
    """A folder in which an audit has been run, and what that printed."""

    folder: Path
    ran: Ran


def _audit(*argv: str) -> Ran:
    return advisor("audit", *argv, "--processes", "1", *OURS)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """Audit an export of four ads, one of them empty and one hostile, and a folder with a draft."""
    folder = tmp_path_factory.mktemp("audited")
    country = ("DE", "DE", "FR", None)
    content = [{**row, "country": land} for row, land in zip(rows(4), country, strict=True)]
    content[2]["text"] = " "
    content[3] |= {"id": HOSTILE, "title": HOSTILE, "text": f"{BAD} {BAD}"}
    write_parquet(folder / "jobs.parquet", content)
    write({"ads/a.md": CLEAN, "ads/note.yaml": "x: 1"}, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return Audited(folder, _audit("jobs.parquet", "ads", "-o", "out", "--group-by", "country"))


def test_says_what_it_reads_what_failed_and_what_came_out(audited: Audited) -> None:
    assert audited.ran.code == 2, "a row could not be checked"
    assert re.fullmatch(r"4 ads, \d+ findings, 1 could not be checked: out/summary.html\n", audited.ran.out)
    assert audited.ran.err.splitlines() == [
        "jobs.parquet: text from text, id from id and title from title; --text-column, --id-column and --title-column name others",
        "jobs.parquet: row 3 (J3): the draft is empty; put the text of the ad into it",
    ]


def test_writes_one_row_an_ad_and_one_a_finding(audited: Audited) -> None:
    ads = table(audited.folder / "out", "ads")
    assert [(ad["source"], ad["row"], ad["posting"], ad["id"]) for ad in ads] == [
        ("jobs.parquet", 1, 1, "J1"),
        ("jobs.parquet", 2, 1, "J2"),
        ("jobs.parquet", 3, 1, "J3"),
        ("jobs.parquet", 4, 1, HOSTILE),
        ("ads/a.md", 1, 1, None),
    ]
    assert [ad["title"] for ad in ads[:2]] == ["SRE", "SRE"]
    assert [ad["group_country"] for ad in ads] == ["DE", "DE", "FR", None, None]
    assert [ad["errors"] for ad in ads] == [1, 0, None, 2, 0]
    findings = [row for row in table(audited.folder / "out", "findings") if row["severity"] == "error"]
    assert [row["row"] for row in findings] == [1, 4, 4]
    assert [row["line"] for row in findings] == [3, 1, 1], "a title is put above the text, but none that would make it HTML"
    assert all(row["excerpt"] in BAD for row in findings)


def test_sums_up(audited: Audited) -> None:
    data = json.loads((audited.folder / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (data["ads"], data["failed"]) == (4, 1)
    assert data["findings"] == len(table(audited.folder / "out", "findings"))
    assert data["ads_with"]["errors"] == 2
    assert [(entry["value"], entry["ads"]) for entry in data["by"]["group_country"]] == [("(not said)", 2), ("DE", 2)]
    assert [ad["errors"] for ad in data["first"]][:2] == [2, 1], "the worst come first"
    assert sum(data["on_call"].values()) == data["ads"]
    assert [(entry["row"], entry["error"]) for entry in data["failures"]] == [(3, "the draft is empty; put the text of the ad into it")]
    top = data["concerns"][0]
    assert top["share"] == top["ads"] / data["ads"]
    assert top["findings"] == top["error"] + top["warning"] + top["info"]


def test_the_page_needs_nothing_and_obeys_nothing(audited: Audited) -> None:
    page = (audited.folder / "out" / "summary.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "\x1b" not in page
    assert re.findall(r'(?:src|href)="(?!data:image/svg\+xml;base64,|#)', page) == []
    assert "default-src &#x27;none&#x27;" in page
    assert "<h1>4 ads checked</h1>" in page
    for said in ("By country", "On-call", "Fix these first", "jobs.parquet, row 3"):
        assert said in page


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no Chromium to look at the page with")
def test_a_browser_shows_its_plots(audited: Audited, tmp_path: Path) -> None:
    page = (audited.folder / "out" / "summary.html").resolve().as_uri()
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--window-size=900,4000"]
    subprocess.run([*command, f"--screenshot={tmp_path / 'page.png'}", page], check=True, capture_output=True, timeout=120)
    from matplotlib.image import imread

    pixels = imread(tmp_path / "page.png")[..., :3]
    red = (abs(pixels - (0xA3 / 255, 0x34 / 255, 0x1F / 255)) < 0.02).all(axis=2)
    assert red.sum() > 1000, "the bar of an error is to be seen"


def test_the_same_audit_elsewhere_gives_the_same_bytes(audited: Audited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(audited.folder)
    assert _audit("jobs.parquet", "ads", "-o", str(tmp_path / "new"), "--group-by", "country").code == 2
    for file in sorted((audited.folder / "out").rglob("*.*")):
        assert (tmp_path / "new" / file.relative_to(audited.folder / "out")).read_bytes() == file.read_bytes(), file


def test_its_folders_can_be_read_as_one_table(audited: Audited) -> None:
    assert pq.read_table(audited.folder / "out" / "ads").num_rows == 5
    assert set(pq.read_table(audited.folder / "out" / "findings", columns=["severity"])["severity"].to_pylist()) >= {"error"}


def test_a_folder_keeps_the_audit_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_parquet(tmp_path / "a.parquet", rows(2))
    assert _audit("a.parquet", "-o", "out").code == 0
    write_parquet(tmp_path / "a.parquet", rows(3))
    refused = _audit("a.parquet", "-o", "out")
    assert refused.code == 2
    assert "out: this holds an audit of other ads or by other rules; name another folder with -o, or add --restart" in refused.err
    assert len(table(tmp_path / "out", "ads")) == 2
    assert _audit("a.parquet", "-o", "out", "--restart").code == 0
    assert len(table(tmp_path / "out", "ads")) == 3


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write({"ad.md": BAD, "mine/thesis.txt": "years of work"}, tmp_path)
    for more in ((), ("--restart",)):
        ran = _audit("ad.md", "-o", "mine", *more)
        assert ran.code == 2
        assert "mine: this holds something that is no audit; name a new folder with -o" in ran.err
    assert os.listdir(tmp_path / "mine") == ["thesis.txt"]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["nothing.csv"], "nothing.csv: there is no such file; check the name"),
        (["-"], "-: audit reads files, not standard input; save the ads to a file and name it"),
        (["*.pq"], "*.pq: no file fits this pattern; check it"),
        (["empty"], "empty: there is nothing in this folder that is Parquet, CSV, TSV, JSON Lines or a draft; name the files"),
        (["empty.csv"], "empty.csv: the file cannot be read: there is no row in it; its first is to name the columns"),
        (["wide.csv"], "wide.csv: the file cannot be read: it is in UTF-16, and must be in UTF-8; check it"),
        (["a.csv", "--text-column", "txt"], "a.csv: there is no column txt; did you mean text? (see --text-column)"),
        (["a.csv", "--group-by", "land"], "a.csv: there is no column land to group by; the columns are id and text (see --group-by)"),
        (["a.csv", "--cluster", "tcp://x:1"], "advisor: --processes is for this machine, and --cluster for others; leave one out"),
    ],
)
def test_what_is_refused(argv: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    write({"a.csv": f"id,text\n1,{BAD}\n", "empty.csv": "", "wide.csv": f"id,text\n1,{BAD}\n".encode("utf-16")}, tmp_path)
    ran = _audit(*argv, "-o", "out")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_what_is_not_installed_is_said_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write({"ad.md": BAD}, tmp_path)
    monkeypatch.setattr("advisor.cli.audit.find_spec", lambda name: None if name == "pyarrow" else object())
    ran = _audit(str(tmp_path / "ad.md"), "-o", str(tmp_path / "out"))
    assert ran.code == 2
    assert ran.err == "audit needs pyarrow, which is not installed; install it with: pip install 'hiring-advisor[batch]'\n"


def test_progress_says_the_rate_and_the_time_left(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", rows(5000))
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "advisor", "audit", "a.parquet", "-o", "out", "--processes", "1", *OURS],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdout=subprocess.DEVNULL,
        stderr=slave,
    )
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 4096):
            shown += part
    except OSError:  # the other end has been closed
        pass
    os.close(master)
    assert process.wait(60) == 0
    words = re.sub(rb"\x1b\[[\d;?]*[a-zA-Z]", b"", shown)
    assert re.search(rb" 4,000 of 5,000 ads checked, [\d,]+ a second, [\d:]+ left", words)
