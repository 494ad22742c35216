"""Where a decision reads too much to be counted, a silent situation is searched for, and a bound that is reached is said."""

from __future__ import annotations

from random import Random

import pytest

from advisor.condition import SetValue, evaluate
from advisor.model import Recommend
from advisor.render.verified import render_text
from advisor.verify import diagram
from advisor.verify.applying import Applying
from advisor.verify.boxes import Boxes
from advisor.verify.outcomes import Outcomes
from advisor.verify.proving import verify
from advisor.verify.searching import Bounded, silent_situation
from tests.verify.making import rulebook_of_size


@pytest.mark.parametrize("seed", range(12))
def test_a_silent_situation_is_found_just_where_one_is_counted(seed: int) -> None:
    made = rulebook_of_size(Random(seed), 25, 8)
    applying = Applying(Boxes(made))
    for decision in made.decisions.values():
        speaking = [rule for rule in applying.speaking(decision.id) if isinstance(rule.then, Recommend) and rule.then.options]
        outcomes = Outcomes(applying.boxes, speaking)
        counted = outcomes.diagram.both(
            outcomes.valid, outcomes.diagram.denied(outcomes.diagram.any([outcomes.fires(rule) for rule in speaking]))
        )
        if any(item.omitted for item in outcomes.asked):
            continue
        found = silent_situation(decision, applying)
        assert (found is not None) is (outcomes.diagram.count(counted) > 0)
        if found is not None:
            assert all(value.complete for value in found.values() if isinstance(value, SetValue))
            assert not any(evaluate(rule.when, found) for rule in speaking)


def test_a_bound_that_is_reached_is_said() -> None:
    made = rulebook_of_size(Random(3), 40, 12)
    applying = Applying(Boxes(made))
    with pytest.raises(Bounded, match="a search of 1 choices"):
        silent_situation(made.decisions["t0"], applying, most=1)


def test_what_cannot_be_counted_is_not_called_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    made = rulebook_of_size(Random(3), 40, 12)
    monkeypatch.setattr(diagram.Diagram.__init__, "__defaults__", (50,))
    found = [defect for defect in verify(made).defects if defect.kind in ("gap", "unproved")]
    assert found
    assert all("too many to count" in defect.message or defect.kind == "unproved" for defect in found)
    assert all(defect.share is None for defect in found)
    text = "".join(render_text(verify(made), made, 80))
    assert "defects (" in text
