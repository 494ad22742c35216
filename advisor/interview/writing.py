"""The answers of an interview as a situation file with comments."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping

from advisor.condition import SetValue, Value
from advisor.model import FactSpec, Rulebook
from advisor.schemas.template import word

_WIDTH = 98
_HEAD = """\
# A hiring situation for advisor, from {origin}
# What is left out is unknown, which never counts as "no". For the advice:
#
#   advisor evaluate THIS-FILE
"""


def situation_file(
    answers: Mapping[str, Value], unanswered: Collection[str], rulebook: Rulebook, origin: str = "the answers to: advisor ask"
) -> str:
    """Return the file: each fact under its question, those that nobody knew as comments; `origin` says where it comes from.

    It can be read even where nothing was answered.
    """
    groups: dict[str, list[FactSpec]] = {}
    for spec in rulebook.facts.values():
        if spec.id in answers or spec.id in unanswered:
            groups.setdefault(spec.id.partition(".")[0], []).append(spec)
    lines = [_HEAD.format(origin=origin)]
    for group, specs in groups.items():
        lines.append(f"{group}:")
        for spec in specs:
            lines += [f"  {line}" for line in _fact(spec, answers)]
        lines.append("")
    if not groups:
        lines.append("company: null\n")
    return "\n".join(lines)


def _fact(spec: FactSpec, answers: Mapping[str, Value]) -> Iterator[str]:
    yield from textwrap.wrap(spec.ask, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    name = spec.id.partition(".")[2]
    if spec.id not in answers:
        yield f"# {name}:  (not known)"
        return
    value = answers[spec.id]
    if isinstance(value, SetValue):
        members = [word(option) for option in spec.options if option in value.members]
        yield f"{name}: [{', '.join(members)}]"
    elif isinstance(value, bool):
        yield f"{name}: {'true' if value else 'false'}"
    else:
        yield f"{name}: {word(value) if isinstance(value, str) else value}"
