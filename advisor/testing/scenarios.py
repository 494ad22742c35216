"""Scenarios: situation files that say, under `expect`, what the advice on them must be."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from advisor.advise import evaluate
from advisor.errors import AdvisorError, BadInput, Place, Problem, did_you_mean, listing
from advisor.frozen import frozen
from advisor.model import STRENGTHS, Advice, DecisionAdvice, Rulebook, Strength
from advisor.render import text
from advisor.render.plain import value_data
from advisor.rulebook.files import FileModel
from advisor.rulebook.problems import Problems, validated
from advisor.rulebook.yaml_reader import Document, Path, read_yaml
from advisor.situation import Situation, situation_from
from advisor.testing.failures import Failure, Outcome


class DecisionExpectation(FileModel):
    """What must hold of one decision."""

    first: list[str] | None = None
    settled: bool | None = None
    open: list[str] = Field(default_factory=list)
    has: list[str] = Field(default_factory=list)
    lacks: list[str] = Field(default_factory=list)
    never: list[str] = Field(default_factory=list)
    against: list[str] = Field(default_factory=list)
    before: list[list[str]] = Field(default_factory=list)
    tied: list[list[str]] = Field(default_factory=list)
    strength: dict[str, Strength] = Field(default_factory=dict)
    strength_against: dict[str, Strength] = Field(default_factory=dict)
    reasons: dict[str, dict[str, Strength]] = Field(default_factory=dict)
    reasons_against: dict[str, dict[str, Strength]] = Field(default_factory=dict)


class ConcernExpectation(FileModel):
    """What must hold of the concerns."""

    has: dict[str, Literal["error", "warning", "info"]] = Field(default_factory=dict)
    only: dict[str, Literal["error", "warning", "info"]] | None = None
    lacks: list[str] = Field(default_factory=list)


class Expectation(FileModel):
    """What a scenario expects of the advice on it."""

    facts: dict[str, Any] = Field(default_factory=dict)
    decisions: dict[str, DecisionExpectation] = Field(default_factory=dict)
    concerns: ConcernExpectation = Field(default_factory=ConcernExpectation)
    says: list[str] = Field(default_factory=list)
    never_says: list[str] = Field(default_factory=list)
    next_question: str | None = None


def scenario_files(directory: str) -> list[str]:
    """Return the scenario files of a directory, sorted."""
    if not os.path.isdir(directory):
        return []
    return sorted(os.path.join(directory, name) for name in os.listdir(directory) if name.endswith((".yaml", ".yml")))


@frozen
class Scenario:
    """A situation and what the advice on it must be; `stated` is where that is written."""

    situation: Situation
    expected: Expectation
    stated: Document

    def failures(self, advice: Advice, rulebook: Rulebook) -> list[Failure]:
        """Return what is expected and not so."""
        return self.failures_of_fact(advice, rulebook) + self.failures_of_text(advice, rulebook)

    def failures_of_fact(self, advice: Advice, rulebook: Rulebook) -> list[Failure]:
        """Return what is expected and not so, but for how the advice reads, which takes longer to find out."""
        return [Failure(message, self.stated.place(path)) for message, path in _faults(self.expected, advice, rulebook)]

    def failures_of_text(self, advice: Advice, rulebook: Rulebook) -> list[Failure]:
        """Return what the advice should say in words and does not, or should not and does."""
        return [Failure(message, self.stated.place(path)) for message, path in _text_faults(self.expected, advice, rulebook)]


def expectation_of(document: Document) -> tuple[Expectation, Document]:
    """Return what a document's `expect` key says, and that part of it. Raises BadInput with every problem."""
    inner = Document(document.file, document.data["expect"], {at[1:]: mark for at, mark in document.marks.items() if at[:1] == ("expect",)})
    problems = Problems()
    expected = validated(inner, Expectation, problems)
    if expected is None:
        raise BadInput(problems.found)
    return expected, inner


