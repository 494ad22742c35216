"""Advice to render: of every scenario, and under a rulebook whose every text is hostile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from advisor.advise import evaluate
from advisor.model import Advice, AlsoRaised, ConcernAdvice, Decision, Derive, FactSpec, Option, Raise, Rule, Rulebook, Source
from advisor.openness import openings
from advisor.rulebook import load_rulebook, scenarios_directory
from advisor.situation import Situation

SCENARIOS = {path.stem: path for path in sorted(Path(scenarios_directory()).glob("*.yaml"))}
GOLDEN = (
    "first-hire-does-everything-on-aws",
    "unpaid-rota-of-five-with-six-incidents",
    "only-eighty-engineers",
    "data-centre-operator-hires-for-the-network",
)

HOSTILE = (
    "<script>alert('1')</script><img src=x onerror=\"x\"> **b** _i_ `c` [l](javascript:x) ![i](https://evil.example/i) "
    "| ~s~ &amp; $m$ @team #12 \x1b[31mred\x07 \u202eltr"
)
"""Markup of every format, terminal escapes and a bidirectional override, in one line."""


@cache
def rulebook() -> Rulebook:
    """Return the shipped rulebook."""
    return load_rulebook()


@cache
def advice(scenario: str) -> Advice:
    """Return the advice on a shipped scenario, named as if its file stood in the current directory."""
    situation = Situation.parse(SCENARIOS[scenario].read_text(encoding="utf-8"), rulebook(), f"{scenario}.yaml")
    return evaluate(situation, rulebook())


@cache
def hostile_rulebook() -> Rulebook:
    """Return the shipped rulebook with the hostile text wherever a rulebook has text that is shown."""
    made = rulebook()
    return replace(
        made,
        facts={key: _fact(spec) for key, spec in made.facts.items()},
        sections={
            key: replace(item, label=HOSTILE, open=item.open and HOSTILE, against=item.against and HOSTILE)
            for key, item in made.sections.items()
        },
        decisions={key: _decision(item) for key, item in made.decisions.items()},
        owners=dict.fromkeys(made.owners, HOSTILE),
        sources={key: _source(item) for key, item in made.sources.items()},
        rules=tuple(_rule(item) for item in made.rules),
    )


@cache
def hostile_advice(scenario: str) -> Advice:
    """Return a scenario's advice under the hostile rulebook, from a file with a hostile name."""
    text = SCENARIOS[scenario].read_text(encoding="utf-8")
    return evaluate(Situation.parse(text, hostile_rulebook(), HOSTILE.replace("/", "-")), hostile_rulebook())


class Said(NamedTuple):
    """The texts that rules contribute to one advice, by whether they are inferences."""

    inferred: frozenset[str]
    sourced: frozenset[str]


def said(advised: Advice, made: Rulebook) -> Said:
    """Return the reasons that an advice may show, apart from those that occur as both."""
    reasons = [reason for decision in advised.decisions for option in decision.options for reason in (*option.reasons, *option.against)]
    found = [(reason.because, reason.basis) for reason in reasons]
    for concern in advised.concerns:
        found.append((concern.because, concern.basis))
        found += [(words, item.basis) for item in concern.also for words in (item.because, item.message)]
    for decision in advised.decisions:
        if decision.answer == "choose" and len(decision.first) > 1:
            opened = [opening for option in decision.first for opening in openings(decision.id, option.id, advised, made)]
            found += [(f"{opening.summary}.", made.rule(opening.rule).basis) for opening in opened]
    inferred = frozenset(text for text, basis in found if basis == "inference")
    sourced = frozenset(text for text, basis in found if basis == "source")
    return Said(inferred - sourced, sourced - inferred)


def marks(shown: str, texts: Said, mark: str) -> tuple[list[str], list[str]]:
    """Return the inferences shown without the mark, and the source's words shown with it; `shown` has single blanks."""
    unmarked = [text for text in texts.inferred if shown.count(text) != shown.count(text + mark)]
    wrongly = [text for text in texts.sourced if text + mark in shown]
    return unmarked, wrongly


def _fact(spec: FactSpec) -> FactSpec:
    return replace(spec, label=HOSTILE, ask=HOSTILE, help=HOSTILE, options=dict.fromkeys(spec.options, HOSTILE))


def _decision(decision: Decision) -> Decision:
    options: Mapping[str, Option] = {key: replace(option, label=HOSTILE, about=HOSTILE) for key, option in decision.options.items()}
    return replace(decision, label=HOSTILE, question=HOSTILE, options=options)


def _source(source: Source) -> Source:
    statements = {key: replace(item, heading=HOSTILE, claim=HOSTILE) for key, item in source.statements.items()}
    url = 'https://evil.example/"><script>alert(1)</script>)`|'
    return replace(source, title=HOSTILE, author=HOSTILE, url=url, retrieved=HOSTILE, statements=statements)


def _rule(rule: Rule) -> Rule:
    then = rule.then
    if isinstance(then, Raise):
        then = replace(then, fix=HOSTILE, asks=HOSTILE)
    return rule if isinstance(then, Derive) else replace(rule, summary=HOSTILE, because=HOSTILE, then=then)


def also_inferred(scenario: str) -> Advice:
    """Return a scenario's advice in which an inference raises the first concern as well."""
    made = advice(scenario)
    first, *others = made.concerns
    more = AlsoRaised("made/up", "Nobody was asked", "info", "Somebody should ask.", None, (), "inference", first.cites)
    both = ConcernAdvice(
        rule=first.rule,
        concern=first.concern,
        severity=first.severity,
        message=first.message,
        because=first.because,
        facts=first.facts,
        fix=first.fix,
        asks=first.asks,
        owner=first.owner,
        basis=first.basis,
        cites=first.cites,
        also=(more,),
    )
    return Advice(
        situation=made.situation,
        facts=made.facts,
        decisions=made.decisions,
        concerns=(both, *others),
        next_question=made.next_question,
        open_rules=made.open_rules,
    )
