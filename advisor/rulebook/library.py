"""Finding the shipped rules, and loading a rulebook, from its cache where nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from advisor.errors import BadRulebook
from advisor.model import Rulebook, SignalBook
from advisor.rulebook import cache
from advisor.rulebook.folders import DRAFT_FOLDERS, rule_files
from advisor.rulebook.judging import judging, reading
from advisor.version import __version__

_Book = TypeVar("_Book", Rulebook, SignalBook)
_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def load_rulebook(*directories: str, default: bool = True) -> Rulebook:
    """Load the shipped rulebook, and with it the rule directories named.

    A directory adds to what stands before it, and replaces what has the same id. With `default`
    false only the named directories count. Files that have changed are read anew. Raises BadRulebook
    with every problem found.
    """
    listed = _all(directories, default)
    return _load(listed, cache.key(listed, DRAFT_FOLDERS))


def load_signalbook(*directories: str, default: bool = True) -> SignalBook:
    """Load what reads facts from drafts: the shipped lexicon and signals, and those of the directories named.

    Raises BadRulebook with every problem found.
    """
    listed = _all(directories, default)
    return _load_signals(listed, cache.key(listed))


def load_books(*directories: str, default: bool = True) -> tuple[Rulebook, SignalBook]:
    """Load what checks drafts: of the rulebook and of what reads facts what bears on them; see `load_rulebook`, `judging` and `reading`.

    Raises BadRulebook with every problem found.
    """
    listed = _all(directories, default)
    key = cache.key(listed)
    return _load_judging(listed, key), _load_reading(listed, key)


def fingerprint(*directories: str, default: bool = True) -> str:
    """Return what identifies the rules by their content and this version: the same on every machine, wherever they lie there.

    Raises BadRulebook for a missing directory.
    """
    import hashlib  # here and not above, because a start with a warm cache does without

    digest = hashlib.sha256(__version__.encode())
    for directory in _all(directories, default):
        for name in rule_files(directory):
            digest.update(f"\0{name.replace(os.sep, '/')}\0".encode())
            with open(os.path.join(directory, name), "rb") as file:
                digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def default_rules() -> str:
    """Return the directory of the shipped rules. Raises BadRulebook when the installation lacks it."""
    return _shipped("rules")


def scenarios_directory() -> str:
    """Return the directory of the shipped scenarios. Raises BadRulebook when the installation lacks it."""
    return _shipped("scenarios")


def rule_directories(directories: Sequence[str], default: bool = True) -> tuple[str, ...]:
    """Return the directories to load, the shipped one first."""
    return _all(tuple(directories), default)


def scenario_directories(directories: Sequence[str], default: bool = True) -> tuple[str, ...]:
    """Return where the scenarios of these rules are, whether or not there are any: the shipped ones first."""
    theirs = tuple(os.path.join(directory, "scenarios") for directory in directories)
    return (scenarios_directory(), *theirs) if default else theirs


def _all(directories: tuple[str, ...], default: bool) -> tuple[str, ...]:
    found = (default_rules(), *directories) if default else directories
    if not found:
        raise BadRulebook("no rules are named; name a directory with --rules")
    return found


def _kept(key: str, read: Callable[[str], _Book | None], make: Callable[[], _Book]) -> _Book:
    """Return what the cache keeps under a key, or else make it and keep it there."""
    kept = read(key)
    if kept is None:
        kept = make()
        cache.write(key, kept)
    return kept


@lru_cache(maxsize=8)
def _load(directories: tuple[str, ...], key: str) -> Rulebook:
    def make() -> Rulebook:
        from advisor.rulebook.loading import load

        return load(directories).rulebook

    return _kept(key, cache.read, make)


@lru_cache(maxsize=8)
def _load_judging(directories: tuple[str, ...], key: str) -> Rulebook:
    return _kept(f"{key}-drafts", cache.read, lambda: judging(_load(directories, cache.key(directories, DRAFT_FOLDERS))))


@lru_cache(maxsize=8)
def _load_reading(directories: tuple[str, ...], key: str) -> SignalBook:
    return _kept(f"{key}-reading", cache.read_signals, lambda: reading(_load_signals(directories, key)))


@lru_cache(maxsize=8)
def _load_signals(directories: tuple[str, ...], key: str) -> SignalBook:
    def make() -> SignalBook:
        from advisor.rulebook.signal_loading import load_signals

        return load_signals(directories, _load(directories, cache.key(directories, DRAFT_FOLDERS)).facts).book

    return _kept(f"{key}-signals", cache.read_signals, make)


def _shipped(name: str) -> str:
    for parent in (_PACKAGE, os.path.dirname(_PACKAGE)):
        found = os.path.join(parent, name)
        if os.path.isdir(found) and (name != "rules" or os.path.isfile(os.path.join(found, "facts.yaml"))):
            return found
    raise BadRulebook(f"the installation lacks its {name}; install hiring-advisor again")
