"""Whole advice: how many a second, where the time goes, and whether memory grows.

`python -m benchmarks.advising ENGINE COUNT` prints by how many kilobytes the process grew over so many evaluations.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from advisor import advise
from advisor.advise import Adviser, adviser
from advisor.engine.compiled import CompiledEngine
from advisor.openness import Asking, Readers
from advisor.rulebook import load_rulebook
from advisor.situation import Situation
from advisor.weighing import Ballot
from benchmarks.firing import SITUATIONS, situations
from benchmarks.machine import best, resident_kilobytes

WARM = 2000
DIFFERENT = 10_000  # situations over which memory is watched, again and again

# What the steps are called, and the functions that do them; a step's time is without that of the steps inside it.
STEPS: dict[str, list[tuple[Any, str]]] = {
    "run the rules": [(CompiledEngine, "fire")],
    "weigh, rank and list the options": [(Ballot, "count")],
    "find the facts to ask for": [(Readers, "unknown"), (Asking, "ask")],
    "gather the concerns": [(advise, "gather")],
}
REST = "the rest"


@dataclass(frozen=True, slots=True)
class Advising:
    """Advices a second without and with the next question, and the share of time of each step."""

    per_second: float
    with_question: float
    shares: dict[str, float]


def measure(rounds: int) -> Advising:
    """Return the figures of the compiled engine; every round has situations that none before it had."""
    rulebook = load_rulebook()
    asked = situations(rulebook, SITUATIONS * (rounds + 1))
    advising = adviser(rulebook)

    def run(next_question: bool) -> Callable[[], None]:
        starts = cycle(range(0, len(asked), SITUATIONS))

        def work() -> None:
            start = next(starts)
            for situation in asked[start : start + SITUATIONS]:
                advising.advise(situation, next_question=next_question)

        return work

    times = best({"without": run(False), "with": run(True)}, rounds)
    return Advising(SITUATIONS / times["without"], SITUATIONS / times["with"], _shares(advising, asked[:SITUATIONS]))


def growth(engine: str, count: int) -> int:
    """Return by how many kilobytes the process grows over `count` evaluations, after some to warm up."""
    rulebook = load_rulebook()
    advising = adviser(rulebook, engine)
    asked = situations(rulebook, DIFFERENT)
    _advise(advising, asked, WARM)
    before = resident_kilobytes()
    _advise(advising, asked, count)
    return resident_kilobytes() - before


def _advise(advising: Adviser, asked: list[Situation], count: int) -> None:
    for situation in islice(cycle(asked), count):
        advising.advise(situation, next_question=False)


def _shares(advising: Adviser, asked: list[Situation]) -> dict[str, float]:
    spent = dict.fromkeys([*STEPS, REST], 0.0)
    with _timed(spent) as enter:
        enter(REST, _advise)(advising, asked, len(asked))
    total = sum(spent.values())
    return {step: time_ / total for step, time_ in spent.items()}


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[Callable[[str, Callable[..., Any]], Callable[..., Any]]]:
    """Have the steps' functions note their time while the block runs."""
    running: list[str] = []
    since = time.perf_counter()

    def switch() -> None:
        nonlocal since
        now = time.perf_counter()
        if running:
            spent[running[-1]] += now - since
        since = now

    def noting(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            switch()
            running.append(step)
            try:
                return function(*arguments, **named)
            finally:
                switch()
                running.pop()

        return noted

    originals = [(owner, name, getattr(owner, name)) for functions in STEPS.values() for owner, name in functions]
    try:
        for step, functions in STEPS.items():
            for owner, name in functions:
                setattr(owner, name, noting(step, getattr(owner, name)))
        yield noting
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


if __name__ == "__main__":
    print(growth(sys.argv[1], int(sys.argv[2])))
