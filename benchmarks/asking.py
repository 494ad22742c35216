"""How many questions the interview asks, beside asking everything that is relevant in the order of the vocabulary.

    python -m benchmarks.asking [--situations N]

Somebody answers as a situation says, and "don't know" where it says nothing. Relevant are the facts on which title, level or
profile may depend when nothing is known. The choices must be those that all answers together give.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean, median

from advisor.advise import adviser
from advisor.condition import SetValue, Value
from advisor.interview import Interview
from advisor.model import Advice, Rulebook
from advisor.rulebook import load_rulebook, scenarios_directory
from advisor.situation import Situation, complete
from advisor.testing.generation import random_value, valid

SEED = 20_261


def relevant(rulebook: Rulebook) -> list[str]:
    """Return the facts on which a choice may depend, in the vocabulary's order."""
    decisions = adviser(rulebook).advise(Situation("nothing", {}), next_question=False).decisions
    named = {fact for decision in decisions if decision.answer == "choose" for fact in decision.open_facts}
    return [fact for fact in rulebook.facts if fact in named]


def interviewed(known: Mapping[str, Value], rulebook: Rulebook) -> Interview:
    """Return an interview in which somebody who knows this much has answered."""
    talk = Interview(rulebook)
    while (question := talk.question) is not None:
        if question.fact in known:
            talk.give(question.fact, known[question.fact])
        else:
            talk.dont_know()
    return talk


def choices(advice: Advice) -> dict[str, list[str]]:
    """Return which options come first in each choice."""
    return {item.id: sorted(option.id for option in item.first) for item in advice.decisions if item.answer == "choose"}


def scenarios(rulebook: Rulebook) -> list[Mapping[str, Value]]:
    """Return what is known in each scenario."""
    read = [Situation.read(str(file), rulebook) for file in sorted(Path(scenarios_directory()).glob("*.yaml"))]
    return [_whole(situation.facts) for situation in read]


def generated(rulebook: Rulebook, count: int) -> list[Mapping[str, Value]]:
    """Return situations in which everything is known that can be together."""
    rng, found = random.Random(SEED), list[Mapping[str, Value]]()
    specs = [spec for spec in rulebook.facts.values() if spec.givable]
    for _ in range(count):
        rng.shuffle(specs)
        facts = {spec.id: random_value(spec, rulebook, rng) for spec in specs}
        found.append(_whole(valid(facts, rulebook, adviser(rulebook).engine).facts))
    return found


def _whole(facts: Mapping[str, Value]) -> dict[str, Value]:
    return {fact: value for fact, value in facts.items() if not (isinstance(value, SetValue) and not value.complete)}


def measure(name: str, known: Sequence[Mapping[str, Value]], rulebook: Rulebook) -> None:
    """Print the figures over these situations; raises AssertionError where the interview comes to another answer."""
    order, counts, in_order, seconds = relevant(rulebook), [], [], []
    for facts in known:
        start = time.process_time()
        talk = interviewed(facts, rulebook)
        seconds.append((time.process_time() - start) / max(1, talk.asked))
        every = Situation("every", complete(dict(facts), rulebook.facts))
        wanted = choices(adviser(rulebook).advise(every, next_question=False))
        assert choices(talk.advice) == wanted, (dict(facts), talk.answers, choices(talk.advice), wanted)
        counts.append(talk.asked)
        in_order.append(asked_in_order(order, facts, rulebook))
    print(f"{name:<28} {len(known):>6} {mean(counts):>8.2f} {mean(in_order):>10.2f} {1000 * median(seconds):>8.1f}")


def asked_in_order(order: Sequence[str], known: Mapping[str, Value], rulebook: Rulebook) -> int:
    """Return how many questions are asked where each relevant one is, in order, and then what only these answers make relevant."""
    asked = list(order)
    facts = {fact: known[fact] for fact in asked if fact in known}
    while True:
        advice = adviser(rulebook).advise(Situation("so far", complete(facts, rulebook.facts)), next_question=False)
        more = adviser(rulebook).question(Situation("so far", facts), advice.decisions, [fact for fact in asked if fact not in facts])
        if more is None:
            return len(asked)
        asked.append(more.fact)
        facts.update({more.fact: known[more.fact]} if more.fact in known else {})


def main() -> None:
    """Print the mean numbers of questions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asking", description=__doc__)
    parser.add_argument("--situations", type=int, default=1000, help="how many situations to generate")
    options = parser.parse_args()
    rulebook = load_rulebook()
    print(f"{'':<28} {'':>6} {'asked':>8} {'every one':>10} {'ms each':>8}")
    measure("scenarios", scenarios(rulebook), rulebook)
    measure("generated, all known", generated(rulebook, options.situations), rulebook)


if __name__ == "__main__":
    main()
