"""Situations: the facts known of one hire, read from a file, text or mapping and validated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from advisor.condition import SetValue, Value
from advisor.errors import BadInput, Place, Problem, by_place
from advisor.frozen import frozen
from advisor.model import FactSpec, Rulebook
from advisor.rulebook.values import read_facts, said

if TYPE_CHECKING:
    from advisor.rulebook.yaml_reader import Document

RESERVED_KEYS = ("about", "expect")
"""Top-level keys of a situation file that are not facts: scenarios say there what they are and expect."""


@frozen
class Situation:
    """A set of facts that hold of one hiring situation; what is not in `facts` is unknown.

    `name` is how messages and advice refer to it; `places` says where each fact was stated.
    """

    name: str
    facts: Mapping[str, Value]
    places: Mapping[str, Place] = field(default_factory=dict)

    @classmethod
    def read(cls, file: str, rulebook: Rulebook) -> Situation:
        """Read a situation from a YAML file, or from standard input for `-`.

        Raises BadInput with every problem found, each with file, line, column and cure.
        """
        from advisor.rulebook.yaml_reader import read_yaml

        return situation_from(read_yaml(file), rulebook, file)

    @classmethod
    def parse(cls, data: str | Mapping[str, Any], rulebook: Rulebook, name: str = "situation") -> Situation:
        """Return the situation that YAML text or a mapping describes, nested by group or dotted.

        Raises BadInput as `read` does.
        """
        from advisor.rulebook.yaml_reader import Document, parse_yaml

        document = parse_yaml(data, name) if isinstance(data, str) else Document(name, dict(data))
        return situation_from(document, rulebook, name)


def situation_from(document: Document, rulebook: Rulebook, name: str) -> Situation:
    """Return the situation a document describes; raises BadInput."""
    problems = _Collected()
    data = document.data
    if data is None:
        raise BadInput([Problem("the situation is empty; start from: advisor schema situation --template", Place(document.file, 1, 1))])
    if not isinstance(data, Mapping):
        raise BadInput([Problem(f"this is {said(data)}; a situation holds facts, such as company: {{engineers: 24}}", document.place())])
    facts_only = {key: value for key, value in data.items() if key not in RESERVED_KEYS}
    facts, places = read_facts(facts_only, document, (), rulebook.facts, problems)
    if problems.found:
        raise BadInput(sorted(problems.found, key=by_place))
    return Situation(name, complete(facts, rulebook.facts), places)


def complete(facts: Mapping[str, Value], specs: Mapping[str, FactSpec]) -> dict[str, Value]:
    """Return the facts with what they imply of sets: an option within a set is a member of it."""
    known = dict(facts)
    for fact, value in facts.items():
        around = specs[fact].within
        if around is not None and around not in known:
            assert isinstance(value, str)
            known[around] = SetValue(frozenset((value,)), complete=False)
    return known


class _Collected:
    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, message: str, place: Place | None) -> None:
        self.found.append(Problem(message, place))
