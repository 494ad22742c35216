"""Loading rule directories: find the files, read them, build the rulebook, report every problem at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any as Raw
from typing import TypeVar

from pydantic import BaseModel

from advisor.condition import All, Any, In, Members, Not, facts_read
from advisor.errors import BadInput, BadRulebook, Place
from advisor.model import Constraint, Decision, Derive, Example, Expectation, FactSpec, Option, Raise, Recommend, Rule, Rulebook, Section, Source, Statement
from advisor.rulebook import files
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.folders import rule_files
from advisor.rulebook.linking import check_links
from advisor.rulebook.problems import Problems, validated
from advisor.rulebook.yaml_reader import Document, read_yaml

Model = TypeVar("Model", bound=BaseModel)

SHARED_FILES = ("facts", "decisions", "concerns", "glossary")
OTHER_FOLDERS = ("sources", "signals", "lexicon", "scenarios")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rulebook together with what only its tests need: each rule's examples."""

    rulebook: Rulebook
    examples: Mapping[str, tuple[Example, ...]]


@dataclass(slots=True)
class _Draft:
    """The rulebook while it is being put together; later directories add to it and replace."""

    facts: dict[str, FactSpec] = field(default_factory=dict)
    constraints: dict[str, Constraint] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    from_glossary: set[str] = field(default_factory=set)
    concerns: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    expectations: dict[str, Expectation] = field(default_factory=dict)
    glossary: dict[str, Option] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)


def load(directories: Sequence[str]) -> Loaded:
    """Load and validate the rule directories; later ones add to and replace what earlier ones hold.

    Raises BadRulebook with every problem found, each with file, line and column.
    """
    problems = Problems()
    draft = _Draft()
    listed = [(directory, rule_files(directory)) for directory in directories]
    for directory, names in listed:
        _read_shared(directory, names, draft, problems)
    _use_glossary(draft)
    for directory, names in listed:
        _read_rules(directory, names, draft, problems)
    check_links(draft.rules, draft, draft.documents, problems)
    if problems.found:
        raise BadRulebook(sorted(problems.found, key=lambda problem: (problem.place.file, problem.place.line or 0) if problem.place else ("", 0)))
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
    )
    return Loaded(rulebook, draft.examples)


def read_file(directory: str, name: str, model: type[Model], problems: Problems) -> tuple[Document, Model] | None:
    """Read one file as a model, or note what is wrong with it and return None."""
    try:
        document = read_yaml(os.path.join(directory, name))
    except BadInput as error:
        problems.found.extend(error.problems)
        return None
    value = validated(document, model, problems)
    return None if value is None else (document, value)


def _read_shared(directory: str, names: Iterable[str], draft: _Draft, problems: Problems) -> None:
    for name in names:
        stem, parts = Path(name).stem, Path(name).parts
        if name in ("facts.yaml", "facts.yml") and (read := read_file(directory, name, files.FactsFile, problems)):
            _add_facts(*read, draft, problems)
        elif len(parts) == 2 and parts[0] == "sources" and (source := read_file(directory, name, files.SourceFile, problems)):
            _add_source(stem, source[1], draft)
        elif name in ("concerns.yaml", "concerns.yml") and (concerns := read_file(directory, name, files.ConcernsFile, problems)):
            draft.owners.update(concerns[1].owners)
            draft.concerns.update({concern: entry.label for concern, entry in concerns[1].concerns.items()})
            draft.expectations.update({key: Expectation(key, entry.label, tuple(entry.facts)) for key, entry in concerns[1].expectations.items()})
            draft.documents["concerns"] = concerns[0]
        elif name in ("glossary.yaml", "glossary.yml") and (terms := read_file(directory, name, files.GlossaryFile, problems)):
            for term_id, term in terms[1].terms.items():
                draft.glossary[term_id] = Option(term_id, term.term, term.meaning, tuple(term.cites))
            draft.documents["glossary"] = terms[0]
        elif name in ("decisions.yaml", "decisions.yml") and (decisions := read_file(directory, name, files.DecisionsFile, problems)):
            _add_decisions(*decisions, draft, problems)


def _add_facts(document: Document, file: files.FactsFile, draft: _Draft, problems: Problems) -> None:
    draft.documents["facts"] = document
    for fact_id, entry in file.facts.items():
        place = document.place(("facts", fact_id))
        if (entry.type in ("option", "set")) != bool(entry.options):
            problems.add(f"{fact_id} is of type {entry.type}; options belong to the types option and set, and are needed there", place)
        if entry.type != "integer" and (entry.unit or entry.min is not None or entry.max is not None):
            problems.add(f"{fact_id} is of type {entry.type}; unit, min and max belong to integers", place)
        if entry.min is not None and entry.max is not None and entry.min > entry.max:
            problems.add(f"{fact_id} has a min above its max; swap them", place)
        draft.facts[fact_id] = FactSpec(
            fact_id, entry.type, entry.label, entry.ask, entry.help, entry.unit, entry.min, entry.max, dict(entry.options), entry.within, entry.given
        )
    for fact_id, entry in file.facts.items():
        if entry.within is not None:
            around = draft.facts.get(entry.within)
            if entry.type != "option" or around is None or around.type != "set" or not set(entry.options) <= set(around.options):
                problems.add(f"{fact_id} must be an option within a set that has all its options, and {entry.within} is none", document.place(("facts", fact_id, "within")))
            else:
                draft.constraints[f"{fact_id}-within"] = _within(fact_id, entry.within, list(entry.options))
    for index, constraint in enumerate(file.constraints):
        path = ("constraints", index, "never")
        never = read_condition(constraint.never, document, path, draft.facts, problems)
        if never is not None:
            draft.constraints[constraint.id] = Constraint(constraint.id, never, constraint.message, facts_read(never))


