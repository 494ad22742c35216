"""The `advisor` command: finds the subcommand, and turns every failure into one clear message."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module

import click

from advisor.errors import AdvisorError, BadInput, Place, Problem, did_you_mean, listing
from advisor.version import __version__

COMMANDS = {
    "evaluate": ("advisor.cli.evaluate", "evaluate", "Advice on a hiring situation."),
    "check": ("advisor.cli.check", "check", "Check draft job descriptions."),
    "ask": ("advisor.cli.ask", "ask", "An interview: the next best question, then the advice."),
    "explain": ("advisor.cli.explain", "explain", "Why, why not, and what would change it."),
    "draft": ("advisor.cli.draft", "draft", "A job description to start from."),
    "compare": ("advisor.cli.compare", "compare", "What differs between two drafts, or two situations."),
    "serve": ("advisor.cli.serve", "serve", "The web page, and the HTTP API."),
    "audit": ("advisor.cli.audit", "audit", "Check every ad of an export or a job board."),
    "rules": ("advisor.cli.rules", "rules", "Explain the rules, and test them."),
    "schema": ("advisor.cli.schema", "schema", "A situation file to start from, and JSON Schemas."),
    "completion": ("advisor.cli.completion", "completion", "Shell completion for bash, zsh and fish."),
}

_ALLOCATIONS = 200_000
"""After how many new objects to look for cycles: the rulebook, which stays, would have a start look some thirty times."""


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            hint = did_you_mean(name, COMMANDS) or f"; the commands are {listing(list(COMMANDS))}"
            raise click.UsageError(f"there is no command {name}{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="advisor", message="%(prog)s %(version)s")
def cli() -> None:
    """Advice for hiring infrastructure engineers.

    Describe the hire in a YAML file; advisor says which title, level and profile to look for, what
    to mend before you post, what to lead with and where to look, each with its reason and source.
    It advises about the job, never about people. Nothing leaves this machine.

    \b
    Examples:
      advisor schema situation --template > acme.yaml     a file to fill in
      advisor evaluate acme.yaml                          the advice
    """


def main() -> None:
    """Run the command line; the process ends here."""
    gc.set_threshold(_ALLOCATIONS)
    atexit.register(gc.freeze)  # what is left goes with the process: it need not be looked through for cycles first
    try:
        code = cli.main(prog_name="advisor", standalone_mode=False)
        _flush()
    except AdvisorError as error:
        report(error)
        code = 2
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.ClickException as error:
        _usage(error)
        code = 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        code = 130
    except BrokenPipeError:
        code = 141  # whoever read our output has gone
    except OSError as error:
        report(BadInput([Problem(f"cannot be written to: {error.strerror or error}; make room, or use -o", Place("standard output"))]))
        code = 2
    except Exception as error:
        if os.environ.get("ADVISOR_DEBUG"):
            raise
        click.echo(
            f"advisor: this should not happen: {type(error).__name__}: {error}. Please report it; ADVISOR_DEBUG=1 shows where.", err=True
        )
        code = 2
    try:
        _flush()
    except OSError:
        # What cannot be written has been reported; keep Python from complaining again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code if isinstance(code, int) else 0)


def report(error: AdvisorError) -> None:
    """Write each problem on its own line to standard error, without anything a terminal would obey."""
    from advisor.render.safe import clean

    for problem in error.problems:
        click.echo(clean(str(problem)), err=True)


def _flush() -> None:
    if sys.stdout is not None:  # it is None where standard output was closed
        sys.stdout.flush()


def _usage(error: click.ClickException) -> None:
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # older versions of click print the help themselves
        click.echo(error.format_message(), err=True)
        return
    hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f" (see {error.ctx.command_path} --help)"
    message = error.format_message().rstrip(".").replace(". Did you mean", "; did you mean")
    click.echo(f"advisor: {message[:1].lower() + message[1:]}{hint}", err=True)
