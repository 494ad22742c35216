"""Gathering raised concerns: one entry a concern, at its highest severity, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.condition import Facts
from advisor.model import SEVERITIES, AlsoRaised, ConcernAdvice, Raise, Rule, Rulebook, new
from advisor.wording import fill

Raised = tuple[Rule, tuple[str, ...]]
"""A raising rule that applies, and the facts that make it true."""


def gather(raised: Iterable[Raised], rulebook: Rulebook, facts: Facts) -> tuple[ConcernAdvice, ...]:
    """Return the concerns, gravest first, then in the order in which the rulebook declares them."""
    groups: dict[str, list[Raised]] = {}
    for item in raised:
        groups.setdefault(_raise(item[0]).concern, []).append(item)
    found = [_concern(groups[concern], rulebook, facts) for concern in rulebook.concerns if concern in groups] if groups else []
    found.sort(key=_gravity)
    return tuple(found)


def _gravity(concern: ConcernAdvice) -> int:
    return SEVERITIES.index(concern.severity)


def _concern(group: list[Raised], rulebook: Rulebook, facts: Facts) -> ConcernAdvice:
    if len(group) > 1:
        group.sort(key=lambda item: (SEVERITIES.index(_raise(item[0]).severity), item[0].id))
    (rule, because_of), *others = group
    then, specs = _raise(rule), rulebook.facts
    also = tuple([_also(other, grounds, rulebook, facts) for other, grounds in others]) if others else ()
    because, asks = fill(rule.because, specs, facts), fill(then.asks, specs, facts)
    fix = fill(then.fix, specs, facts) if then.fix else None
    said = (rule.id, then.concern, then.severity, rule.summary, because, because_of, fix, asks, then.owner, rule.basis, rule.cites, also)
    return new(ConcernAdvice, said)


def _also(rule: Rule, because_of: tuple[str, ...], rulebook: Rulebook, facts: Facts) -> AlsoRaised:
    then, specs = _raise(rule), rulebook.facts
    return AlsoRaised(
        rule.id,
        rule.summary,
        then.severity,
        fill(rule.because, specs, facts),
        fill(then.fix, specs, facts) if then.fix else None,
        because_of,
        rule.basis,
        rule.cites,
    )


def _raise(rule: Rule) -> Raise:
    assert isinstance(rule.then, Raise)
    return rule.then
