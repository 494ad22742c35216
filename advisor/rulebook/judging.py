"""The parts of a rulebook and of a signal book that bear on drafts: what a check loads."""

from __future__ import annotations

from dataclasses import replace

from advisor.model import Recommend, Rule, Rulebook, SignalBook


def judging(rulebook: Rulebook) -> Rulebook:
    """Return the rulebook without the rules that only recommend: under either, every draft gets the same report.

    A recommending rule that overrides one of those that are left is left as well. Where nothing is recommended, the
    decisions and what a drafted ad says have nothing to tell either.
    """
    kept = {rule.id for rule in rulebook.rules if not isinstance(rule.then, Recommend)}
    rules = [rule for rule in rulebook.rules if rule.id in kept or not kept.isdisjoint(rule.overrides)]
    there = {rule.id for rule in rules}
    return replace(rulebook, rules=tuple(_over(rule, there) for rule in rules), decisions={}, sections={}, ad={})


def reading(book: SignalBook) -> SignalBook:
    """Return the book without the texts of its patterns, which are prepared in its table: it reads every draft the same."""
    return replace(
        book,
        signals=tuple(replace(signal, patterns=(), unless=()) for signal in book.signals),
        contexts=tuple(replace(context, before=(), after=(), sentence=(), unless=()) for context in book.contexts),
    )


def _over(rule: Rule, there: set[str]) -> Rule:
    """Return the rule as it overrides those that are there."""
    return replace(rule, overrides=tuple(target for target in rule.overrides if target in there))
