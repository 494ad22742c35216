"""The files of a rule directory that are no rules: the vocabulary, the decisions, the concerns, the glossary and the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from advisor.condition import All, Any, In, Members, Not, facts_read
from advisor.errors import Place, did_you_mean
from advisor.model import Constraint, Decision, Expectation, FactSpec, Option, Section, Source, Statement
from advisor.rulebook import files
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.problems import Problems, read_file
from advisor.rulebook.yaml_reader import Document

@dataclass(slots=True)
class Draft:
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


def read_shared(directory: str, names: Iterable[str], draft: Draft, problems: Problems) -> None:
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


def _add_facts(document: Document, file: files.FactsFile, draft: Draft, problems: Problems) -> None:
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


def _add_decisions(document: Document, file: files.DecisionsFile, draft: Draft, problems: Problems) -> None:
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


def _add_source(source_id: str, file: files.SourceFile, draft: Draft) -> None:
    statements = {key: Statement(f"{source_id}:{key}", entry.heading, entry.claim, entry.sha256) for key, entry in file.statements.items()}
    draft.sources[source_id] = Source(source_id, file.title, file.author, file.url, file.retrieved, statements)


def use_glossary(draft: Draft) -> None:
    for decision_id in draft.from_glossary:
        old = draft.decisions[decision_id]
        draft.decisions[decision_id] = Decision(old.id, old.section, old.label, old.question, old.answer, dict(draft.glossary))
