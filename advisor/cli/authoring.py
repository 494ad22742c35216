"""`advisor rules list` and `advisor rules new`: which rules there are, and a file to start one from."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator

import click

from advisor.cli.options import output_option, rules_option
from advisor.cli.output import colour_for, sink, width_of
from advisor.condition import facts_read
from advisor.errors import BadInput, BadRulebook, Place, Problem, did_you_mean, listing
from advisor.files import shown
from advisor.model import Derive, Raise, Recommend, Rule, Rulebook
from advisor.rulebook import load_rulebook

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)+\Z")
SCHEMA = "rule.schema.json"
"""The schema's file in a rule directory."""
KINDS = ("recommend", "raise", "derive")


@click.command("list")
@click.option("--decision", metavar="ID", help="Only rules that speak to this decision.")
@click.option("--concern", metavar="ID", help="Only rules that raise this concern.")
@click.option("--fact", metavar="ID", help="Only rules that read or derive this fact.")
@rules_option
@output_option
def list_rules(
    decision: str | None, concern: str | None, fact: str | None, directories: tuple[str, ...], no_default_rules: bool, output: str | None
) -> None:
    """List the rules, one a line: its id, what it does, and its summary.

    \b
    Examples:
      advisor rules list
      advisor rules list --decision title
      advisor rules list --fact on_call.people --rules our-rules
    """
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    for what, name, known in (
        ("decision", decision, rulebook.decisions),
        ("concern", concern, rulebook.concerns),
        ("fact", fact, rulebook.facts),
    ):
        if name is not None and name not in known:
            raise BadInput(f"{shown(name)} is no {what}{did_you_mean(name, known) or f'; the {what}s are {listing(list(known))}'}")
    found = [rule for rule in rulebook.rules if _fits(rule, decision, concern, fact)]
    with sink(output) as stream:
        stream.write(_table(found, rulebook, width_of(stream), colour_for(stream)))


def _fits(rule: Rule, decision: str | None, concern: str | None, fact: str | None) -> bool:
    return (
        (decision is None or (isinstance(rule.then, Recommend) and rule.then.decision == decision))
        and (concern is None or (isinstance(rule.then, Raise) and rule.then.concern == concern))
        and (fact is None or fact in facts_read(rule.when) or (isinstance(rule.then, Derive) and fact in rule.then.facts))
    )


def _table(rules: list[Rule], rulebook: Rulebook, columns: int, colour: bool) -> str:
    from advisor.render.lines import Page
    from advisor.render.safe import clean

    page = Page(columns, colour)
    for rule in rules:
        page.add(clean(rule.summary), lead=f"{rule.id}  {_does(rule)}  ", lead_style="bold", rest=4)
    page.add(f"{len(rules):,} rule{'' if len(rules) == 1 else 's'} of {len(rulebook.rules):,}")
    return page.text()


def _does(rule: Rule) -> str:
    match rule.then:
        case Recommend(decision, _, _, strength):
            return f"{decision}, {strength}"
        case Raise(concern, severity):
            return f"{concern}, {severity}"
        case Derive(facts):
            return f"derives {listing(list(facts))}"


