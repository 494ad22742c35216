"""Checking drafts: how long an ad takes, beside proselint; how time and memory grow with the text; and hostile texts.

`python -m benchmarks.checking SIZE` prints by how many kilobytes the process grew at its height while checking so long a text.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import yaml

from advisor.check import Checker, checker
from advisor.documents.read import read_document
from advisor.rulebook import load_books, load_signalbook
from benchmarks.hostile import hostile_units, repeated
from benchmarks.machine import ADS, forget_highest, highest_kilobytes, installed, run_child, seconds

ROOT = Path(__file__).resolve().parent.parent
SEED = 20_241
SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
HOSTILE_SIZE, HOSTILE_TIMES = 20_000, 4
LONG_HOSTILE = 250_000
"""Every tenth hostile text is so long, and four times as long, a million characters, which is one line."""
PEER = "proselint"
RUNS = 10


@dataclass(frozen=True, slots=True)
class Checking:
    """Milliseconds an ad, the peer's, seconds a process; by size the microseconds a character and the kilobytes; how hostile texts grew."""

    ads: str
    median: float
    slowest: float
    total: float
    peer: float | None
    peer_median: float | None
    process: dict[str, float]
    growth: list[tuple[int, float, float]]
    hostile: list[float]


def measure(rounds: int) -> Checking:
    """Return all figures; the labelled ads are taken where they are at hand, and else texts made of our passages."""
    files = sorted(ADS.glob("*.txt"))
    drafts = [file.read_bytes() for file in files] or [text_of(5000, number).encode() for number in range(100)]
    rulebook, signals = load_books()
    ready = checker(rulebook, signals)
    _say("ads, beside proselint")

    def check(draft: bytes) -> Callable[[], object]:
        return lambda: ready.check(read_document("draft", signals.headings, None, draft))

    ours = [check(draft) for draft in drafts]
    theirs = _peer(drafts)
    own, peer = [float("inf")] * len(ours), [float("inf")] * len(theirs)
    for number in range(rounds + 1):  # the first is to warm up
        _least(own, ours, number)
        _least(peer, theirs, number)
    _say("processes")
    processes = _processes(drafts)
    _say("growth with the text")
    growth = [_growth(size, ready, signals.headings) for size in SIZES]
    _say("hostile texts")
    return Checking(
        f"{len(drafts)} {'labelled ads' if files else 'texts made of passages'}, {median(map(len, drafts)) / 1000:.1f} KB in the median",
        median(own) * 1000,
        max(own) * 1000,
        sum(own),
        sum(peer) if peer else None,
        median(peer) * 1000 if peer else None,
        processes,
        growth,
        _hostile(ready),
    )


def _say(what: str) -> None:
    print(f"measuring: checking, {what}", file=sys.stderr, flush=True)


def text_of(size: int, seed: int = SEED) -> str:
    """Return a text of so many characters made of our passages."""
    texts = _passages()
    chance = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(chance.choice(texts) + chance.choice((" ", "\n", "\n\n", "\n- ")))
        length += len(parts[-1])
    return "".join(parts)[:size]


@cache
def _passages() -> list[str]:
    files = sorted((ROOT / "tests" / "passages").rglob("*.yaml"))
    listed = [entries for file in files for entries in yaml.safe_load(file.read_text(encoding="utf-8")).values()]
    return [entry["text"] for entries in listed if isinstance(entries, list) for entry in entries]


def _least(found: list[float], works: Sequence[Callable[[], object]], number: int) -> None:
    for index, work in enumerate(works):
        taken = seconds(work)
        if number:
            found[index] = min(found[index], taken)


def _peer(drafts: Sequence[bytes]) -> list[Callable[[], object]]:
    """Return proselint's work on each draft, or nothing where it is not installed."""
    if installed(PEER) is None:
        return []
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    registry = CheckRegistry()
    registry.register_many(__register__)
    texts = [draft.decode("utf-8", "replace") for draft in drafts]
    return [lambda text=text: LintFile("draft", text).lint() for text in texts]


def _processes(drafts: Sequence[bytes]) -> dict[str, float]:
    """Return the median seconds of a process that checks one draft, its rulebook cached, beside the peer's."""
    programs = {"advisor check ad.md": ["advisor", "check", "--fail-on", "never", "--no-config"]}
    if installed(PEER) is not None:
        programs["proselint check ad.md"] = ["proselint", "check"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ad.md")
        file.write_bytes(sorted(drafts, key=len)[len(drafts) // 2])
        environment = {**os.environ, "ADVISOR_CACHE_DIR": str(Path(folder, "cache")), "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as where both are installed, their code is kept compiled
        found = {}
        for name, (program, *arguments) in programs.items():
            command = [str(Path(sys.executable).with_name(program)), *arguments, str(file)]
            times = [_process(command, environment) for _ in range(RUNS + 1)]
            found[name] = median(times[1:])  # the first fills the cache
        return found


def _process(command: Sequence[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _growth(size: int, ready: Checker, headings: Mapping[str, str]) -> tuple[int, float, float]:
    draft = text_of(size).encode()
    taken = min(seconds(lambda: ready.check(read_document("draft", headings, None, draft))) for _ in range(3 if size < 1_000_000 else 1))
    return size, taken / size * 1e6, float(run_child("benchmarks.checking", str(size)))


def _hostile(ready: Checker) -> list[float]:
    """Return for each hostile text how many times as long a character takes where the text is four times as long."""
    signals = load_signalbook()  # with the patterns' texts, which a check has no need of
    ratios = []
    for number, unit in enumerate(hostile_units(signals, SEED)):
        size = LONG_HOSTILE if number % 10 == 0 else HOSTILE_SIZE
        short, long = (repeated(unit, length).encode("utf-8", "replace") for length in (size, size * HOSTILE_TIMES))
        ratios.append(_taken(ready, signals.headings, long) / _taken(ready, signals.headings, short) / HOSTILE_TIMES)
    return ratios


def _taken(ready: Checker, headings: Mapping[str, str], draft: bytes) -> float:
    rounds = 2 if len(draft) < LONG_HOSTILE else 1
    return min(seconds(lambda: ready.check(read_document("draft", headings, "text", draft))) for _ in range(rounds))


def _print_height(size: int) -> None:
    rulebook, signals = load_books()
    ready = checker(rulebook, signals)
    ready.check(read_document("draft", signals.headings, None, text_of(200_000).encode()))  # unpacks what is kept
    draft = text_of(size).encode()
    gc.collect()
    forget_highest()
    before = highest_kilobytes()
    ready.check(read_document("draft", signals.headings, None, draft))
    print(highest_kilobytes() - before)


if __name__ == "__main__":
    _print_height(int(sys.argv[1]))
