"""`advisor completion`: the script by which a shell completes our commands, options and files."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(no_args_is_help=True)
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for a SHELL: bash (4.4 or later), zsh or fish.

    \b
    To install it, add the line to the file named, and open a new shell:
      bash   eval "$(advisor completion bash)"     ~/.bashrc
      zsh    eval "$(advisor completion zsh)"      ~/.zshrc, after compinit
    \b
    or, for fish, run once:
      advisor completion fish > ~/.config/fish/completions/advisor.fish
    """
    from advisor.cli.main import cli

    known = get_completion_class(shell)
    assert known is not None, "click completes each of these shells"
    click.echo(known(cli, {}, "advisor", "_ADVISOR_COMPLETE").source())
