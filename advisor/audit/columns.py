"""Telling which columns of a table hold the text, the id and the title, by name and, failing that, by how long their texts are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.audit.model import Columns, Source
from advisor.errors import Place, Problem, did_you_mean, listing
from advisor.files import shown

_TEXT = (
    "jobdescription descriptiontext jobdescriptiontext description jobtext adtext jobad posting jobposting fulltext text body content "
    "descriptionplain descriptionhtml jobdescriptionhtml html details summary"
).split()
_ID = "id jobid adid postingid jobpostingid requisitionid reqid externalid internalid uuid reference ref jobkey key slug url link".split()
_TITLE = "title jobtitle positiontitle postingtitle roletitle position role jobname name headline".split()
_LONG = 200
"""A column whose texts are this long on average may hold ads."""


class Wanted:
    """Which columns the options name; what is None or empty is guessed or left out."""

    def __init__(self, text: str | None = None, known_by: str | None = None, title: str | None = None, groups: Sequence[str] = ()) -> None:
        self.text, self.known_by, self.title, self.groups = text, known_by, title, tuple(groups)


def choose(source: Source, names: Sequence[str], rows: Sequence[Mapping[str, Any]], wanted: Wanted) -> Columns | Problem:
    """Return the columns to read, given the names of all and the first rows, or what is wrong."""
    place = Place(shown(source.name, 200))
    for option, named in (("--text-column", wanted.text), ("--id-column", wanted.known_by), ("--title-column", wanted.title)):
        if named is not None and named not in names:
            return Problem(f"there is no column {shown(named)}{_others(named, names)} (see {option})", place)
    for named in wanted.groups:
        if named not in names:
            return Problem(f"there is no column {shown(named)} to group by{_others(named, names)} (see --group-by)", place)
    text = wanted.text or _named(names, _TEXT, rows) or _longest(names, rows)
    if text is None:
        return Problem(f"no column looks like the text of ads; name it with --text-column: {_listed(names)}", place)
    left = [name for name in names if name != text]
    return Columns(text, wanted.known_by or _named(left, _ID), wanted.title or _named(left, _TITLE), wanted.groups)


def _named(names: Sequence[str], known: Sequence[str], rows: Sequence[Mapping[str, Any]] | None = None) -> str | None:
    """Return the column with the name that comes first among the known ones; with rows, one that holds texts."""
    plain = {"".join(char for char in name.casefold() if char.isalnum()): name for name in reversed(names)}
    found = (plain[name] for name in known if name in plain)
    return next((name for name in found if rows is None or not rows or _mean(name, rows) > 0), None)


def _longest(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str | None:
    lengths = {name: _mean(name, rows) for name in names}
    best = max(lengths, key=lambda name: lengths[name], default=None)
    return best if best is not None and lengths[best] >= _LONG else None


def _mean(name: str, rows: Sequence[Mapping[str, Any]]) -> float:
    values = [value for row in rows if isinstance(value := row.get(name), str | bytes)]
    return sum(map(len, values)) / len(values) if values else 0


def _others(named: str, names: Sequence[str]) -> str:
    return did_you_mean(named, names) or f"; the columns are {_listed(names)}"


def _listed(names: Sequence[str]) -> str:
    return listing([shown(name, 40) for name in names[:20]]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
