"""The part of the page that is about checking drafts, as Markdown."""

from __future__ import annotations

from statistics import median

from benchmarks.checking import HOSTILE_SIZE, HOSTILE_TIMES, LONG_HOSTILE, RUNS, SEED, Checking

CHECKING = """\
## Checking drafts

The whole check of a draft: read, structure, observe, rules, findings, title fit; one core, the least time of each draft over all rounds.
{ads}.

| | ms a draft | target |
|---|---:|---:|
| the median draft | {median:.2f} | 2 |
| the slowest | {slowest:.2f} | 10 |
{peer}

| command (user and system time, median of {runs} new processes) | seconds | target |
|---|---:|---:|
{processes}

| characters of text | µs a character | MB at the height, beyond what was held |
|---:|---:|---:|
{growth}

{hostile} hostile texts (seed {seed}; repeated near matches, phrases of the lexicon, nested punctuation, glued words, most on one line)
of {size:,} and {times} times as many characters, every tenth of {long:,} and a million: where the text is {times} times as long, a
character takes {middle:.2f} times as long in the median and {worst:.2f} times at the most. 1 is linear, {times} would be quadratic.
"""


def render_checking(figures: Checking) -> str:
    """Return the part of the page."""
    peer = ""
    if figures.peer is not None and figures.peer_median is not None:
        peer = f"| proselint, the median draft | {figures.peer_median:.2f} | |\n| faster than proselint by, all drafts | "
        peer += f"{figures.peer / figures.total:.1f} | 10 |"
    targets = {"advisor check ad.md": "0.20"}
    return CHECKING.format(
        ads=figures.ads[0].upper() + figures.ads[1:],
        median=figures.median,
        slowest=figures.slowest,
        peer=peer,
        runs=RUNS,
        processes="\n".join(f"| {name} | {taken:.3f} | {targets.get(name, '')} |" for name, taken in figures.process.items()),
        growth="\n".join(f"| {size:,} | {taken:.2f} | {kilobytes / 1024:.1f} |" for size, taken, kilobytes in figures.growth),
        hostile=len(figures.hostile),
        seed=SEED,
        size=HOSTILE_SIZE,
        times=HOSTILE_TIMES,
        long=LONG_HOSTILE,
        middle=median(figures.hostile),
        worst=max(figures.hostile),
    )
