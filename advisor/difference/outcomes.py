"""Decision by decision, concern by concern: in which share of situations two rulebooks differ, exactly, and one for each kind of change.

Both rulebooks' rules are counted over one diagram, so that what they agree on cancels out. Where that outgrows its bound,
or a fact means something else in the two, no share is given, and situations are searched for; what that left open is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from advisor.condition import Value
from advisor.difference.paired import Incomparable, Paired
from advisor.difference.searching import SEARCHED, Applying, Bounded, found_by_advising
from advisor.frozen import frozen
from advisor.model import SEVERITIES, STRENGTHS, Decision, Derive, Raise, Recommend, Rule, Rulebook
from advisor.verify.applying import overriders, speakers
from advisor.verify.boxes import TooManyBoxes
from advisor.verify.diagram import FALSE, TooLarge
from advisor.verify.gaps import known_in_full
from advisor.verify.outcomes import Outcomes


@frozen
class Change:
    """One kind of change: an option comes or goes, or a concern; in which share of situations, and one of these."""

    what: str
    comes: bool
    share: Fraction | None
    witness: Mapping[str, Value]


@frozen
class DecisionChange:
    """How one decision, or one concern, changes: in which share of the situations that its rules tell apart.

    The share is None where it could not be counted; `bounded` then says why, and what was done instead.
    """

    subject: str
    is_decision: bool
    share: Fraction | None
    changes: tuple[Change, ...]
    bounded: str | None = None


@frozen
class _Side:
    """The rules of one of the two rulebooks, in one vocabulary with the other's."""

    rules: Sequence[Rule]
    over: Mapping[str, Sequence[Rule]]

    def speaking(self, decision: str) -> list[Rule]:
        return list(speakers(self.rules, decision))

    def raising(self, concern: str, *severities: str) -> list[Rule]:
        listed = severities or SEVERITIES
        return [r for r in self.rules if isinstance(r.then, Raise) and r.then.concern == concern and r.then.severity in listed]

    def heard(self, rules: Sequence[Rule]) -> list[Rule]:
        return [*rules, *(other for rule in rules for other in self.over.get(rule.id, ()))]


def decision_changes(old: Rulebook, new: Rulebook) -> Iterator[DecisionChange]:
    """Yield each decision whose advice changes somewhere, and each concern, in the order of the new rulebook."""
    plain = [_Side(book.rules, overriders(book.rules)) for book in (old, new)]
    before, after = plain
    alike = same_terms(old, new)
    paired: Paired | None = None
    why = ""
    try:
        paired = Paired(old, new)
        before = _Side(paired.before, overriders(paired.before))
    except Incomparable as fact:
        why = f"{fact} means something else in the two rulebooks"
    for decision in {**new.decisions, **old.decisions}.values():
        same = old.decisions.get(decision.id) == new.decisions.get(decision.id)
        if alike and same and _alike([side.heard(side.speaking(decision.id)) for side in plain]):
            continue
        options = [option for book in (new, old) if decision.id in book.decisions for option in book.decisions[decision.id].options]
        try:
            found = None if paired is None else _counted(decision, list(dict.fromkeys(options)), paired, before, after)
        except (TooLarge, TooManyBoxes):
            yield _searched(decision.id, old, new, "its rules read too many facts")
            continue
        if paired is None:
            yield _searched(decision.id, old, new, why)
        elif found is not None:
            yield found
    for concern in {**new.concerns, **old.concerns}:
        if alike and _alike([side.heard(side.raising(concern)) for side in plain]):
            continue
        if paired is None:
            yield DecisionChange(concern, False, None, (), f"{why}, so it was not compared")
            continue
        try:
            found = _raised(concern, paired, before, after)
        except (TooLarge, TooManyBoxes):
            found = _raised_somewhere(concern, paired, before, after)
        if found is not None:
            yield found


