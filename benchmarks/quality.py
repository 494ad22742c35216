"""How well drafts are read: passages of our own, and labelled ads where they are at hand.

    python -m benchmarks.quality passages [--held] [--misses CONCERN]
    python -m benchmarks.quality write --jobs DIR      writes docs/quality.md

A third of the labelled ads, those whose fingerprint divides by three, and half of the passages are held
out: whoever writes signals does not read them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from advisor.check import checker
from advisor.documents.structure import structure
from advisor.rulebook import load_rulebook, load_signalbook

ROOT = Path(__file__).resolve().parent.parent
PASSAGES = ROOT / "tests" / "passages"
Counts = tuple[int, int, int, int]
"""Positives found, positives, near misses raised, near misses."""


def passages(folder: Path, misses: str | None = None) -> dict[str, Counts]:
    """Return the counts of a folder of passages, by concern."""
    signals = load_signalbook()
    checking = checker(load_rulebook(), signals)
    figures: dict[str, Counts] = {}
    for file in sorted(folder.glob("*.yaml")):
        bank = yaml.safe_load(file.read_text(encoding="utf-8"))
        concern = bank["concern"]
        count: Counter[str] = Counter()
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


def ads(jobs: Path, held: bool) -> dict[str, Any]:
    """Return the score of one part of the labelled ads, as `score.py` beside them computes it."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder)
        (part / "ads").mkdir()
        rows = [
            row
            for row in (jobs / "labels.jsonl").read_text(encoding="utf-8").splitlines()
            if (int(json.loads(row)["sha256"][:8], 16) % 3 == 0) == held
        ]
        (part / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
        for row in rows:
            shutil.copy(jobs / "ads" / f"{json.loads(row)['id']}.txt", part / "ads")
        command = [sys.executable, str(jobs / "score.py"), "--json", "--ads", str(part / "ads"), "--labels", str(part / "labels.jsonl")]
        command += ["--advisor", f"{sys.executable} -m advisor"]
        result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT).stdout)
        return result


def page(jobs: Path) -> Iterator[str]:
    """Yield the lines of docs/quality.md."""
    yield "# How well drafts are read\n"
    yield "Made by `make quality`. *Seen* texts were open to whoever wrote the signals, *unseen* ones were kept from them: a third of the"
    yield "labelled ads and half of the passages. The gap between the columns is how far the signals are fitted to what was seen.\n"
    yield from _ads_table(ads(jobs, held=False), ads(jobs, held=True))
    yield from _passage_table(passages(PASSAGES), passages(PASSAGES / "held"))


def _ads_table(seen: dict[str, Any], unseen: dict[str, Any]) -> Iterator[str]:
    yield f"## Labelled ads: {seen['ads']} seen, {unseen['ads']} unseen\n"
    yield "| | seen | unseen |\n|---|---|---|"
    for name, path in (("precision", "precision"), ("recall", "recall"), ("F1", "f1")):
        yield f"| stated concerns, micro {name} | {_figure(seen['micro'][path])} | {_figure(unseen['micro'][path])} |"
    yield f"| spans hit | {_figure(seen['spans_hit'])} | {_figure(unseen['spans_hit'])} |"
    for name in seen["expectations_f1"]:
        yield f"| expectation {name}, F1 | {_figure(seen['expectations_f1'][name])} | {_figure(unseen['expectations_f1'][name])} |"
    for name, key in (
        ("title fit", "title"),
        ("title fit by repeating the ad's own title", "title_echo"),
        ("level", "level"),
        ("years", "years"),
    ):
        yield f"| {name} | {_figure(seen[key])} | {_figure(unseen[key])} |"
    for name, key in (("control ads", "control_ads"), ("false alarms on control ads", "control_false_alarms")):
        yield f"| {name} | {seen[key]} | {unseen[key]} |"
    yield "\n| concern | F1 seen | found, false, missed | F1 unseen | found, false, missed |\n|---|---|---|---|---|"
    for concern in dict.fromkeys([*seen["concerns"], *unseen["concerns"]]):
        cells = []
        for part in (seen, unseen):
            row = part["concerns"].get(concern)
            cells += [_figure(row["f1"]), f"{row['tp']}, {row['fp']}, {row['fn']}"] if row else ["", ""]
        yield f"| {concern} | {' | '.join(cells)} |"
    yield ""


def _passage_table(seen: dict[str, Counts], unseen: dict[str, Counts]) -> Iterator[str]:
    yield "## Passages of our own\n"
    yield "Indirect ways of saying a concern, and near misses that must not raise it (`tests/passages/`).\n"
    yield "| concern | found, seen | raised, seen | found, unseen | raised, unseen |\n|---|---|---|---|---|"
    for concern in [*seen, "all"]:
        parts = [figures[concern] if concern in figures else _sum(figures) for figures in (seen, unseen)]
        yield (
            f"| {concern} | "
            + " | ".join(f"{found} of {positives} | {raised} of {near}" for found, positives, raised, near in parts)
            + " |"
        )


def _sum(figures: dict[str, Counts]) -> Counts:
    first, second, third, fourth = (sum(column) for column in zip(*figures.values(), strict=True))
    return first, second, third, fourth


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def main() -> None:
    """Print the figures of the passages, or write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["passages", "write"])
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--misses")
    parser.add_argument("--jobs", type=Path, default=ROOT.parent / "shared" / "jobs")
    arguments = parser.parse_args()
    if arguments.what == "write":
        (ROOT / "docs" / "quality.md").write_text("\n".join(page(arguments.jobs)) + "\n", encoding="utf-8")
        return
    figures = passages(PASSAGES / "held" if arguments.held else PASSAGES, arguments.misses)
    for concern, (found, positives, raised, near) in [*figures.items(), ("all", _sum(figures))]:
        print(f"{concern:22} found {found:3} of {positives:3}   raised {raised:3} of {near:3}")


if __name__ == "__main__":
    main()
