"""Laws that hold of every rulebook, tried on generated situations of this one.

Each law takes a rulebook and a situation and returns what is wrong, or None. A failure is shrunk by
Hypothesis and comes back as a situation file.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import yaml
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from advisor.advise import Adviser, adviser
from advisor.condition import SetValue, evaluate
from advisor.engine import Engine, make_engine
from advisor.errors import AdvisorError, MissingExtra
from advisor.frozen import frozen
from advisor.model import STRENGTHS, Advice, DecisionAdvice, Reason, Rulebook
from advisor.ranking import Weight, key_of, ranks
from advisor.render.plain import advice_data, value_data
from advisor.situation import Situation, complete
from advisor.testing.failures import Failure, Outcome
from advisor.testing.generation import random_value
from advisor.testing.strategies import situations

Law = Callable[[Rulebook, Situation, random.Random], str | None]


@frozen
class Named:
    """A law with the sentence it stands for."""

    name: str
    holds: Law


def _quiet(_: str) -> None:
    """Say nothing."""


def check_properties(rulebook: Rulebook, examples: int, say: Callable[[str], object] = _quiet) -> Outcome:
    """Try every law on so many generated situations; deterministic. `say` is told of what cannot be tried."""
    failures = []
    listed = list(laws(rulebook, say))
    for law in listed:
        if failure := try_law(law, rulebook, examples):
            failures.append(failure)
    return Outcome(len(listed), tuple(failures))


def situation_yaml(situation: Situation, rulebook: Rulebook) -> str:
    """Return a situation as a YAML file that `advisor evaluate` takes."""
    groups: dict[str, dict[str, object]] = {}
    for fact, value in situation.facts.items():
        if isinstance(value, SetValue) and not value.complete:
            continue
        group, _, name = fact.partition(".")
        groups.setdefault(group, {})[name] = value_data(rulebook.facts[fact], value)
    return str(yaml.safe_dump(groups, sort_keys=False, default_flow_style=None)) if groups else "{}\n"


def laws(rulebook: Rulebook, say: Callable[[str], object] = _quiet) -> Iterator[Named]:
    """Yield every law that can be tried on the rulebook; `say` is told of what cannot be."""
    yield Named("the same situation gives the same advice, whatever the order of facts", _same_again)
    yield Named("the order of rules never matters", _rule_order(rulebook))
    yield Named("a reason more for an option, or one less against it, never lowers it", _monotone)
    yield Named("a fact learned never undoes what was settled", _stays_settled)
    yield Named("no concern rests on something unknown, and every reason given is true", _all_true)
    yield Named("the compiled engine gives the reference's advice", _agrees(make_engine(rulebook, "reference"), rulebook))
    try:
        durable = make_engine(rulebook, "durable")
    except MissingExtra:
        say("properties: durable-rules is not installed, so its agreement is NOT TESTED")
    else:
        yield Named("durable-rules gives the compiled engine's advice", _agrees(durable, rulebook))


def try_law(law: Named, rulebook: Rulebook, examples: int) -> Failure | None:
    """Return how the law fails on one of so many generated situations, the smallest found, or None."""
    found: list[tuple[Situation, str]] = []

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        verbosity=Verbosity.quiet,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(situation=situations(rulebook), seed=st.integers(0, 1000))
    def attempt(situation: Situation, seed: int) -> None:
        try:
            wrong = law.holds(rulebook, situation, random.Random(seed))
        except AdvisorError as error:  # the situation is valid, so what fails is the rules
            wrong = error.problems[0].message
        if wrong is not None:
            found.append((situation, wrong))
            raise AssertionError(wrong)

    try:
        attempt()
    except AssertionError:
        situation, wrong = found[-1]  # the last attempt of shrinking is the smallest
        return Failure(f"not so: {law.name}: {wrong}", situation=situation_yaml(situation, rulebook))
    return None


def _advise(rulebook: Rulebook, situation: Situation) -> Advice:
    return adviser(rulebook).advise(situation)


def _same_again(rulebook: Rulebook, situation: Situation, rng: random.Random) -> str | None:
    shuffled = list(situation.facts.items())
    rng.shuffle(shuffled)
    once = advice_data(_advise(rulebook, situation), rulebook)
    again = advice_data(_advise(rulebook, Situation(situation.name, dict(shuffled))), rulebook)
    return None if once == again else "the advice differs"


def _rule_order(rulebook: Rulebook) -> Law:
    shuffled_rules = list(rulebook.rules)
    random.Random(1).shuffle(shuffled_rules)
    shuffled = replace(rulebook, rules=tuple(shuffled_rules))
    other = Adviser(shuffled, make_engine(shuffled))

    def law(rulebook: Rulebook, situation: Situation, _: random.Random) -> str | None:
        return _difference(_answers(_advise(rulebook, situation)), _answers(other.advise(situation)))

    return law


def _answers(advice: Advice) -> dict[str, object]:
    """Return what must not depend on the order of rules: everything but the order in which reasons are listed."""
    answers: dict[str, object] = {
        decision.id: (
            decision.settled,
            decision.open_facts,
            sorted((o.id, o.rank or 0, sorted(r.rule for r in o.reasons), sorted(r.rule for r in o.against)) for o in decision.options),
        )
        for decision in advice.decisions
    }
    answers["concerns"] = [(concern.concern, concern.severity, concern.rule) for concern in advice.concerns]
    answers["facts"] = [(fact.id, fact.value) for fact in advice.facts]
    return answers


def _difference(left: dict[str, object], right: dict[str, object]) -> str | None:
    return next((f"{key} differs" for key in left if left[key] != right[key]), None)


def _monotone(rulebook: Rulebook, situation: Situation, rng: random.Random) -> str | None:
    """Rank the advice's own reasons again, then with one more for an option, or one less against it."""
    advice = _advise(rulebook, situation)
    decision = advice.decisions[rng.randrange(len(advice.decisions))]
    sides = {option.id: (_weights(option.reasons), _weights(option.against)) for option in decision.options}
    keys = {option: key_of(*side) for option, side in sides.items()}
    if ranks(keys) != {option.id: option.rank for option in decision.options if option.rank is not None}:
        return f"{decision.id} is not ranked by its reasons"
    chosen = rng.choice(sorted(sides))
    pro, con = sides[chosen]
    if con and rng.random() < 0.5:
        con.remove(rng.choice(sorted(con)))
    else:
        pro.add((rng.randrange(3), f"added:{rng.randrange(3)}"))
    before, after = keys[chosen], key_of(pro, con)
    return None if after >= before else f"{chosen} of {decision.id} fell from {before} to {after}"


