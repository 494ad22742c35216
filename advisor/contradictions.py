"""Situations that cannot be: facts that contradict each other, or what rules conclude from them."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.condition import SetValue, Value, support
from advisor.engine import Firing
from advisor.engine.protocol import Disagreement
from advisor.errors import BadInput, ConflictingRules, Place, Problem, by_place
from advisor.model import Rulebook
from advisor.openness import vocabulary
from advisor.situation import Situation


def refuse_impossible(situation: Situation, firing: Firing, rulebook: Rulebook) -> None:
    """Raise BadInput with every contradiction of a situation; return where there is none.

    Raises ConflictingRules where the situation is sound and two rules conclude different values for one fact.
    """
    if not firing.violated and not firing.disagreements:
        return
    problems = []
    explained: set[str] = set()
    for constraint in (rulebook.constraints[index] for index in firing.violated):
        problems.append(Problem(constraint.message, _place(situation, constraint.facts)))
        explained |= constraint.facts
    for item in firing.disagreements:
        because_of = _because_of(item, firing, rulebook)
        if explained & {item.fact, *because_of}:
            continue  # it follows from what was said already
        if item.other is not None:
            raise ConflictingRules(
                f"{situation.name}: the rules {item.other} and {item.rule} disagree: {item.fact} would be both "
                f"{_written(firing.facts[item.fact])} and {_written(item.value)}; make their conditions exclude each other"
            )
        stated = f"{item.fact} is {_written(firing.facts[item.fact])}"
        because = " and ".join(f"{fact} is {_written(firing.facts[fact])}" for fact in because_of)
        message = f"{stated}, but {because}, which makes it {_written(item.value)}; correct one of them"
        problems.append(Problem(message, _place(situation, (item.fact,))))
    if problems:
        raise BadInput(sorted(problems, key=by_place))


def _because_of(item: Disagreement, firing: Firing, rulebook: Rulebook) -> tuple[str, ...]:
    rule = next(rule for rule in rulebook.rules if rule.id == item.rule)
    return vocabulary(rulebook).ordered(support(rule.when, firing.facts))


def _place(situation: Situation, facts: Iterable[str]) -> Place:
    places = [situation.places[fact] for fact in facts if fact in situation.places]
    return min(places, key=lambda place: (place.line or 0, place.column or 0)) if places else Place(situation.name)


def _written(value: Value) -> str:
    """Say a value as a situation file has it."""
    if isinstance(value, SetValue):
        return f"[{', '.join(sorted(value.members))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
