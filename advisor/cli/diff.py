"""`advisor rules diff`: what a change to the rules changes in the advice."""

from __future__ import annotations

import click

from advisor.cli.drafts import find_drafts
from advisor.cli.main import report
from advisor.cli.options import output_option
from advisor.cli.output import sink
from advisor.errors import BadInput
from advisor.model import Rulebook
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.rulebook.library import scenario_directories


@click.command("diff", no_args_is_help=True)
@click.argument("old", metavar="OLD", type=click.Path())
@click.argument("new", metavar="NEW", type=click.Path())
@click.option("--no-default-rules", is_flag=True, help="OLD and NEW are whole rulebooks, not additions to the shipped rules.")
@click.option(
    "--ads",
    "drafts",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True),
    help="Also say which of these drafts are affected. May be repeated.",
)
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True, help="What to print.")
@output_option
def diff(old: str, new: str, no_default_rules: bool, drafts: tuple[str, ...], form: str, output: str | None) -> None:
    """Say what changes in the advice from the rule directory OLD to NEW.

    For each decision and concern: in which share of all situations that its rules tell apart the outcome changes, counted
    exactly (in cells between thresholds, not raw values), and a situation for each kind of change. For a choice the outcome is
    what comes first, for a list what is on it. Then the scenarios, and with --ads the drafts, that are affected.

    \b
    Examples:
      advisor rules diff before/our-rules our-rules
      advisor rules diff old-rules rules --no-default-rules --format markdown -o change.md
      advisor rules diff before after --ads drafts
    """
    from advisor.difference.affected import affected_drafts, affected_scenarios
    from advisor.difference.outcomes import decision_changes, same_terms
    from advisor.render.differences import render
    from advisor.testing.scenarios import scenario_files

    books = [load_rulebook(folder, default=not no_default_rules) for folder in (old, new)]
    found, problems = find_drafts(drafts, ())
    if problems:
        report(BadInput(problems))
        raise click.exceptions.Exit(2)
    decided = [
        (item.subject, item.is_decision, item.share, [(one.what, one.comes, one.share, one.witness) for one in item.changes], item.bounded)
        for item in decision_changes(books[0], books[1])
    ]
    scenarios = [file for folder in scenario_directories((new,), not no_default_rules) for file in scenario_files(folder)]
    files = {"scenarios": [(item.file, item.changes) for item in affected_scenarios(scenarios, books[0], books[1])]}
    if drafts:
        sides = [(book, load_signalbook(folder, default=not no_default_rules)) for book, folder in zip(books, (old, new), strict=True)]
        files["drafts"] = [(item.file, item.changes) for item in affected_drafts(found, sides[0], sides[1])]
    with sink(output) as stream:
        stream.writelines(render(_rules(books[0], books[1]), decided, files, books[1], form == "markdown", same_terms(*books)))


def _rules(old: Rulebook, new: Rulebook) -> dict[str, list[str]]:
    before, after = ({rule.id: rule for rule in book.rules} for book in (old, new))
    changed = [
        name
        for name in before.keys() & after.keys()
        if (before[name].when, before[name].then, before[name].overrides, before[name].cites[:1])
        != (after[name].when, after[name].then, after[name].overrides, after[name].cites[:1])
    ]
    return {"added": sorted(after.keys() - before.keys()), "removed": sorted(before.keys() - after.keys()), "changed": sorted(changed)}
