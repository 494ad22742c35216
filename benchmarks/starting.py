"""How long commands take from nothing: processor time, user and system, of a new process."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

SITUATION = Path(__file__).resolve().parent.parent / "scenarios" / "first-hire-does-everything-on-aws.yaml"
RUNS = 10
COMMANDS: dict[str, list[str]] = {
    "python -c pass, for comparison": ["python", "-c", "pass"],
    "advisor --help": ["advisor", "--help"],
    "advisor evaluate one.yaml": ["advisor", "evaluate", str(SITUATION)],
    "advisor evaluate one.yaml --format json": ["advisor", "evaluate", str(SITUATION), "--format", "json"],
}
COLD = "advisor evaluate one.yaml, no cached rulebook"


def measure() -> dict[str, float]:
    """Return the median seconds of each command, with the rulebook cached but where it says otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ADVISOR_CACHE_DIR": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as where it is installed, its code is kept compiled
        found = {}
        for name, command in COMMANDS.items():
            _run(command, environment)  # fills the cache
            found[name] = median(_run(command, environment) for _ in range(RUNS))
        cold = []
        for _ in range(RUNS // 2):
            shutil.rmtree(folder)
            cold.append(_run(COMMANDS["advisor evaluate one.yaml"], environment))
        found[COLD] = median(cold)
        Path(folder).mkdir(exist_ok=True)
    return found


def _run(command: list[str], environment: dict[str, str]) -> float:
    program = Path(sys.executable).with_name(command[0])  # what is installed beside this Python
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(program), *command[1:]], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
