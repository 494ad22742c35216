"""What settings say about checking drafts, and what follows from them for the rules."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Literal

from advisor.errors import BadInput, Place, Problem, did_you_mean
from advisor.files import shown
from advisor.frozen import frozen
from advisor.globs import matches
from advisor.model import SEVERITIES, Raise, Rule, Rulebook

Level = Literal["error", "warning", "info", "off"]
Key = tuple[str, ...]

LEVELS: tuple[Level, ...] = (*SEVERITIES, "off")


@frozen
class PathSettings:
    """What holds for the drafts whose path, from the settings file on, fits the pattern."""

    pattern: str
    severity: Mapping[str, Level]
    situation: str | None


@frozen
class Settings:
    """What a settings file says; paths in it are resolved against its folder.

    `severity` maps concerns and rules to the level at which they are raised; of `per_path` later entries
    count over earlier ones. `places` says where each key stands.
    """

    folder: str = "."
    rules: tuple[str, ...] = ()
    glob: tuple[str, ...] = ()
    fail_on: str | None = None
    situation: str | None = None
    baseline: str | None = None
    severity: Mapping[str, Level] = field(default_factory=dict)
    per_path: tuple[PathSettings, ...] = ()
    places: Mapping[Key, Place] = field(default_factory=dict)

    def severity_of(self, file: str) -> dict[str, Level]:
        """Return the levels that hold for a draft, by concern and rule."""
        levels = dict(self.severity)
        for entry in self._fitting(file):
            levels.update(entry.severity)
        return levels

    def situation_of(self, file: str) -> str | None:
        """Return the situation file to hold a draft against, if any."""
        return next((entry.situation for entry in reversed(list(self._fitting(file))) if entry.situation), self.situation)

    def _fitting(self, file: str) -> Iterator[PathSettings]:
        if self.per_path and file != "-":
            path = os.path.relpath(file, self.folder).replace(os.sep, "/")
            yield from (entry for entry in self.per_path if matches(path, entry.pattern))


def check_ids(settings: Settings, rulebook: Rulebook) -> None:
    """Raise BadInput when the settings give a severity to what is neither a concern nor a rule that raises one."""
    problems = []
    known = [*rulebook.concerns, *(rule.id for rule in rulebook.rules if isinstance(rule.then, Raise))]
    named: list[tuple[Key, str]] = [(("severity", name), name) for name in settings.severity]
    named += [(("per-path", entry.pattern, "severity", name), name) for entry in settings.per_path for name in entry.severity]
    for key, name in named:
        if name not in known:
            hint = did_you_mean(name, known) or "; advisor rules show lists them"
            problems.append(Problem(f"{shown(name)} is no concern, and no rule that raises one{hint}", settings.places.get(key)))
    if problems:
        raise BadInput(problems)


def adjusted(rulebook: Rulebook, levels: Mapping[str, Level]) -> Rulebook:
    """Return the rulebook with concerns and rules raised at these levels; what is off is as if it were not there.

    A level for a rule counts over one for its concern.
    """
    if not levels:
        return rulebook
    kept = [rule for rule in (_leveled(rule, levels) for rule in rulebook.rules) if rule is not None]
    there = {rule.id for rule in kept}
    rules = [replace(rule, overrides=tuple(target for target in rule.overrides if target in there)) for rule in kept]
    return replace(rulebook, rules=tuple(rules))


def _leveled(rule: Rule, levels: Mapping[str, Level]) -> Rule | None:
    if not isinstance(rule.then, Raise):
        return rule
    level = levels.get(rule.id) or levels.get(rule.then.concern)
    if level == "off":
        return None
    return replace(rule, then=replace(rule.then, severity=level)) if level else rule