def _weights(reasons: Iterable[Reason]) -> set[Weight]:
    return {(STRENGTHS.index(reason.strength), reason.cites[0]) for reason in reasons}


def _stays_settled(rulebook: Rulebook, situation: Situation, rng: random.Random) -> str | None:
    before = _advise(rulebook, situation)
    settled = [decision for decision in before.decisions if decision.settled]
    more = _learn(rulebook, situation, rng)
    after = _advise(rulebook, more)
    for decision in settled:
        now = after.decision(decision.id)
        if not now.settled:
            return f"{decision.id} was settled, and is open once {_learned(situation, more)} is known"
        if _outcome(decision) != _outcome(now):
            return f"{decision.id} was settled on {_outcome(decision)}, and is {_outcome(now)} once {_learned(situation, more)} is known"
    return None


def _outcome(decision: DecisionAdvice) -> list[str]:
    return sorted(option.id for option in (decision.first if decision.answer == "choose" else decision.ranked))


def _learn(rulebook: Rulebook, situation: Situation, rng: random.Random) -> Situation:
    """Return the situation with one more fact known, or as it is where no valid one is found."""
    known = {fact: value for fact, value in situation.facts.items() if not (isinstance(value, SetValue) and not value.complete)}
    unknown = [spec for spec in rulebook.facts.values() if spec.givable and spec.id not in known]
    rng.shuffle(unknown)
    engine = adviser(rulebook).engine
    for spec in unknown[:5]:
        more = complete({**known, spec.id: random_value(spec, rulebook, rng)}, rulebook.facts)
        firing = engine.fire(more)
        if not firing.violated and not firing.disagreements:
            return Situation(situation.name, more)
    return situation


def _learned(before: Situation, after: Situation) -> str:
    return ", ".join(f"{fact}={value}" for fact, value in after.facts.items() if before.facts.get(fact) != value)


def _all_true(rulebook: Rulebook, situation: Situation, _: random.Random) -> str | None:
    advice = _advise(rulebook, situation)
    facts = adviser(rulebook).engine.fire(situation.facts).facts
    rules = {rule.id: rule for rule in rulebook.rules}
    given_rules = [concern.rule for concern in advice.concerns]
    given_rules += [other.rule for concern in advice.concerns for other in concern.also]
    given_rules += [r.rule for d in advice.decisions for o in d.options for r in (*o.reasons, *o.against)]
    return next(
        (f"{rule} is given, and its condition is not true" for rule in given_rules if evaluate(rules[rule].when, facts) is not True), None
    )


def _agrees(engine: Engine, rulebook: Rulebook) -> Law:
    other = Adviser(rulebook, engine)

    def law(rulebook: Rulebook, situation: Situation, _: random.Random) -> str | None:
        ours = advice_data(_advise(rulebook, situation), rulebook)
        theirs = advice_data(other.advise(situation), rulebook)
        return None if ours == theirs else next(f"{key} differ" for key in ours if ours[key] != theirs[key])

    return law
