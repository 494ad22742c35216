"""The shipped vocabulary as a person meets it: what a slip of theirs is told, and that no contradiction gets through."""

from __future__ import annotations

import pytest

from advisor import load_rulebook
from advisor.condition import All, Any, Condition, In, Members, Not, Range, SetValue, Value
from advisor.situation import Situation
from advisor.testing.properties import situation_yaml
from tests.cli.running import advisor


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("company: {enginers: 24}", "company.engineers"),
        ("compnay: {engineers: 24}", "company"),
        ("engineers: 24", "company.engineers"),
        ("titel: other", "role.title"),
        ("on-call: {required: true}", "on_call"),
        ("oncall: {required: true}", "on_call"),
        ("company: {budget: none}", "environment.budget"),
        ("work: {kinds: [cicd]}", "ci-cd"),
        ("work: {tools: [k8s]}", "kubernetes"),
        ("company: {clouds: [Google Cloud]}", "gcp"),
        ("company: {compliance: [SOC2]}", "soc-2"),
        ("role: {title: SRE}", "site-reliability-engineer"),
        ("role: {title: devops}", "devops-engineer"),
        ("environment: {provisioning: iac}", "infrastructure-as-code"),
    ],
)
def test_what_was_meant_is_guessed(text: str, meant: str) -> None:
    assert advisor("evaluate", "-", stdin=text.encode()).err.endswith(f"; did you mean {meant}?\n")


@pytest.mark.parametrize(
    "text", ["company: {weather: fine}", "offer: {salary: 100000}", "candidate: {name: Kim}", "work: {kinds: [cooking]}"]
)
def test_nothing_is_guessed_where_nothing_is_like_it(text: str) -> None:
    ran = advisor("evaluate", "-", stdin=text.encode())
    assert ran.code == 2
    assert "did you mean" not in ran.err


@pytest.mark.parametrize("constraint", [constraint.id for constraint in load_rulebook().constraints])
def test_every_constraint_is_held(constraint: str) -> None:
    rulebook = load_rulebook()
    (held,) = [item for item in rulebook.constraints if item.id == constraint]
    facts = _witness(held.never)
    ran = advisor("evaluate", "-", stdin=situation_yaml(Situation("witness", facts), rulebook).encode())
    assert ran.err.startswith("standard input:")
    assert ran.err.rstrip("\n").endswith(f": {held.message}")
    assert (ran.code, ran.out) == (2, "")


def _witness(condition: Condition, answer: bool = True) -> dict[str, Value]:
    """Return facts under which the condition has this answer, where its first parts alone can see to it."""
    match condition:
        case Not(part):
            return _witness(part, not answer)
        case All(parts) | Any(parts):
            every = isinstance(condition, All) == answer
            return {fact: value for part in (parts if every else parts[:1]) for fact, value in _witness(part, answer).items()}
        case In(fact, values) if answer:
            return {fact: sorted(values)[0]}
        case In(fact, values):
            return {fact: next(option for option in load_rulebook().facts[fact].options or (True, False) if option not in values)}
        case Range(fact, low, high):
            inside = low if low is not None else high - 1 if high is not None else 0
            return {fact: inside if answer else high if high is not None else inside - 1}
        case Members(fact, _, of):
            return {fact: SetValue(of if answer else frozenset())}
