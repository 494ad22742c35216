"""The engines that are measured, ours and others, each asked which rules are true of a situation."""

from __future__ import annotations

from collections.abc import Callable

from advisor.engine import indices, make_engine
from advisor.model import Rulebook
from benchmarks.on_clips import make_clips
from benchmarks.on_rule_engine import make_rule_engine
from benchmarks.on_zen import make_zen_expression, make_zen_table
from benchmarks.peer import Peer


def make_ours(kind: str) -> Callable[[Rulebook], Peer]:
    """Return what makes one of our own engines."""

    def make(rulebook: Rulebook) -> Peer:
        return Peer(dict, make_engine(rulebook, kind).fire, lambda firing: indices(firing.true))

    return make


PEERS: dict[str, tuple[str, Callable[[Rulebook], Peer]]] = {
    "compiled": ("hiring-advisor", make_ours("compiled")),
    "reference": ("hiring-advisor", make_ours("reference")),
    "durable": ("durable-rules", make_ours("durable")),
    "zen-engine, decision table": ("zen-engine", make_zen_table),
    "zen-engine, one expression": ("zen-engine", make_zen_expression),
    "rule-engine": ("rule-engine", make_rule_engine),
    "clipspy": ("clipspy", make_clips),
}
"""Every engine by name: the distribution it comes with, and what makes it."""
