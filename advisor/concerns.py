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
    return tuple(sorted(found, key=lambda concern: (SEVERITIES.index(concern.severity), order.index(concern.concern))))


def _concern(group: list[Raised], rulebook: Rulebook, facts: Facts) -> ConcernAdvice:
    group = sorted(group, key=lambda item: (SEVERITIES.index(_raise(item[0]).severity), item[0].id))
    (rule, because_of), *others = group
    then = _raise(rule)

    def said(text: str) -> str:
        return fill(text, rulebook.facts, facts)

    return ConcernAdvice(
        rule=rule.id,
        concern=then.concern,
        severity=then.severity,
        message=rule.summary,
        because=said(rule.because),
        facts=because_of,
        fix=said(then.fix) if then.fix else None,
        asks=said(then.asks),
        owner=then.owner,
        basis=rule.basis,
        cites=rule.cites,
        also=tuple(
            AlsoRaised(
                other.id,
                other.summary,
                _raise(other).severity,
                said(other.because),
                said(fix) if (fix := _raise(other).fix) else None,
                facts_,
                other.basis,
                other.cites,
            )
            for other, facts_ in others
        ),
    )


def _raise(rule: Rule) -> Raise:
    assert isinstance(rule.then, Raise)
    return rule.then
