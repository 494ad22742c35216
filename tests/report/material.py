"""Reports to render: on drafts under a small rulebook with signals of its own, and with hostile text everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from advisor.check import Checker
from advisor.documents.structure import structure
from advisor.model import Raise, Report, Rule, Rulebook, SignalBook
from advisor.rulebook.loading import load
from advisor.rulebook.signal_loading import load_signals
from advisor.situation import Situation
from tests.render.material import HOSTILE

DRAFTS = Path(__file__).parents[1] / "drafts"
RULES = DRAFTS / "rules"
GOLDEN = ("not-ready.md", "almost.txt", "clean.md")


@cache
def rulebook() -> Rulebook:
    """Return the small rulebook for drafts."""
    return load([str(RULES)]).rulebook


@cache
def signals() -> SignalBook:
    """Return its signals."""
    return load_signals([str(RULES)], rulebook().facts).book


@cache
def _checker() -> Checker:
    return Checker(rulebook(), signals())


def report(text: str, name: str = "ad.md", facts: Mapping[str, object] | None = None) -> Report:
    """Return the report on a draft's text, held against a situation with these facts where there are any."""
    situation = Situation.parse(dict(facts), rulebook(), "s.yaml") if facts else None
    return _checker().check(structure(name, text, signals().headings), situation)


@cache
def golden(name: str) -> Report:
    """Return the report on one of the drafts kept beside the rules."""
    return report((DRAFTS / name).read_text(encoding="utf-8"), name)


@cache
def hostile_rulebook() -> Rulebook:
    """Return the small rulebook with the hostile text wherever a rulebook has text that a report shows."""
    made = rulebook()
    return replace(
        made,
        owners=dict.fromkeys(made.owners, HOSTILE),
        concerns=dict.fromkeys(made.concerns, HOSTILE),
        expectations={key: replace(item, label=HOSTILE) for key, item in made.expectations.items()},
        sources={
            key: replace(
                item,
                title=HOSTILE,
                author=HOSTILE,
                url='https://evil.example/"><script>alert(1)</script>)`|',
                retrieved=HOSTILE,
                statements={name: replace(statement, heading=HOSTILE, claim=HOSTILE) for name, statement in item.statements.items()},
            )
            for key, item in made.sources.items()
        },
        rules=tuple(_hostile(rule) for rule in made.rules),
    )


def _hostile(rule: Rule) -> Rule:
    if not isinstance(rule.then, Raise):
        return rule
    return replace(rule, summary=HOSTILE, because=HOSTILE, then=replace(rule.then, fix=HOSTILE, asks=HOSTILE))


HOSTILE_DRAFT = f"""\
# {HOSTILE}

{HOSTILE} You must be reachable at any hour {HOSTILE}
- {HOSTILE}: join the on-call rota, wear many hats and other duties as assigned
- \x1b]8;;http://evil.example\x07 5 years as a DevOps Engineer\x00 \u2066and\u2069 5 years as an SRE ::error::x%0A
"""


@cache
def hostile_report() -> Report:
    """Return the report on a hostile draft with a hostile name, under the hostile rulebook."""
    name = HOSTILE.replace("/", "-")
    return Checker(hostile_rulebook(), signals()).check(structure(name, HOSTILE_DRAFT, signals().headings))
