"""`advisor rules verify`: what rules say of each other, proved."""

from __future__ import annotations

import dataclasses

import click

from advisor.cli.options import output_option, rules_option
from advisor.cli.output import sink, width_of
from advisor.cli.progress import Progress
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.rulebook.library import rule_directories


@click.command("verify")
@rules_option
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="ID=FILE",
    help="Compare the statements of a source with a copy of it, such as guide=guide.txt. May be repeated.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def verify(directories: tuple[str, ...], no_default_rules: bool, sources: tuple[str, ...], format_: str, output: str | None) -> int:
    """Prove that the rules do not contradict each other, leave no gap, and have no part that does nothing.

    Over all valid situations, not a sample: no two rules conclude different values, or are decisive for and
    against one option, where neither overrides the other; no decision is silent, unless decisions.yaml says that
    silence is right; every rule can apply, every test decides something, no rule adds nothing to another;
    every fact is read, every option recommended, every signal used, every statement cited. What is wrong is shown by
    a situation. Exit code: 0 when all is proved, 1 for defects, 2 for bad input, rules in a circle included.

    \b
    Examples:
      advisor rules verify
      advisor rules verify --rules our-rules
      advisor rules verify --source guide=guide.txt --format json
    """
    from advisor.render.verified import render_json, render_text
    from advisor.verify.places import located
    from advisor.verify.proving import verify as verified

    copies = dict(_copy(source) for source in sources)
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    signals = load_signalbook(*directories, default=not no_default_rules)
    progress: dict[str, Progress] = {}

    def step(what: str, done: int, total: int) -> None:
        if what not in progress:
            for shown in progress.values():
                shown.clear()
            progress[what] = Progress(total, True, f"{what} looked into")
        progress[what].step(done)

    try:
        found = verified(rulebook, signals, copies, step)
    finally:
        for shown in progress.values():
            shown.clear()
    places = located(found.defects, rulebook, rule_directories(directories, not no_default_rules))
    found = dataclasses.replace(found, defects=tuple(places))
    with sink(output) as stream:
        if format_ == "json":
            stream.write(render_json(found, rulebook))
        else:
            stream.writelines(render_text(found, rulebook, width_of(stream)))
    return 1 if found.defects else 0


def _copy(source: str) -> tuple[str, str]:
    name, equals, file = source.partition("=")
    if not name or not equals or not file:
        raise click.BadParameter(f"{source} names no source and file; write it as guide=guide.txt", param_hint="--source")
    return name, file
