"""`advisor compare`: two drafts, or two situations, in; what differs out."""

from __future__ import annotations

import click

from advisor.cli.drafts import Desk
from advisor.cli.options import fail_on_option, fails, output_option, refuse_overwriting, rules_option
from advisor.cli.output import colour_for, sink, width_of
from advisor.comparing import compare_drafts, compare_situations
from advisor.config import find_settings
from advisor.documents.read import refuse_several
from advisor.errors import BadInput
from advisor.model import DraftComparison, Report, Rulebook, SituationComparison
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.settings import check_ids
from advisor.situation import Situation

FORMATS = ("text", "json", "markdown")
SITUATION_ENDINGS = (".yaml", ".yml")


@click.command(no_args_is_help=True)
@click.argument("old", metavar="OLD", type=click.Path(allow_dash=True))
@click.argument("new", metavar="NEW", type=click.Path(allow_dash=True))
@click.option("--situation", "situation_file", metavar="FILE", type=click.Path(), help="For drafts: hold both against this situation.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to print.")
@rules_option
@fail_on_option("error for drafts, never for situations", settings=True)
@output_option
def compare(
    old: str,
    new: str,
    situation_file: str | None,
    form: str,
    directories: tuple[str, ...],
    no_default_rules: bool,
    fail_on: str | None,
    output: str | None,
) -> int:
    """Say what differs between OLD and NEW, two drafts or two situations (.yaml, .yml); - reads standard input.

    For drafts: which findings are mended, new and remaining, under the settings that `advisor check` would find.
    For situations: which facts differ, which advice changes, and the smallest set of those facts that changes it.
    Exit code: 0, or 1 when something new is at least as severe as --fail-on, or 2 for bad input.

    \b
    Examples:
      advisor compare posted.md ad.md
      advisor compare posted.md ad.md --situation acme.yaml --fail-on warning
      advisor compare acme.yaml acme-next-year.yaml
    """
    if (old, new, situation_file).count("-") > 1:
        raise click.UsageError("- is named twice; standard input can be read only once")
    refuse_overwriting((old, new, situation_file), output, "the comparison would replace what it is about; name another file with -o")
    rulebook: Rulebook
    severities: set[str]
    found: DraftComparison | SituationComparison
    if _are_situations(old, new):
        if situation_file is not None:
            raise click.UsageError("--situation belongs to drafts; leave it out where two situations are compared")
        rulebook = load_rulebook(*directories, default=not no_default_rules)
        found = compare_situations(Situation.read(old, rulebook), Situation.read(new, rulebook), rulebook)
        severities = set(found.added)
        fail_on = fail_on or "never"
    else:
        rulebook, before, after, set_level = _reports(old, new, situation_file, directories, no_default_rules)
        found = compare_drafts(before, after)
        severities = {finding.severity for finding in found.added}
        fail_on = fail_on or set_level or "error"
    with sink(output) as stream:
        stream.write(_text(found, rulebook, form, width_of(stream), colour_for(stream)))
    return 1 if fails(severities, fail_on) else 0


def _are_situations(old: str, new: str) -> bool:
    kinds = {file.lower().endswith(SITUATION_ENDINGS) for file in (old, new) if file != "-"}
    if len(kinds) > 1:
        raise click.UsageError("one is a situation and the other a draft; name two drafts, or two situations (.yaml or .yml)")
    return kinds.pop()


def _reports(
    old: str, new: str, situation_file: str | None, directories: tuple[str, ...], no_default_rules: bool
) -> tuple[Rulebook, Report, Report, str | None]:
    settings = find_settings((old, new))
    folders = (*settings.rules, *directories)
    rulebook = load_rulebook(*folders, default=not no_default_rules)
    check_ids(settings, rulebook)
    situation = Situation.read(situation_file, rulebook) if situation_file else None
    desk = Desk(rulebook, load_signalbook(*folders, default=not no_default_rules), settings, situation, None)
    before, after = (_report(desk, file) for file in (old, new))
    return rulebook, before, after, settings.fail_on


def _report(desk: Desk, file: str) -> Report:
    drafts = desk.read(file, None)
    refuse_several(len(drafts), file)
    if problems := drafts[0].comments.problems:
        raise BadInput(problems)
    return desk.check(drafts[0])


def _text(found: DraftComparison | SituationComparison, rulebook: Rulebook, form: str, columns: int, colour: bool) -> str:
    match form:
        case "json":
            from advisor.render.comparison.json import render as json

            return json(found, rulebook)
        case "markdown":
            from advisor.render.comparison.markdown import render as markdown

            return markdown(found, rulebook)
        case _:
            from advisor.render.comparison.text import render as text

            return text(found, rulebook, columns, colour)
