"""From a situation to advice: run the engine, weigh the reasons, gather the concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor.concerns import gather
from advisor.condition import All, Condition, Facts, In, Members, Not, Range, SetValue, facts_read, support, unknown_facts
from advisor.engine import Engine, Firing, make_engine
from advisor.errors import BadInput, ConflictingRules, Place, Problem
from advisor.model import (
    STRENGTHS,
    Advice,
    Decision,
    DecisionAdvice,
    Derive,
    KnownFact,
    Opening,
    OptionAdvice,
    Question,
    Raise,
    Reason,
    Recommend,
    Rule,
    Rulebook,
)
from advisor.ranking import Scale, Weight, ranks, undetermined
from advisor.situation import Situation
from advisor.wording import TEMPLATE, fill, value_in_words


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


@dataclass(slots=True)
class _Weighed:
    """One option while reasons gather."""

    pro: list[Reason]
    con: list[Reason]
    openings: list[Opening]
    scale: Scale


class Adviser:
    """Evaluates situations under one rulebook, with everything prepared that does not depend on them."""

    def __init__(self, rulebook: Rulebook, engine: Engine) -> None:
        self._rulebook = rulebook
        self.engine = engine
        self._prepared = [_Prepared(rule, rulebook) for rule in rulebook.rules]
        index_of = {rule.id: index for index, rule in enumerate(rulebook.rules)}
        self._overridden_by: dict[int, list[int]] = {}
        for index, rule in enumerate(rulebook.rules):
            for target in rule.overrides:
                self._overridden_by.setdefault(index_of[target], []).append(index)
        self._empty = {
            decision.id: {option.id: OptionAdvice(option.id, option.label, None) for option in decision.options.values()}
            for decision in rulebook.decisions.values()
        }
        self._sources = _fact_sources(rulebook)
        self._order = {fact: index for index, fact in enumerate(rulebook.facts)}

    def advise(self, situation: Situation, *, next_question: bool = True) -> Advice:
        """Return the advice on a situation; see `evaluate`."""
        firing = self.engine.fire(situation.facts)
        self._refuse_impossible(situation, firing)
        true, open_ = set(firing.true), set(firing.open)
        out = {target for target, overriders in self._overridden_by.items() if not true.isdisjoint(overriders)}
        doubtful = {target: doubts for target, overriders in self._overridden_by.items() if (doubts := [o for o in overriders if o in open_])}
        weighed: dict[str, dict[str, _Weighed]] = {}
        shaken: dict[str, set[str]] = {}
        raised: list[tuple[Rule, tuple[str, ...]]] = []
        for index in firing.true:
            if index in out:
                continue
            prepared = self._prepared[index]
            if prepared.decision is not None:
                prepared.weigh(weighed, firing.facts)
                if index in doubtful:
                    shaken.setdefault(prepared.decision, set()).update(*(self._unknown(doubt, firing.facts) for doubt in doubtful[index]))
            elif isinstance(prepared.rule.then, Raise):
                raised.append((prepared.rule, self._ordered(support(prepared.rule.when, firing.facts))))
        for index in firing.open:
            prepared = self._prepared[index]
            if index not in out and prepared.decision is not None:
                prepared.weigh_open(weighed, self._ordered(self._unknown(index, firing.facts)))
        decisions = tuple(
            self._decide(decision, weighed.get(decision.id, {}), shaken.get(decision.id, set())) for decision in self._rulebook.decisions.values()
        )
        return Advice(
            situation=situation.name,
            facts=self._known(situation, firing),
            decisions=decisions,
            concerns=gather(raised, self._rulebook, firing.facts),
            next_question=self._next_question(decisions) if next_question else None,
        )

    def applied(self, situation: Situation) -> frozenset[str]:
        """Return the ids of the rules that apply: their condition is true and nothing overrides them.

        Raises what `evaluate` raises.
        """
        firing = self.engine.fire(situation.facts)
        self._refuse_impossible(situation, firing)
        true = set(firing.true)
        return frozenset(self._rulebook.rules[index].id for index in true if true.isdisjoint(self._overridden_by.get(index, ())))

    def _decide(self, decision: Decision, weighed: Mapping[str, _Weighed], shaken: set[str]) -> DecisionAdvice:
        scales = {option: item.scale for option, item in weighed.items()}
        ranked = ranks({option: scale.key() for option, scale in scales.items()})
        moving = undetermined(decision.answer, scales, ranked)
        open_facts = shaken.union(*(opening.facts for option in moving for opening in weighed[option].openings))
        empty = self._empty[decision.id]
        options = []
        for option_id in decision.options:
            item = weighed.get(option_id)
            if item is None:
                options.append(empty[option_id])
            else:
                options.append(
                    OptionAdvice(
                        option_id, empty[option_id].label, ranked.get(option_id), tuple(item.pro), tuple(item.con), tuple(item.openings)
                    )
                )
        options.sort(key=_by_rank)
        return DecisionAdvice(decision.id, decision.answer, not moving and not shaken, self._ordered(open_facts), tuple(options))

    def _unknown(self, index: int, facts: Facts) -> set[str]:
        prepared = self._prepared[index]
        if prepared.flat is not None:
            unknown = [test.fact for test in prepared.flat if (value := facts.get(test.fact)) is None or isinstance(value, SetValue) and not value.complete]
        else:
            unknown = list(unknown_facts(prepared.rule.when, facts))
        found: set[str] = set()
        for fact in unknown:
            asked = [source for source in self._sources.get(fact, ()) if source not in facts]
            found.update(asked or ((fact,) if self._rulebook.facts[fact].givable else ()))
        return found

    def _ordered(self, facts: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(facts, key=self._order.__getitem__))

    def _known(self, situation: Situation, firing: Firing) -> tuple[KnownFact, ...]:
        derived = firing.derived_by
        found = []
        for fact in self._ordered(firing.facts):
            value = firing.facts[fact]
            if isinstance(value, SetValue) and not value.complete:
                continue
            found.append(KnownFact(fact, value, "derived", derived[fact]) if fact in derived else KnownFact(fact, value, "given"))
        return tuple(found)

    def _next_question(self, decisions: Sequence[DecisionAdvice]) -> Question | None:
        unsettled = [decision for decision in decisions if decision.answer == "choose" and not decision.settled and decision.open_facts]
        if not unsettled:
            return None
        spec = self._rulebook.facts[unsettled[0].open_facts[0]]
        moved = tuple(decision.id for decision in unsettled if spec.id in decision.open_facts)
        return Question(spec.id, spec.ask, spec.help, spec.type, spec.unit, spec.options, moved)

    def _refuse_impossible(self, situation: Situation, firing: Firing) -> None:
        problems = [
            Problem(constraint.message, _place(situation, constraint.facts)) for constraint in (self._rulebook.constraints[i] for i in firing.violated)
        ]
        for item in firing.disagreements:
            spec = self._rulebook.facts[item.fact]
            said = value_in_words(spec, firing.facts[item.fact])
            concluded = value_in_words(spec, item.value)
            if item.other is not None:
                raise ConflictingRules(
                    f"{situation.name}: the rules {item.other} and {item.rule} disagree: {item.fact} would be both {said} and {concluded}; "
                    "make their conditions exclude each other"
                )
            rule = next(rule for rule in self._rulebook.rules if rule.id == item.rule)
            because = " and ".join(
                f"{fact} is {value_in_words(self._rulebook.facts[fact], firing.facts[fact])}" for fact in self._ordered(support(rule.when, firing.facts))
            )
            problems.append(Problem(f"{item.fact} is {said}, but {because}, which makes it {concluded}; correct one of them", situation.places.get(item.fact)))
        if problems:
            raise BadInput([problem if problem.place else Problem(problem.message, Place(situation.name)) for problem in problems])


class _Prepared:
    """One rule with all that is the same in every situation."""

    def __init__(self, rule: Rule, rulebook: Rulebook) -> None:
        self.rule = rule
        self.decision = rule.then.decision if isinstance(rule.then, Recommend) else None
        self.flat = _flat(rule.when)
        self._specs = rulebook.facts
        self._templated = bool(TEMPLATE.search(rule.because))
        if isinstance(rule.then, Recommend):
            self._reason = Reason(rule.id, rule.then.strength, rule.because, rule.basis, rule.cites)
            self._weight: Weight = (STRENGTHS.index(rule.then.strength), rule.cites[0])

    def weigh(self, weighed: dict[str, dict[str, _Weighed]], facts: Facts) -> None:
        """Add the rule's reason to the options it speaks for and against."""
        then = self.rule.then
        assert isinstance(then, Recommend)
        reason = self._reason
        if self._templated:
            reason = Reason(reason.rule, reason.strength, fill(reason.because, self._specs, facts), reason.basis, reason.cites)
        options = weighed.setdefault(then.decision, {})
        for option in then.options:
            item = options.get(option) or options.setdefault(option, _Weighed([], [], [], Scale()))
            item.pro.append(reason)
            item.scale.pro.add(self._weight)
        for option in then.against:
            item = options.get(option) or options.setdefault(option, _Weighed([], [], [], Scale()))
            item.con.append(reason)
            item.scale.con.add(self._weight)

    def weigh_open(self, weighed: dict[str, dict[str, _Weighed]], facts: tuple[str, ...]) -> None:
        """Note what the rule would say if the facts that are unknown came out so that it holds."""
        then = self.rule.then
        assert isinstance(then, Recommend)
        options = weighed.setdefault(then.decision, {})
        for listed, against in ((then.options, False), (then.against, True)):
            if not listed:
                continue
            opening = Opening(self.rule.id, then.strength, against, self.rule.summary, facts)
            for option in listed:
                item = options.get(option) or options.setdefault(option, _Weighed([], [], [], Scale()))
                item.openings.append(opening)
                (item.scale.maybe_con if against else item.scale.maybe_pro).add(self._weight)


def _flat(condition: Condition) -> tuple[In | Range | Members, ...] | None:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    tests = tuple(part.part if isinstance(part, Not) else part for part in parts)
    return tests if all(isinstance(test, (In, Range, Members)) for test in tests) else None  # type: ignore[return-value]  # narrowed by the test


def _fact_sources(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """Return, for each derived fact, the facts to ask for: what its rules read, down to what can be given."""
    reads: dict[str, set[str]] = {}
    for rule in rulebook.rules:
        if isinstance(rule.then, Derive):
            for fact in rule.then.facts:
                reads.setdefault(fact, set()).update(facts_read(rule.when))

    def bases(fact: str) -> set[str]:
        return set().union(*(bases(read) for read in reads[fact])) if fact in reads else {fact}

    return {fact: tuple(sorted(bases(fact))) for fact in reads}


def _by_rank(option: OptionAdvice) -> float:
    return option.rank if option.rank is not None else float("inf")


def _place(situation: Situation, facts: Iterable[str]) -> Place | None:
    places = [situation.places[fact] for fact in facts if fact in situation.places]
    return min(places, key=lambda place: (place.line or 0, place.column or 0)) if places else None
