"""Gathering raised concerns: one entry a concern, at its highest severity, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.condition import Facts
from advisor.model import SEVERITIES, AlsoRaised, ConcernAdvice, Raise, Rule, Rulebook
from advisor.wording import fill

Raised = tuple[Rule, tuple[str, ...]]
"""A raising rule that applies, and the facts that make it true."""


def gather(raised: Iterable[Raised], rulebook: Rulebook, facts: Facts) -> tuple[ConcernAdvice, ...]:
    """Return the concerns, gravest first, then in the order in which the rulebook declares them."""
    groups: dict[str, list[Raised]] = {}
    for item in raised:
        groups.setdefault(_raise(item[0]).concern, []).append(item)
    order = list(rulebook.concerns)
    found = [_concern(group, rulebook, facts) for group in groups.values()]
    found.sort(key=lambda concern: (SEVERITIES.index(concern.severity), order.index(concern.concern)))
    return tuple(found)


def _concern(group: list[Raised], rulebook: Rulebook, facts: Facts) -> ConcernAdvice:
    if len(group) > 1:
        group.sort(key=lambda item: (SEVERITIES.index(_raise(item[0]).severity), item[0].id))
    (rule, because_of), *others = group
    then, specs = _raise(rule), rulebook.facts
    return ConcernAdvice(
        rule.id,
        then.concern,
        then.severity,
        rule.summary,
        fill(rule.because, specs, facts),
        because_of,
        fill(then.fix, specs, facts) if then.fix else None,
        fill(then.asks, specs, facts),
        then.owner,
        rule.basis,
        rule.cites,
        tuple([_also(other, grounds, rulebook, facts) for other, grounds in others]) if others else (),
    )


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
