"""Whatever breaks, no ad is lost and none is there twice, and what could not be checked is named."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.audit import planning, work
from advisor.audit.model import Done, Job
from advisor.audit.planning import Plan
from advisor.audit.pools import Pool, Processes
from advisor.audit.running import prepare, run
from advisor.documents.read import read_documents
from advisor.errors import BadInput, BadRulebook
from tests.audit.material import BAD, OURS, job, placed, planned, rows, start, table, write_parquet
from tests.audit.pools import DEADLY, Here, Mortal

LONG = "We run what we build, and we write down how. " * 100


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into shards of ten rows."""
    monkeypatch.setattr(planning, "_MOST_ROWS", 10)


def audited(the_job: Job, made: Plan, pool: Pool) -> list[Done]:
    done: list[Done] = []
    run(the_job, prepare(the_job, made, restart=False), pool, done.append)
    return done


def children(pid: int) -> list[int]:
    """Return the processes below a process."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    own = [int(line) for line in listed.split()]
    return [*own, *(below for child in own for below in children(child))]


def ended(pids: list[int], seconds: float = 15) -> bool:
    """Return whether the processes end in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.usefixtures("small_shards")
def test_a_row_that_makes_a_reader_raise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(name: str, *rest: Any) -> Any:
        if name.endswith("#13"):
            raise ValueError("what a thing to find in an ad")
        return read_documents(name, *rest)

    monkeypatch.setattr(work, "read_documents", read)
    content = rows(25)
    content[3]["text"] = "   "
    file = write_parquet(tmp_path / "a.parquet", content)
    done = audited(job(tmp_path / "out"), planned(file), Here())
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 26)]
    assert [(row["row"], row["id"], row["error"]) for row in table(tmp_path / "out", "ads") if row["error"]] == [
        (4, "J4", "the draft is empty; put the text of the ad into it"),
        (13, "J13", "this should not happen: ValueError: what a thing to find in an ad. Please report it"),
    ]
    assert [failure.row for shard in sorted(done, key=lambda shard: shard.id) for failure in shard.failures] == [4, 13]


@pytest.mark.usefixtures("small_shards")
def test_a_worker_that_is_killed_in_the_middle(tmp_path: Path) -> None:
    the_job, made = job(tmp_path / "out"), planned(write_parquet(tmp_path / "a.parquet", rows(120)))
    killed: list[int] = []

    def kill(_: Done) -> None:
        if not killed:
            victim = multiprocessing.active_children()[0]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)
            killed.append(victim.pid)

    run(the_job, prepare(the_job, made, restart=False), Processes(2), kill)
    assert killed
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 121)]
    assert not [row for row in table(tmp_path / "out", "ads") if row["error"]]
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("small_shards")
def test_a_row_that_takes_every_worker_down(tmp_path: Path) -> None:
    content = rows(40)
    content[16]["text"] += DEADLY
    audited(job(tmp_path / "out"), planned(write_parquet(tmp_path / "a.parquet", content)), Mortal(2))
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 41)]
    (failed,) = (row for row in table(tmp_path / "out", "ads") if row["error"])
    assert (failed["row"], failed["id"]) == (17, "J17")
    assert "takes the worker down" in failed["error"]


def _big(folder: Path) -> Path:
    """Write an export of some shards."""
    return write_parquet(folder / "a.parquet", [{**row, "text": row["text"] + LONG} for row in rows(700)], 100)


