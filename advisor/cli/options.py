"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import click

from advisor.errors import BadInput, Place, Problem

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

SEVERITY_ORDER = ("error", "warning", "info", "never")


def rules_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--rules DIR` and `--no-default-rules`."""
    command = click.option("--no-default-rules", is_flag=True, help="Use only the directories given with --rules, not the shipped rules.")(
        command
    )
    return click.option(
        "--rules",
        "directories",
        multiple=True,
        metavar="DIR",
        type=click.Path(),
        help="Add a directory of rules; what has the id of a shipped rule replaces it. May be repeated.",
    )(command)


def engine_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--engine`."""
    return click.option(
        "--engine",
        type=click.Choice(["compiled", "durable"]),
        default="compiled",
        show_default=True,
        help="What runs the rules; the advice is the same. durable needs hiring-advisor[durable].",
    )(command)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `-o FILE`."""
    return click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to this file instead of the screen.")(command)


def fail_on_option(default: str, settings: bool = False) -> Decorator:
    """Add `--fail-on` with its default; with `settings` it is None where not given, as a file may say otherwise."""
    return click.option(
        "--fail-on",
        type=click.Choice(SEVERITY_ORDER),
        default=None if settings else default,
        show_default=not settings,
        help="End with exit code 1 when something at least this severe is found." + (f"  [default: {default}]" if settings else ""),
    )


def fails(severities: set[str], fail_on: str) -> bool:
    """Return whether any severity found is at or above `fail_on`; `never` is above all of them."""
    return fail_on != "never" and not severities.isdisjoint(SEVERITY_ORDER[: SEVERITY_ORDER.index(fail_on) + 1])


def refuse_overwriting(
    inputs: Iterable[str | None], output: str | None, message: str = "the advice would replace the situation; name another file with -o"
) -> None:
    """Raise BadInput with this message where the output would replace one of the inputs."""
    there = [file for file in inputs if file and file != "-" and os.path.exists(file)]
    if output is not None and os.path.exists(output) and any(os.path.samefile(file, output) for file in there):
        raise BadInput([Problem(message, Place(output))])
