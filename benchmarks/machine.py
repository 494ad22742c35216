"""What is measured with: the clock, memory, and the machine's own facts."""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROUNDS = 5
CALIBRATION_STEPS = 1_000_000
ADS = Path(os.environ.get("ADVISOR_ADS") or Path(__file__).resolve().parent.parent.parent / "shared" / "jobs" / "ads")
"""Where the labelled ads are, if they are at hand."""


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time, user and system, that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def best(works: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the least processor time of each, taken in turn so that what else runs on the machine disturbs all alike."""
    found = dict.fromkeys(works, float("inf"))
    for work in works.values():
        work()  # warm
    for _ in range(rounds):
        for name, work in works.items():
            found[name] = min(found[name], seconds(work))
    return found


def calibration() -> float:
    """Return the processor time of a fixed loop of plain Python, by which figures of different machines can be compared."""

    def loop() -> None:
        value = 0
        for number in range(CALIBRATION_STEPS):
            value = (value * 31 + number) & 0xFFFF

    return best({"loop": loop})["loop"]


def resident_kilobytes() -> int:
    """Return the memory that the process holds now. Raises OSError where there is no /proc."""
    gc.collect()
    return _status("VmRSS")


def highest_kilobytes() -> int:
    """Return the most memory that the process ever held. Raises OSError where there is no /proc."""
    return _status("VmHWM")


def forget_highest() -> None:
    """Begin anew: the most that the process ever held is what it holds now. Raises OSError where there is no /proc."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise OSError(f"/proc/self/status does not say {name}")


def description() -> str:
    """Return the processor, the number of cores and the Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2].strip() for line in cpuinfo.read_text(encoding="utf-8").splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores; {platform.python_implementation()} {platform.python_version()}, {platform.system()}"


def load() -> str:
    """Return the load averages over one and five minutes."""
    return " and ".join(f"{average:.1f}" for average in os.getloadavg()[:2])


def run_child(module: str, *arguments: str) -> str:
    """Return what a module prints in a process of its own, where nothing else takes memory."""
    return subprocess.run([sys.executable, "-m", module, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def installed(distribution: str) -> str | None:
    """Return the version of a distribution, or None where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
