"""From a situation to advice: run the engine, weigh the reasons, gather the concerns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from advisor.concerns import Raised, gather
from advisor.condition import Facts, SetValue, facts_read, support, surely_known
from advisor.contradictions import refuse_impossible
from advisor.engine import Engine, Firing, as_bits, each_bit, indices, make_engine
from advisor.model import Advice, DecisionAdvice, KnownFact, Question, Raise, Recommend, Rule, Rulebook, new
from advisor.openness import Asking, vocabulary
from advisor.overriding import Overriding
from advisor.questions import questions
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
        rules = rulebook.rules
        self._rulebook = rulebook
        self.engine = engine
        self._vocabulary = vocabulary(rulebook)
        self._facts = [spec.id for spec in rulebook.facts.values() if not spec.id.startswith("ad.")]  # drafts are not advised on
        speaking: dict[str, dict[int, Rule]] = {decision: {} for decision in rulebook.decisions}
        for index, rule in enumerate(rules):
            if isinstance(rule.then, Recommend):
                speaking[rule.then.decision][1 << index] = rule
        self._ballots = [Ballot(decision, speaking[decision.id], self._vocabulary) for decision in rulebook.decisions.values()]
        bit_of = {rule.id: 1 << index for index, rule in enumerate(rules)}
        self._overriders = Overriding(rules)
        self._overriding: dict[int, list[tuple[Rule, int]]] = {}
        for rule in rules:
            for target in sorted(set(rule.overrides)):
                self._overriding.setdefault(bit_of[target], []).append((rule, bit_of[rule.id]))
        self._overridable_bits = sum(self._overriding)
        self._raising = {index: (rule, self._grounds(rule)) for index, rule in enumerate(rules) if isinstance(rule.then, Raise)}
        self._raising_bits = as_bits(self._raising)

    def advise(self, situation: Situation, *, next_question: bool = True) -> Advice:
        """Return the advice on a situation; see `evaluate`."""
        firing = self.engine.fire(situation.facts)
        refuse_impossible(situation, firing, self._rulebook)
        out = self._overriders.overridden(firing.true)
        applying, perhaps = firing.true & ~out, firing.open & ~out
        doubts = [
            (rule, target)
            for target in each_bit(applying & self._overridable_bits)
            for rule, bit in self._overriding[target]
            if bit & firing.open
        ]
        asking = Asking(self._vocabulary, firing.facts)
        decisions = tuple([ballot.count(applying, perhaps, doubts, asking) for ballot in self._ballots])
        return Advice(
            situation=situation.name,
            facts=self._known(firing, asking),
            decisions=decisions,
            concerns=gather(self._raised(applying, firing.facts), self._rulebook, firing.facts),
            next_question=self.question(situation, decisions) if next_question else None,
            open_rules=perhaps,
        )

    def question(self, situation: Situation, decisions: Sequence[DecisionAdvice], unanswered: Collection[str] = ()) -> Question | None:
        """Return what to ask next, given the advice so far and the facts that nobody knows; None where nothing could settle a choice."""
        if all(item.settled or not item.open_facts or item.answer != "choose" for item in decisions):
            return None
        facts = {fact: value for fact, value in situation.facts.items() if not (isinstance(value, SetValue) and not value.complete)}
        return questions(self._rulebook).next(facts, decisions, unanswered)

    def applied(self, situation: Situation) -> frozenset[str]:
        """Return the ids of the rules that apply: their condition is true and nothing overrides them.

        Raises what `evaluate` raises.
        """
        firing = self.engine.fire(situation.facts)
        refuse_impossible(situation, firing, self._rulebook)
        return frozenset(self._rulebook.rules[index].id for index in indices(firing.true & ~self._overriders.overridden(firing.true)))

    def _raised(self, applying: int, facts: Facts) -> list[Raised]:
        found = []
        for index in indices(applying & self._raising_bits):
            rule, grounds = self._raising[index]
            found.append((rule, grounds or self._vocabulary.ordered(support(rule.when, facts))))
        return found

    def _grounds(self, rule: Rule) -> tuple[str, ...] | None:
        """Return the facts that make the rule's condition true, where they are the same whenever it is true."""
        read = facts_read(rule.when)
        return self._vocabulary.ordered(read) if surely_known(rule.when) == read else None

    def _known(self, firing: Firing, asking: Asking) -> tuple[KnownFact, ...]:
        get, derived = firing.facts.get, firing.derived_by
        return tuple(
            [
                new(KnownFact, (fact, value, "derived" if fact in derived else "given", derived.get(fact)))
                for fact in self._facts
                if (value := get(fact)) is not None and fact not in asking.partial
            ]
        )
