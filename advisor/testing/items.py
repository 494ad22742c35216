"""What the pytest plugin runs: a rule directory's checks, each an item with failures in the words of `advisor rules`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # pytest loads this module on every run, wanted or not, so what it needs is imported when used
    from advisor.model import Rulebook
    from advisor.rulebook.loading import Loaded
    from advisor.rulebook.signal_loading import LoadedSignals
    from advisor.signals.observing import Observer
    from advisor.testing.failures import Failure
    from advisor.testing.properties import Named
    from advisor.verify.defects import Defect, DefectKind


@dataclass
class TeamRules:
    """The rule directories that the settings name, loaded once a run, on the shipped rules or instead of them."""

    directories: tuple[Path, ...]
    default: bool
    examples: int

    @cached_property
    def loaded(self) -> Loaded:
        """The rulebook with its rules' examples; raises BadRulebook."""
        from advisor.rulebook.loading import load

        return load(self._all())

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook; raises BadRulebook."""
        return self.loaded.rulebook

    @cached_property
    def signals(self) -> LoadedSignals:
        """The signals with their examples; raises BadRulebook."""
        from advisor.rulebook.signal_loading import load_signals

        return load_signals(self._all(), self.rulebook.facts)

    def load(self) -> None:
        """Load everything now; raises BadRulebook with every problem found."""
        self.signals  # noqa: B018  # rests on the rulebook, so both are loaded

    @cached_property
    def observer(self) -> Observer:
        """What reads drafts by these signals."""
        from advisor.signals.observing import Observer

        return Observer(self.signals.book)

    def _all(self) -> tuple[str, ...]:
        from advisor.rulebook.library import rule_directories

        return rule_directories([str(directory) for directory in self.directories], self.default)

    @cached_property
    def defects(self) -> tuple[Defect, ...]:
        """What verification finds wrong, each with its places."""
        from advisor.verify.places import located
        from advisor.verify.proving import verify

        return tuple(located(verify(self.rulebook, self.signals.book).defects, self.rulebook, self._all()))


TEAM = pytest.StashKey[TeamRules]()


class Failed(Exception):
    """A check of a rule directory that failed."""


class Item(pytest.Item):
    """One check; `owner` and `number` say which example of which rule or signal it is."""

    owner: str = ""
    number: int = 0

    @property
    def team(self) -> TeamRules:
        """The rules that are tested."""
        return self.config.stash[TEAM]

    def failures(self) -> Iterable[Failure]:
        """Return what is wrong."""
        raise NotImplementedError

    def runtest(self) -> None:
        """Run the check; raises Failed with everything that is wrong."""
        said = [f"{failure}\n{failure.situation or ''}".rstrip() for failure in self.failures()]
        if said:
            raise Failed("\n".join(said))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Say what failed, without a traceback: it would show this plugin, not the rules."""
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type]  # pytest's own words for styles

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where this check is written, and its name."""
        return self.path, None, self.name


class ExampleItem(Item):
    """One example of a rule."""

    def failures(self) -> Iterable[Failure]:
        """Return what is wrong with the example."""
        from advisor.testing.examples import check_example

        return check_example(self.team.rulebook.rule(self.owner), self.team.loaded.examples[self.owner][self.number], self.team.rulebook)


class SignalItem(Item):
    """One example of a signal."""

    def failures(self) -> Iterable[Failure]:
        """Return what is wrong with the example."""
        from advisor.testing.signal_examples import check_signal_example

        signals = self.team.signals
        failure = check_signal_example(self.owner, signals.examples[self.owner][self.number], self.team.observer, signals.book)
        return [failure] if failure else []


class ScenarioItem(Item):
    """One scenario."""

    def failures(self) -> Iterable[Failure]:
        """Return what the scenario expects and does not get."""
        from advisor.testing.scenarios import check_scenario

        return check_scenario(str(self.path), self.team.rulebook).failures


class LawItem(Item):
    """One law, tried on generated situations."""

    law: Named

    def failures(self) -> Iterable[Failure]:
        """Return how the law fails, with a situation that shows it."""
        from advisor.testing.properties import try_law

        failure = try_law(self.law, self.team.rulebook, self.team.examples)
        return [failure] if failure else []


class DefectItem(Item):
    """One kind of defect that verification looks for."""

    kind: DefectKind

    def failures(self) -> Iterable[Failure]:
        """Return the defects of this kind, each with a situation that shows it where one does."""
        from advisor.situation import Situation
        from advisor.testing.failures import Failure
        from advisor.testing.properties import situation_yaml

        for defect in self.team.defects:
            if defect.kind == self.kind:
                shown = situation_yaml(Situation("witness", defect.witness), self.team.rulebook) if defect.witness else None
                yield Failure(f"{defect.message}; {defect.cure}", defect.places[0] if defect.places else None, shown)
