"""Mutants: each differs from its rule in one thing, and none is called equivalent that any situation tells apart."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings

from advisor.advise import Adviser, adviser
from advisor.condition import All, Any, Condition, In, Members, Not, Range
from advisor.engine import make_engine
from advisor.errors import Place
from advisor.model import FactSpec, Rulebook
from advisor.mutation.conditions import mutants as changed
from advisor.mutation.conditions import written
from advisor.mutation.mutants import mutants
from advisor.mutation.signals import SignalTrial, signal_mutants
from advisor.mutation.trial import Trial, applies_differently
from advisor.mutation.verdicts import judge
from advisor.rulebook import default_rules, load_rulebook
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.signal_loading import load_signals
from advisor.rulebook.yaml_reader import parse_yaml
from advisor.situation import Situation
from advisor.testing import rulebooks
from advisor.testing.generation import valid
from advisor.testing.made import situation

SPECS = {
    "a.people": FactSpec("a.people", "integer", "people", "?", low=0, high=100),
    "a.paid": FactSpec("a.paid", "boolean", "paid", "?"),
    "a.colour": FactSpec("a.colour", "option", "colour", "?", options={"red": "Red", "green": "Green", "blue": "Blue"}),
    "a.tools": FactSpec("a.tools", "set", "tools", "?", options={"saw": "Saw", "axe": "Axe", "file": "File"}),
}


def texts(condition: Condition) -> set[str]:
    """Return the mutants of a condition, as a rule file has them."""
    return {written(mutant) for _, _, mutant in changed(condition, SPECS)}


def test_a_threshold_moves_by_one_and_stays_within_bounds() -> None:
    assert texts(Range("a.people", 8, None)) == {"{a.people: {at_least: 7}}", "{a.people: {at_least: 9}}", "{a.people: {less_than: 8}}"}
    assert "{a.people: {at_least: -1}}" not in texts(Range("a.people", 0, None))


def test_options_are_dropped_swapped_and_added() -> None:
    assert texts(In("a.colour", frozenset({"red", "green"}))) == {
        "{not: {a.colour: {in: [green, red]}}}",
        "{a.colour: {is: green}}",
        "{a.colour: {is: red}}",
        "{a.colour: {in: [blue, green]}}",
        "{a.colour: {in: [blue, red]}}",
        "{a.colour: {in: [blue, green, red]}}",
    }


def test_counts_of_members_move() -> None:
    assert {"{a.tools: {has_all: [axe, saw]}}", "{a.tools: {has: axe}}"} <= texts(Members("a.tools", 1, frozenset({"saw", "axe"})))


def test_all_any_and_not_are_turned_and_tests_dropped() -> None:
    paid, people = In("a.paid", frozenset((True,))), Range("a.people", 2, None)
    found = texts(All((paid, Not(people))))
    assert "{any: [{a.paid: {is: true}}, {not: {a.people: {at_least: 2}}}]}" in found
    assert "{a.paid: {is: true}}" in found
    assert "{all: [{a.paid: {is: true}}, {a.people: {at_least: 2}}]}" in found
    assert "{all: [{a.paid: {is: false}}, {not: {a.people: {at_least: 2}}}]}" in found


def test_what_is_written_reads_back() -> None:
    condition = Any(
        (
            All((Range("a.people", 2, 5), Range("a.people", 7, 8))),
            Not(Members("a.tools", 2, frozenset({"saw", "axe", "file"}))),
            In("a.paid", frozenset((True,))),
        )
    )
    document = parse_yaml(written(condition), "written")
    assert read_condition(document.data, document, (), SPECS, _Refused()) == condition


class _Refused:
    def add(self, message: str, place: Place | None) -> None:  # noqa: ARG002  # as the reader of conditions calls it
        raise AssertionError(message)


@given(rulebooks(rules=4, derived=1))
@settings(max_examples=25, deadline=None)
def test_each_mutant_differs_from_its_rule_and_from_the_others(rulebook: Rulebook) -> None:
    listed = mutants(rulebook)
    conditions = [(mutant.index, mutant.rule.when) for mutant in listed if mutant.part == "when"]
    assert len(set(conditions)) == len(conditions)
    assert all(mutant.rule != rulebook.rules[mutant.index] for mutant in listed)
    assert listed == mutants(rulebook)


def test_no_situation_tells_an_equivalent_mutant_from_its_rule() -> None:
    equivalent = 0
    for seed in range(8):
        rulebook, random = _no_derivation(seed), Random(seed)
        trial = Trial(rulebook, {rule.id: () for rule in rulebook.rules}, ())
        engine = make_engine(rulebook)
        tried = [valid(situation(rulebook, random, partial=0), rulebook, engine) for _ in range(40)]
        for mutant in [item for item in mutants(rulebook) if item.part == "when"][:60]:
            verdict = judge(mutant, trial)
            advising = trial.mutated(mutant)
            equivalent += verdict.fate == "equivalent"
            if verdict.fate == "equivalent":
                assert not any(_apart(rulebook, advising, mutant.rule.id, item) for item in tried), str(mutant)
    assert equivalent > 10


def _no_derivation(seed: int) -> Rulebook:
    from advisor.testing.made import rulebook

    return rulebook(Random(seed), rules=5, derived=0, depth=2)


def _apart(rulebook: Rulebook, advising: Adviser, rule_id: str, item: Situation) -> bool:
    return applies_differently(advising, rule_id, item, rule_id in adviser(rulebook).applied(item))


def test_the_shipped_signals_show_what_their_exceptions_are_for() -> None:
    signals = load_signals((default_rules(),), load_rulebook().facts)
    trial = SignalTrial(signals)
    assert trial.failures(signal.id for signal in signals.book.signals) == []
    tried = {str(mutant): trial.judge(mutant).fate for mutant in signal_mutants(signals.book)}
    assert len(tried) > 100
    assert [name for name, fate in tried.items() if fate != "noticed"] == []
