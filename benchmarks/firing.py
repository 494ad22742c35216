"""Which rules are true: the shipped rulebook on generated situations, engine beside engine.

`python -m benchmarks.firing NAME` prints what one engine holds in memory, in kilobytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from advisor.engine import indices, make_engine
from advisor.model import Rulebook
from advisor.rulebook import load_rulebook
from advisor.situation import Situation
from advisor.testing.generation import random_situations
from benchmarks.machine import best, installed, resident_kilobytes, run_child
from benchmarks.peer import Peer
from benchmarks.peers import PEERS

SITUATIONS, SEED = 1000, 7


@dataclass(frozen=True, slots=True)
class Speed:
    """One engine's figures: processor milliseconds a situation, and megabytes held."""

    engine: str
    version: str
    milliseconds: float
    megabytes: float


def situations(rulebook: Rulebook, count: int = SITUATIONS) -> list[Situation]:
    """Return the situations that everything is measured on."""
    return list(random_situations(rulebook, make_engine(rulebook, "reference"), count, SEED))


def measure(rounds: int) -> list[Speed]:
    """Return every installed engine's figures, after checking that it finds the same rules true on every situation."""
    rulebook = load_rulebook()
    asked = situations(rulebook)
    judge = make_engine(rulebook, "reference")
    expected = [indices(judge.fire(situation.facts).true) for situation in asked]
    works: dict[str, Callable[[], object]] = {}
    versions: dict[str, str] = {}
    for name, (distribution, make) in PEERS.items():
        found = installed(distribution)
        if found is None:
            print(f"{name}: not installed, and left out", file=sys.stderr)
            continue
        peer = make(rulebook)
        prepared = [peer.prepare(situation.facts) for situation in asked]
        for number, question in enumerate(prepared):
            if peer.true_rules(peer.fire(question)) != expected[number]:
                raise SystemExit(f"{name} finds other rules true than ours, on situation {number} of seed {SEED}")
        versions[name], works[name] = found, partial(_ask, peer, prepared)
    times = best(works, rounds)
    held_by = {name: int(run_child("benchmarks.firing", name)) / 1024 for name in works}
    return [Speed(name, versions[name], times[name] / SITUATIONS * 1000, held_by[name]) for name in works]


def _ask(peer: Peer, prepared: list[Any]) -> None:
    for question in prepared:
        peer.fire(question)


def held(name: str) -> int:
    """Return the kilobytes that an engine adds to the process: made, and having run some situations."""
    rulebook = load_rulebook()
    asked = situations(rulebook, 200)
    before = resident_kilobytes()
    peer = PEERS[name][1](rulebook)
    for situation in asked:
        peer.fire(peer.prepare(situation.facts))
    return resident_kilobytes() - before


if __name__ == "__main__":
    print(held(sys.argv[1]))