def read_scenario(file: str, rulebook: Rulebook) -> Scenario:
    """Read a scenario. Raises BadInput for a file that is none."""
    document = read_yaml(file)
    if not isinstance(document.data, dict) or document.data.get("expect") is None:
        raise BadInput([Problem("a scenario needs an expect key that says what the advice must be", Place(file, 1, 1))])
    expected, inner = expectation_of(document)
    return Scenario(situation_from(document, rulebook, file), expected, inner)


def check_scenario(file: str, rulebook: Rulebook, engine: str = "compiled") -> Outcome:
    """Evaluate one scenario and compare the advice with what it expects; what cannot be read or evaluated fails."""
    try:
        scenario = read_scenario(file, rulebook)
        advice = evaluate(scenario.situation, rulebook, engine)
    except AdvisorError as error:
        return Outcome(1, tuple(Failure(problem.message, problem.place) for problem in error.problems))
    return Outcome(_count(scenario.expected), tuple(scenario.failures(advice, rulebook)))


def _count(expectation: Expectation) -> int:
    count = len(expectation.facts) + len(expectation.says) + len(expectation.never_says) + (expectation.next_question is not None)
    for decision in expectation.decisions.values():
        listed = (decision.open, decision.has, decision.lacks, decision.never, decision.against, decision.before, decision.tied)
        count += (decision.first is not None) + (decision.settled is not None) + sum(len(part) for part in listed)
        count += len(decision.strength) + len(decision.strength_against)
        count += sum(len(given) for side in (decision.reasons, decision.reasons_against) for given in side.values())
    concerns = expectation.concerns
    return count + len(concerns.has) + len(concerns.lacks) + (concerns.only is not None)


def _faults(expected: Expectation, advice: Advice, rulebook: Rulebook) -> Iterator[tuple[str, Path]]:
    known = {fact.id: value_data(rulebook.facts[fact.id], fact.value) for fact in advice.facts}
    for fact, value in expected.facts.items():
        if known.get(fact) != value or isinstance(value, bool) != isinstance(known.get(fact), bool):
            yield f"{fact} should be {value}, and is {known.get(fact, 'unknown')}", ("facts", fact)
    for decision_id, decision in expected.decisions.items():
        if decision_id not in rulebook.decisions:
            yield f"{decision_id} is no decision{did_you_mean(decision_id, rulebook.decisions)}", ("decisions", decision_id)
            continue
        for message, key in _decision_faults(decision, advice.decision(decision_id), rulebook):
            yield f"{decision_id}: {message}", ("decisions", decision_id, key)
    yield from _concern_faults(expected, advice, rulebook)
    if expected.next_question is not None:
        asked = advice.next_question.fact if advice.next_question else None
        if asked != expected.next_question:
            yield f"the next question should be {expected.next_question}, and is {asked}", ("next_question",)


def _text_faults(expected: Expectation, advice: Advice, rulebook: Rulebook) -> Iterator[tuple[str, Path]]:
    if not expected.says and not expected.never_says:
        return
    shown = " ".join("".join(text.render([advice], rulebook, 80, False)).split())
    for index, words in enumerate(expected.says):
        if words not in shown:
            yield f'the text should say "{words}"', ("says", index)
    for index, words in enumerate(expected.never_says):
        if words in shown:
            yield f'the text should not say "{words}"', ("never_says", index)