def _within(fact: str, around: str, options: list[str]) -> Constraint:
    outside = Any(tuple(All((In(fact, frozenset((option,))), Not(Members(around, 1, frozenset((option,)))))) for option in options))
    return Constraint(f"{fact}-within", outside, f"{fact} is not among {around}; add it there, or correct {fact}", frozenset((fact, around)))


def _add_decisions(document: Document, file: files.DecisionsFile, draft: _Draft, problems: Problems) -> None:
    draft.documents["decisions"] = document
    draft.sections.update({key: Section(entry.label, entry.open, entry.against) for key, entry in file.sections.items()})
    for decision_id, entry in file.decisions.items():
        place = document.place(("decisions", decision_id))
        if entry.section not in draft.sections:
            problems.add(f"{decision_id} is in the section {entry.section}, which is not declared; add it to sections", place)
        if bool(entry.options) == (entry.options_from is not None):
            problems.add(f"{decision_id} needs options, or options_from, and not both", place)
        if entry.options_from:
            draft.from_glossary.add(decision_id)
        options = dict(draft.decisions[decision_id].options) if decision_id in draft.decisions else {}
        options.update({key: Option(key, option.label, option.about, tuple(option.cites)) for key, option in entry.options.items()})
        draft.decisions[decision_id] = Decision(decision_id, entry.section, entry.label, entry.question, entry.answer, options)


def _add_source(source_id: str, file: files.SourceFile, draft: _Draft) -> None:
    statements = {key: Statement(f"{source_id}:{key}", entry.heading, entry.claim, entry.sha256) for key, entry in file.statements.items()}
    draft.sources[source_id] = Source(source_id, file.title, file.author, file.url, file.retrieved, statements)


def _use_glossary(draft: _Draft) -> None:
    for decision_id in draft.from_glossary:
        old = draft.decisions[decision_id]
        draft.decisions[decision_id] = Decision(old.id, old.section, old.label, old.question, old.answer, dict(draft.glossary))


def _read_rules(directory: str, names: Iterable[str], draft: _Draft, problems: Problems) -> None:
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
        elif read := read_file(directory, name, files.RuleFile, problems):
            _add_rule(rule_id, *read, draft, problems)
        seen.setdefault(rule_id, os.path.join(directory, name))


def _add_rule(rule_id: str, document: Document, file: files.RuleFile, draft: _Draft, problems: Problems) -> None:
    when = read_condition(file.when, document, ("when",), draft.facts, problems)
    then = _consequence(document, file, problems)
    if when is None or then is None:
        return
    draft.documents[rule_id] = document
    draft.rules[rule_id] = Rule(
        rule_id, file.summary, when, then, file.because or "", file.basis, tuple(file.cites), tuple(file.overrides), Place(document.file, *document.marks[()])
    )
    draft.examples[rule_id] = tuple(
        Example(kind == "fires", _mapping(raw, document, ("examples", kind, index), problems), document.place(("examples", kind, index)))
        for kind, listed in (("fires", file.examples.fires), ("silent", file.examples.silent))
        for index, raw in enumerate(listed)
    )


def _mapping(raw: Raw, document: Document, path: tuple[str | int, ...], problems: Problems) -> Mapping[str, object]:
    if isinstance(raw, dict):
        return raw
    problems.add("an example is a situation: facts and their values, such as {work.kinds: [cloud]}", document.place(path))
    return {}


def _consequence(document: Document, file: files.RuleFile, problems: Problems) -> Derive | Recommend | Raise | None:
    given = [name for name, value in (("derive", file.derive), ("recommend", file.recommend), ("raise", file.raises)) if value is not None]
    if len(given) != 1:
        found = "has " + " and ".join(given) if given else "has none"
        problems.add(f"a rule has exactly one of derive, recommend and raise; this one {found}", document.place((given[1],) if given else ()))
        return None
    if file.raises is None and (extra := [name for name in ("fix", "asks", "owner") if getattr(file, name) is not None]):
        problems.add(f"{extra[0]} belongs to rules that raise a concern; remove it", document.place((extra[0],)))
        return None
    if file.derive is None and file.because is None:
        problems.add("because is missing; say why", document.place((given[0],)))
        return None
    if file.derive is not None:
        return Derive(dict(file.derive))
    if file.recommend is not None:
        entry = file.recommend
        if not entry.options and not entry.against:
            problems.add("recommend names no option; add options or against", document.place(("recommend",)))
            return None
        return Recommend(entry.decision, tuple(entry.options), tuple(entry.against), entry.strength)
    assert file.raises is not None
    if file.asks is None or file.owner is None:
        problems.add("a rule that raises a concern needs asks (what a candidate will ask) and owner (who can fix it)", document.place(("raise",)))
        return None
    return Raise(file.raises.concern, file.raises.severity, file.fix, file.asks, file.owner, file.raises.spans)
