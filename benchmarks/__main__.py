"""Measure everything, print it, and write it to docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from advisor.rulebook import load_rulebook
from benchmarks import advising, checking, firing, machine, starting
from benchmarks.checking_page import render_checking
from benchmarks.page import Figures, render

OTHERS = {
    "The web page, many clients at once": "serving",
    "Audits": "auditing",
    "Proofs": "verifying",
    "Questions of the interview": "asking",
}
"""What is measured by modules of their own, which print what they find."""
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    """Run the measurements: some fifteen minutes, half of them audits and the many evaluations on durable-rules."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "part", nargs="?", choices=("all", "checking"), default="all", help="checking: measure only that, and write no page"
    )
    parser.add_argument("--rounds", type=int, default=machine.ROUNDS, help="how often each engine runs all situations")
    parser.add_argument("--evaluations", type=int, default=50_000, help="over how many evaluations memory is watched")
    parser.add_argument("-o", "--output", type=Path, default=PAGE, help="where to write the page; - writes none")
    options = parser.parse_args()
    if options.part == "checking":
        print(f"calibration: {machine.calibration() * 1000:.0f} ms; load average {machine.load()}\n")
        print(render_checking(checking.measure(options.rounds)))
        return
    load, rulebook = machine.load(), load_rulebook()
    calibration = machine.calibration()
    _say("whole advice")  # first, while the process holds nothing else
    advised = advising.measure(options.rounds)
    _say("which rules are true, engine beside engine")
    speeds = firing.measure(options.rounds)
    _say("commands")
    started = starting.measure()
    _say("checking drafts")
    checked = checking.measure(options.rounds)
    load = f"{load} before, {machine.load()} after"
    growth = {}
    for engine in ("compiled", "durable"):
        if engine == "compiled" or machine.installed("durable-rules"):
            _say(f"memory over {options.evaluations:,} evaluations, {engine}")
            growth[engine] = int(machine.run_child("benchmarks.advising", engine, str(options.evaluations))) / 1024
    others = {}
    for title, module in OTHERS.items():
        _say(title)
        others[title] = machine.run_child(f"benchmarks.{module}")
    figures = Figures(
        machine=machine.description(),
        calibration=calibration,
        load=load,
        rounds=options.rounds,
        rules=len(rulebook.rules),
        facts=len(rulebook.facts),
        speeds=speeds,
        advising=advised,
        warm=advising.WARM,
        evaluations=options.evaluations,
        growth=growth,
        starting=started,
        checking=checked,
        others=others,
    )
    page = render(figures)
    print(page)
    if str(options.output) != "-":
        options.output.write_text(page, encoding="utf-8")


def _say(what: str) -> None:
    print(f"measuring: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
