"""`advisor rules show`: any rule or concern explained."""

from __future__ import annotations

from collections.abc import Iterator

import click

from advisor.cli.options import output_option, rules_option
from advisor.cli.output import colour_for, sink, width_of
from advisor.condition import facts_read
from advisor.errors import BadInput, did_you_mean
from advisor.files import shown
from advisor.model import Rule, SignalBook
from advisor.render.explained import Shown, explain_concern, explain_rule, list_concerns
from advisor.render.one_line import written
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.rulebook.yaml_reader import read_yaml

_FOUND_BY = 6
"""How many of the signals that lead to a rule are shown."""


@click.command("show")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@rules_option
@output_option
def show(ids: tuple[str, ...], directories: tuple[str, ...], no_default_rules: bool, output: str | None) -> None:
    """Explain each ID, a rule or a concern: when it applies, why, what to do, and what it rests on.

    Without an ID, list the concerns and the rules that raise them.

    \b
    Examples:
      advisor rules show on-call-terms
      advisor rules show draft/on-call-unpaid
    """
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    rules = {rule.id: rule for rule in rulebook.rules}
    known = [*rulebook.concerns, *rules]
    for name in ids:
        if name not in known:
            hint = did_you_mean(name, known) or "; advisor rules show lists the concerns and their rules"
            raise BadInput(f"{shown(name)} is no rule and no concern{hint}")
    with sink(output) as stream:
        columns, colour = width_of(stream), colour_for(stream)
        if not ids:
            stream.write(list_concerns(rulebook, columns, colour))
        for number, name in enumerate(ids):
            stream.write("\n" if number else "")
            if name in rules:
                signals = load_signalbook(*directories, default=not no_default_rules) if _reads_drafts(rules[name]) else None
                stream.write(explain_rule(rules[name], _shown(rules[name], signals), rulebook, columns, colour))
            else:
                stream.write(explain_concern(name, rulebook, columns, colour))


def _reads_drafts(rule: Rule) -> bool:
    return any(fact.startswith("ad.") for fact in facts_read(rule.when))


def _shown(rule: Rule, signals: SignalBook | None) -> Shown:
    examples = read_yaml(rule.place.file).data["examples"]
    found_by = list(_found_by(rule, signals))[:_FOUND_BY] if signals else ()
    return Shown([*map(written, examples["fires"])], [*map(written, examples["silent"])], found_by)


def _found_by(rule: Rule, signals: SignalBook) -> Iterator[tuple[str, str]]:
    """Yield the signals that establish what the rule reads of a draft, each with an example."""
    read = facts_read(rule.when)
    for signal in signals.signals:
        if not read.isdisjoint(signal.establishes):
            yield signal.summary, read_yaml(signal.place.file).data["examples"]["fires"][0].replace("[[", "[").replace("]]", "]")
