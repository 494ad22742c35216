"""Where what verification finds stands: loaded rulebooks keep the places of rules alone, so the rest is looked up when it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from advisor.errors import AdvisorError, Place
from advisor.model import Rule, Rulebook
from advisor.rulebook.yaml_reader import Document, Path, read_yaml
from advisor.verify.defects import Defect

_CONSEQUENCES = ("derive", "recommend", "raise")


def located(defects: Iterable[Defect], rulebook: Rulebook, directories: Sequence[str]) -> Iterator[Defect]:
    """Yield the defects, each with the lines of the files that say what is wrong."""
    rules = {rule.id: rule for rule in rulebook.rules}
    for defect in defects:
        if defect.places and defect.subjects[0] in rules:
            keys = _CONSEQUENCES if defect.kind in ("conflict", "overlap") else ("when",)
            yield replace(defect, places=tuple(_of_rule(rules[subject], keys) for subject in defect.subjects if subject in rules))
        else:
            yield replace(defect, places=defect.places or tuple(_declared(defect, rulebook, directories)))


def _of_rule(rule: Rule, keys: Sequence[str]) -> Place:
    document = _document(rule.place.file)
    return next((document.place((key,)) for key in keys if (key,) in document.marks), rule.place) if document else rule.place


def _declared(defect: Defect, rulebook: Rulebook, directories: Sequence[str]) -> Iterator[Place]:
    """Yield the last place where the fact, option, decision or statement is declared."""
    for stem, path in _paths(defect, rulebook):
        for directory in reversed(directories):
            for ending in (".yaml", ".yml"):
                document = _document(os.path.join(directory, f"{stem}{ending}"))
                if document is not None and path in document.marks:
                    yield document.place(path)
                    return


def _paths(defect: Defect, rulebook: Rulebook) -> Iterator[tuple[str, Path]]:
    first = defect.subjects[0] if defect.subjects else ""
    if defect.kind == "unread-fact":
        yield "facts", ("facts", first)
    elif defect.kind == "unused-option":
        yield "decisions", ("decisions", first, "options", defect.subjects[1])
        yield "glossary", ("terms", defect.subjects[1])
    elif first in rulebook.decisions:
        yield "decisions", ("decisions", first)
    elif ":" in first:
        source, _, statement = first.partition(":")
        yield f"sources/{source}", ("statements", statement)


@lru_cache(maxsize=64)
def _document(file: str) -> Document | None:
    if not os.path.isfile(file):
        return None
    try:
        return read_yaml(file)
    except AdvisorError:
        return None
