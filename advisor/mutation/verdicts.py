"""What becomes of a mutant: something notices it, nothing could (it is the same rule), or nothing does, and what would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from advisor.advise import adviser
from advisor.condition import All, Condition, SetValue, Value
from advisor.frozen import frozen
from advisor.model import STRENGTHS, Advice, DecisionAdvice, Derive, OptionAdvice, Raise, Recommend, Rulebook
from advisor.mutation.mutants import Mutant
from advisor.mutation.trial import Trial, applies_differently
from advisor.render.plain import value_data
from advisor.situation import Situation
from advisor.verify.boxes import Box, Boxes, TooManyBoxes, is_said

Fate = Literal["noticed", "equivalent", "survived"]


@frozen
class Case:
    """What to add so that the mutant is noticed.

    Either an example of `rule`, which `fires` or not under `facts`, or in a `text` where the rule is a signal; or,
    with `expect`, what to expect in addition where `where` says: in a scenario, or in an example of the rule.
    """

    rule: str
    fires: bool | None = None
    facts: dict[str, object] | None = None
    where: str | None = None
    expect: dict[str, dict[str, object]] | None = None
    text: str | None = None


@frozen
class Verdict:
    """What became of one mutant: what notices it, or the case that would."""

    fate: Fate
    noticed_by: str | None = None
    case: Case | None = None


def judge(mutant: Mutant, trial: Trial) -> Verdict:
    """Try a mutant. It is equivalent where no valid situation tells it from its rule: found by comparing boxes, exactly."""
    if place := trial.notices(mutant):
        return Verdict("noticed", place)
    if mutant.part == "then":
        return Verdict("survived", case=_expectation(mutant, trial))
    try:
        witnesses = list(_witnesses(mutant, trial.rulebook))
    except TooManyBoxes:
        return Verdict("survived")  # not known to be equivalent, so it counts
    if not witnesses:
        return Verdict("equivalent")
    return Verdict("survived", case=next((case for facts in witnesses if (case := _example(mutant, facts, trial))), None))


def _witnesses(mutant: Mutant, rulebook: Rulebook) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield situations in which a rule (named with them) applies before the change and not after, or the other way round."""
    before, after = rulebook.rules[mutant.index], mutant.rule
    boxes = Boxes(rulebook, (after.when,))
    here = before.when
    if mutant.part == "when":
        over = [box for other in rulebook.rules if before.id in other.overrides for box in boxes.of(other.when)]
        yield from ((before.id, facts) for facts in _apart(boxes, here, after.when, over))
    for target in before.overrides:
        when = rulebook.rule(target).when
        over = [box for o in rulebook.rules if target in o.overrides and o.id != before.id for box in boxes.of(o.when)]
        if mutant.part == "when":
            yield from ((target, facts) for facts in _apart(boxes, All((when, here)), All((when, after.when)), over))
        elif target not in after.overrides:
            found = _first(boxes, boxes.meet([boxes.of(when), boxes.of(here)]), over)
            yield from ((target, facts) for facts in found)


def _apart(boxes: Boxes, one: Condition, other: Condition, over: list[Box]) -> Iterator[dict[str, Value]]:
    yield from _first(boxes, boxes.of(one), [*boxes.of(other), *over])
    yield from _first(boxes, boxes.of(other), [*boxes.of(one), *over])


def _first(boxes: Boxes, within: tuple[Box, ...] | list[Box], taken: list[Box]) -> Iterator[dict[str, Value]]:
    for drafts in (False, True):
        if (box := boxes.possible(within, taken, drafts)) is not None:
            yield boxes.facts_in(box)
            return


def _example(mutant: Mutant, witness: tuple[str, dict[str, Value]], trial: Trial) -> Case | None:
    """Return the witness as an example, after trying it on the rule and on the mutant."""
    rule_id, known = witness
    rulebook = trial.rulebook
    said = {fact: value for fact, value in known.items() if is_said(fact)}
    telling = {fact: value for fact, value in said.items() if value not in (False, SetValue(frozenset()))}
    if said and not telling:
        telling = dict([next(iter(said.items()))])
    facts: dict[str, Value] = {fact: value for fact, value in known.items() if fact not in said} | telling
    situation = Situation("proposed", {**known, **_silence(rulebook, known)} if said else known)
    fires = rule_id in adviser(rulebook).applied(situation)
    if not applies_differently(trial.mutated(mutant), rule_id, situation, fires):
        return None
    return Case(rule_id, fires, {fact: value_data(rulebook.facts[fact], value) for fact, value in facts.items()})


