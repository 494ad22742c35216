"""`advisor audit`: every ad of an export or a job board, on one machine or many."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.main import report as tell
from advisor.cli.options import rules_option
from advisor.cli.output import sink
from advisor.cli.progress import Progress
from advisor.errors import BadInput, listing
from advisor.files import shown
from advisor.render.safe import clean
from advisor.rulebook import fingerprint, load_books, load_rulebook

if TYPE_CHECKING:
    from advisor.audit.model import Done, Job
    from advisor.audit.planning import Plan

_SHOWN = 20
"""How many rows that could not be checked are named; the results name all of them."""


@click.command(no_args_is_help=True)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(allow_dash=True))
@click.option("-o", "--output", "folder", metavar="DIR", required=True, type=click.Path(), help="Write the results to this folder.")
@click.option("--text-column", metavar="NAME", help="The column that holds the ads. Guessed, and said, where not given.")
@click.option("--id-column", metavar="NAME", help="The column by which you know an ad. Guessed likewise.")
@click.option("--title-column", metavar="NAME", help="The column of the job title. Guessed likewise.")
@click.option("--group-by", "groups", multiple=True, metavar="NAME", help="Split the summary by this column too. May be repeated.")
@click.option(
    "--processes", type=click.IntRange(1, 1024), metavar="N", help="How many processes check the ads.  [default: one a processor core]"
)
@click.option("--cluster", metavar="ADDRESS", help="Check the ads on this Dask cluster, such as tcp://scheduler:8786.")
@click.option("--restart", is_flag=True, help="Replace the audit that the folder holds.")
@rules_option
def audit(
    inputs: tuple[str, ...],
    folder: str,
    text_column: str | None,
    id_column: str | None,
    title_column: str | None,
    groups: tuple[str, ...],
    processes: int | None,
    cluster: str | None,
    restart: bool,
    directories: tuple[str, ...],
    no_default_rules: bool,
) -> int:
    """Check every ad of a company or job board, and say what matters.

    An INPUT is a Parquet, CSV, TSV or JSON Lines file (.gz, .bz2, .xz and .zst too), a folder of them or of drafts,
    or a pattern in quotation marks. DIR gets ads/*.parquet (one row an ad), findings/*.parquet (one row a finding), summary.json
    and summary.html. What was stopped goes on where it stopped: run the same command again.
    Exit code: 0, or 2 when something could not be read or checked; everything else is checked all the same.

    \b
    Examples:
      advisor audit jobs.csv -o audit
      advisor audit 'exports/*.parquet' -o audit --group-by country
      advisor audit jobs.parquet -o /shared/audit --cluster tcp://scheduler:8786
    """
    from advisor.audit.pools import needs

    for library in ("pyarrow", "matplotlib"):
        if find_spec(library) is None:
            raise needs("audit", library)
    if cluster is not None and processes is not None:
        raise click.UsageError("--processes is for this machine, and --cluster for others; leave one out")
    from advisor.audit.columns import Wanted
    from advisor.audit.inputs import find_sources
    from advisor.audit.model import Job
    from advisor.audit.planning import plan

    default = not no_default_rules
    load_books(*directories, default=default)  # refuses what is wrong before anything is begun, and fills the cache
    tables, drafts, problems = find_sources(inputs)
    made = plan(tables, drafts, Wanted(text_column, id_column, title_column, groups))
    problems += made.problems
    for problem in problems:
        tell(BadInput([problem]))
    if not made.shards:
        raise click.exceptions.Exit(2) if problems else BadInput("there is no ad in the input; name other files")
    _say_columns(made)
    rules = tuple(map(os.path.abspath, directories))
    job = Job(rules, default, fingerprint(*rules, default=default), os.path.abspath(folder), groups)
    _run(job, made, processes or _cores(), cluster, restart, folder)
    failed = _sum_up(job, made, folder, [str(problem) for problem in problems])
    return 2 if failed or problems else 0


def _cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(job: Job, made: Plan, processes: int, cluster: str | None, restart: bool, folder: str) -> None:
    """Check what is still to check."""
    from advisor.audit.pools import Cluster, Pool, Processes
    from advisor.audit.running import prepare, run

    left = prepare(job, made, restart)
    if len(left) < len(made.shards):
        done = made.rows - sum(shard.rows for shard in left)
        click.echo(f"{done:,} of {made.rows:,} ads were checked before; going on", err=True)
    told = _Told(sum(shard.rows for shard in left))
    if left:
        pool: Pool = Cluster(cluster) if cluster else Processes(min(processes, len(left)))
        try:
            run(job, left, pool, told.take)
        except KeyboardInterrupt:
            told.progress.clear()
            click.echo(f"{told.done:,} ads are checked; the same command goes on from there", err=True)
            raise
        finally:
            told.progress.clear()
            pool.close()
    told.end(folder)


class _Told:
    """Says how far the audit is, and names the first rows that could not be checked."""

    def __init__(self, total: int) -> None:
        self.progress = Progress(total, what="ads checked", timed=True)
        self.done = self.failed = 0
        self._named = 0

    def take(self, done: Done) -> None:
        """Take what a shard came to."""
        self.done += done.rows
        self.failed += done.failed
        for failure in done.failures[: _SHOWN - self._named]:
            self.progress.clear()
            named = f" ({shown(failure.id, 60)})" if failure.id and failure.row else ""
            click.echo(clean(f"{shown(failure.source, 200)}: row {failure.row}{named}: {failure.error}"), err=True)
            self._named += 1
        self.progress.step(self.done)

    def end(self, folder: str) -> None:
        """Say how many more there are."""
        if self.failed > self._named:
            click.echo(f"and {self.failed - self._named:,} more; {folder}/ads has them all, where error is not null", err=True)


def _say_columns(made: Plan) -> None:
    said: dict[str, list[str]] = {}
    for source in dict.fromkeys(shard.source for shard in made.shards):
        if source.columns is not None:
            columns = source.columns
            parts = [f"text from {columns.text}", f"id from {columns.id}" if columns.id else "no id"]
            parts.append(f"title from {columns.title}" if columns.title else "no title")
            said.setdefault(listing(parts), []).append(source.name)
    for what, names in said.items():
        named = shown(names[0], 200) if len(names) == 1 else f"{shown(names[0], 200)} and {len(names) - 1} more"
        click.echo(clean(f"{named}: {what}; --text-column, --id-column and --title-column name others"), err=True)


def _sum_up(job: Job, made: Plan, folder: str, problems: Sequence[str]) -> int:
    """Write the summary; return how many rows could not be checked."""
    from advisor.audit.summing import summary_data, summed
    from advisor.render.audit.page import render

    found = summed(job, made.shards)
    sources = [
        {"name": source.name, "kind": source.kind, "columns": source.columns._asdict() if source.columns else None}
        for source in dict.fromkeys(shard.source for shard in made.shards)
    ]
    data = summary_data(found, sources, problems, job.fingerprint)
    _write(job, "summary.json", [json.dumps(data, ensure_ascii=False, indent=2) + "\n"])
    rulebook = load_rulebook(*job.rules, default=job.default_rules)
    _write(job, "summary.html", render(data, rulebook))
    failed = f", {found.failed:,} could not be checked" if found.failed else ""
    click.echo(f"{found.ads:,} ads, {found.findings:,} findings{failed}: {Path(folder, 'summary.html')}")
    return found.failed


def _write(job: Job, name: str, parts: Iterable[str]) -> None:
    from advisor.audit.running import unwritable

    try:
        with sink(str(Path(job.folder, name))) as stream:
            stream.writelines(parts)
    except BadInput as error:
        if not isinstance(error.__context__, OSError):
            raise
        raise unwritable(job, error.__context__) from None
