"""The pytest plugin: everything that tests a rule directory, each check as a test of its own.

It does nothing until pytest's settings name rule directories, in one line:

    advisor_rules = ["our-rules"]

Then a run without arguments, and one that names a directory or a file of it, runs each example of each
rule and signal, each scenario in its folder `scenarios`, each law that must hold of any situation, and what
verification proves, a test for each kind of defect. Failures say what was expected and where it is
written. Generated situations are the same on every run, so what passes here passes in CI; `--advisor-examples N` tries more of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from advisor.testing.items import TEAM, DefectItem, ExampleItem, Item, LawItem, ScenarioItem, SignalItem, TeamRules

EXAMPLES = 200
"""How many situations are generated for each law, unless the settings or `--advisor-examples` say otherwise."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings and the option."""
    parser.addini("advisor_rules", "rule directories of hiring-advisor to test", type="paths", default=[])
    parser.addini("advisor_default_rules", "load the shipped rules below them", type="bool", default=True)
    parser.addini("advisor_examples", f"how many situations to generate for each law (default: {EXAMPLES})", default=str(EXAMPLES))
    group = parser.getgroup("hiring-advisor", "rules of hiring-advisor")
    group.addoption(
        "--advisor-examples", type=int, metavar="N", help="try each law of the rules on N generated situations instead of advisor_examples"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take up the settings, and have a run without arguments visit the rule directories too."""
    directories = tuple(path.resolve() for path in config.getini("advisor_rules"))
    if not directories:
        return
    for directory in directories:
        if not directory.is_dir():
            raise pytest.UsageError(f"advisor_rules: there is no directory {directory}; name one relative to pytest's settings file")
    wanted = config.getoption("--advisor-examples")
    said = str(config.getini("advisor_examples") if wanted is None else wanted)
    if not said.isdecimal() or int(said) < 1:
        raise pytest.UsageError(f"advisor_examples is {said}; it must be a number, at least 1")
    config.stash[TEAM] = TeamRules(directories, bool(config.getini("advisor_default_rules")), int(said))
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        visited = [Path(config.invocation_params.dir, argument).resolve() for argument in config.args]
        config.args += [str(path) for path in directories if not any(path.is_relative_to(other) for other in visited)]


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a rule directory that the settings name."""
    team = parent.config.stash.get(TEAM, None)
    return RuleDirectory.from_parent(parent, path=path) if team and path in team.directories else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the checks that a file of a rule directory stands for."""
    team = parent.config.stash.get(TEAM, None)
    if not team or file_path.suffix not in (".yaml", ".yml"):
        return None
    home = next((directory for directory in team.directories if file_path.is_relative_to(directory)), None)
    return RuleFile.from_parent(parent, path=file_path) if home else None


class RuleDirectory(pytest.Directory):
    """A rule directory: its files and, in the first one, the laws that hold of the whole rulebook."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Yield what there is to test; a rulebook that cannot be loaded is one error with every problem."""
        from advisor.errors import AdvisorError

        team = self.config.stash[TEAM]
        try:
            team.load()
        except AdvisorError as error:
            raise self.CollectError("\n".join(map(str, error.problems))) from None
        ihook = self.ihook
        for path in sorted(self.path.iterdir()):
            if ihook.pytest_ignore_collect(collection_path=path, config=self.config):
                continue
            if path.is_dir():
                found = ihook.pytest_collect_directory(path=path, parent=self)
                yield from [found] if found is not None else []
            elif path.is_file():
                yield from ihook.pytest_collect_file(file_path=path, parent=self)
        if self.path == team.directories[0]:
            yield Laws.from_parent(self, name="laws")
            yield Verification.from_parent(self, name="verification")


class RuleFile(pytest.File):
    """A file of a rule directory: a rule or a signal with its examples, a scenario, or nothing to run."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each example or scenario."""
        team = self.config.stash[TEAM]
        home = next(directory for directory in team.directories if self.path.is_relative_to(directory))
        inside = self.path.relative_to(home)
        if inside.parts[0] == "scenarios":
            yield ScenarioItem.from_parent(self, name="scenario")
        elif inside.parts[0] == "signals":
            signal = inside.with_suffix("").relative_to("signals").as_posix()
            yield from self._examples(team.signals.examples, signal, SignalItem)
        else:
            yield from self._examples(team.loaded.examples, inside.with_suffix("").as_posix(), ExampleItem)

    def _examples(self, examples: Mapping[str, tuple[object, ...]], owner: str, item: type[Item]) -> Iterator[pytest.Item]:
        for number, example in enumerate(examples.get(owner, ())):
            if Path(example.place.file).resolve() == self.path:  # type: ignore[attr-defined]  # both kinds of example have a place
                line = example.place.line  # type: ignore[attr-defined]  # as above
                kind = "fires" if example.fires else "silent"  # type: ignore[attr-defined]  # as above
                made = item.from_parent(self, name=f"{kind}-line-{line}")
                made.owner, made.number = owner, number
                yield made


class Laws(pytest.Collector):
    """The laws that hold of any rulebook and any situation."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each law."""
        from advisor.testing import require_hypothesis

        require_hypothesis()
        from advisor.testing.properties import laws

        for law in laws(self.config.stash[TEAM].rulebook):
            item = LawItem.from_parent(self, name=law.name)
            item.law = law
            yield item


class Verification(pytest.Collector):
    """What verification proves of the whole rulebook."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each kind of defect."""
        from advisor.verify.defects import DEFECT_KINDS

        for kind in DEFECT_KINDS:
            item = DefectItem.from_parent(self, name=f"no-{kind}")
            item.kind = kind
            yield item
