"""Trying many mutants, on every processor there is, in an order that does not depend on how many there are."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from advisor.mutation.mutants import Mutant, mutants
from advisor.mutation.trial import Trial
from advisor.mutation.verdicts import Verdict, judge
from advisor.rulebook.loading import load

_CHUNK = 40
_FEW = 100
"""Fewer mutants than this are not worth a second process, which takes some seconds to get ready."""


def prepare(directories: Sequence[str], scenario_files: Sequence[str]) -> Trial:
    """Return the rules of these directories, ready to be tried. Raises BadRulebook, and BadInput where they fail as they are."""
    loaded = load(directories)
    return Trial(loaded.rulebook, loaded.examples, scenario_files)


def chosen(trial: Trial, sample: int | None, seed: int, only: Sequence[str] = ()) -> list[int]:
    """Return which mutants to try, by their places among all: those of the rules named, and of these a sample where one is wanted."""
    places = [place for place, mutant in enumerate(mutants(trial.rulebook)) if not only or mutant.rule.id in only]
    if sample is None or sample >= len(places):
        return places
    return sorted(random.Random(seed).sample(places, sample))


def try_all(
    trial: Trial,
    places: Sequence[int],
    directories: Sequence[str],
    scenario_files: Sequence[str],
    jobs: int | None,
    say: Callable[[int], object],
) -> list[tuple[Mutant, Verdict]]:
    """Try the mutants at these places; `say` is told how many are done. The same answer for any number of jobs."""
    listed = mutants(trial.rulebook)
    workers = min(jobs or os.cpu_count() or 1, len(places) // _FEW + 1)
    verdicts: dict[int, Verdict] = {}
    if workers == 1:
        for place in places:
            verdicts[place] = judge(listed[place], trial)
            say(len(verdicts))
    else:
        chunks = [places[start : start + _CHUNK] for start in range(0, len(places), _CHUNK)]
        with ProcessPoolExecutor(workers, initializer=_start, initargs=(tuple(directories), tuple(scenario_files))) as pool:
            for done in as_completed([pool.submit(_judge, chunk) for chunk in chunks]):
                verdicts.update(done.result())
                say(len(verdicts))
    return [(listed[place], verdicts[place]) for place in places]


_here: list[tuple[Trial, list[Mutant]]] = []
"""In a worker: what it was started with."""


def _start(directories: Sequence[str], scenario_files: Sequence[str]) -> None:
    trial = prepare(directories, scenario_files)
    _here.append((trial, mutants(trial.rulebook)))


def _judge(places: Sequence[int]) -> list[tuple[int, Verdict]]:
    trial, listed = _here[0]
    return [(place, judge(listed[place], trial)) for place in places]
