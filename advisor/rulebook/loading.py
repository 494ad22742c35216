"""Loading rule directories: find the files, read them, build the rulebook, report every problem at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any as Raw

from advisor.errors import BadRulebook, Place, by_place, listing
from advisor.frozen import frozen
from advisor.model import Derive, Example, Raise, Recommend, Rule, Rulebook
from advisor.rulebook import files
from advisor.rulebook.ad_loading import read_ads
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.folders import rule_files
from advisor.rulebook.linking import check_links
from advisor.rulebook.problems import Problems, open_file, validated
from advisor.rulebook.shared_files import Draft, read_shared, read_silences, use_glossary
from advisor.rulebook.values import said
from advisor.rulebook.yaml_reader import Document

WRITER = "hiring-manager"
"""The owner who writes the draft, and so can reword at once what is his to mend, unless a rule says otherwise."""
SHARED_FILES = ("facts", "decisions", "concerns", "glossary", "ad")
OTHER_FOLDERS = ("sources", "signals", "lexicon", "scenarios")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@frozen
class Loaded:
    """A rulebook together with what only its tests need: each rule's examples."""

    rulebook: Rulebook
    examples: Mapping[str, tuple[Example, ...]]


def load(directories: Sequence[str]) -> Loaded:
    """Load and validate the rule directories; later ones add to and replace what earlier ones hold.

    Raises BadRulebook with every problem found, each with file, line and column.
    """
    problems = Problems()
    draft = Draft()
    listed = [(directory, rule_files(directory)) for directory in directories]
    for directory, names in listed:
        read_shared(directory, names, draft, problems)
    read_silences(draft, problems)
    read_ads(draft, problems)
    _refuse(problems)  # what rules say of a vocabulary that could not be read would be false alarms
    use_glossary(draft)
    for directory, names in listed:
        _read_rules(directory, names, draft, problems)
    check_links(draft, problems)
    _refuse(problems)
    rules = tuple(draft.rules[rule_id] for rule_id in sorted(draft.rules))
    rulebook = Rulebook(
        facts=draft.facts,
        constraints=tuple(draft.constraints.values()),
        sections=draft.sections,
        decisions=draft.decisions,
        concerns=draft.concerns,
        owners=draft.owners,
        expectations=draft.expectations,
        sources=dict(sorted(draft.sources.items())),
        rules=rules,
        glossary=draft.glossary,
        ad=draft.ad,
    )
    return Loaded(rulebook, draft.examples)


def _refuse(problems: Problems) -> None:
    if problems.found:
        raise BadRulebook(sorted(problems.found, key=by_place))


def _read_rules(directory: str, names: Iterable[str], draft: Draft, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for name in names:
        path = Path(name)
        if path.parts[0] in OTHER_FOLDERS or (len(path.parts) == 1 and path.stem in SHARED_FILES):
            continue
        rule_id = path.with_suffix("").as_posix()
        place = Place(os.path.join(directory, name), 1, 1)
        if not all(_ID.match(part) for part in rule_id.split("/")):
            problems.add("a rule's file and folders are named with lower-case letters, digits and hyphens; rename it", place)
        elif rule_id in seen:
            problems.add(f"the rule {rule_id} is there twice, also in {seen[rule_id]}; keep one of the files", place)
        else:
            _read_rule(rule_id, directory, name, draft, problems)
        seen.setdefault(rule_id, os.path.join(directory, name))


def _read_rule(rule_id: str, directory: str, name: str, draft: Draft, problems: Problems) -> None:
    document = open_file(directory, name, problems)
    file = None if document is None else validated(document, files.RuleFile, problems)
    when = None
    if document is not None and isinstance(document.data, dict) and "when" in document.data:
        when = read_condition(document.data["when"], document, ("when",), draft.facts, problems)
    then = _consequence(document, file, problems) if document is not None and file is not None else None
    if document is None or file is None or when is None or then is None:
        draft.faulty.add(rule_id)
        return
    draft.documents[rule_id] = document
    draft.rules[rule_id] = Rule(
        rule_id,
        file.summary,
        when,
        then,
        file.because or "",
        file.basis,
        tuple(file.cites),
        tuple(file.overrides),
        Place(document.file, *document.marks[()]),
    )
    draft.examples[rule_id] = tuple(
        Example(kind == "fires", _mapping(raw, document, ("examples", kind, index), problems), document.place(("examples", kind, index)))
        for kind, listed in (("fires", file.examples.fires), ("silent", file.examples.silent))
        for index, raw in enumerate(listed)
    )


def _mapping(raw: Raw, document: Document, path: tuple[str | int, ...], problems: Problems) -> Mapping[str, object]:
    if isinstance(raw, dict):
        return raw
    problems.add(f"this example is {said(raw)}; write facts and their values, such as {{work.kinds: [cloud]}}", document.place(path))
    return {}


def _consequence(document: Document, file: files.RuleFile, problems: Problems) -> Derive | Recommend | Raise | None:
    given = [name for name, value in (("derive", file.derive), ("recommend", file.recommend), ("raise", file.raises)) if value is not None]
    if len(given) != 1:
        found = f"has {listing(given)}; keep one" if given else "has none; add one"
        last = max([document.marks[given_key,] for given_key in given], default=None)
        problems.add(
            f"a rule has exactly one of derive, recommend and raise; this one {found}",
            Place(document.file, *last) if last else document.place(),
        )
        return None
    if file.raises is None and (extra := [name for name in ("fix", "asks", "owner") if getattr(file, name) is not None]):
        problems.add(f"{extra[0]} belongs to rules that raise a concern; remove it", document.place((extra[0],)))
        return None
    if file.derive is None and file.because is None:
        problems.add("because is missing; say why", document.place())
        return None
    if file.derive is not None:
        return Derive(dict(file.derive))
    if file.recommend is not None:
        entry = file.recommend
        if not entry.options and not entry.against:
            problems.add("recommend names no option; add options, or against", document.place(("recommend",)))
            return None
        return Recommend(entry.decision, tuple(entry.options), tuple(entry.against), entry.strength)
    assert file.raises is not None
    if file.asks is None or file.owner is None:
        if file.asks is None:
            problems.add("asks is missing, which a rule that raises a concern needs; say what a candidate will ask", document.place())
        if file.owner is None:
            problems.add("owner is missing, which a rule that raises a concern needs; say who can fix it", document.place())
        return None
    raises = file.raises
    mend = raises.mend or ("reword" if file.owner == WRITER else "answer")
    return Raise(raises.concern, raises.severity, file.fix, file.asks, file.owner, raises.spans, mend, raises.edit)
