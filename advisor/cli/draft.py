"""`advisor draft`: a situation in, a job description to start from out."""

from __future__ import annotations

import os
import re
import sys
from datetime import date

import click

from advisor.cli.options import output_option, refuse_overwriting, rules_option
from advisor.cli.output import binary_sink, colour_for, sink, width_of
from advisor.drafting import draft as drafted
from advisor.errors import BadInput
from advisor.model import JobDraft
from advisor.rulebook import load_rulebook
from advisor.situation import Situation

FORMATS = ("markdown", "html", "docx", "jobposting", "json")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@click.command(no_args_is_help=True)
@click.argument("situation", metavar="SITUATION", type=click.Path(allow_dash=True))
@click.option("--format", "form", type=click.Choice(FORMATS), default="markdown", show_default=True, help="What to write.")
@click.option("--date-posted", metavar="YYYY-MM-DD", help="For jobposting: the date on which the ad appears.")
@click.option("--notes", "notes_file", metavar="FILE", type=click.Path(), help="Write the note to you to this file, as Markdown.")
@click.option("--quiet", is_flag=True, help="Leave out the note to you.")
@rules_option
@output_option
def draft(
    situation: str,
    form: str,
    date_posted: str | None,
    notes_file: str | None,
    quiet: bool,
    directories: tuple[str, ...],
    no_default_rules: bool,
    output: str | None,
) -> int:
    """Write a job description to start from for a SITUATION, a YAML file; - reads standard input.

    It says what the situation says and nothing else; what is unknown is a <blank>. What is true and puts people
    off is not in the ad but in a note to you, on standard error: what to mend first, what was chosen and left out,
    and what is still asked. With --format json the note is part of the object.
    Exit code: 0, or 2 for bad input.

    \b
    Examples:
      advisor draft acme.yaml -o ad.md
      advisor draft acme.yaml --format docx -o ad.docx --notes note.md
      advisor draft acme.yaml --format jobposting --date-posted 2026-01-31
    """
    _refuse_misuse(situation, form, date_posted, notes_file, quiet, output)
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    if not rulebook.ad:
        raise BadInput("these rules declare no ad; add ad.yaml to them, or leave out --no-default-rules")
    found = drafted(Situation.read(situation, rulebook), rulebook)
    _write(found, form, date_posted, output)
    _tell(found, notes_file, quiet or form == "json")
    return 0


def _write(found: JobDraft, form: str, date_posted: str | None, output: str | None) -> None:
    if form == "docx":
        from advisor.render.draft.docx import render as docx

        written = docx(found)
        with binary_sink(output) as stream:
            stream.write(written)
        return
    with sink(output) as text:
        text.write(_text(found, form, date_posted))


def _text(found: JobDraft, form: str, date_posted: str | None) -> str:
    match form:
        case "html":
            from advisor.render.draft.html import render as html

            return html(found)
        case "jobposting":
            from advisor.render.draft.jobposting import render as jobposting

            return jobposting(found, date_posted)
        case "json":
            from advisor.render.draft.json import render as json

            return json(found)
        case _:
            from advisor.render.draft.markdown import render as markdown

            return markdown(found)


def _tell(found: JobDraft, file: str | None, quiet: bool) -> None:
    from advisor.render.draft import notes

    if file is not None:
        with sink(file) as stream:
            stream.write(notes.markdown(found))
    elif not quiet and sys.stderr is not None:
        click.echo(notes.text(found, width_of(sys.stderr), colour_for(sys.stderr)), err=True, nl=False)


def _refuse_misuse(situation: str, form: str, date_posted: str | None, notes: str | None, quiet: bool, output: str | None) -> None:
    if date_posted is not None and form != "jobposting":
        raise click.UsageError(f"--date-posted belongs to jobposting; leave it out with --format {form}")
    if date_posted is not None and not _is_date(date_posted):
        raise click.UsageError("--date-posted is no date; write it as 2026-01-31")
    if quiet and notes is not None:
        raise click.UsageError("--notes names a file and --quiet wants no note; leave one out")
    if notes is not None and (notes == "-" or (output is not None and os.path.realpath(notes) == os.path.realpath(output))):
        raise click.UsageError("the note is not part of the ad; name another file with --notes")
    for file in (output, notes):
        refuse_overwriting((situation,), file, "what is written would replace the situation; name another file")
    if form == "docx" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("a Word document is nothing to show on a screen; name a file with -o ad.docx")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.match(text) and date.fromisoformat(text))
    except ValueError:
        return False
