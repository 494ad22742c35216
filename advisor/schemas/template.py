"""A situation file to start from: every fact as its question, switched off until it is answered."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from advisor.model import FactSpec, Rulebook
from advisor.wording import wanted

_WIDTH = 98
_PLAIN = re.compile(r"[a-z][a-z0-9-]*\Z")
_ODD = {"true", "false", "yes", "no", "on", "off", "null"}

_HEAD = """\
## A hiring situation for advisor: what you know of the job and the company around it.
##
## Each fact below is switched off by a "# " in front. Remove the "# " from the lines that are true
## of yours; where a fact has several lines, from one of them; where a list follows, from its first
## line and from every entry that applies. Numbers have to be filled in. What stays switched off is
## unknown, which never counts as "no"; ten facts are enough to begin with. Then:
##
##   advisor evaluate THIS-FILE
"""


def situation_template(rulebook: Rulebook) -> str:
    """Return the template: valid as it is, when nothing is known yet."""
    groups: dict[str, list[FactSpec]] = {}
    for spec in rulebook.facts.values():
        if spec.givable:
            groups.setdefault(spec.id.partition(".")[0], []).append(spec)
    lines = [_HEAD]
    for group, specs in groups.items():
        lines.append(f"{group}:\n")
        for spec in specs:
            lines += [f"  {line}".rstrip() for line in _fact(spec)]
            lines.append("")
    return "\n".join(lines)


def _fact(spec: FactSpec) -> Iterator[str]:
    name = spec.id.partition(".")[2]
    for text in (spec.ask, spec.help):
        if text:
            yield from textwrap.wrap(text, _WIDTH, initial_indent="## ", subsequent_indent="## ")
    match spec.type:
        case "boolean":
            yield f"# {name}: true"
            yield f"# {name}: false"
        case "integer":
            yield _noted(f"# {name}:", wanted(spec))
        case "option":
            for option, label in spec.options.items():
                yield _noted(f"# {name}: {word(option)}", label)
        case "set":
            yield f"# {name}:"
            for option, label in spec.options.items():
                yield _noted(f"#   - {word(option)}", label)


def _noted(line: str, note: str) -> str:
    """Return the line with the note after it, unless the note would only say the line's last word again."""
    note = " ".join(note.split())
    return line if line.endswith(f" {note.lower().replace(' ', '-')}") else f"{line:<36}  # {note}"


def word(option: str) -> str:
    """Return an option's id as YAML reads it as text."""
    return option if _PLAIN.match(option) and option not in _ODD else f'"{option}"'
