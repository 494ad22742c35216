"""Decision by decision: in which share of all situations two rulebooks recommend differently, exactly, and one for each kind of change.

Both rulebooks' rules are counted over one diagram, so that what they agree on cancels out. That needs them to have the
same facts, constraints and derived facts; where these differ, shares cannot be compared, and situations are searched for instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from advisor.advise import adviser
from advisor.condition import Value
from advisor.errors import AdvisorError
from advisor.model import SEVERITIES, STRENGTHS, Advice, Decision, Derive, Raise, Recommend, Rule, Rulebook
from advisor.testing.generation import random_situations
from advisor.verify.applying import overriders, speakers
from advisor.verify.boxes import Boxes, TooManyBoxes
from advisor.verify.diagram import FALSE, TooLarge
from advisor.verify.gaps import known_in_full
from advisor.verify.outcomes import Outcomes

SEARCHED = 500
"""How many situations are looked at where shares cannot be counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change: an option comes or goes, or a concern; in which share of situations, and one of these."""

    what: str
    comes: bool
    share: Fraction | None
    witness: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """How one decision (or, without one, the concerns) changes: in which share of the situations that its rules tell apart.

    The share is None where it could not be counted.
    """

    decision: str | None
    share: Fraction | None
    changes: tuple[Change, ...]


def decision_changes(old: Rulebook, new: Rulebook) -> Iterator[DecisionChange]:
    """Yield each decision whose advice changes somewhere, and each concern, in the order of the new rulebook."""
    comparable = _comparable(old, new)
    for decision in {**new.decisions, **old.decisions}.values():
        if (
            _spoken(old, decision.id) == _spoken(new, decision.id)
            and old.decisions.get(decision.id) == new.decisions.get(decision.id)
            and comparable
        ):
            continue
        try:
            found = _counted(decision, old, new) if comparable else _searched(decision.id, old, new)
        except (TooLarge, TooManyBoxes):
            found = _searched(decision.id, old, new)
        if found is not None:
            yield found
    for concern in {**new.concerns, **old.concerns}:
        if comparable and _raising(old, concern) == _raising(new, concern):
            continue
        try:
            raised = _raised(concern, old, new) if comparable else None
        except (TooLarge, TooManyBoxes):
            raised = None
        if raised is not None:
            yield raised


def _comparable(old: Rulebook, new: Rulebook) -> bool:
    derive = [[(r.id, r.when, dict(r.then.facts)) for r in book.rules if isinstance(r.then, Derive)] for book in (old, new)]
    return old.facts == new.facts and derive[0] == derive[1] and [c.never for c in old.constraints] == [c.never for c in new.constraints]


def _heard(rules: Sequence[Rule], book: Rulebook) -> list[Rule]:
    over = overriders(book.rules)
    return [*rules, *(other for rule in rules for other in over.get(rule.id, ()))]


def _plain(rules: Sequence[Rule]) -> list[object]:
    return [(rule.id, rule.when, rule.then, rule.cites[0], rule.overrides) for rule in rules]


def _spoken(book: Rulebook, decision: str) -> list[object]:
    return _plain(_heard(list(speakers(book.rules, decision)), book))


def _raising(book: Rulebook, concern: str) -> list[object]:
    return _plain(_heard([rule for rule in book.rules if isinstance(rule.then, Raise) and rule.then.concern == concern], book))


def _together(old: Rulebook, new: Rulebook, heard: list[Rule]) -> Outcomes:
    others = tuple(rule for rule in old.rules if not isinstance(rule.then, Derive))
    return Outcomes(Boxes(replace(new, rules=(*new.rules, *others))), heard)


def _counted(decision: Decision, old: Rulebook, new: Rulebook) -> DecisionChange | None:
    rules = [list(speakers(book.rules, decision.id)) for book in (old, new)]
    outcomes = _together(old, new, [*_heard(rules[0], old), *_heard(rules[1], new)])
    options = list(dict.fromkeys([*decision.options, *(old.decisions[decision.id].options if decision.id in old.decisions else ())]))
    before, after = (_recommended(outcomes, decision, options, rules[at], overriders(book.rules)) for at, book in enumerate((old, new)))
    return _change(outcomes, decision.id, before, after)


def _raised(concern: str, old: Rulebook, new: Rulebook) -> DecisionChange | None:
    rules = [[rule for rule in book.rules if isinstance(rule.then, Raise) and rule.then.concern == concern] for book in (old, new)]
    outcomes = _together(old, new, [*_heard(rules[0], old), *_heard(rules[1], new)])
    truths: list[dict[str, int]] = []
    for listed, book in zip(rules, (old, new), strict=True):
        over = overriders(book.rules)
        graver, side = FALSE, {}
        for severity in SEVERITIES:  # a concern is raised at the highest severity
            raising = [rule for rule in listed if isinstance(rule.then, Raise) and rule.then.severity == severity]
            truth = outcomes.diagram.any([outcomes.applies(rule, over) for rule in raising])
            side[f"{concern}, {severity}"] = outcomes.diagram.both(truth, outcomes.diagram.denied(graver))
            graver = outcomes.diagram.either(graver, truth)
        truths.append(side)
    return _change(outcomes, None, truths[0], truths[1])


def _change(outcomes: Outcomes, decision: str | None, before: Mapping[str, int], after: Mapping[str, int]) -> DecisionChange | None:
    diagram = outcomes.diagram
    changes, everything = [], []
    for name in before:
        for comes, one, other in ((True, after[name], before[name]), (False, before[name], after[name])):
            truth = diagram.both(outcomes.valid, diagram.both(one, diagram.denied(other)))
            if truth == FALSE:
                continue
            everything.append(truth)
            region, _ = next(islice(diagram.regions(truth), 1))
            changes.append(Change(name, comes, outcomes.share(truth), known_in_full(outcomes.situation(region).facts)))
    return DecisionChange(decision, outcomes.share(diagram.any(everything)), tuple(changes)) if changes else None


def _recommended(
    outcomes: Outcomes, decision: Decision, options: list[str], rules: list[Rule], over: Mapping[str, Sequence[Rule]]
) -> dict[str, int]:
    """Return where each option is recommended: for a choice, comes first; in a list, is on it."""
    if decision.answer == "list":
        return {option: outcomes.stands(option, rules, over) for option in options}
    diagram = outcomes.diagram
    base = 2 * len(rules) + 3
    keys = {option: _key(outcomes, option, rules, over, base) for option in options}
    found = {}
    for option, key in keys.items():
        truth = diagram.changed(key, lambda value: int(value > 0))
        for other, rival in keys.items():
            if other != option and truth != FALSE:
                lead = diagram.total([key, diagram.changed(rival, lambda value: -value)])
                truth = diagram.both(truth, diagram.changed(lead, lambda value: int(value >= 0)))
        found[option] = truth
    return found


def _key(outcomes: Outcomes, option: str, rules: list[Rule], over: Mapping[str, Sequence[Rule]], base: int) -> int:
    """Return the option's key under `ranking.lexical`, as one number that orders as it does."""
    diagram = outcomes.diagram
    groups: dict[tuple[int, int, str], int] = {}
    for rule in rules:
        then = rule.then
        assert isinstance(then, Recommend)
        for sign, listed in ((1, then.options), (-1, then.against)):
            if option in listed:
                weight = (sign, STRENGTHS.index(then.strength), rule.cites[0])
                groups[weight] = diagram.either(groups.get(weight, FALSE), outcomes.applies(rule, over))

    def final(value: int) -> int:
        half = base // 2
        supporting = (value + half) % base - half
        rest = (value - supporting) // base
        strong = (rest + half) % base - half
        decisive = (rest - strong) // base
        return decisive * base * base if decisive else strong * base + supporting

    weighed = []
    for (sign, strength, _), truth in groups.items():
        worth = sign * base ** (2 - strength)
        weighed.append(diagram.changed(truth, lambda value, worth=worth: value * worth))  # type: ignore[misc]  # bound at once
    return diagram.changed(diagram.total(weighed), final)


def _searched(decision: str, old: Rulebook, new: Rulebook) -> DecisionChange | None:
    """Return what some hundred situations show; no share is known."""
    advisers = [adviser(book) for book in (old, new)]
    found: dict[tuple[str, bool], Mapping[str, Value]] = {}
    for situation in random_situations(new, advisers[1].engine, SEARCHED, 1):
        try:
            sides = [_outcome(advising.advise(situation, next_question=False), decision) for advising in advisers]
        except (AdvisorError, KeyError):
            continue
        for comes, one, other in ((True, sides[1], sides[0]), (False, sides[0], sides[1])):
            for option in sorted(one - other):
                kept = found.get((option, comes))
                if kept is None or len(situation.facts) < len(kept):
                    found[option, comes] = known_in_full(situation.facts)
    changes = tuple(Change(option, comes, None, witness) for (option, comes), witness in sorted(found.items()))
    return DecisionChange(decision, None, changes) if changes else None


def _outcome(advice: Advice, decision: str) -> set[str]:
    found = next((item for item in advice.decisions if item.id == decision), None)
    if found is None:
        return set()
    return {option.id for option in (found.first if found.answer == "choose" else found.ranked)}
