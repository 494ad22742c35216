"""Trying many mutants, on every processor there is, in an order that does not depend on how many there are."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from advisor.errors import BadInput, Problem
from advisor.frozen import frozen
from advisor.mutation.mutants import Mutant, mutants
from advisor.mutation.signals import FOLDER, SignalMutant, SignalTrial, signal_mutants
from advisor.mutation.trial import Trial
from advisor.mutation.verdicts import Verdict, judge
from advisor.rulebook.loading import load
from advisor.rulebook.signal_loading import load_signals
from advisor.testing.failures import Failure

_CHUNK = 40
_FEW = 100
"""Fewer mutants than this are not worth a second process, which takes some seconds to get ready."""


@frozen
class Trials:
    """Rules and signals ready to be tried, and all their mutants, in an order that is the same in every process."""

    rules: Trial
    signals: SignalTrial
    mutants: Sequence[Mutant | SignalMutant]

    @property
    def names(self) -> list[str]:
        """What mutants can be asked for by: the ids of rules, and the paths of signals."""
        return [*(rule.id for rule in self.rules.rulebook.rules), *(FOLDER + signal.id for signal in self.signals.book.signals)]

    def judge(self, place: int) -> Verdict:
        """Try the mutant at this place."""
        mutant = self.mutants[place]
        return self.signals.judge(mutant) if isinstance(mutant, SignalMutant) else judge(mutant, self.rules)


def prepare(directories: Sequence[str], scenario_files: Sequence[str]) -> Trials:
    """Return what these directories hold, ready to be tried. Raises BadRulebook, and BadInput where examples of rules fail."""
    loaded = load(directories)
    rules = Trial(loaded.rulebook, loaded.examples, scenario_files)
    signals = SignalTrial(load_signals(directories, loaded.rulebook.facts))
    _refuse(rules.failures)
    return Trials(rules, signals, (*mutants(loaded.rulebook), *signal_mutants(signals.book)))


def _refuse(failures: Sequence[Failure]) -> None:
    if failures:
        problems = [Problem(failure.message, failure.place) for failure in failures]
        raise BadInput([*problems, Problem("mutants are told from rules that pass; mend these first: advisor rules test")])


def chosen(trials: Trials, sample: int | None, seed: int, only: Sequence[str] = ()) -> list[int]:
    """Return which mutants to try, by their places among all: those of what is named, and of these a sample where one is wanted.

    Raises BadInput where examples of a signal among them fail as they are.
    """
    places = [place for place, mutant in enumerate(trials.mutants) if not only or mutant.name in only]
    if sample is not None and sample < len(places):
        places = sorted(random.Random(seed).sample(places, sample))
    tried = [trials.mutants[place] for place in places]
    _refuse(trials.signals.failures(dict.fromkeys(mutant.signal.id for mutant in tried if isinstance(mutant, SignalMutant))))
    return places


def try_all(
    trials: Trials,
    places: Sequence[int],
    directories: Sequence[str],
    scenario_files: Sequence[str],
    jobs: int | None,
    say: Callable[[int], object],
) -> list[tuple[Mutant | SignalMutant, Verdict]]:
    """Try the mutants at these places; `say` is told how many are done. The same answer for any number of jobs."""
    workers = min(jobs or os.cpu_count() or 1, len(places) // _FEW + 1)
    verdicts: dict[int, Verdict] = {}
    if workers == 1:
        for place in places:
            verdicts[place] = trials.judge(place)
            say(len(verdicts))
    else:
        chunks = [places[start : start + _CHUNK] for start in range(0, len(places), _CHUNK)]
        with ProcessPoolExecutor(workers, initializer=_start, initargs=(tuple(directories), tuple(scenario_files))) as pool:
            for done in as_completed([pool.submit(_judge, chunk) for chunk in chunks]):
                verdicts.update(done.result())
                say(len(verdicts))
    return [(trials.mutants[place], verdicts[place]) for place in places]


_here: list[Trials] = []
"""In a worker: what it was started with."""


def _start(directories: Sequence[str], scenario_files: Sequence[str]) -> None:
    _here.append(prepare(directories, scenario_files))


def _judge(places: Sequence[int]) -> list[tuple[int, Verdict]]:
    return [(place, _here[0].judge(place)) for place in places]
