"""From two drafts, or two situations, to what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Literal, overload

from advisor.advise import Adviser, adviser
from advisor.baseline import known
from advisor.condition import Value
from advisor.errors import BadInput
from advisor.model import (
    SEVERITIES,
    Advice,
    AdviceChange,
    DraftComparison,
    FactChange,
    Finding,
    Remaining,
    Report,
    Rulebook,
    Severity,
    SituationComparison,
)
from advisor.situation import Situation, complete

MOST_TRIED = 2000
"""So many sets of changed facts are tried, the smallest first, to find those that make the difference."""

Key = tuple[Literal["decision", "concern"], str]
Outcomes = Mapping[Key, tuple[str, ...]]


@overload
def compare(old: Report, new: Report, rulebook: Rulebook) -> DraftComparison: ...
@overload
def compare(old: Situation, new: Situation, rulebook: Rulebook) -> SituationComparison: ...
def compare(old: Report | Situation, new: Report | Situation, rulebook: Rulebook) -> DraftComparison | SituationComparison:
    """Return what differs between two reports on drafts, or between two situations and the advice on them.

    Raises what `evaluate` raises, and TypeError when one is a report and the other a situation.
    """
    if isinstance(old, Report) and isinstance(new, Report):
        return compare_drafts(old, new)
    if isinstance(old, Situation) and isinstance(new, Situation):
        return compare_situations(old, new, rulebook)
    raise TypeError("compare takes two reports or two situations, not one of each")


def compare_drafts(old: Report, new: Report) -> DraftComparison:
    """Return what became of the old report's findings in the new one.

    A finding remains where the new draft has one of the same concern and words, else where it has one of the same
    rule in other words; never where the new one is graver.
    """
    gone = {id(finding): finding for finding in old.findings}
    added, remaining = list(new.findings), []
    keys: tuple[Callable[[Finding], object], ...] = (known, _rule)
    for key in keys:
        waiting: dict[object, list[Finding]] = {}
        for was in gone.values():
            waiting.setdefault(key(was), []).append(was)
        unpaired, added = added, []
        for finding in unpaired:
            same = waiting.get(key(finding), [])
            if same and not _graver(finding, same[0]):
                remaining.append(Remaining(finding, gone.pop(id(same.pop(0)))))
            else:
                added.append(finding)
    order = {id(finding): index for index, finding in enumerate(new.findings)}
    remaining.sort(key=lambda item: order[id(item.finding)])
    return DraftComparison(old.document, new.document, tuple(gone.values()), tuple(added), tuple(remaining))


def _rule(finding: Finding) -> str:
    return finding.rule


def _graver(finding: Finding, other: Finding) -> bool:
    return SEVERITIES.index(finding.severity) < SEVERITIES.index(other.severity)


def compare_situations(old: Situation, new: Situation, rulebook: Rulebook, engine: str = "compiled") -> SituationComparison:
    """Return which facts and which advice differ, and for each difference the smallest set of changed facts that makes it.

    A set makes the difference where the old situation with these facts changed has the new outcome. Where MOST_TRIED sets
    do not show the smallest, one is given of which no fact can be spared. Raises what `evaluate` raises.
    """
    return _Comparison(old, new, rulebook, adviser(rulebook, engine)).result()


class _Comparison:
    """Compares two situations."""

    def __init__(self, old: Situation, new: Situation, rulebook: Rulebook, adviser: Adviser) -> None:
        self._old, self._new = old, new
        self._rulebook = rulebook
        self._adviser = adviser

    def result(self) -> SituationComparison:
        before = _outcomes(self._adviser.advise(self._old, next_question=False))
        after = _outcomes(self._adviser.advise(self._new, next_question=False))
        facts = tuple(
            FactChange(fact, was, now)
            for fact in self._rulebook.facts
            if (was := self._old.facts.get(fact)) != (now := self._new.facts.get(fact))
        )
        differing = {key: after.get(key, ()) for key in (*before, *after) if set(before.get(key, ())) != set(after.get(key, ()))}
        changed = tuple(change.fact for change in facts)
        smallest = self._smallest(differing, changed)
        causes = {
            key: (smallest[key], True) if key in smallest else (self._unsparing(key, now, changed), False) for key, now in differing.items()
        }
        changes = tuple(AdviceChange(key[0], key[1], before.get(key, ()), now, *causes[key]) for key, now in differing.items())
        return SituationComparison(self._old.name, self._new.name, facts, changes, tuple(_worse(changes)))

    def _smallest(self, wanted: Outcomes, facts: tuple[str, ...]) -> dict[Key, tuple[str, ...]]:
        """Return for each difference the first of the smallest sets of changed facts that make it, as far as the search goes."""
        found: dict[Key, tuple[str, ...]] = {}
        for tried, changed in enumerate(_subsets(facts)):
            if len(found) == len(wanted) or tried == MOST_TRIED:
                break
            outcomes = self._with(changed)
            for key, now in wanted.items():
                if outcomes is not None and key not in found and set(outcomes.get(key, ())) == set(now):
                    found[key] = changed
        return found

    def _unsparing(self, key: Key, now: tuple[str, ...], facts: tuple[str, ...]) -> tuple[str, ...]:
        """Return facts that together make the difference and of which none can be spared, from all of them down."""
        kept = facts
        before: tuple[str, ...] = ()
        while kept != before:  # more than once: what could not be spared beside another fact may be without it
            before = kept
            for fact in before:
                fewer = tuple(other for other in kept if other != fact)
                outcomes = self._with(fewer)
                if outcomes is not None and set(outcomes.get(key, ())) == set(now):
                    kept = fewer
        return kept

    def _with(self, changed: tuple[str, ...]) -> Outcomes | None:
        """Return the outcomes of the old situation with these facts as the new one has them, or None where that cannot be."""
        facts: dict[str, Value] = {fact: value for fact, value in self._old.facts.items() if fact not in changed}
        facts |= {fact: self._new.facts[fact] for fact in changed if fact in self._new.facts}
        try:
            return _outcomes(self._adviser.advise(Situation(self._old.name, complete(facts, self._rulebook.facts)), next_question=False))
        except BadInput:
            return None


def _subsets(facts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(facts) + 1):
        yield from combinations(facts, size)


def _outcomes(advice: Advice) -> Outcomes:
    """Return what the advice comes to: the options of each decision, and the severity of each concern."""
    found: dict[Key, tuple[str, ...]] = {}
    for decision in advice.decisions:
        options = decision.first if decision.answer == "choose" else decision.ranked
        found["decision", decision.id] = tuple(option.id for option in options)
    for concern in advice.concerns:
        found["concern", concern.concern] = (concern.severity,)
    return found


def _worse(changes: tuple[AdviceChange, ...]) -> Iterator[Severity]:
    """Yield the severities of the concerns that are new, or graver than before."""
    for change in changes:
        if change.kind == "concern":
            before, after = (next((grade for grade in SEVERITIES if grade in said), None) for said in (change.before, change.after))
            if after is not None and (before is None or SEVERITIES.index(after) < SEVERITIES.index(before)):
                yield after
