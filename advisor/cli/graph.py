"""`advisor rules graph`: decisions as trees of questions."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

import click

from advisor.cli.options import output_option, rules_option
from advisor.cli.output import sink, width_of
from advisor.condition import Facts
from advisor.errors import BadInput, did_you_mean, listing
from advisor.files import shown
from advisor.model import Decision, Rulebook
from advisor.rulebook import load_rulebook
from advisor.verify.trees import DEPTH, Tree

FORMATS = {"text": ".txt", "mermaid": ".mmd", "dot": ".dot", "svg": ".svg"}
_ENDINGS = {ending: name for name, ending in FORMATS.items()} | {".mermaid": "mermaid", ".gv": "dot"}
_MOST_SECONDS = 120


@click.command("graph")
@click.argument("decisions", nargs=-1, metavar="[DECISION]...")
@click.option("--option", "options", multiple=True, metavar="ID", help="Of a list, show only this option. May be repeated.")
@click.option(
    "--situation", metavar="FILE", type=click.Path(), help="Mark the path that this situation takes, as far as it knows the answers."
)
@click.option(
    "--depth",
    default=DEPTH,
    show_default=True,
    type=click.IntRange(0, 50),
    help="How many questions a path has at most; those from which one answer alone goes on are not counted.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="How to write it; svg needs graphviz.  [default: by the ending of -o, else text]",
)
@rules_option
@output_option
def graph(
    decisions: tuple[str, ...],
    options: tuple[str, ...],
    situation: str | None,
    depth: int,
    format_: str | None,
    directories: tuple[str, ...],
    no_default_rules: bool,
    output: str | None,
) -> None:
    """Show each DECISION as a tree: what is asked, what may be answered, what is recommended then.

    A choice has one tree, a list one for each option. What a path says is exact for situations that know the
    answers; what needs more questions than --depth ends in "…more". Without a DECISION, all of them, as text, or one
    file each where -o names a directory. Pictures (svg) are laid out by dot, which comes with graphviz; where it is
    not installed, Mermaid shows the same in many editors.

    \b
    Examples:
      advisor rules graph title
      advisor rules graph title --situation acme.yaml -o title.svg
      advisor rules graph pay --option on-call-premium --format mermaid
      advisor rules graph -o trees/ --format svg
    """
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    for name in decisions:
        if name not in rulebook.decisions:
            hint = did_you_mean(name, rulebook.decisions) or f"; the decisions are {listing(list(rulebook.decisions))}"
            raise BadInput(f"{shown(name)} is no decision{hint}")
    named = [rulebook.decisions[name] for name in dict.fromkeys(decisions)] or list(rulebook.decisions.values())
    for option in options:
        if not any(option in decision.options and decision.answer == "list" for decision in named):
            known = [known for decision in named if decision.answer == "list" for known in decision.options]
            raise BadInput(f"{shown(option)} is no option of a list named here{did_you_mean(option, known)}")
    folder = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    ending = os.path.splitext(output or "")[1].lower()
    how = format_ or (_ENDINGS.get(ending, "text") if not folder else "text")
    if how != "text" and len(named) > 1 and not folder:
        raise click.UsageError(f"one picture shows one decision; name it (as in: graph {named[0].id}), or a directory with -o trees/")
    dot = _dot() if how == "svg" else None
    facts = None if situation is None else _facts(situation, rulebook)
    if folder and output is not None:
        try:
            os.makedirs(output, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{shown(output)}: the folder cannot be made: {error.strerror or error}; name another with -o") from None
        for decision in named:
            with sink(os.path.join(output, decision.id + FORMATS[how])) as stream:
                stream.write(_written([decision], options, rulebook, depth, facts, how, dot, 80))
        return
    with sink(output) as stream:
        stream.write(_written(named, options, rulebook, depth, facts, how, dot, width_of(stream)))


def _dot() -> str:
    found = shutil.which("dot")
    if found is None:
        raise BadInput("svg needs dot, which is not here; install graphviz, or use --format mermaid, which many editors show")
    return found


def _facts(file: str, rulebook: Rulebook) -> Facts:
    """Return what is known of a situation, with what rules conclude from it."""
    from advisor.advise import adviser
    from advisor.situation import Situation

    read = Situation.read(file, rulebook)
    chosen = adviser(rulebook)
    chosen.advise(read, next_question=False)  # refuses what cannot be
    return chosen.engine.fire(read.facts).facts


def _written(
    decisions: Sequence[Decision],
    options: Sequence[str],
    rulebook: Rulebook,
    depth: int,
    facts: Facts | None,
    how: str,
    dot: str | None,
    columns: int,
) -> str:
    from advisor.render.trees import dot as dot_language
    from advisor.render.trees import drawing, mermaid, text

    written = []
    for decision in decisions:
        trees = _trees(decision, options, rulebook, depth)
        if how == "text":
            written.append(text.render(decision, trees, rulebook, columns, facts))
            continue
        drawn = drawing.drawing(decision, trees, rulebook, facts)
        source = mermaid.render(drawn) if how == "mermaid" else dot_language.render(drawn, decision.id)
        written.append(_laid_out(source, dot) if dot is not None else source)
    return "\n".join(written)


def _trees(decision: Decision, options: Sequence[str], rulebook: Rulebook, depth: int) -> Mapping[str | None, Tree]:
    from advisor.verify.boxes import TooManyBoxes
    from advisor.verify.growing import decision_trees

    try:
        found = decision_trees(decision, rulebook, depth)
    except TooManyBoxes:
        raise BadInput(f"{decision.id}: a condition of its rules is too intricate to draw; split the rule") from None
    return {option: tree for option, tree in found.items() if not options or option is None or option in options}


def _laid_out(source: str, dot: str) -> str:
    try:
        done = subprocess.run([dot, "-Tsvg"], input=source, capture_output=True, encoding="utf-8", timeout=_MOST_SECONDS, check=True)  # noqa: S603  # the program is dot, and its input is data
    except subprocess.CalledProcessError as error:
        raise BadInput(f"dot could not lay it out: {error.stderr.strip() or error}; use --format mermaid") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadInput(f"dot could not be run: {error}; use --format mermaid, or a smaller --depth") from None
    return done.stdout
