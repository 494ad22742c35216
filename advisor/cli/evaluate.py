"""`advisor evaluate`: situations in, advice out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from advisor.advise import adviser
from advisor.cli.main import report
from advisor.cli.options import engine_option, fail_on_option, fails, output_option, refuse_overwriting, rules_option
from advisor.cli.output import colour_for, sink, width_of
from advisor.errors import AdvisorError
from advisor.model import Advice, Rulebook
from advisor.rulebook import load_rulebook
from advisor.situation import Situation


@click.command(no_args_is_help=True)
@click.argument("situations", nargs=-1, required=True, metavar="SITUATION...", type=click.Path(allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text", show_default=True, help="What to print."
)
@click.option("--brief", is_flag=True, help="For text: leave out the reasons of lists and the sources.")
@engine_option
@rules_option
@fail_on_option("never")
@output_option
def evaluate(
    situations: tuple[str, ...],
    form: str,
    brief: bool,
    engine: str,
    directories: tuple[str, ...],
    no_default_rules: bool,
    fail_on: str,
    output: str | None,
) -> int:
    """Say what the rules advise on each SITUATION, a YAML file; - reads standard input.

    A file that cannot be used is reported on standard error, and the others are still evaluated.
    Exit code: 0, or 1 when a concern is at least as severe as --fail-on, or 2 for bad input.

    \b
    Examples:
      advisor evaluate acme.yaml
      advisor evaluate acme.yaml --brief
      advisor evaluate acme.yaml --format html -o advice.html
      advisor evaluate hires/*.yaml --format json --fail-on error
      echo 'company: {engineers: 80}' | advisor evaluate -
    """
    if situations.count("-") > 1:
        raise click.UsageError("- is named twice; standard input can be read only once", click.get_current_context())
    refuse_overwriting(situations, output)
    if brief and form != "text":
        raise click.UsageError(f"--brief belongs to text; leave it out with --format {form}")
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    run = _Run(rulebook, engine, situations)
    with sink(output) as stream:
        for part in _render(run.advices(), rulebook, form, brief, stream):
            stream.write(part)
        if run.failed == len(situations):
            raise click.exceptions.Exit(2)  # inside `sink`, so that no empty file is left
    if run.failed:
        raise click.exceptions.Exit(2)
    return 1 if fails(run.severities, fail_on) else 0


class _Run:
    """One pass over the files: advice for those that can be used, a message for those that cannot."""

    def __init__(self, rulebook: Rulebook, engine: str, files: tuple[str, ...]) -> None:
        self._rulebook = rulebook
        self._files = files
        self._adviser = adviser(rulebook, engine)
        self.failed = 0
        self.severities: set[str] = set()

    def advices(self) -> Iterator[Advice]:
        """Yield the advice on each file that can be used."""
        for file in self._files:
            try:
                advice = self._adviser.advise(Situation.read(file, self._rulebook))
            except AdvisorError as error:
                report(error)
                self.failed += 1
                continue
            self.severities.update(concern.severity for concern in advice.concerns)
            yield advice


def _render(advices: Iterator[Advice], rulebook: Rulebook, form: str, brief: bool, stream: TextIO) -> Iterator[str]:
    match form:
        case "json":
            from advisor.render import json

            return json.render(advices, rulebook)
        case "markdown":
            from advisor.render import markdown

            return markdown.render(advices, rulebook)
        case "html":
            from advisor.render import html

            return html.render(advices, rulebook)
        case _:
            from advisor.render import text

            return text.render(advices, rulebook, width_of(stream), colour_for(stream), brief)
