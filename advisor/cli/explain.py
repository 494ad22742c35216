"""`advisor explain`: why, why not, and what would change it."""

from __future__ import annotations

import click

from advisor.cli.options import output_option, refuse_overwriting, rules_option
from advisor.cli.output import colour_for, sink, width_of
from advisor.errors import listing
from advisor.explaining import explain as explained
from advisor.rulebook import load_rulebook
from advisor.situation import Situation


@click.command(no_args_is_help=True)
@click.argument("situation", metavar="SITUATION", type=click.Path(allow_dash=True))
@click.option("--decision", metavar="ID", help="The decision to explain (required), such as title, level or profile.")
@click.option("--option", metavar="ID", help="One of its options: why it is, or why not.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True, help="What to print.")
@rules_option
@output_option
def explain(
    situation: str,
    decision: str | None,
    option: str | None,
    form: str,
    directories: tuple[str, ...],
    no_default_rules: bool,
    output: str | None,
) -> int:
    """Say why the advice on a SITUATION is what it is, and the smallest change that would change it.

    For one decision: the reasons down to what the file says and what they rest on, the fewest facts that are
    enough for the answer, and the fewest to change for another. With --option: why that one, or what it lacks. Facts
    that nobody can change by choosing to, such as the size of the company, are not proposed.

    \b
    Examples:
      advisor explain acme.yaml --decision title
      advisor explain acme.yaml --decision title --option platform-engineer
      advisor explain acme.yaml --decision pitch --option paid-on-call --format markdown
    """
    refuse_overwriting((situation,), output)
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    if decision is None:
        raise click.UsageError(f"--decision does not say which; the decisions are {listing(list(rulebook.decisions))}")
    found = explained(Situation.read(situation, rulebook), rulebook, decision, option)
    with sink(output) as stream:
        match form:
            case "json":
                from advisor.render.explanation import json

                stream.write(json.render(found, rulebook))
            case "markdown":
                from advisor.render.explanation import markdown

                stream.write(markdown.render(found, rulebook))
            case _:
                from advisor.render.explanation import text

                stream.write(text.render(found, rulebook, width_of(stream), colour_for(stream)))
    return 0
