"""The files of a rule directory."""

from __future__ import annotations

import os

from advisor.errors import BadRulebook


def rule_files(directory: str) -> list[str]:
    """Return every YAML file below the directory, as paths relative to it, sorted.

    Raises BadRulebook when there is no such directory.
    """
    if not os.path.isdir(directory):
        raise BadRulebook(f"{directory}: there is no such directory of rules; check the name")
    found = []
    for folder, folders, names in os.walk(directory):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        relative = os.path.relpath(folder, directory)
        for name in names:
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                found.append(os.path.normpath(os.path.join(relative, name)))
    return sorted(found)
