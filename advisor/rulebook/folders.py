"""The files of a rule directory."""

from __future__ import annotations

import os
from collections.abc import Collection

from advisor.errors import BadRulebook, Place, Problem

DRAFT_FOLDERS = frozenset({"signals", "lexicon"})
"""The folders that only the checking of drafts reads."""


def rule_files(directory: str, leave_out: Collection[str] = ()) -> list[str]:
    """Return every YAML file below the directory, but in the top-level folders left out, as paths relative to it, sorted.

    Raises BadRulebook when there is no such directory, or no YAML file in it.
    """
    if not os.path.isdir(directory):
        there = os.path.exists(directory)
        fault = (
            "this is no directory; name the one that holds the rules" if there else "there is no such directory of rules; check the name"
        )
        raise BadRulebook([Problem(fault, Place(directory or '""'))])
    found = []
    for folder, folders, names in os.walk(directory):
        top = folder == directory
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (top and name in leave_out))
        below = "" if top else os.path.relpath(folder, directory)
        for name in names:
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                found.append(os.path.join(below, name))
    if not found:
        raise BadRulebook([Problem("there are no rules in this directory; a rule is a file that ends in .yaml", Place(directory))])
    return sorted(found)
