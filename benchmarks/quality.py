"""How well drafts are read: passages of our own, and labelled ads where they are at hand.

    python -m benchmarks.quality passages [--held] [--misses CONCERN]
    python -m benchmarks.quality write --jobs DIR      writes docs/quality.md

Passages in `held/` are read by nobody who writes signals. A third of the labelled ads, those whose fingerprint divides
by three, were read last; `BEFORE` has how well they were read until then. `benchmarks/labels/` has labels of 128 more ads, of those
that lie unlabelled beside the others: `unread.jsonl` is of ads that nobody who writes signals reads with its labels.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from advisor.check import checker
from advisor.documents.structure import structure
from advisor.rulebook import load_rulebook, load_signalbook

ROOT = Path(__file__).resolve().parent.parent
PASSAGES = ROOT / "tests" / "passages"
LABELS = ROOT / "benchmarks" / "labels"
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


def ads(jobs: Path, held: bool | None = None) -> dict[str, Any]:
    """Return the score of one part of the labelled ads, as `score.py` beside them computes it."""
    rows = (jobs / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return score(jobs, "ads", [row for row in rows if held is None or (int(json.loads(row)["sha256"][:8], 16) % 3 == 0) == held])


def more_ads(jobs: Path, name: str) -> dict[str, Any]:
    """Return the score of the ads labelled in a file of `benchmarks/labels/`."""
    return score(jobs, "unlabelled", (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def score(jobs: Path, folder: str, rows: Iterable[str]) -> dict[str, Any]:
    """Return the score of the ads of a folder that these rows label."""
    with tempfile.TemporaryDirectory() as made:
        part = Path(made)
        (part / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
        command = [sys.executable, str(jobs / "score.py"), "--json", "--ads", str(jobs / folder), "--labels", str(part / "labels.jsonl")]
        command += ["--advisor", f"{sys.executable} -m advisor"]
        result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT).stdout)
        return result


BEFORE: dict[str, Any] = {
    "micro": {"precision": 0.77, "recall": 0.77, "f1": 0.77},
    "spans_hit": 0.94,
    "expectations_f1": {"tooling": 0.97, "on_call": 0.89, "autonomy": 0.71, "growth": 0.81, "impact": 0.74},
    "title": 0.87,
    "title_echo": 0.84,
    "level": 1.0,
    "years": 0.93,
    "control_ads": 3,
    "control_false_alarms": 1,
}
"""How the last third was read on 24 November 2026, by signals whose authors had not seen it."""

READ_BEFORE: dict[str, Any] = {
    "micro": {"precision": 0.96, "recall": 0.87, "f1": 0.91},
    "spans_hit": 0.96,
    "expectations_f1": {"tooling": 0.97, "on_call": 0.97, "on_call_pay": 0.0, "autonomy": 0.76, "growth": 0.91, "impact": 0.96},
    "title": 0.76,
    "title_echo": 0.80,
    "level": 1.0,
    "years": 0.92,
}
"""How the ads of `read.jsonl` were read when they had just been labelled."""


def page(jobs: Path) -> Iterator[str]:
    """Yield the lines of docs/quality.md."""
    yield "# How well drafts are read\n"
    yield "Made by `make quality`. *Unseen* passages and ads are those that nobody who writes signals has read together with their labels."
    yield "They tell what to expect of a draft that nobody here has seen; the others tell what has been mended.\n"
    yield from _ads_tables([ads(jobs), ads(jobs, held=False), ads(jobs, held=True), BEFORE])
    yield from _more_table([more_ads(jobs, "unread"), more_ads(jobs, "read"), READ_BEFORE])
    yield from _passage_table(passages(PASSAGES), passages(PASSAGES / "held"))


def _ads_tables(parts: list[dict[str, Any]]) -> Iterator[str]:
    every, first, last, _ = parts
    yield f"## Labelled ads: {first['ads']} and {last['ads']}\n"
    yield "Two thirds were open to whoever wrote the signals from the start. The last third was kept from them until the end, and read"
    yield "then: the last column was measured just before.\n"
    yield "| | all | first two thirds | last third | last third, before it was read |\n|---|---|---|---|---|"
    yield from _overall(parts)
    for name, key in (("control ads", "control_ads"), ("false alarms on control ads", "control_false_alarms")):
        yield f"| {name} | {' | '.join(str(part[key]) for part in parts)} |"
    yield "\n| concern | F1, all | found, false, missed | F1, last third | found, false, missed |\n|---|---|---|---|---|"
    yield from _by_concern([every, last])


def _more_table(parts: list[dict[str, Any]]) -> Iterator[str]:
    unread, read, _ = parts
    yield f"## More ads, labelled by us: {unread['ads']} and {read['ads']}\n"
    yield "Drawn by lot from the unlabelled ads beside them, and labelled after the same codebook by readers who did not know the signals"
    yield "(`benchmarks/labels/`). Some had been looked through before for wordings, none with labels; half were read with them later.\n"
    yield "| | unseen | seen | seen, before they were read |\n|---|---|---|---|"
    yield from _overall(parts)
    yield "\n| concern | F1, unseen | found, false, missed | F1, seen | found, false, missed |\n|---|---|---|---|---|"
    yield from _by_concern([unread, read])


def _overall(parts: list[dict[str, Any]]) -> Iterator[str]:
    for name, path in (("precision", "precision"), ("recall", "recall"), ("F1", "f1")):
        yield _row(f"stated concerns, micro {name}", [part["micro"][path] for part in parts])
    yield _row("spans hit", [part["spans_hit"] for part in parts])
    for name in parts[0]["expectations_f1"]:
        yield _row(f"expectation {name}, F1", [part["expectations_f1"].get(name) for part in parts])
    for name, key in (
        ("title fit", "title"),
        ("title fit by repeating the ad's own title", "title_echo"),
        ("level", "level"),
        ("years", "years"),
    ):
        yield _row(name, [part[key] for part in parts])


def _by_concern(parts: list[dict[str, Any]]) -> Iterator[str]:
    for concern in dict.fromkeys(concern for part in parts for concern in part["concerns"]):
        cells = []
        for part in parts:
            row = part["concerns"].get(concern)
            cells += [_figure(row["f1"]), f"{row['tp']}, {row['fp']}, {row['fn']}"] if row else ["", ""]
        yield f"| {concern} | {' | '.join(cells)} |"
    yield ""


def _row(name: str, figures: list[float | None]) -> str:
    return f"| {name} | {' | '.join(map(_figure, figures))} |"


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
