"""From a situation to advice: run the engine, weigh the reasons, gather the concerns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor.concerns import Raised, gather
from advisor.condition import SetValue, support
from advisor.contradictions import refuse_impossible
from advisor.engine import Engine, Firing, make_engine
from advisor.model import Advice, DecisionAdvice, KnownFact, Question, Raise, Recommend, Rule, Rulebook
from advisor.openness import Asking, vocabulary
from advisor.situation import Situation
from advisor.weighing import Ballot


def evaluate(situation: Situation, rulebook: Rulebook, engine: str = "compiled", *, next_question: bool = True) -> Advice:
    """Return the rulebook's advice on a situation.

    The same situation always gives the same advice, whichever engine runs it. Raises BadInput when
    the facts cannot all be true, ConflictingRules when two rules conclude different values for one
    fact, and MissingExtra when the engine's extra is not installed.
    """
    return adviser(rulebook, engine).advise(situation, next_question=next_question)


@lru_cache(maxsize=8)
def adviser(rulebook: Rulebook, engine: str = "compiled") -> Adviser:
    """Return the adviser for a rulebook and engine, made once."""
    return Adviser(rulebook, make_engine(rulebook, engine))


class Adviser:
    """Evaluates situations under one rulebook, with everything prepared that does not depend on them."""

    def __init__(self, rulebook: Rulebook, engine: Engine) -> None:
        self._rulebook = rulebook
        self.engine = engine
        self._vocabulary = vocabulary(rulebook)
        index_of = {rule.id: index for index, rule in enumerate(rulebook.rules)}
        self._overridden_by: dict[int, list[int]] = {}
        for index, rule in enumerate(rulebook.rules):
            for target in rule.overrides:
                self._overridden_by.setdefault(index_of[target], []).append(index)
        speakers: dict[str, dict[int, Rule]] = {decision: {} for decision in rulebook.decisions}
        for index, rule in enumerate(rulebook.rules):
            if isinstance(rule.then, Recommend):
                speakers[rule.then.decision][index] = rule
        self._ballots = [Ballot(decision, speakers[decision.id], rulebook.facts) for decision in rulebook.decisions.values()]
        self._vote = {index: (number, bit) for number, ballot in enumerate(self._ballots) for index, bit in ballot.bits.items()}

    def advise(self, situation: Situation, *, next_question: bool = True) -> Advice:
        """Return the advice on a situation; see `evaluate`."""
        firing = self.engine.fire(situation.facts)
        refuse_impossible(situation, firing, self._rulebook)
        facts, vote = firing.facts, self._vote
        true, open_ = set(firing.true), set(firing.open)
        out = {target for target, overriders in self._overridden_by.items() if not true.isdisjoint(overriders)}
        for_now, perhaps = [0] * len(self._ballots), [0] * len(self._ballots)
        doubts: dict[int, list[Rule]] = {}
        raised: list[Raised] = []
        for index in firing.true:
            if index in out:
                continue
            if index in vote:
                number, bit = vote[index]
                for_now[number] |= bit
                if index in self._overridden_by:
                    found = [self._rulebook.rules[other] for other in self._overridden_by[index] if other in open_]
                    doubts.setdefault(number, []).extend(found)
            elif isinstance((rule := self._rulebook.rules[index]).then, Raise):
                raised.append((rule, self._vocabulary.ordered(support(rule.when, facts))))
        open_rules = [index for index in firing.open if index not in out]
        for index in open_rules:
            if index in vote:
                number, bit = vote[index]
                perhaps[number] |= bit
        asking = Asking(self._vocabulary, facts)
        decisions = tuple(
            [ballot.count(for_now[number], perhaps[number], doubts.get(number, ()), asking) for number, ballot in enumerate(self._ballots)]
        )
        return Advice(
            situation=situation.name,
            facts=self._known(firing),
            decisions=decisions,
            concerns=gather(raised, self._rulebook, facts),
            next_question=self._next_question(decisions) if next_question else None,
            open_rules=tuple(open_rules),
        )

    def applied(self, situation: Situation) -> frozenset[str]:
        """Return the ids of the rules that apply: their condition is true and nothing overrides them.

        Raises what `evaluate` raises.
        """
        firing = self.engine.fire(situation.facts)
        refuse_impossible(situation, firing, self._rulebook)
        return frozenset(self._rulebook.rules[index].id for index in self.applying(firing))

    def applying(self, firing: Firing) -> list[int]:
        """Return the rules that apply, by index: their condition is true and nothing overrides them."""
        true = set(firing.true)
        return [index for index in firing.true if true.isdisjoint(self._overridden_by.get(index, ()))]

    def _known(self, firing: Firing) -> tuple[KnownFact, ...]:
        derived = firing.derived_by
        return tuple(
            KnownFact(fact, value, "derived", derived[fact]) if fact in derived else KnownFact(fact, value, "given", None)
            for fact in self._vocabulary.ordered(firing.facts)
            if not (isinstance(value := firing.facts[fact], SetValue) and not value.complete)
        )

    def _next_question(self, decisions: Sequence[DecisionAdvice]) -> Question | None:
        unsettled = [decision for decision in decisions if decision.answer == "choose" and not decision.settled and decision.open_facts]
        if not unsettled:
            return None
        spec = self._rulebook.facts[unsettled[0].open_facts[0]]
        moved = tuple(decision.id for decision in unsettled if spec.id in decision.open_facts)
        return Question(spec.id, spec.ask, spec.help, spec.type, spec.unit, spec.options, moved)
