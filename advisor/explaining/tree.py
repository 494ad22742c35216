"""The reasons of a decision as trees: from each option down to given facts and citations, and the rules that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.advise import adviser
from advisor.condition import support
from advisor.engine import indices
from advisor.model import STRENGTHS, Because, Ground, Lacking, OptionAdvice, OptionExplained, Reason, Recommend, Rule, Rulebook
from advisor.openness import Asking, vocabulary
from advisor.situation import Situation
from advisor.wording import fill


class Trees:
    """What stands behind the options of one situation."""

    def __init__(self, situation: Situation, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._firing = adviser(rulebook).engine.fire(situation.facts)
        self._facts = self._firing.facts
        self._words = vocabulary(rulebook)
        self._asking = Asking(self._words, self._facts)
        self._true = {rulebook.rules[index].id for index in indices(self._firing.true)}
        self._open = {rulebook.rules[index].id for index in indices(self._firing.open)}

    def option(self, decision: str, option: OptionAdvice) -> OptionExplained:
        """Return the option with its reasons as trees, and the rules that do not speak."""
        return OptionExplained(
            option.id,
            option.label,
            option.rank,
            tuple(self._because(reason) for reason in _strongest(option.reasons)),
            tuple(self._because(reason) for reason in _strongest(option.against)),
            tuple(sorted(self._lacking(decision, option), key=_weight)),
        )

    def ground(self, fact: str) -> Ground:
        """Return a known fact down to the given facts it was concluded from."""
        rule_id = self._firing.derived_by.get(fact)
        if rule_id is None:
            return Ground(fact, self._facts[fact])
        rule = self._rulebook.rule(rule_id)
        because = fill(rule.because, self._rulebook.facts, self._facts) or rule.summary
        return Ground(fact, self._facts[fact], rule.id, because, rule.basis, rule.cites, self._grounds(support(rule.when, self._facts)))

    def _grounds(self, facts: Iterable[str]) -> tuple[Ground, ...]:
        return tuple(self.ground(fact) for fact in self._words.ordered(facts))

    def _because(self, reason: Reason) -> Because:
        rule = self._rulebook.rule(reason.rule)
        grounds = self._grounds(support(rule.when, self._facts))
        return Because(rule.id, rule.summary, reason.strength, reason.because, reason.basis, reason.cites, grounds)

    def _lacking(self, decision: str, option: OptionAdvice) -> Iterator[Lacking]:
        speaking = {reason.rule for reason in (*option.reasons, *option.against)}
        for rule in self._rulebook.rules:
            then = rule.then
            if not isinstance(then, Recommend) or then.decision != decision or rule.id in speaking:
                continue
            if option.id in then.options or option.id in then.against:
                yield self._silent(rule, then, option.id in then.against)

    def _silent(self, rule: Rule, then: Recommend, against: bool) -> Lacking:
        if rule.id in self._true:
            by = tuple(other.id for other in self._rulebook.rules if rule.id in other.overrides and other.id in self._true)
            return Lacking(rule.id, rule.summary, then.strength, against, "overridden", (), (), by)
        if rule.id in self._open:
            facts = self._asking.ask(self._asking.unknown([rule]))
            return Lacking(rule.id, rule.summary, then.strength, against, "unknown", (), facts, ())
        return Lacking(
            rule.id, rule.summary, then.strength, against, "false", self._grounds(support(rule.when, self._facts, False)), (), ()
        )


def _strongest(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: STRENGTHS.index(reason.strength))


def _weight(item: Lacking) -> tuple[bool, int, str]:
    return item.against, STRENGTHS.index(item.strength), item.rule