def _begun(process: subprocess.Popen[str], out: Path) -> list[int]:
    """Wait until a shard is written; return the processes that work on the others."""
    until = time.monotonic() + 60
    while not list(out.glob("ads/*.parquet")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.005)
    return children(process.pid)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_or_stopped_goes_on_where_it_was(how: signal.Signals, tmp_path: Path) -> None:
    _big(tmp_path)
    out = tmp_path / "out"
    argv = ("a.parquet", "-o", "out", "--processes", "2", *OURS)
    process = start(*argv, cwd=tmp_path, own_group=True)
    workers = _begun(process, out)
    assert workers
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
        assert ended(workers, 10), "what is at hand is dropped"
    else:
        process.kill()
    _, err = process.communicate(timeout=60)
    assert ended(workers), "no process may be left behind"
    before = {file.name: file.stat().st_mtime_ns for file in out.glob("ads/*.parquet")}
    assert not list(out.glob("summary*"))
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "the same command goes on from there" in err
        assert "Traceback" not in err
        assert not list(out.glob("*/.*"))
    again = start(*argv, cwd=tmp_path)
    printed, err = again.communicate(timeout=120)
    assert again.returncode == 0
    assert "700 ads" in printed
    assert "were checked before; going on" in err
    assert {file.name: file.stat().st_mtime_ns for file in out.glob("ads/*.parquet") if file.name in before} == before
    assert placed(out) == [("a.parquet", number) for number in range(1, 701)]
    assert not list(out.glob("*/.*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.usefixtures("small_shards")
def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    the_job, made = job(small_disk / "out"), planned(write_parquet(tmp_path / "a.parquet", rows(100)))
    with pytest.raises(BadInput, match="No space left on device; make room, then run the same command again: it goes on from here"):
        audited(the_job, made, Here())
    kept = len(placed(small_disk / "out"))
    assert not list(small_disk.glob("out/*/.*"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    done = audited(the_job, made, Here())
    assert sum(shard.rows for shard in done) == 100 - kept
    assert placed(small_disk / "out") == [("a.parquet", number) for number in range(1, 101)]


def test_a_disk_that_is_full_when_it_comes_to_summing_up(small_disk: Path, tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", rows(30))
    argv = ("a.parquet", "-o", str(small_disk / "out"), "--processes", "2", *OURS)
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert start(*argv, cwd=tmp_path).communicate(timeout=60)
    for file in (small_disk / "out").glob("summary.*"):
        file.unlink()
    used = os.statvfs(small_disk)
    full = (used.f_blocks - used.f_bfree) * used.f_frsize // 1024
    subprocess.run(["mount", "-o", f"remount,size={full}k", str(small_disk)], check=True)
    process = start(*argv, cwd=tmp_path)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "No space left on device; make room, then run the same command again: it goes on from here" in err
    assert not list((small_disk / "out").glob("summary.*"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    process = start(*argv, cwd=tmp_path)
    printed, _ = process.communicate(timeout=60)
    assert (process.returncode, printed) == (
        0,
        f"30 ads, {len(table(small_disk / 'out', 'findings'))} findings: {small_disk}/out/summary.html\n",
    )
    assert placed(small_disk / "out") == [("a.parquet", number) for number in range(1, 31)]


@pytest.mark.usefixtures("small_shards")
def test_a_truncated_parquet_file(tmp_path: Path) -> None:
    whole = write_parquet(tmp_path / "a.parquet", rows(20))
    (tmp_path / "b.parquet").write_bytes(whole.read_bytes()[:-100])
    ran = start("a.parquet", "b.parquet", "-o", "out", "--processes", "1", *OURS, cwd=tmp_path)
    _, err = ran.communicate(timeout=60)
    assert ran.returncode == 2
    assert "b.parquet: the file cannot be read: " in err
    assert "get a whole copy of it" in err
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 21)]


@pytest.mark.usefixtures("small_shards")
def test_a_damaged_part_of_a_parquet_file(tmp_path: Path) -> None:
    file = write_parquet(tmp_path / "a.parquet", rows(30), 10)
    made = planned(file)
    import pyarrow.parquet as pq

    chunk = pq.read_metadata(file).row_group(1).column(2)
    data = bytearray(file.read_bytes())
    begin = chunk.dictionary_page_offset or chunk.data_page_offset
    data[begin : begin + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    file.write_bytes(data)
    audited(job(tmp_path / "out"), made, Here())
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 31)]
    failed = [row for row in table(tmp_path / "out", "ads") if row["error"]]
    assert [row["row"] for row in failed] == list(range(11, 21))
    assert all("this part of the file is damaged" in row["error"] for row in failed)


def test_a_compressed_file_that_ends_too_early(tmp_path: Path) -> None:
    import gzip

    lines = "".join(f'{{"id": {number}, "text": "{BAD} {os.urandom(200).hex()}"}}\n' for number in range(1000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-90_000])
    ran = start("a.jsonl.gz", "-o", "out", "--processes", "1", *OURS, cwd=tmp_path)
    _, err = ran.communicate(timeout=60)
    assert ran.returncode == 2
    checked = len(placed(tmp_path / "out"))
    assert 100 < checked < 1000
    assert f"a.jsonl.gz: the file is damaged after row {checked:,}: " in err


@pytest.mark.usefixtures("small_shards")
def test_a_result_that_is_not_whole_is_made_again(tmp_path: Path) -> None:
    the_job, made = job(tmp_path / "out"), planned(write_parquet(tmp_path / "a.parquet", rows(30)))
    audited(the_job, made, Here())
    damaged = tmp_path / "out" / "ads" / "000001.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-10])
    (tmp_path / "out" / "findings" / "000002.parquet").unlink()
    assert sorted(shard.id for shard in audited(the_job, made, Here())) == ["000001", "000002"]
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 31)]


def test_a_worker_with_other_rules_refuses(tmp_path: Path) -> None:
    from dataclasses import replace

    other = replace(job(tmp_path / "out"), fingerprint="0" * 64)
    with pytest.raises(BadRulebook, match="this worker has other rules than the audit was begun with"):
        audited(other, planned(write_parquet(tmp_path / "a.parquet", rows(3))), Here())
