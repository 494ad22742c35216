"""How fast rules are proved: the shipped ones, and generated rulebooks of 300 rules over 25 facts.

    python -m benchmarks.verifying [--seeds N] [--rules N] [--facts N] [--decisions N]

Times are of the processor. A decision that outgrows the diagram is said to be given up; the time until then counts.
"""

from __future__ import annotations

import argparse
from random import Random

from advisor.model import Rulebook
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.verify.applying import Applying
from advisor.verify.boxes import Boxes
from advisor.verify.conflicts import conflicts
from advisor.verify.diagram import TooLarge
from advisor.verify.outcomes import Outcomes
from advisor.verify.proving import verify
from advisor.verify.reach import unreachable
from benchmarks import machine
from tests.verify.making import rulebook_of_size


def main() -> None:
    """Measure and print; a minute or so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verifying", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many rulebooks are generated")
    parser.add_argument("--rules", type=int, default=300)
    parser.add_argument("--facts", type=int, default=25)
    parser.add_argument("--decisions", type=int, default=20)
    options = parser.parse_args()
    print(f"{machine.description()}; load {machine.load()}; a fixed loop takes {machine.calibration() * 1000:.0f} ms")
    shipped, signals = load_rulebook(), load_signalbook()
    least = min(machine.seconds(lambda: verify(shipped, signals)) for _ in range(3))
    print(f"shipped: {len(shipped.rules)} rules, {len(shipped.facts)} facts, everything verified in {least:.2f} s")
    for seed in range(options.seeds):
        made = rulebook_of_size(Random(seed), options.rules, options.facts, options.decisions)
        print(f"generated, seed {seed}: {options.rules} rules, {options.facts} facts, {options.decisions} decisions: {_generated(made)}")


def _generated(made: Rulebook) -> str:
    found = {}
    conflicting = machine.seconds(lambda: found.update(conflicts=len(list(conflicts(Applying(Boxes(made)))))))
    idle = machine.seconds(lambda: found.update(unreachable=len(list(unreachable(Applying(Boxes(made)))))))
    given_up: list[str] = []
    counting = machine.seconds(lambda: given_up.extend(_count(made)))
    return (
        f"{found['conflicts']} conflicts in {conflicting:.2f} s, {found['unreachable']} unreachable rules in {idle:.2f} s, "
        f"gap shares in {counting:.2f} s ({len(given_up)} decisions given up)"
    )


def _count(made: Rulebook) -> list[str]:
    applying = Applying(Boxes(made))
    given_up = []
    for decision in made.decisions.values():
        rules = applying.speaking(decision.id)
        heard = [*rules, *(over for rule in rules for over in applying.overriders.get(rule.id, ()))]
        try:
            outcomes = Outcomes(applying.boxes, heard)
            outcomes.share(outcomes.nothing(rules, decision.options, applying.overriders))
        except TooLarge:
            given_up.append(decision.id)
    return given_up


if __name__ == "__main__":
    main()
