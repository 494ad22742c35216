"""Two rulebooks that differ in facts or in what they conclude: shares are those of counting every situation that both accept."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from advisor.advise import adviser
from advisor.condition import SetValue, Value
from advisor.difference import outcomes
from advisor.difference.outcomes import DecisionChange, decision_changes
from advisor.errors import Place
from advisor.model import SEVERITIES, Derive, Raise, Recommend, Rule, Rulebook
from advisor.mutation.mutants import mutants
from advisor.rulebook import load_rulebook
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.yaml_reader import parse_yaml
from advisor.situation import Situation
from advisor.verify.diagram import TooLarge
from tests.cli.running import SMALL
from tests.verify.making import rulebook_of_size

SEEDS = range(10)


@pytest.fixture(scope="module")
def small() -> Rulebook:
    return load_rulebook(str(SMALL), default=False)


class _Refused:
    def add(self, message: str, place: Place | None) -> None:  # noqa: ARG002  # as the reader of conditions calls it
        raise AssertionError(message)


def rule(name: str, when: str, then: Derive | Recommend | Raise, book: Rulebook) -> Rule:
    """Return a rule with a condition as a rule file has it."""
    document = parse_yaml(when, "when")
    condition = read_condition(document.data, document, (), book.facts, _Refused())
    assert condition is not None
    return Rule(name, "x", condition, then, "x", "source", ("guide:title/1",), (), Place("x.yaml", 1, 1))


def with_rules(book: Rulebook, *more: Rule) -> Rulebook:
    """Return the rulebook with these rules, in place of those of the same ids."""
    rules = {item.id: item for item in (*book.rules, *more)}
    return replace(book, rules=tuple(rules[name] for name in sorted(rules)))


def change(old: Rulebook, new: Rulebook, subject: str) -> DecisionChange:
    (found,) = (item for item in decision_changes(old, new) if item.subject == subject)
    return found


def names(book: Rulebook, decision: str, facts: dict[str, Value]) -> list[str]:
    return [option.id for option in adviser(book).advise(Situation("x", facts)).decision(decision).first]


def test_a_threshold_of_a_derived_fact_that_moves_is_counted(small: Rulebook) -> None:
    speaks = rule("title/small", "{company.stage: {is: startup}}", Recommend("title", ("devops-engineer",), (), "decisive"), small)
    old = with_rules(replace(small, rules=tuple(item for item in small.rules if isinstance(item.then, Derive))), speaks)
    moved = rule("stage/startup", "{company.engineers: {less_than: 60}}", Derive({"company.stage": "startup"}), small)
    new = with_rules(old, moved)
    found = change(old, new, "title")
    assert found.bounded is None
    (kind,) = found.changes
    assert (kind.what, kind.comes) == ("devops-engineer", True)
    assert names(new, "title", dict(kind.witness)) == ["devops-engineer"]
    assert names(old, "title", dict(kind.witness)) == []
    accepted = changed = 0
    for engineers in (0, 50, 60, 200):  # a number in each stretch that the rules for startups and those below 60 tell apart
        for stage in (None, "startup", "scale-up", "enterprise"):
            facts: dict[str, Value] = {"company.engineers": engineers}
            if stage is not None:
                facts["company.stage"] = stage
            firings = [adviser(book).engine.fire(facts) for book in (old, new)]
            if not any(firing.disagreements for firing in firings):
                accepted += 1
                changed += names(old, "title", facts) != names(new, "title", facts)
    assert changed == 1
    assert found.share == kind.share == Fraction(changed, accepted)


def test_a_fact_that_only_the_new_rules_have_is_counted_with(small: Rulebook) -> None:
    fact = replace(small.facts["offer.learning"], id="offer.garden")
    new = replace(small, facts={**small.facts, fact.id: fact})
    when = "{offer.garden: {is: true}}"
    new = with_rules(new, rule("look/garden", when, Recommend("communities", ("kubernetes",), (), "strong"), new))
    found = change(small, new, "communities")
    assert {(kind.what, kind.comes) for kind in found.changes} == {("kubernetes", True)}
    assert found.share is not None
    assert found.changes[0].witness["offer.garden"] is True
    back = change(new, small, "communities")
    assert back.share == found.share
    assert {(kind.what, kind.comes) for kind in back.changes} == {("kubernetes", False)}


def test_an_option_that_only_the_new_rules_have_is_no_situation_of_the_old(small: Rulebook) -> None:
    kinds = small.facts["work.kinds"]
    wider = replace(kinds, options={**kinds.options, "storage": "Storage"})
    new = replace(small, facts={**small.facts, "work.kinds": wider})
    new = with_rules(new, rule("look/store", "{work.kinds: {has: storage}}", Recommend("communities", ("kubernetes",), (), "strong"), new))
    assert [item.subject for item in decision_changes(small, new)] == []
    cloud = "{work.kinds: {has_any: [storage, cloud]}}"
    new = with_rules(new, rule("look/store", cloud, Recommend("communities", ("kubernetes",), (), "strong"), new))
    witness = change(small, new, "communities").changes[0].witness["work.kinds"]
    assert isinstance(witness, SetValue)
    assert witness.members >= {"cloud"}
    assert "storage" not in witness.members


def test_a_fact_of_another_type_is_searched_for_and_said(small: Rulebook) -> None:
    regions = replace(small.facts["company.regions"], type="boolean", low=None, high=None)
    new = with_rules(
        replace(small, facts={**small.facts, "company.regions": regions}),
        rule("look/cloud", "{work.kinds: {has: cloud}}", Recommend("communities", ("kubernetes",), (), "strong"), small),
    )
    found = change(small, new, "communities")
    assert found.share is None
    assert found.bounded == "company.regions means something else in the two rulebooks; 500 situations were looked at"
    assert ("kubernetes", True) in {(kind.what, kind.comes) for kind in found.changes}
    concern = change(small, new, "on-call-terms")
    assert (concern.share, concern.changes) == (None, ())
    assert concern.bounded == "company.regions means something else in the two rulebooks, so it was not compared"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_cannot_be_counted_of_a_concern_is_decided_all_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of change that is counted is found by boxes too, and what they find is so."""
    random = Random(seed)
    old = rulebook_of_size(random, 30, 7)
    old = replace(old, rules=tuple(_graded(item, random) for item in old.rules))
    raising = [mutant for mutant in mutants(old) if isinstance(mutant.rule.then, Raise) and mutant.operator != "override-dropped"]
    changed = {mutant.index: mutant.rule for mutant in random.sample(raising, min(2, len(raising)))}
    new = replace(old, rules=tuple(changed.get(index, item) for index, item in enumerate(old.rules)))
    counted = {(kind.what, kind.comes) for item in decision_changes(old, new) if not item.is_decision for kind in item.changes}

    def too_large(*_: object, **__: object) -> None:
        raise TooLarge

    monkeypatch.setattr(outcomes, "Outcomes", too_large)
    found = [item for item in decision_changes(old, new) if not item.is_decision]
    assert counted <= {(kind.what, kind.comes) for item in found for kind in item.changes}
    for item in found:
        assert item.bounded == "its rules read too many facts to count the share"
        for kind in item.changes:
            assert kind.share is None
            here, there = (f"blight, {_severity(book, kind.witness)}" == kind.what for book in (new, old))
            assert (here, there) == (kind.comes, not kind.comes)


def _graded(item: Rule, random: Random) -> Rule:
    return replace(item, then=replace(item.then, severity=random.choice(SEVERITIES))) if isinstance(item.then, Raise) else item


def _severity(book: Rulebook, facts: object) -> str | None:
    assert isinstance(facts, dict)
    advising = adviser(book)
    applied = advising.applied(Situation("witness", facts))
    raised = {item.then.severity for item in book.rules if item.id in applied and isinstance(item.then, Raise)}
    return next((severity for severity in SEVERITIES if severity in raised), None)


def test_shares_are_fractions_of_one(small: Rulebook) -> None:
    unpaid = small.rule("trust/on-call-unpaid")
    assert isinstance(unpaid.then, Raise)
    found = change(small, with_rules(small, replace(unpaid, then=replace(unpaid.then, severity="warning"))), "on-call-terms")
    assert {(kind.what, kind.comes, kind.share) for kind in found.changes} == {
        ("on-call-terms, error", False, found.share),
        ("on-call-terms, warning", True, found.share),
    }
    assert isinstance(found.share, Fraction)
