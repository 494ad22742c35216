"""The drafts that a command names: found in folders, read, and checked under the settings that hold for each."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from advisor.check import Checker, checker
from advisor.documents.detect import Format
from advisor.documents.folders import DRAFTS, walk
from advisor.documents.model import Document
from advisor.documents.read import read_documents
from advisor.documents.structure import structure
from advisor.errors import Place, Problem
from advisor.globs import matches
from advisor.model import Report, Rulebook, SignalBook
from advisor.settings import Level, Settings, adjusted
from advisor.situation import Situation
from advisor.suppressions import Comments, read_comments, suppress

if TYPE_CHECKING:
    from advisor.baseline import Baseline

PLAIN = ("text", "markdown")
"""The formats whose text is the file's own."""


class Draft(NamedTuple):
    """A draft as read from a file, and the comments to advisor in it."""

    file: str
    document: Document
    comments: Comments


class Desk:
    """Where drafts are read and checked, each under its own settings."""

    def __init__(
        self, rulebook: Rulebook, signals: SignalBook, settings: Settings, situation: Situation | None, baseline: Baseline | None
    ) -> None:
        self._rulebook = rulebook
        self._signals = signals
        self._settings = settings
        self._situation = situation
        self._baseline = baseline
        self._situations: Mapping[str, Situation] = {} if situation else _situations(settings, rulebook)
        self._rulebooks: dict[tuple[tuple[str, Level], ...], Rulebook] = {}

    def read(self, file: str, form: Format | None) -> list[Draft]:
        """Return the draft in a file, or the several of a job board's list. Raises BadInput and MissingExtra when it cannot be read."""
        return [self._draft(file, document) for document in read_documents(file, self._signals.headings, form)]

    def _draft(self, file: str, document: Document) -> Draft:
        return Draft(file, document, read_comments(document.name, document.text, self._rulebook))

    def again(self, draft: Draft, text: str) -> tuple[Document, Report]:
        """Return another text, checked as if it stood in the draft's place, with the document it makes."""
        form = draft.document.format if draft.document.format in PLAIN else "markdown"
        document = structure(draft.document.name, text, self._signals.headings, form)
        return document, self.check(self._draft(draft.file, document))

    def check(self, draft: Draft) -> Report:
        """Return the report on a draft, without what its comments ignore and what the baseline knows."""
        situation = self._situation
        if situation is None and (file := self._settings.situation_of(draft.file)):
            situation = self._situations[file]
        report = suppress(self._checker(draft.file).check(draft.document, situation), draft.comments.used)
        return self._baseline.withhold(report) if self._baseline else report

    def _checker(self, file: str) -> Checker:
        levels = self._settings.severity_of(file)
        key = tuple(sorted(levels.items()))
        if key not in self._rulebooks:
            self._rulebooks[key] = adjusted(self._rulebook, levels)
        return checker(self._rulebooks[key], self._signals)


def _situations(settings: Settings, rulebook: Rulebook) -> dict[str, Situation]:
    files = {settings.situation, *(entry.situation for entry in settings.per_path)} - {None}
    return {file: Situation.read(file, rulebook) for file in sorted(map(str, files))}


def find_drafts(named: Sequence[str], globs: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """Return the files that are named, and those in folders that are named, each once; and the folders that have none."""
    found: dict[str, None] = {}
    problems = []
    for name in named:
        if not os.path.isdir(name):
            found[name] = None
            continue
        inside = [file for file in walk(name) if any(matches(_from(file, name), pattern) for pattern in globs or DRAFTS)]
        if not inside:
            problems.append(
                Problem(f"there is no draft in this folder that fits {', '.join(globs or DRAFTS)}; name others with --glob", Place(name))
            )
        found.update(dict.fromkeys(inside))
    return list(found), problems


def _from(file: str, folder: str) -> str:
    return os.path.relpath(file, folder).replace(os.sep, "/")
