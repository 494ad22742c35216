"""Running the examples inside rules: each `fires` must make its rule apply, each `silent` must not."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advise import adviser
from advisor.condition import SetValue, Value, evaluate, unknown_facts
from advisor.engine import indices, make_engine
from advisor.errors import AdvisorError, BadInput, Problem, did_you_mean, listing
from advisor.model import Example, Rule, Rulebook
from advisor.rulebook.yaml_reader import Document
from advisor.situation import Situation, situation_from
from advisor.testing.failures import Failure, Outcome
from advisor.testing.scenarios import Scenario, expectation_of


def check_examples(rulebook: Rulebook, examples: Mapping[str, tuple[Example, ...]]) -> Outcome:
    """Run every example of every rule."""
    failures = [failure for rule in rulebook.rules for example in examples[rule.id] for failure in check_example(rule, example, rulebook)]
    return Outcome(sum(len(listed) for listed in examples.values()), tuple(failures))


def check_example(rule: Rule, example: Example, rulebook: Rulebook) -> list[Failure]:
    """Run one example of a rule; return what is wrong with it."""
    try:
        situation = example_situation(example, rulebook)
        applies = rule.id in adviser(rulebook).applied(situation)
        scenario = example_scenario(example, situation)
    except AdvisorError as error:
        return [Failure(f"{rule.id}: this example is no valid situation: {problem.message}", example.place) for problem in error.problems]
    if applies != example.fires:
        return [Failure(f"{rule.id} {_why(rule, situation, rulebook)}", example.place)]
    return scenario.failures(adviser(rulebook).advise(situation), rulebook) if scenario else []


def example_scenario(example: Example, situation: Situation) -> Scenario | None:
    """Return the scenario that an example with an `expect` key is, or None for one without. Raises BadInput."""
    if "expect" not in example.facts:
        return None
    place = example.place
    return Scenario(situation, *expectation_of(Document(place.file, example.facts, {("expect",): (place.line or 1, place.column or 1)})))


def example_situation(example: Example, rulebook: Rulebook) -> Situation:
    """Return the situation that an example describes; raises BadInput."""
    place = example.place
    document = Document(place.file, example.facts, {(): (place.line or 1, place.column or 1)})
    said = {fact: value for fact, value in example.facts.items() if fact.startswith("ad.")}
    if not said:
        return situation_from(document, rulebook, str(place))
    # A draft is checked here: what it says is known in full, and only then.
    given = Document(document.file, {fact: value for fact, value in example.facts.items() if fact not in said}, document.marks)
    situation = situation_from(given, rulebook, str(place)) if given.data else Situation(str(place), {}, {})
    facts: dict[str, Value] = dict(situation.facts)
    for spec in rulebook.facts.values():
        if spec.id.startswith("ad."):
            facts[spec.id] = SetValue(frozenset()) if spec.type == "set" else False
    for fact, value in said.items():
        if fact not in rulebook.facts or not isinstance(value, list if rulebook.facts[fact].type == "set" else bool):
            raise BadInput([Problem(f"{fact} is no fact that a draft can say{did_you_mean(fact, rulebook.facts)}", place)])
        facts[fact] = SetValue(frozenset(value)) if isinstance(value, list) else value
    return Situation(str(place), facts, situation.places)


def _why(rule: Rule, situation: Situation, rulebook: Rulebook) -> str:
    firing = make_engine(rulebook, "reference").fire(situation.facts)
    answer = evaluate(rule.when, firing.facts)
    if answer is None:
        return f"should apply here, but {listing(sorted(unknown_facts(rule.when, firing.facts)))} is unknown"
    if not answer:
        return "should apply here, but its condition is false"
    true = {rulebook.rules[index].id for index in indices(firing.true)}
    overriding = sorted(other.id for other in rulebook.rules if other.id in true and rule.id in other.overrides)
    if overriding:
        return f"should apply here, but {listing(overriding)} overrides it"
    return "should be silent here, but it applies"
