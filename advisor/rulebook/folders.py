"""The files of a rule directory."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from advisor.errors import BadRulebook, Place, Problem

DRAFT_FOLDERS = frozenset({"signals", "lexicon"})
"""The folders that only the checking of drafts reads."""


def rule_files(directory: str, leave_out: Collection[str] = (), known: Iterable[str] = ()) -> list[str]:
    """Return every YAML file below the directory, but in the top-level folders left out, as paths relative to it, sorted.

    `known` are all of them, where they have just been looked up.

    Raises BadRulebook when there is no such directory, or no YAML file in it.
    """
    if not os.path.isdir(directory):
        there = os.path.exists(directory)
        fault = (
            "this is no directory; name the one that holds the rules" if there else "there is no such directory of rules; check the name"
        )
        raise BadRulebook([Problem(fault, Place(directory or '""'))])
    names = known or [name for name, _ in entries(directory)]
    found = sorted(name for name in names if not (leave_out and name.partition(os.sep)[0] in leave_out))
    if not found:
        raise BadRulebook([Problem("there are no rules in this directory; a rule is a file that ends in .yaml", Place(directory))])
    return found


def entries(directory: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every YAML file below the directory as its path relative to it, and its entry there; what is hidden is left out."""
    try:
        listed = list(os.scandir(directory))
    except OSError:
        return
    for entry in listed:
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from entries(entry.path, f"{below}{name}{os.sep}")
        elif name.endswith((".yaml", ".yml")) and not entry.is_dir():
            yield below + name, entry
