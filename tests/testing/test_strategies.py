"""The public strategies: what they draw is valid, covers every kind, and shrinks."""

from __future__ import annotations

from hypothesis import find, given, settings
from hypothesis import strategies as st

from advisor import condition, evaluate
from advisor.errors import ConflictingRules
from advisor.model import FactSpec, Rulebook
from advisor.rulebook import load_rulebook
from advisor.testing import facts, rulebooks, situations, values

SHIPPED = load_rulebook()


@given(situations(SHIPPED))
@settings(max_examples=30, deadline=None)
def test_every_situation_drawn_can_be_advised_on(situation: object) -> None:
    assert len(evaluate(situation, SHIPPED).decisions) == len(SHIPPED.decisions)  # type: ignore[arg-type]  # a Situation


@given(rulebooks(), st.data())
@settings(max_examples=30, deadline=None)
def test_every_rulebook_drawn_can_be_used(rulebook: Rulebook, data: st.DataObject) -> None:
    situation = data.draw(situations(rulebook))
    try:
        advice = evaluate(situation, rulebook)
    except ConflictingRules:
        return
    assert [decision.id for decision in advice.decisions] == list(rulebook.decisions)


@given(facts())
@settings(max_examples=50)
def test_every_fact_drawn_has_what_its_type_needs(spec: FactSpec) -> None:
    assert bool(spec.options) == (spec.type in ("option", "set"))
    assert (spec.low is not None) == (spec.type == "integer")


def test_integers_lie_on_both_sides_of_the_thresholds() -> None:
    spec = SHIPPED.facts["company.engineers"]
    assert [find(values(spec, SHIPPED), edge.__eq__) for edge in (49, 50, 199, 200)] == [49, 50, 199, 200]


def test_a_rulebook_drawn_shrinks() -> None:
    found = find(rulebooks(rules=3), lambda made: any(isinstance(test, condition.Range) for test in _tests(made)))
    assert len(_tests(found)) <= 4


def _tests(rulebook: Rulebook) -> list[condition.Test]:
    return [test for rule in rulebook.rules for test in condition.tests(rule.when)]