def same_terms(old: Rulebook, new: Rulebook) -> bool:
    """Return whether the two rulebooks have the same facts, constraints and derived facts, and so accept the same situations."""
    derive = [[(r.id, r.when, dict(r.then.facts)) for r in book.rules if isinstance(r.then, Derive)] for book in (old, new)]
    return old.facts == new.facts and derive[0] == derive[1] and [c.never for c in old.constraints] == [c.never for c in new.constraints]


def _alike(sides: Sequence[Sequence[Rule]]) -> bool:
    one, other = ([(rule.id, rule.when, rule.then, rule.cites[0], rule.overrides) for rule in rules] for rules in sides)
    return one == other


def _counted(decision: Decision, options: list[str], paired: Paired, before: _Side, after: _Side) -> DecisionChange | None:
    sides = [(side, side.speaking(decision.id)) for side in (before, after)]
    outcomes = Outcomes(paired, [rule for side, rules in sides for rule in side.heard(rules)], said=True, loose=paired.loose)
    truths = [_recommended(outcomes, decision, options, rules, side.over) for side, rules in sides]
    return _change(outcomes, decision.id, True, truths[0], truths[1])


def _raised(concern: str, paired: Paired, before: _Side, after: _Side) -> DecisionChange | None:
    sides = (before, after)
    outcomes = Outcomes(paired, [rule for side in sides for rule in side.heard(side.raising(concern))], said=True, loose=paired.loose)
    truths: list[dict[str, int]] = []
    for side in sides:
        graver, found = FALSE, {}
        for severity in SEVERITIES:  # a concern is raised at the highest severity
            truth = outcomes.diagram.any([outcomes.applies(rule, side.over) for rule in side.raising(concern, severity)])
            found[f"{concern}, {severity}"] = outcomes.diagram.both(truth, outcomes.diagram.denied(graver))
            graver = outcomes.diagram.either(graver, truth)
        truths.append(found)
    return _change(outcomes, concern, False, truths[0], truths[1])


def _raised_somewhere(concern: str, paired: Paired, before: _Side, after: _Side) -> DecisionChange | None:
    """Return at which severities a concern comes or goes, decided by boxes: no share is known."""
    over = {id(rule): side.over.get(rule.id, ()) for side in (before, after) for rule in side.rules}
    applying = Applying(paired, over)
    changes: list[Change] = []
    undecided: list[str] = []
    for at, severity in enumerate(SEVERITIES):
        graver = SEVERITIES[:at]
        for comes, one, other in ((True, after, before), (False, before, after)):
            mine, above = one.raising(concern, severity), one.raising(concern, *graver) if graver else []
            its, its_above = other.raising(concern, severity), other.raising(concern, *graver) if graver else []
            try:  # the other raises it neither so nor more gravely; or it does so more gravely
                found = applying.situation([mine], [*above, *its, *its_above]) or applying.situation([mine, its_above], above)
            except (Bounded, TooManyBoxes):
                undecided.append(severity)
                continue
            if found is not None:
                changes.append(Change(f"{concern}, {severity}", comes, None, found))
    if not changes and not undecided:
        return None
    why = "its rules read too many facts to count the share"
    left = f"; whether it changes elsewhere at {', '.join(dict.fromkeys(undecided))} was not decided" if undecided else ""
    return DecisionChange(concern, False, None, tuple(changes), why + left)


def _change(
    outcomes: Outcomes, subject: str, is_decision: bool, before: Mapping[str, int], after: Mapping[str, int]
) -> DecisionChange | None:
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
    return DecisionChange(subject, is_decision, outcomes.share(diagram.any(everything)), tuple(changes)) if changes else None


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


def _searched(decision: str, old: Rulebook, new: Rulebook, why: str) -> DecisionChange:
    """Return what some hundred situations show; no share is known."""
    found = found_by_advising(decision, old, new)
    changes = tuple(Change(option, comes, None, witness) for (option, comes), witness in found.items())
    return DecisionChange(decision, True, None, changes, f"{why}; {SEARCHED} situations were looked at")
