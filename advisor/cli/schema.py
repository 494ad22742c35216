"""`advisor schema`: what files may hold, and a file to start from."""

from __future__ import annotations

import json

import click

from advisor.cli.options import output_option, rules_option
from advisor.cli.output import sink
from advisor.rulebook import load_rulebook


@click.command(no_args_is_help=True)
@click.argument(
    "kind",
    metavar="KIND",
    type=click.Choice(["situation", "rule", "advice", "report", "explanation", "draft", "comparison", "verification"]),
)
@click.option("--template", is_flag=True, help="For situation: print a file to fill in, with every question, instead of the schema.")
@rules_option
@output_option
def schema(kind: str, template: bool, directories: tuple[str, ...], no_default_rules: bool, output: str | None) -> None:
    """Print the JSON Schema of a KIND of file, or a situation file to start from.

    \b
      situation     what `advisor evaluate` reads
      rule          one rule of a rule directory
      advice        what `advisor evaluate --format json` writes, one object a line
      report        what `advisor check --format json` writes, one object a line
      explanation   what `advisor explain --format json` writes
      draft         what `advisor draft --format json` writes
      comparison    what `advisor compare --format json` writes
      verification  what `advisor rules verify --format json` writes

    The schemas are JSON Schema 2020-12. Editors that know YAML complete and check with them: put
    "# yaml-language-server: $schema=situation.schema.json" in the first line of a file.

    \b
    Examples:
      advisor schema situation --template -o acme.yaml
      advisor schema situation -o situation.schema.json
      advisor schema rule --rules our-rules -o rule.schema.json
    """
    if template and kind != "situation":
        raise click.UsageError(f"--template belongs to situation; there is no template of a {kind}")
    from advisor.schemas import SCHEMAS, situation_template

    rulebook = load_rulebook(*directories, default=not no_default_rules)
    text = situation_template(rulebook) if template else json.dumps(SCHEMAS[kind](rulebook), ensure_ascii=False, indent=2) + "\n"
    with sink(output) as stream:
        stream.write(text)
