"""`advisor check`: drafts in, findings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TextIO, get_args

import click

from advisor.cli.drafts import Desk, Draft, find_drafts
from advisor.cli.main import report as tell
from advisor.cli.options import fail_on_option, fails, output_option, refuse_overwriting, rules_option
from advisor.cli.output import colour_for, sink, width_of
from advisor.cli.progress import Progress
from advisor.config import find_settings, read_settings
from advisor.documents.detect import Format
from advisor.errors import AdvisorError, BadInput
from advisor.model import Report, Rulebook
from advisor.render.safe import clean
from advisor.rulebook import load_books
from advisor.settings import Settings, check_ids
from advisor.situation import Situation

INPUT_FORMATS = get_args(Format)
FORMATS = ("text", "json", "sarif", "github", "markdown", "html")
_GATHERING = ("sarif", "html")
"""The formats that are written only when the last draft is done."""


@click.command(no_args_is_help=True)
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...", type=click.Path(allow_dash=True))
@click.option("--situation", "situation_file", metavar="FILE", type=click.Path(), help="Hold the drafts against this situation.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to print.")
@click.option(
    "--glob", "globs", multiple=True, metavar="PATTERN", help="Which files of a folder are drafts, such as '*.md'. May be repeated."
)
@click.option("--input-format", type=click.Choice(INPUT_FORMATS), help="What the drafts are, where their content does not tell.")
@rules_option
@fail_on_option("error", settings=True)
@click.option("--config", "config_file", metavar="FILE", type=click.Path(), help="Read settings from this file.")
@click.option("--no-config", is_flag=True, help="Look for no settings.")
@click.option("--baseline", "baseline_file", metavar="FILE", type=click.Path(), help="Leave out the findings that this file knows.")
@click.option("--write-baseline", is_flag=True, help="Write every finding of now to the baseline, and report none.")
@click.option("--fix", "fixing", is_flag=True, help="Write the suggested lines, with their <blanks>, to a copy NAME.fixed.EXT.")
@click.option("--in-place", is_flag=True, help="With --fix: write them into the draft; what it was is kept as NAME.orig.")
@output_option
def check(
    drafts: tuple[str, ...],
    situation_file: str | None,
    form: str,
    globs: tuple[str, ...],
    input_format: Format | None,
    directories: tuple[str, ...],
    no_default_rules: bool,
    fail_on: str | None,
    config_file: str | None,
    no_config: bool,
    baseline_file: str | None,
    write_baseline: bool,
    fixing: bool,
    in_place: bool,
    output: str | None,
) -> int:
    """Check draft job descriptions for what puts infrastructure engineers off.

    A DRAFT is a file, a folder of files, or - for standard input. Settings come from advisor.toml, or
    [tool.advisor] in pyproject.toml, in or above the folder that the drafts share; options count over them.
    A file that cannot be used is reported on standard error, and the others are still checked.
    Exit code: 0, or 1 when a finding is at least as severe as --fail-on, or 2 for bad input.

    \b
    Examples:
      advisor check ad.md
      advisor check ad.md --situation acme.yaml
      advisor check ads --format html -o report.html
      advisor check ads --baseline known.json --write-baseline
      advisor check --fix ad.md
    """
    _refuse_misuse(drafts, situation_file, bool(config_file) and no_config, in_place and not fixing, fixing, output)
    settings = Settings() if no_config else read_settings(config_file) if config_file else find_settings(drafts)
    folders = (*settings.rules, *directories)
    rulebook, signals = load_books(*folders, default=not no_default_rules)
    check_ids(settings, rulebook)
    baseline_file = baseline_file or settings.baseline
    if write_baseline and baseline_file is None:
        raise click.UsageError("--write-baseline does not say where to; add --baseline FILE")
    baseline = None
    if baseline_file and not write_baseline:
        from advisor.baseline import read_baseline

        baseline = read_baseline(baseline_file)
    situation = Situation.read(situation_file, rulebook) if situation_file else None
    files, problems = find_drafts(drafts, globs or settings.glob)
    for problem in problems:
        tell(BadInput([problem]))
    run = _Run(Desk(rulebook, signals, settings, situation, baseline), files, input_format, len(problems))
    if write_baseline:
        assert baseline_file is not None
        return _write_baseline(run, baseline_file)
    with sink(output) as stream:
        run.progress = Progress(len(files), wanted=form in _GATHERING or not stream.isatty())
        for part in _render(run.reports(rulebook if fixing else None, in_place), rulebook, form, stream):
            run.progress.clear()
            stream.write(part)
        run.progress.clear()
        if run.failed == len(files):
            raise click.exceptions.Exit(2)  # inside `sink`, so that no empty file is left
    if run.failed or run.faulty:
        raise click.exceptions.Exit(2)
    return 1 if fails(run.severities, fail_on or settings.fail_on or "error") else 0


class _Run:
    """One pass over the drafts: a report on each that can be used, a message on each that cannot.

    `failed` counts those without a report, `faulty` other faults; `severities` are those found.
    """

    def __init__(self, desk: Desk, files: Sequence[str], form: Format | None, faulty: int) -> None:
        self._desk = desk
        self._files = files
        self._form = form
        self.failed = 0
        self.faulty = faulty
        self.severities: set[str] = set()
        self.progress = Progress(len(files))

    def reports(self, fix_with: Rulebook | None = None, in_place: bool = False) -> Iterator[Report]:
        """Yield the report on each draft that can be used, and mend the draft where there are rules to do it with."""
        for number, file in enumerate(self._files, 1):
            try:
                for draft in self._desk.read(file, self._form):
                    found = self._desk.check(draft)
                    if draft.comments.problems:
                        self._tell(BadInput(draft.comments.problems))
                        self.faulty += 1
                    if fix_with is not None:
                        self._fix(draft, fix_with, in_place)
                    self.severities.update(finding.severity for finding in found.findings)
                    if found.unused:
                        self.severities.add("info")
                    yield found
            except AdvisorError as error:
                self._tell(error)
                self.failed += 1
            self.progress.step(number)

    def _fix(self, draft: Draft, rulebook: Rulebook, in_place: bool) -> None:
        from advisor.cli.fixes import write_fixed

        try:
            said = write_fixed(draft, self._desk, rulebook, in_place)
        except AdvisorError as error:
            self._tell(error)
            self.faulty += 1
            return
        self.progress.clear()
        click.echo(clean(said), err=True)

    def _tell(self, error: AdvisorError) -> None:
        self.progress.clear()
        tell(error)


def _refuse_misuse(
    drafts: Sequence[str], situation: str | None, two_configs: bool, only_in_place: bool, fixing: bool, output: str | None
) -> None:
    context = click.get_current_context()
    if (*drafts, situation).count("-") > 1:
        raise click.UsageError("- is named twice; standard input can be read only once", context)
    if two_configs:
        raise click.UsageError("--config names the settings and --no-config wants none; leave one out", context)
    if only_in_place:
        raise click.UsageError("--in-place says where --fix writes; add --fix", context)
    if fixing and "-" in drafts:
        raise click.UsageError("--fix writes a file beside the draft, and - has no place; name a file", context)
    refuse_overwriting((*drafts, situation), output, "the report would replace what it is about; name another file with -o")


def _write_baseline(run: _Run, file: str) -> int:
    from advisor.baseline import baseline_text

    text = baseline_text(run.reports(), file)
    run.progress.clear()
    with sink(file) as stream:
        stream.write(text)
    click.echo(f"{file}: every finding of now is known; commit it, and write it anew when you have mended some", err=True)
    return 2 if run.failed or run.faulty else 0


def _render(reports: Iterator[Report], rulebook: Rulebook, form: str, stream: TextIO) -> Iterator[str]:
    renderer = import_module(f"advisor.render.report.{form}")
    if form == "text":
        parts: Iterator[str] = renderer.render(reports, rulebook, width_of(stream), colour_for(stream))
    else:
        parts = renderer.render(reports, rulebook)
    return parts
