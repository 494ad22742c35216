"""`advisor check`: drafts in, findings out."""

from __future__ import annotations

import json

import click

from advisor.check import checker
from advisor.cli.main import report
from advisor.cli.options import fail_on_option, fails, output_option, rules_option
from advisor.cli.output import sink
from advisor.documents.structure import structure
from advisor.errors import AdvisorError
from advisor.render.report_data import report_data
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.rulebook.text import read_text
from advisor.situation import Situation


@click.command(no_args_is_help=True)
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...", type=click.Path(allow_dash=True))
@click.option("--situation", "situation_file", metavar="FILE", type=click.Path(), help="Hold the drafts against this situation.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True, help="What to print.")
@rules_option
@fail_on_option("error")
@output_option
def check(
    drafts: tuple[str, ...], situation_file: str | None, form: str, directories: tuple[str, ...], no_default_rules: bool, fail_on: str, output: str | None
) -> int:
    """Check draft job descriptions for what puts infrastructure engineers off."""
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    signals = load_signalbook(*directories, default=not no_default_rules)
    situation = Situation.read(situation_file, rulebook) if situation_file else None
    checking = checker(rulebook, signals)
    severities: set[str] = set()
    failed = 0
    with sink(output) as stream:
        for file in drafts:
            try:
                found = checking.check(structure(file, read_text(file), signals.headings), situation)
            except AdvisorError as error:
                report(error)
                failed += 1
                continue
            severities.update(finding.severity for finding in found.findings)
            stream.write(json.dumps(report_data(found, rulebook), ensure_ascii=False) + "\n")
    if failed:
        raise click.exceptions.Exit(2)
    return 1 if fails(severities, fail_on) else 0
