"""The same audit on a Dask cluster: a real scheduler and two workers on this machine, one of which is lost on the way."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.audit.pools import Cluster as Dask
from advisor.errors import BadInput
from tests.audit.material import BAD, OURS, placed, rows, start, table, write_parquet

LONG = "We run what we build, and we write down how. " * 100


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{found.getsockname()[1]}"
        self.folder = folder
        self.processes = [self._start("scheduler", "--host", self.address, "--no-dashboard", "--no-show")]
        self._wait("scheduler", "Scheduler at")
        for number in range(2):
            self.processes.append(
                self._start(
                    "worker",
                    self.address,
                    "--nthreads",
                    "1",
                    "--no-nanny",
                    "--no-dashboard",
                    "--death-timeout",
                    "20",
                    "--name",
                    f"w{number}",
                )
            )
        self._wait("worker", "Registered to", 2)

    def _start(self, what: str, *argv: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with open(self.folder / f"{what}.log", "ab") as log:
            return subprocess.Popen([sys.executable, "-m", "dask", what, *argv], cwd=self.folder, env=environment, stdout=log, stderr=log)

    def _wait(self, what: str, said: str, times: int = 1) -> None:
        until = time.monotonic() + 60
        while len(re.findall(said, (self.folder / f"{what}.log").read_text())) < times:
            assert time.monotonic() < until, (self.folder / f"{what}.log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    made = Cluster(tmp_path / "dask")
    yield made
    made.stop()


def test_a_cluster_checks_everything_though_a_worker_is_lost(cluster: Cluster, tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", [{**row, "text": row["text"] + LONG} for row in rows(700)], 100)
    (tmp_path / "b.jsonl").write_text(f'{{"text": "{BAD}"}}\nno json\n', encoding="utf-8")
    argv = ("a.parquet", "b.jsonl", *OURS)
    audit = start(*argv, "-o", "out", "--cluster", cluster.address, cwd=tmp_path)
    until = time.monotonic() + 60
    while not list((tmp_path / "out").glob("ads/*.parquet")):
        assert audit.poll() is None, audit.communicate()
        assert time.monotonic() < until
        time.sleep(0.005)
    cluster.processes[-1].kill()
    printed, err = audit.communicate(timeout=120)
    assert audit.returncode == 2
    assert "b.jsonl: row 2: the line is no JSON" in err
    assert "701 ads" in printed
    assert placed(tmp_path / "out") == [("a.parquet", number) for number in range(1, 701)] + [("b.jsonl", 1), ("b.jsonl", 2)]
    here = start(*argv, "-o", "here", "--processes", "1", cwd=tmp_path)
    here.communicate(timeout=120)
    for name in ("ads", "findings"):
        assert table(tmp_path / "out", name) == table(tmp_path / "here", name)
    assert (tmp_path / "out" / "summary.json").read_bytes() == (tmp_path / "here" / "summary.json").read_bytes()


def test_a_cluster_that_does_not_answer() -> None:
    with pytest.raises(BadInput, match=r"the cluster at tcp://127\.0\.0\.1:9 does not answer.*; check the address"):
        Dask("tcp://127.0.0.1:9", timeout=0.5)
