"""`advisor rules`: what there is to know of the rules, and what rule authors use."""

from __future__ import annotations

import click

from advisor.cli.authoring import list_rules, new
from advisor.cli.diff import diff
from advisor.cli.docs import docs
from advisor.cli.graph import graph
from advisor.cli.mutate import mutate
from advisor.cli.options import rules_option
from advisor.cli.show import show
from advisor.cli.verify import verify
from advisor.rulebook.library import rule_directories, scenario_directories
from advisor.testing import require_hypothesis
from advisor.testing.failures import Outcome


@click.group(no_args_is_help=True)
def rules() -> None:
    """List, explain, write, prove and test the rules."""


rules.add_command(list_rules)
rules.add_command(show)
rules.add_command(docs)
rules.add_command(graph)
rules.add_command(verify)
rules.add_command(new)
rules.add_command(mutate)
rules.add_command(diff)


@rules.command("test")
@rules_option
@click.option(
    "--scenarios",
    "more_scenarios",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="A directory of scenarios to run as well. May be repeated.",
)
@click.option(
    "--examples",
    default=200,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="How many situations to generate for each property.",
)
@click.option(
    "--only",
    type=click.Choice(["examples", "signals", "scenarios", "properties"]),
    multiple=True,
    help="Run only this part. May be repeated.",
)
@click.option("--save", metavar="FILE", type=click.Path(), help="Write the first situation that breaks a property to this file.")
def test(
    directories: tuple[str, ...],
    no_default_rules: bool,
    more_scenarios: tuple[str, ...],
    examples: int,
    only: tuple[str, ...],
    save: str | None,
) -> int:
    """Run everything that tests the rules.

    Every example in every rule and signal, every scenario's expectations, and properties that must hold of any
    situation: the same advice every time, whatever the order of rules and facts; a reason more never
    lowers an option; a fact learned never undoes what was settled; no concern rests on something
    unknown; every engine agrees. What fails is shrunk and printed as a situation to save and rerun.
    Exit code: 0, or 1 when something fails, or 2 for bad input.

    \b
    Examples:
      advisor rules test
      advisor rules test --rules our-rules --examples 1000
      advisor rules test --only examples --only scenarios
    """
    from advisor.rulebook.loading import load

    parts = only or ("examples", "signals", "scenarios", "properties")
    loaded = load(rule_directories(directories, not no_default_rules))
    outcomes = []
    if "examples" in parts:
        from advisor.testing.examples import check_examples

        outcomes.append(_said("examples", check_examples(loaded.rulebook, loaded.examples)))
    if "signals" in parts:
        from advisor.rulebook.signal_loading import load_signals
        from advisor.testing.signal_examples import check_signals

        signals = load_signals(rule_directories(directories, not no_default_rules), loaded.rulebook.facts)
        outcomes.append(_said("signals", check_signals(signals.book, signals.examples)))
    if "scenarios" in parts:
        from advisor.testing.scenarios import check_scenario, scenario_files

        folders = [*scenario_directories(directories, not no_default_rules), *more_scenarios]
        files = [file for folder in folders for file in scenario_files(folder)]
        outcomes.append(_said("scenarios", Outcome.sum(check_scenario(file, loaded.rulebook) for file in files), f" in {len(files)} files"))
    if "properties" in parts:
        require_hypothesis()
        from advisor.testing.properties import check_properties

        outcomes.append(_said("properties", check_properties(loaded.rulebook, examples, click.echo), f", {examples} situations each"))
    total = Outcome.sum(outcomes)
    failing = [failure.situation for failure in total.failures if failure.situation]
    if save and failing:
        from advisor.cli.output import sink

        with sink(save) as stream:
            stream.write(failing[0])
        click.echo(f"the first failing situation is in {save}; rerun it with: advisor evaluate {save}")
    return 1 if total.failures else 0


def _said(name: str, outcome: Outcome, note: str = "") -> Outcome:
    for failure in outcome.failures:
        click.echo(str(failure))
        if failure.situation:
            click.echo(failure.situation)
    failed = len(outcome.failures)
    click.echo(f"{name}: {outcome.checks} checked{note}, {failed} failed")
    return outcome
