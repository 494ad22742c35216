"""How well drafts are read: passages of our own, and labelled ads where they are at hand.

    python -m benchmarks.quality passages [--held] [--misses CONCERN]
    python -m benchmarks.quality write --ads DIR      writes docs/quality.md
"""

from __future__ import annotations

import argparse
import collections
from pathlib import Path

import yaml

from advisor.check import checker
from advisor.documents.structure import structure
from advisor.rulebook import load_rulebook, load_signalbook

PASSAGES = Path(__file__).resolve().parent.parent / "tests" / "passages"


def passages(folder: Path, misses: str | None = None) -> dict[str, tuple[int, int, int, int]]:
    """Return, by concern: positives found, positives, near misses raised, near misses."""
    signals = load_signalbook()
    checking = checker(load_rulebook(), signals)
    figures = {}
    for file in sorted(folder.glob("*.yaml")):
        bank = yaml.safe_load(file.read_text(encoding="utf-8"))
        concern = bank["concern"]
        count = collections.Counter()
        for kind in ("positives", "near_misses"):
            for passage in bank[kind]:
                report = checking.check(structure("passage", passage["text"], signals.headings))
                raised = [finding for finding in report.findings if finding.concern == concern]
                count[kind] += bool(raised)
                count[f"all {kind}"] += 1
                if misses in (concern, "all") and bool(raised) != (kind == "positives"):
                    excerpt = f" [{raised[0].excerpt}]" if raised else ""
                    print(f"{'missed' if kind == 'positives' else 'raised'} {concern}: {passage['text']}{excerpt}")
        figures[concern] = (count["positives"], count["all positives"], count["near_misses"], count["all near_misses"])
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["passages"])
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--misses")
    arguments = parser.parse_args()
    figures = passages(PASSAGES / "held" if arguments.held else PASSAGES, arguments.misses)
    for concern, (found, positives, raised, near) in figures.items():
        print(f"{concern:22} found {found:3} of {positives:3}   raised {raised:3} of {near:3}")
    total = [sum(column) for column in zip(*figures.values(), strict=True)]
    print(f"{'all':22} found {total[0]:3} of {total[1]:3}   raised {total[2]:3} of {total[3]:3}")


if __name__ == "__main__":
    main()
