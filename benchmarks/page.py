"""The page of figures, as Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.advising import Advising
from benchmarks.checking import Checking
from benchmarks.checking_page import render_checking
from benchmarks.firing import SEED, SITUATIONS, Speed
from benchmarks.machine import CALIBRATION_STEPS
from benchmarks.on_clips import RENEWED_AFTER
from benchmarks.starting import RUNS

INTRODUCTION = """\
# Benchmarks

Written by `make bench`, which measures everything below in one run and checks every answer before it takes a time.
Times are processor time, user and system, so that waiting does not count; the engines run in turn, round after round, and the
least of {rounds} rounds stands. Ratios carry over to other machines, times do not: compare the calibration first.

| | |
|---|---|
| machine | {machine} |
| calibration | {calibration:.0f} ms for {steps:,} steps of a plain Python loop |
| load average | {load} |
| rulebook | {rules} rules, {facts} facts |
"""

FIRING = """\
## Which rules are true

{situations:,} generated situations (seed {seed}), from almost nothing known to everything, with what rules derive from them.

| engine | version | CPU ms a situation | compiled is faster by | MB it holds |
|---|---|---:|---:|---:|
{rows}

{verdict}

How to read it: each engine holds the whole rulebook and is asked, for each situation, which rules are true. It must name the
same rules as ours on every situation before it is timed. Turning a situation into what the engine takes is not timed. None of the
others has a third value, so conditions are written for them with negation pushed down to single tests, each of which
asks that its fact be known; a set is a boolean for each option; "at least so many of these" is worked out beforehand.

- **compiled**, **reference** and **durable** answer the whole question: which rules are true, which are open, which constraints are
  broken, what is derived and from what. The others say which rules are true, and no more.
- **zen-engine, decision table**: an expression node for the derived facts, then a table with a row a rule, hit policy *collect*.
  A column for each fact takes three times as long, so each row has one cell, its condition.
- **zen-engine, one expression**: all conditions in one array, compiled once; a second expression derives. No rule has a row, a name
  or an output of its own any more: the quickest that zen-engine can be made to go, rather than the way it is meant to be used.
- **rule-engine**: a Rule object for each rule, made once. Every name has a value, null where unknown: absent names are far slower.
- **clipspy**: a template for each fact, a fact for each that is known, rules that derive by asserting; reset, assert, run. It
  slows down with every fact asserted from Python, so it gets a new environment every {renewed} situations, which is timed.
- **durable** is durable-rules as `advisor --engine durable` holds it ([why so](decisions/0003-durable-rules-is-an-extra.md)).
- **MB it holds**: what the process grew by from making the engine and running 200 situations, in a process of its own.
"""

ADVISING = """\
## Whole advice

Ranked options with every reason and citation, concerns, open facts; the compiled engine, one core.

| | a second | target |
|---|---:|---:|
| without the next question | {per_second:,.0f} | 3,000 |
| with it | {with_question:,.0f} | |

| step | share of the time |
|---|---:|
{shares}

## Memory over {evaluations:,} evaluations

What the process grew by, after {warm:,} to warm up and a full garbage collection. The target is below 2 MB.

| engine | grew by |
|---|---:|
{growth}

## Commands

Median of {runs} new processes each, user and system time.

| command | seconds | target |
|---|---:|---:|
{commands}
"""

OTHER = """\
## {title}

```
{said}
```
"""

TARGETS = {"advisor --help": "0.10", "advisor evaluate one.yaml": "0.25"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured in one run."""

    machine: str
    calibration: float
    load: str
    rounds: int
    rules: int
    facts: int
    speeds: list[Speed]
    advising: Advising
    warm: int
    evaluations: int
    growth: dict[str, float]
    starting: dict[str, float]
    checking: Checking
    others: dict[str, str]


def render(figures: Figures) -> str:
    """Return the page."""
    introduction = INTRODUCTION.format(
        machine=figures.machine,
        calibration=figures.calibration * 1000,
        steps=CALIBRATION_STEPS,
        load=figures.load,
        rounds=figures.rounds,
        rules=figures.rules,
        facts=figures.facts,
    )
    compiled = figures.speeds[0].milliseconds
    firing = FIRING.format(
        situations=SITUATIONS,
        seed=SEED,
        renewed=RENEWED_AFTER,
        rows="\n".join(
            f"| {speed.engine} | {speed.version} | {speed.milliseconds:.3f} | {speed.milliseconds / compiled:.1f} | {speed.megabytes:.1f} |"
            for speed in figures.speeds
        ),
        verdict=_verdict({speed.engine: speed.milliseconds / compiled for speed in figures.speeds}),
    )
    advising = ADVISING.format(
        per_second=figures.advising.per_second,
        with_question=figures.advising.with_question,
        shares="\n".join(f"| {step} | {share:.0%} |" for step, share in figures.advising.shares.items()),
        warm=figures.warm,
        evaluations=figures.evaluations,
        growth="\n".join(f"| {engine} | {megabytes:.2f} MB |" for engine, megabytes in figures.growth.items()),
        runs=RUNS,
        commands="\n".join(f"| {command} | {seconds:.3f} | {TARGETS.get(command, '')} |" for command, seconds in figures.starting.items()),
    )
    others = [OTHER.format(title=title, said=said) for title, said in figures.others.items()]
    return "\n".join((introduction, firing, advising, render_checking(figures.checking), *others))


def _verdict(ratios: dict[str, float]) -> str:
    table, expression, durable = (ratios.get(name) for name in ("zen-engine, decision table", "zen-engine, one expression", "durable"))
    sentences = []
    if durable is not None:
        sentences.append(f"Against durable-rules the target is 20 times, and it is {durable:.0f}.")
    if table is not None and expression is not None:
        sentences.append(
            f"Against zen-engine the target is 10 times: against a decision table it is {table:.0f}, "
            f"against one expression that holds every condition it is {expression:.1f}."
        )
    return " ".join(sentences)
