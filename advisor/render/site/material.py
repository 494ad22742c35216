"""What the site is made of, and what refers to what in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from advisor.condition import facts_read
from advisor.model import SEVERITIES, Derive, Example, Raise, Recommend, Rule, Rulebook, Signal, SignalBook

CONCEPT = re.compile(r"<([a-z0-9-]+)>")
"""A concept named in a signal's pattern."""
Key = TypeVar("Key")
Item = TypeVar("Item")
_UNFIT = re.compile(r"[^a-zA-Z0-9._/-]")


@dataclass(frozen=True)
class Material:
    """A rulebook, what reads drafts, and the examples of both: a signal's are texts, with the evidence in [[brackets]]."""

    rulebook: Rulebook
    signals: SignalBook
    examples: Mapping[str, Sequence[Example]]
    signal_examples: Mapping[str, Sequence[tuple[bool, str]]]

    @cached_property
    def reading(self) -> Mapping[str, list[Rule]]:
        """The rules that read each fact."""
        return _by((fact, rule) for rule in self.rulebook.rules for fact in sorted(facts_read(rule.when)))

    @cached_property
    def deriving(self) -> Mapping[str, list[Rule]]:
        """The rules that conclude each fact."""
        return _by((fact, rule) for rule in self.rulebook.rules if isinstance(rule.then, Derive) for fact in rule.then.facts)

    @cached_property
    def establishing(self) -> Mapping[str, list[Signal]]:
        """The signals that establish each fact."""
        return _by((fact, signal) for signal in self.signals.signals for fact in signal.establishes)

    @cached_property
    def raising(self) -> Mapping[str, list[Rule]]:
        """The rules that raise each concern, the gravest first."""
        found = [(rule.then, rule) for rule in self.rulebook.rules if isinstance(rule.then, Raise)]
        return _by((then.concern, rule) for then, rule in sorted(found, key=lambda pair: SEVERITIES.index(pair[0].severity)))

    @cached_property
    def speaking(self) -> Mapping[str, list[Rule]]:
        """The rules that speak to each decision."""
        return _by((rule.then.decision, rule) for rule in self.rulebook.rules if isinstance(rule.then, Recommend))

    @cached_property
    def yielding(self) -> Mapping[str, list[Rule]]:
        """The rules that override each rule."""
        return _by((target, rule) for rule in self.rulebook.rules for target in rule.overrides)

    @cached_property
    def citing(self) -> Mapping[str, list[Rule]]:
        """The rules that cite each statement."""
        return _by((cite, rule) for rule in self.rulebook.rules for cite in dict.fromkeys(rule.cites))

    @cached_property
    def options_citing(self) -> Mapping[str, list[tuple[str, str]]]:
        """The options, each with its decision, that cite each statement."""
        listed = ((decision.id, option) for decision in self.rulebook.decisions.values() for option in decision.options.values())
        return _by((cite, (decision, option.id)) for decision, option in listed for cite in dict.fromkeys(option.cites))

    @cached_property
    def using(self) -> Mapping[str, list[Signal]]:
        """The signals whose patterns name each concept."""
        found = ((signal, " ".join((*signal.patterns, *signal.unless))) for signal in self.signals.signals)
        return _by((name, signal) for signal, text in found for name in dict.fromkeys(CONCEPT.findall(text)))


def path_of(kind: str, name: str) -> str:
    """Return where in the site the page of something is; never outside of it, whatever it is called."""
    parts = _UNFIT.sub(lambda match: f"_{ord(match[0]):x}_", name).split("/")
    return f"{kind}/{'/'.join('_' if part.strip('.') == '' else part for part in parts)}.html"


def _by(pairs: Iterable[tuple[Key, Item]]) -> Mapping[Key, list[Item]]:
    found: dict[Key, list[Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return found