@click.command("new", no_args_is_help=True)
@click.argument("rule_id", metavar="ID")
@click.option("--kind", type=click.Choice(KINDS), default="recommend", show_default=True, help="What the rule does when it applies.")
@click.option("--decision", metavar="ID", help="For recommend: the decision it speaks to.")
@click.option("--concern", metavar="ID", help="For raise: the concern it raises.")
@click.option(
    "--in", "folder", metavar="DIR", type=click.Path(), required=True, help="The rule directory to write to; made where it is not there."
)
def new(rule_id: str, kind: str, decision: str | None, concern: str | None, folder: str) -> None:
    """Write a rule to fill in: DIR/ID.yaml, and beside it the schema by which editors complete and check it.

    Every command refuses the file, and says what is missing, until it has a condition, what it rests on, and
    examples of when it applies and when it does not. Then `advisor rules test --rules DIR` runs them.

    \b
    Examples:
      advisor rules new title/on-premises --decision title --in our-rules
      advisor rules new on-call/holidays --kind raise --concern on-call-terms --in our-rules
    """
    if not _ID.match(rule_id):
        raise BadInput(f"{shown(rule_id)} cannot be a rule's id; write folder/name in lower-case letters, digits and hyphens")
    if decision is not None and kind != "recommend":
        raise click.UsageError(f"--decision belongs to --kind recommend; leave it out with --kind {kind}")
    if concern is not None and kind != "raise":
        raise click.UsageError("--concern belongs to --kind raise; add it, or leave --concern out")
    rulebook = load_rulebook()
    if decision is not None and decision not in rulebook.decisions:
        raise BadInput(f"{shown(decision)} is no decision{did_you_mean(decision, rulebook.decisions)}")
    if concern is not None and concern not in rulebook.concerns:
        raise BadInput(f"{shown(concern)} is no concern{did_you_mean(concern, rulebook.concerns)}")
    file = os.path.join(folder, *rule_id.split("/")) + ".yaml"
    if os.path.exists(file):
        raise BadInput([Problem("this rule is there already; choose another id", Place(file))])
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
    except OSError as error:
        raise BadInput([Problem(f"the folder cannot be made: {error.strerror or error}; name another with --in", Place(folder))]) from None
    _write_schema(folder, rulebook)
    with sink(file) as stream:
        stream.write("".join(f"{line}\n" for line in _scaffold(rule_id, kind, decision, concern, rulebook)))
    click.echo(f"{file} is to be filled in; then: advisor rules test --rules {folder}")


def _write_schema(folder: str, rulebook: Rulebook) -> None:
    """Write the JSON Schema of rules to where the first line of every rule names it, unless it is there already."""
    from advisor.schemas import rule_schema

    file = os.path.join(folder, SCHEMA)
    if os.path.exists(file):
        return
    with contextlib.suppress(BadRulebook):  # what is not filled in yet, or not right, is for other commands to say
        rulebook = load_rulebook(folder)
    with sink(file) as stream:
        stream.write(json.dumps(rule_schema(rulebook), ensure_ascii=False, indent=2) + "\n")


def _scaffold(rule_id: str, kind: str, decision: str | None, concern: str | None, rulebook: Rulebook) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={'../' * rule_id.count('/')}{SCHEMA}"
    yield f"# (Editors complete and check by it. After a change of the vocabulary: advisor schema rule --rules DIR -o DIR/{SCHEMA})"
    yield "summary:   # one line, no full stop"
    yield "when: {}   # such as {on_call.required: {is: true}}; advisor schema situation --template lists the facts"
    match kind:
        case "recommend":
            options = f"  # {', '.join(rulebook.decisions[decision].options)}" if decision else ""
            yield "recommend:"
            yield f"  decision: {decision}" if decision else f"  decision:   # {', '.join(rulebook.decisions)}"
            yield f"  options: []{options}"
            yield "  strength: strong   # decisive, strong or supporting"
        case "raise":
            yield "raise:"
            yield f"  concern: {concern}" if concern else f"  concern:   # {', '.join(rulebook.concerns)}"
            yield "  severity: warning   # error, warning or info"
            yield "fix:   # the line to write instead, with <blanks>; take this key out where there is no honest line to offer"
            yield "asks:   # the question a candidate will ask"
            yield f"owner:   # {', '.join(rulebook.owners)}"
        case _:
            yield "derive: {}   # facts and the values they get, such as {company.stage: startup}"
    if kind != "derive":
        yield "because:   # the reason, said to the reader, in one to three short sentences"
    yield "basis: inference   # source, where the first citation says so itself"
    yield "cites: []   # the statements it rests on, such as guide:trust/2; the files in rules/sources number them"
    yield "examples:"
    yield "  fires: []    # situations in which it applies, such as - {on_call.required: true}"
    yield "  silent: []   # near misses, in which it does not"