def _decision_faults(expected: DecisionExpectation, advice: DecisionAdvice, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    options = {option.id: option for option in advice.options}
    named = [
        *(expected.first or ()),
        *expected.has,
        *expected.lacks,
        *expected.never,
        *expected.against,
        *(name for pair in (*expected.before, *expected.tied) for name in pair),
        *expected.strength,
        *expected.strength_against,
        *expected.reasons,
        *expected.reasons_against,
    ]
    if unknown := sorted({name for name in named if name not in options}):
        yield f"{unknown[0]} is no option{did_you_mean(unknown[0], options)}", next(iter(expected.model_fields_set))
        return
    first = [option.id for option in advice.first]
    if expected.first is not None and set(first) != set(expected.first):
        yield f"{listing(expected.first) or 'nothing'} should come first, and {listing(first) or 'nothing'} does", "first"
    if expected.settled is not None and advice.settled != expected.settled:
        open_facts = f" ({listing(advice.open_facts)})" if advice.open_facts else ""
        yield (
            f"should be {'settled' if expected.settled else 'open'}, and is {'settled' if advice.settled else 'open'}{open_facts}",
            "settled",
        )
    for fact in expected.open:
        if fact not in rulebook.facts:
            yield f"{fact} is no fact{did_you_mean(fact, rulebook.facts)}", "open"
        elif fact not in advice.open_facts:
            yield f"{fact} should be among the open facts ({listing(advice.open_facts) or 'none'})", "open"
    for name in expected.has:
        if options[name].rank is None:
            yield f"{name} should be recommended, and is not", "has"
    for key, names in (("lacks", expected.lacks), ("never", expected.never)):
        for name in names:
            if options[name].rank is not None:
                rules = listing([reason.rule for reason in options[name].reasons])
                yield f"{name} should not be recommended, and is (by {rules})", key
    for name in expected.against:
        if not options[name].against:
            yield f"something should speak against {name}, and nothing does", "against"
    for pair in expected.before:
        ranks = [options[name].rank for name in pair]
        if any(rank is None for rank in ranks) or ranks != sorted(set(ranks)):  # type: ignore[type-var]  # None was ruled out before
            yield f"{' should come before '.join(pair)}, and the ranks are {listing([str(rank) for rank in ranks])}", "before"
    for pair in expected.tied:
        if len({options[name].rank for name in pair}) > 1 or options[pair[0]].rank is None:
            found = listing([str(options[name].rank) for name in pair])
            yield f"{listing(pair)} should share a rank, and the ranks are {found}", "tied"
    for key, wanted in (("strength", expected.strength), ("strength_against", expected.strength_against)):
        for name, strength in wanted.items():
            given = options[name].reasons if key == "strength" else options[name].against
            strongest = min((reason.strength for reason in given), key=STRENGTHS.index, default=None)
            if strongest != strength:
                side = "for" if key == "strength" else "against"
                yield f"the strongest reason {side} {name} should be {strength}, and is {strongest or 'not there'}", key
    for side_key, sides in (("reasons", expected.reasons), ("reasons_against", expected.reasons_against)):
        for name, named_rules in sides.items():
            said = {reason.rule: reason.strength for reason in (options[name].reasons if side_key == "reasons" else options[name].against)}
            for rule, strength in named_rules.items():
                if said.get(rule) != strength:
                    side = "for" if side_key == "reasons" else "against"
                    yield f"{rule} should give a {strength} reason {side} {name}, and gives {said.get(rule, 'none')}", side_key


def _concern_faults(expected: Expectation, advice: Advice, rulebook: Rulebook) -> Iterator[tuple[str, Path]]:
    raised = {concern.concern: concern.severity for concern in advice.concerns}
    wanted: Mapping[str, str] = {**expected.concerns.has, **(expected.concerns.only or {})}
    for concern in [*wanted, *expected.concerns.lacks]:
        if concern not in rulebook.concerns:
            yield f"{concern} is no concern{did_you_mean(concern, rulebook.concerns)}", ("concerns",)
    for concern, severity in wanted.items():
        if raised.get(concern) != severity:
            yield f"{concern} should be raised as {severity}, and is {raised.get(concern, 'not raised')}", ("concerns",)
    for concern, severity in raised.items():
        if concern in expected.concerns.lacks or (expected.concerns.only is not None and concern not in expected.concerns.only):
            rule = next(item.rule for item in advice.concerns if item.concern == concern)
            yield f"{concern} should not be raised, and is ({severity}, by {rule})", ("concerns",)
