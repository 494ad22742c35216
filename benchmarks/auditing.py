"""How fast audits are, how much memory they take, and whether time is linear in the ads.

    python -m benchmarks.auditing [--ads N] [--many N] [--sizes N...]

The ads are generated from our own passages and filler to the length of real ones (4,500 characters in the median, 20 times
that at most), each sentence with a number of its own, for what was read before is read faster; how much is measured with the
same ads without those numbers. For `--many` the ads are of one line: there memory is measured, not speed. Times are of the
wall clock, which what else runs on the machine lengthens, and of the processor, over all processes, which it hardly does.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from advisor.check import checker
from advisor.documents.read import read_documents
from advisor.rulebook import load_books
from benchmarks import machine

PASSAGES = Path(__file__).resolve().parent.parent / "tests" / "passages"
SEED = 20_243
_FEW = 200
"""So many ads a process are checked and their time taken off, to see the speed without what happens once, such as preparing signals."""
TITLES = ("Infrastructure Engineer", "Senior DevOps Engineer", "SRE", "Platform Engineer", "Network Engineer", "Junior Cloud Engineer")
PLAIN = (
    "We are a company of many people who build things that other people use.",
    "You will work with the teams that look after our product.",
    "We use Terraform, Kubernetes and Python, and we review each other's changes.",
    "Our offices are in the middle of the town, close to the station.",
    "You have run services that others rely on.",
    "You write things down so that others can follow them.",
    "We have been profitable since our fourth year.",
    "The first weeks are for getting to know the systems and the people.",
    "Send us a letter and tell us what you would like to work on.",
    "Five years of experience with Linux and networks.",
)
HEADINGS = ("About us", "Responsibilities", "Requirements", "What we offer", "Nice to have")


class Ran(NamedTuple):
    """Seconds that an audit took, those of the processor, and the kilobytes that its parent and its largest worker held at their height."""

    seconds: float
    processor: float
    parent: int
    worker: int


def main() -> None:
    """Measure and print; some minutes, most of them for `--many`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.auditing", description=__doc__)
    parser.add_argument("--ads", type=int, default=20_000, help="how many ads of real length")
    parser.add_argument("--sample", type=int, default=2_000, help="how many of them one process checks, in each way")
    parser.add_argument("--many", type=int, default=0, help="over how many one-line ads memory is measured as well, such as 1000000")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[1_000, 2_000, 4_000], help="over which numbers of ads time is to be linear"
    )
    options = parser.parse_args()
    print(f"{machine.description()}; load {machine.load()}; a fixed loop takes {machine.calibration() * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        _speeds(Path(folder), options.sample)
        _linear(Path(folder), options.sizes)
        if options.ads:
            _whole(Path(folder), options.ads, real=True)
            _whole(Path(folder), options.ads, real=True, new=False)
        if options.many:
            _whole(Path(folder), options.many, real=False)


def _speeds(folder: Path, sample: int) -> None:
    file = write(folder / "sample.parquet", sample)
    texts = [text.encode() for text in pq.read_table(file)["text"].to_pylist()]
    print(f"{sample:,} ads of {sum(map(len, texts)) / sample:,.0f} bytes in the mean, as Parquet")
    audit(file, folder / "warm", 2, limit=1)  # fills the rulebook's cache
    bare = _bare(texts)
    print(f"bare loop of check, one process:       {_rates(sample, bare)}")
    print(f"plain multiprocessing, two processes:  {_rates(sample, _timed_plain(texts))}; start included")
    few = {count: write(folder / f"few{count}.parquet", _FEW * count) for count in (1, 2)}
    started = {count: audit(few[count], folder / f"few{count}", count) for count in few}
    steady = {}
    for count in (1, 2):
        ran = audit(file, folder / f"out{count}", count)
        steady[count] = (ran.seconds - started[count].seconds, ran.processor - started[count].processor)
        print(f"audit, {count} process{'es' if count > 1 else ''}: start included          {_rates(sample, (ran.seconds, ran.processor))}")
        print(f"  without start, first ads and page:   {_rates(sample - _FEW * count, steady[count])}")
    each = {count: tuple(taken / (sample - _FEW * count) for taken in steady[count]) for count in steady}
    print(f"one process over the bare loop:        {100 * (each[1][1] / (bare[1] / sample) - 1):.1f} % more processor time")
    clock, processor = each[1][0] / each[2][0], 2 * each[1][1] / each[2][1]
    print(f"two processes over one:                {clock:.2f} times by the clock, {processor:.2f} by processor time, had each a core")


def _rates(ads: int, taken: tuple[float, float]) -> str:
    return f"{ads / taken[0]:7.1f} ads a second by the clock, {ads / taken[1]:7.1f} a second of processor time"


def _linear(folder: Path, sizes: list[int]) -> None:
    for size in sizes:
        ran = audit(write(folder / f"size{size}.parquet", size), folder / f"size{size}", 2)
        each = (1000 * ran.seconds / size, 1000 * ran.processor / size)
        print(f"{size:>9,} ads, two processes: {each[0]:.2f} ms each by the clock, {each[1]:.2f} ms of processor time")


def _whole(folder: Path, ads: int, real: bool, new: bool = True) -> None:
    file = write(folder / "whole.parquet", ads, real, new)
    ran = audit(file, folder / f"whole-{real}-{new}", 2)
    kind = ("of real length" if real else "of one line") + (", each sentence new" if new else ", most sentences read before")
    print(
        f"{ads:,} ads {kind}, two processes: {_rates(ads, (ran.seconds, ran.processor))}; "
        f"at their height the parent held {ran.parent / 1024:.0f} MB and the largest worker {ran.worker / 1024:.0f} MB"
    )


def _bare(texts: list[bytes]) -> tuple[float, float]:
    rulebook, signals = load_books()
    ready = checker(rulebook, signals)
    for text in texts[:50]:
        _check(ready, signals.headings, text)
    begun, before = time.perf_counter(), _used(resource.RUSAGE_SELF)
    for text in texts:
        _check(ready, signals.headings, text)
    return time.perf_counter() - begun, _used(resource.RUSAGE_SELF) - before


def _check(ready, headings, text) -> int:  # type: ignore[no-untyped-def] # measured, not used
    return sum(len(ready.check(document).findings) for document in read_documents("ad", headings, None, text))


_READY = None


def _prepare() -> None:
    global _READY  # noqa: PLW0603 # how multiprocessing.Pool has workers keep things
    rulebook, signals = load_books()
    _READY = (checker(rulebook, signals), signals.headings)


def _in_pool(text: bytes) -> int:
    assert _READY is not None
    return _check(*_READY, text)


def _timed_plain(texts: list[bytes]) -> tuple[float, float]:
    begun, before = time.perf_counter(), _used(resource.RUSAGE_CHILDREN)
    pool = multiprocessing.get_context("spawn").Pool(2, _prepare)
    sum(pool.imap(_in_pool, texts, chunksize=100))
    pool.close()
    pool.join()
    return time.perf_counter() - begun, _used(resource.RUSAGE_CHILDREN) - before


def audit(file: Path, out: Path, processes: int, limit: int = 0) -> Ran:
    """Run the real command; watch the memory of its processes, as the system counts it, four times a second."""
    if limit:
        file = write(file.with_name("first.parquet"), limit)
    begun, before = time.perf_counter(), _used(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-m", "advisor", "audit", str(file), "-o", str(out), "--processes", str(processes)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    parent = worker = 0
    while process.poll() is None:
        parent = max(parent, _highest(process.pid))
        worker = max([worker, *(_highest(child) for child in _children(process.pid))])
        time.sleep(0.25)
    taken = time.perf_counter() - begun
    assert process.stderr is not None
    if process.returncode:
        raise RuntimeError(process.stderr.read().decode())
    return Ran(taken, _used(resource.RUSAGE_CHILDREN) - before, parent, worker)


def _used(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _highest(pid: int) -> int:
    """Return the most memory a process has held, in kilobytes; 0 when it has ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def write(file: Path, ads: int, real: bool = True, new: bool = True) -> Path:
    """Write so many generated ads as Parquet, some at a time."""
    schema = pa.schema([("id", pa.string()), ("title", pa.string()), ("text", pa.string())])
    with pq.ParquetWriter(file, schema) as writer:
        rows = list[dict[str, str]]()
        for number, text in enumerate(texts_of(ads, real, new)):
            rows.append({"id": str(number), "title": TITLES[number % len(TITLES)], "text": text})
            if len(rows) == 1000:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows.clear()
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema))
    return file


def texts_of(ads: int, real: bool = True, new: bool = True) -> Iterator[str]:
    """Yield texts of ads: a few passages that signals are tested with among plain sentences; the same for the same number.

    Sentences are made new by a number in each.
    """
    numbers = itertools.count(1_000)
    chance = random.Random(SEED)
    passages = [
        entry["text"]
        for file in sorted(PASSAGES.rglob("*.yaml"))
        for listed in yaml.safe_load(file.read_text(encoding="utf-8")).values()
        if isinstance(listed, list)
        for entry in listed
    ]
    for _ in range(ads):
        if not real:
            yield f"{chance.choice(passages)} {next(numbers)}" if new else chance.choice(passages)
            continue
        size = min(int(chance.lognormvariate(8.4, 0.45)), 90_000)
        parts, length = [], 0
        while length < size:
            if chance.random() < 0.06:
                parts.append(f"\n\n## {chance.choice(HEADINGS)}\n")
            said = chance.choice(passages) if chance.random() < 0.1 else chance.choice(PLAIN)
            if new:
                said = f"{said[:-1]} {next(numbers)}{said[-1:]}"
            parts.append(("\n- " if chance.random() < 0.6 else " ") + said)
            length += len(parts[-1])
        yield "".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    main()