def _silence(rulebook: Rulebook, known: dict[str, Value]) -> dict[str, Value]:
    """Return what a draft does not say: all else that it could."""
    nothing: dict[str, Value] = {}
    for spec in rulebook.facts.values():
        if is_said(spec.id) and spec.id not in known:
            nothing[spec.id] = SetValue(frozenset()) if spec.type == "set" else False
    return nothing


def _expectation(mutant: Mutant, trial: Trial) -> Case | None:
    """Return what to expect of the advice, in a scenario or an example, that the mutant does not fulfil."""
    rulebook, rule_id = trial.rulebook, mutant.rule.id
    if isinstance(before := rulebook.rules[mutant.index].then, Derive):
        place = next(tried.example.place for tried in trial.examples[rule_id] if tried.example.fires)
        return Case(rule_id, where=str(place), expect={"facts": dict(before.facts)})
    advising = trial.mutated(mutant)
    staged = [(item.scenario.situation.name, item.scenario.situation, item.advice) for item in trial.reached(mutant)]
    examples = [tried for tried in trial.examples[rule_id] if tried.example.fires]
    for name, situation, advice in staged:
        if expect := _difference(mutant, advice, advising.advise(situation)):
            return Case(rule_id, where=name, expect=expect)
    for tried in examples:
        if expect := _difference(mutant, adviser(rulebook).advise(tried.situation), advising.advise(tried.situation)):
            return Case(rule_id, where=str(tried.example.place), expect=expect)
    return None


def _difference(mutant: Mutant, before: Advice, after: Advice) -> dict[str, dict[str, object]] | None:
    """Return an expectation that holds of the first advice and not of the second."""
    if isinstance(mutant.rule.then, Raise):
        concern = mutant.rule.then.concern
        severities = [next((item.severity for item in advice.concerns if item.concern == concern), None) for advice in (before, after)]
        return {"concerns": {"has": {concern: severities[0]}}} if severities[0] and severities[0] != severities[1] else None
    if not isinstance(mutant.rule.then, Recommend):
        return None
    decision = mutant.rule.then.decision
    found = next(_decision_difference(before.decision(decision), after.decision(decision)), None)
    return {"decisions": {decision: dict([found])}} if found else None


def _decision_difference(before: DecisionAdvice, after: DecisionAdvice) -> Iterator[tuple[str, object]]:
    later = {option.id: option for option in after.options}
    for option in before.options:
        if option.rank is not None and later[option.id].rank is None:
            yield "has", [option.id]
    for option in before.options:
        if option.against and not later[option.id].against:
            yield "against", [option.id]
    for option in before.options:
        for key, strongest in (("strength", _strongest_for), ("strength_against", _strongest_against)):
            strength = strongest(option)
            if strength is not None and strongest(later[option.id]) != strength:
                yield key, {option.id: strength}
    for option in before.options:
        if option.rank is None and later[option.id].rank is not None and (option.reasons or option.against):
            yield "lacks", [option.id]
    if [option.id for option in before.first] != [option.id for option in after.first] and before.first:
        yield "first", [option.id for option in before.first]
    for one in before.options:
        for other in before.options:
            if one.rank and other.rank and one.rank < other.rank and (later[one.id].rank or 99) >= (later[other.id].rank or 99):
                yield "before", [[one.id, other.id]]
    for one in before.options:
        for other in before.options:
            if one.rank and one.id < other.id and one.rank == other.rank and later[one.id].rank != later[other.id].rank:
                yield "tied", [[one.id, other.id]]
    for option in before.options:  # where nothing else shows it: which rule says so
        for key, said, now in (
            ("reasons", option.reasons, later[option.id].reasons),
            ("reasons_against", option.against, later[option.id].against),
        ):
            kept = {(reason.rule, reason.strength) for reason in now}
            if gone := {reason.rule: reason.strength for reason in said if (reason.rule, reason.strength) not in kept}:
                yield key, {option.id: gone}


def _strongest_for(option: OptionAdvice) -> str | None:
    return min((reason.strength for reason in option.reasons), key=STRENGTHS.index, default=None)


def _strongest_against(option: OptionAdvice) -> str | None:
    return min((reason.strength for reason in option.against), key=STRENGTHS.index, default=None)
