"""`advisor rules docs`: the rules as a static site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from advisor.cli.options import rules_option
from advisor.cli.output import sink
from advisor.errors import BadInput, Place, Problem
from advisor.rulebook.library import rule_directories

LIST = "pages.txt"
"""Names every file that was written, so that the next run knows which are its own."""


@click.command("docs")
@click.option(
    "-o", "--output", "folder", metavar="DIR", type=click.Path(), required=True, help="Where to write the site; made where it is not there."
)
@rules_option
def docs(folder: str, directories: tuple[str, ...], no_default_rules: bool) -> None:
    """Write a static site with a page for every rule, decision, concern, fact, signal, word set and source.

    Each page says what fires it, shows its examples, and links to what it rests on and to what refers to it. Open
    DIR/index.html: search works without a network, and any web server can serve the folder as it is. A site written
    before is replaced; other files in DIR stay.

    \b
    Examples:
      advisor rules docs -o site
      advisor rules docs -o site --rules our-rules
    """
    from advisor.render.site.decisions import Trees
    from advisor.render.site.material import Material
    from advisor.render.site.pages import site
    from advisor.rulebook.loading import load
    from advisor.rulebook.signal_loading import load_signals
    from advisor.verify.boxes import TooManyBoxes
    from advisor.verify.growing import decision_trees

    _refuse_other(Path(folder))
    listed = rule_directories(directories, not no_default_rules)
    loaded = load(listed)
    signals = load_signals(listed, loaded.rulebook.facts)
    examples = {key: [(example.fires, example.text) for example in found] for key, found in signals.examples.items()}
    material = Material(loaded.rulebook, signals.book, loaded.examples, examples)
    trees: dict[str, Trees | None] = {}
    for decision in loaded.rulebook.decisions.values():
        try:
            trees[decision.id] = decision_trees(decision, loaded.rulebook)
        except TooManyBoxes:
            trees[decision.id] = None
    files = dict(site(material, trees))
    _write(Path(folder), files)
    click.echo(f"{sum(name.endswith('.html') for name in files):,} pages are in {folder}; open {os.path.join(folder, 'index.html')}")


def _refuse_other(folder: Path) -> None:
    """Refuse a folder that holds other files and no site written before."""
    if folder.is_dir() and not (folder / LIST).exists() and any(folder.iterdir()):
        raise BadInput([Problem("this folder holds other files, and no site written before; name a new one with -o", Place(str(folder)))])


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files, and remove those of a site written before that are no longer in it. Raises BadInput."""
    own = folder / LIST
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = own.read_text(encoding="utf-8").split("\n") if own.exists() else []
        for parent in sorted({(folder / name).parent for name in files}):
            parent.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        for name in before:
            stale = folder / name
            if name and name not in files and folder.resolve() in stale.resolve().parents and stale.is_file():
                stale.unlink()
    except OSError as error:
        reason = error.strerror or error
        raise BadInput([Problem(f"the site cannot be written: {reason}; name another folder with -o", Place(str(folder)))]) from None
    with sink(str(own)) as stream:
        stream.write("".join(f"{name}\n" for name in sorted(files)))
