"""What an engine is to the measurements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from advisor.condition import Facts


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine holding a rulebook.

    `prepare` turns a situation's facts into what the engine takes, and `true_rules` its answer into the
    indices of the true rules; neither is timed. `fire` is.
    """

    prepare: Callable[[Facts], Any]
    fire: Callable[[Any], Any]
    true_rules: Callable[[Any], list[int]]
