"""Trying mutants: which example or scenario, if any, notices that a rule has changed.

Only what the change can reach is run again: the rule's own examples, the examples of rules whose standing it
changes (what it overrides, what reads the facts it derives), and the scenarios in which the changed part counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from advisor.advise import Adviser, adviser
from advisor.condition import evaluate, facts_read
from advisor.engine import Firing, make_engine
from advisor.errors import AdvisorError
from advisor.frozen import frozen
from advisor.model import Advice, Derive, Example, Rulebook
from advisor.mutation.mutants import Mutant
from advisor.situation import Situation
from advisor.testing.examples import check_example, example_scenario, example_situation
from advisor.testing.failures import Failure
from advisor.testing.scenarios import Scenario, read_scenario


@frozen
class Tried:
    """An example prepared: its situation, and what held there before anything was changed."""

    example: Example
    situation: Situation
    firing: Firing
    overridden: bool


@frozen
class Staged:
    """A scenario prepared: what held there before anything was changed."""

    scenario: Scenario
    firing: Firing
    advice: Advice


class Trial:
    """A rulebook with its examples and scenarios, all of which pass, ready to try mutants on."""

    def __init__(self, rulebook: Rulebook, examples: Mapping[str, tuple[Example, ...]], scenario_files: Sequence[str]) -> None:
        """Prepare everything; `failures` are of examples and scenarios that fail as they are."""
        self.rulebook = rulebook
        self._adviser = adviser(rulebook)
        self.failures: list[Failure] = []
        scenarios: list[Scenario] = []
        self.examples: dict[str, list[Tried]] = {}
        for rule in rulebook.rules:
            bits = sum(1 << index for index, other in enumerate(rulebook.rules) if rule.id in other.overrides)
            self.examples[rule.id] = tried = []
            for example in examples[rule.id]:
                if found := check_example(rule, example, rulebook):
                    self.failures += found
                    continue
                situation = example_situation(example, rulebook)
                firing = self._adviser.engine.fire(situation.facts)
                tried.append(Tried(example, situation, firing, bool(firing.true & bits)))
                if scenario := example_scenario(example, situation):
                    scenarios.append(scenario)
        for file in scenario_files:
            scenario = read_scenario(file, rulebook)
            self.failures += scenario.failures(self._adviser.advise(scenario.situation), rulebook)
            scenarios.append(scenario)
        self.scenarios = [
            Staged(scenario, self._adviser.engine.fire(scenario.situation.facts), self._adviser.advise(scenario.situation))
            for scenario in scenarios
        ]

    @cached_property
    def _readers(self) -> dict[str, set[str]]:
        """For each fact, the rules that read it."""
        found: dict[str, set[str]] = {}
        for rule in self.rulebook.rules:
            for fact in facts_read(rule.when):
                found.setdefault(fact, set()).add(rule.id)
        return found

    def notices(self, mutant: Mutant) -> str | None:
        """Return what notices the mutant, an example or a scenario by its place, or None."""
        if isinstance(mutant.rule.then, Derive):
            return next(self._derived(mutant), None)
        return next(self._examples(mutant), None) or next(self._scenarios(mutant), None)

    def mutated(self, mutant: Mutant) -> Adviser:
        """Return the adviser under the rulebook in which the mutant stands in for its rule."""
        rules = list(self.rulebook.rules)
        rules[mutant.index] = mutant.rule
        changed = replace(self.rulebook, rules=tuple(rules))
        return Adviser(
            changed, self._adviser.engine if mutant.part != "when" and not isinstance(mutant.rule.then, Derive) else make_engine(changed)
        )

    def reached(self, mutant: Mutant) -> Iterator[Staged]:
        """Yield the scenarios in which the changed part counts."""
        before = self.rulebook.rules[mutant.index].when
        for staged in self.scenarios:
            answer = evaluate(before, staged.firing.facts)
            if answer is not False if mutant.part != "when" else answer is not evaluate(mutant.rule.when, staged.firing.facts):
                yield staged

    def _examples(self, mutant: Mutant) -> Iterator[str]:
        """Yield the examples, the rule's own and those of what it overrides, that notice a rule that derives nothing."""
        rule = mutant.rule
        if mutant.part == "when":
            for tried in self.examples[rule.id]:
                applies = evaluate(rule.when, tried.firing.facts) is True and not tried.overridden
                if applies != tried.example.fires:
                    yield str(tried.example.place)
        targets = set(self.rulebook.rules[mutant.index].overrides)
        if mutant.part == "then" or not targets:
            return
        others = [(1 << index, other.overrides) for index, other in enumerate(self.rulebook.rules) if index != mutant.index]
        for target in sorted(targets):
            bits = sum(bit for bit, overrides in others if target in overrides)
            when = self.rulebook.rule(target).when
            for tried in self.examples[target]:
                over = bool(tried.firing.true & bits) or (target in rule.overrides and evaluate(rule.when, tried.firing.facts) is True)
                if (evaluate(when, tried.firing.facts) is True and not over) != tried.example.fires:
                    yield str(tried.example.place)

    def _scenarios(self, mutant: Mutant) -> Iterator[str]:
        advising: Adviser | None = None
        changed: list[tuple[Scenario, Advice]] = []
        for staged in self.reached(mutant):
            advising = advising or self.mutated(mutant)
            advice = advising.advise(staged.scenario.situation)
            if advice != staged.advice:
                changed.append((staged.scenario, advice))
                if found := staged.scenario.failures_of_fact(advice, self.rulebook):
                    yield str(found[0].place)
        for scenario, advice in changed:
            if found := scenario.failures_of_text(advice, self.rulebook):
                yield str(found[0].place)

    def _derived(self, mutant: Mutant) -> Iterator[str]:
        """Yield what notices a rule that derives facts: its examples, those of the rules that read them in turn, all scenarios."""
        advising = self.mutated(mutant)
        for rule_id in [mutant.rule.id, *sorted(self._downstream(mutant))]:
            for tried in self.examples[rule_id]:
                if applies_differently(advising, rule_id, tried.situation, tried.example.fires):
                    yield str(tried.example.place)
        for staged in self.scenarios:
            try:
                found = staged.scenario.failures(advising.advise(staged.scenario.situation), self.rulebook)
            except AdvisorError as error:
                found = [Failure(error.problems[0].message, staged.scenario.stated.place())]
            if found:
                yield str(found[0].place)

    def _downstream(self, mutant: Mutant) -> set[str]:
        assert isinstance(mutant.rule.then, Derive)
        found: set[str] = set()
        waiting: list[Iterable[str]] = [mutant.rule.then.facts]
        while waiting:
            for rule_id in set().union(*(self._readers.get(fact, set()) for fact in waiting.pop())) - found:
                found.add(rule_id)
                then = self.rulebook.rule(rule_id).then
                if isinstance(then, Derive):
                    waiting.append(then.facts)
        return found - {mutant.rule.id}


def applies_differently(advising: Adviser, rule_id: str, situation: Situation, applies: bool) -> bool:
    """Return whether a rule does not (or does) apply as said; a situation that is refused counts as different."""
    try:
        return (rule_id in advising.applied(situation)) != applies
    except AdvisorError:
        return True
