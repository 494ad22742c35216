"""`advisor rules mutate`: whether examples and scenarios would notice if a rule said something slightly different."""

from __future__ import annotations

import click

from advisor.cli.options import rules_option
from advisor.cli.output import sink
from advisor.cli.progress import Progress
from advisor.errors import BadInput, did_you_mean
from advisor.files import shown
from advisor.rulebook.library import rule_directories, scenario_directories


@click.command("mutate")
@click.argument("ids", nargs=-1, metavar="[RULE|SIGNAL]...")
@rules_option
@click.option("--sample", metavar="N", type=click.IntRange(1), help="Try only so many, chosen at random.")
@click.option("--seed", metavar="S", type=int, default=0, show_default=True, help="Which sample.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="How many processes to use.  [default: one a processor]")
@click.option(
    "--write-cases", "cases_file", metavar="FILE", type=click.Path(), help="Write examples and expectations that survivors would not pass."
)
def mutate(
    ids: tuple[str, ...],
    directories: tuple[str, ...],
    no_default_rules: bool,
    sample: int | None,
    seed: int,
    jobs: int | None,
    cases_file: str | None,
) -> int:
    """Change the rules and signals (all, or those named) one thing at a time, and say which changes nothing would notice.

    A mutant is a rule with a threshold moved by one, a test dropped or turned round, another option, strength or
    severity, all for any, a dropped exception; or a signal without its unless. Examples and scenarios notice it when one
    of them fails. A mutant that is true in just the same situations as its rule is equivalent, and does not count. What
    survives shows where an example is missing.
    Exit code: 0 when none survives, 1 when some do, 2 for bad input. The last line is the score.

    \b
    Examples:
      advisor rules mutate
      advisor rules mutate --sample 400 --seed 7
      advisor rules mutate title/delivery --rules our-rules --write-cases cases.yaml
      advisor rules mutate signals/scope/nobody-else
    """
    from advisor.mutation.cases import cases_yaml
    from advisor.mutation.running import chosen, prepare, try_all
    from advisor.testing.scenarios import scenario_files

    listed = rule_directories(directories, not no_default_rules)
    files = [file for folder in scenario_directories(directories, not no_default_rules) for file in scenario_files(folder)]
    trials = prepare(listed, files)
    for name in ids:
        if name not in trials.names:
            hint = did_you_mean(name, trials.names) or "; advisor rules list names the rules, and a signal's name is its path: signals/…"
            raise BadInput(f"{shown(name)} is no rule and no signal{hint}")
    places = chosen(trials, sample, seed, ids)
    progress = Progress(len(places), what="mutants tried")
    found = try_all(trials, places, listed, files, jobs, progress.step)
    progress.clear()
    survived = [(mutant, verdict) for mutant, verdict in found if verdict.fate == "survived"]
    for mutant, _ in survived:
        click.echo(f"{mutant} [{mutant.operator}]")
    cases = [verdict.case for _, verdict in survived if verdict.case is not None]
    if cases_file is not None:
        with sink(cases_file) as stream:
            stream.write(cases_yaml(cases))
        click.echo(f"{len(cases)} of {len(survived)} survivors have a case in {cases_file}; read each before you take it")
    equivalent = sum(verdict.fate == "equivalent" for _, verdict in found)
    noticed = len(found) - equivalent - len(survived)
    counted = noticed + len(survived)
    share = 100 * noticed / counted if counted else 100.0
    if survived:
        share = min(share, 99.99)  # 100 % is kept for all
    click.echo(f"score: {share:.2f}% ({noticed:,} of {counted:,} mutants noticed; {equivalent:,} equivalent, {len(survived):,} survived)")
    return 1 if survived else 0
