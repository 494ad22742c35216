"""The files of a rule directory that are no rules: the vocabulary, the decisions, the concerns, the glossary and the sources."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from advisor.condition import All, Any, In, Members, Not, facts_read
from advisor.errors import Place, did_you_mean
from advisor.model import AdPart, Constraint, Decision, Example, Expectation, FactSpec, Option, Rule, Section, Silence, Source, Statement
from advisor.rulebook import ad_files, files
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.problems import Problems, read_file
from advisor.rulebook.yaml_reader import Document
from advisor.rulebook.yaml_reader import Path as Path_


@dataclass(slots=True)
class Draft:
    """The rulebook while it is being put together; later directories add to it and replace.

    `cited` are the citations outside rules, and where they stand; `faulty` are the rules that could
    not be read, of which no other should be told that they do not exist.
    """

    facts: dict[str, FactSpec] = field(default_factory=dict)
    constraints: dict[str, Constraint] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    from_glossary: set[str] = field(default_factory=set)
    silences: list[tuple[str, files.SilenceEntry, Document]] = field(default_factory=list)
    concerns: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    expectations: dict[str, Expectation] = field(default_factory=dict)
    glossary: dict[str, Option] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    ad: dict[str, AdPart] = field(default_factory=dict)
    ad_files: list[tuple[ad_files.AdFile, Document]] = field(default_factory=list)
    cited: list[tuple[str, Place]] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)


def read_shared(directory: str, names: Iterable[str], draft: Draft, problems: Problems) -> None:
    """Read a directory's shared files into the draft, noting what is wrong with them."""
    for name in names:
        stem, parts = Path(name).stem, Path(name).parts
        if parts[0] == "sources" and len(parts) != 2:
            problems.add("a source stands directly in the folder sources; move it there", Place(os.path.join(directory, name), 1, 1))
        elif parts[0] == "sources" and (source := read_file(directory, name, files.SourceFile, problems)):
            _add_source(stem, source[1], draft)
        elif name in ("facts.yaml", "facts.yml") and (read := read_file(directory, name, files.FactsFile, problems)):
            _add_facts(*read, draft, problems)
        elif name in ("concerns.yaml", "concerns.yml") and (concerns := read_file(directory, name, files.ConcernsFile, problems)):
            draft.owners.update(concerns[1].owners)
            draft.concerns.update({concern: entry.label for concern, entry in concerns[1].concerns.items()})
            draft.expectations.update(
                {key: Expectation(key, entry.label, tuple(entry.facts)) for key, entry in concerns[1].expectations.items()}
            )
        elif name in ("glossary.yaml", "glossary.yml") and (terms := read_file(directory, name, files.GlossaryFile, problems)):
            _add_glossary(*terms, draft)
        elif name in ("decisions.yaml", "decisions.yml") and (decisions := read_file(directory, name, files.DecisionsFile, problems)):
            _add_decisions(*decisions, draft, problems)
        elif name in ("ad.yaml", "ad.yml") and (ad := read_file(directory, name, ad_files.AdFile, problems)):
            draft.ad_files.append((ad[1], ad[0]))


def use_glossary(draft: Draft) -> None:
    """Give the glossary's terms to the decisions that take their options from it."""
    for decision_id in draft.from_glossary:
        draft.decisions[decision_id] = replace(draft.decisions[decision_id], options=dict(draft.glossary))


def read_silences(draft: Draft, problems: Problems) -> None:
    """Give decisions the silence that is right for them; what it reads is known only once all facts are."""
    for decision_id, entry, document in draft.silences:
        when = None
        if entry.when is not None:
            when = read_condition(entry.when, document, ("decisions", decision_id, "silence", "when"), draft.facts, problems)
        draft.decisions[decision_id] = replace(draft.decisions[decision_id], silence=Silence(entry.because, when))


def _add_facts(document: Document, file: files.FactsFile, draft: Draft, problems: Problems) -> None:
    for fact_id, entry in file.facts.items():
        for message, key in _faults(fact_id, entry):
            problems.add(message, document.place(("facts", fact_id, key)))
        draft.facts[fact_id] = FactSpec(
            fact_id,
            entry.type,
            entry.label,
            entry.ask,
            entry.help,
            entry.unit,
            entry.min,
            entry.max,
            dict(entry.options),
            entry.within,
            entry.given,
            entry.changeable,
        )
    for fact_id, entry in file.facts.items():
        if entry.within is not None:
            around = draft.facts.get(entry.within)
            place = document.place(("facts", fact_id, "within"))
            if around is None:
                problems.add(f"{entry.within} is no fact{did_you_mean(entry.within, draft.facts)}", place)
            elif entry.type != "option" or around.type != "set" or not set(entry.options) <= set(around.options):
                problems.add(f"{fact_id} must be an option within a set that has all its options, and {entry.within} is none", place)
            else:
                draft.constraints[f"{fact_id}-within"] = _within(fact_id, entry.within, list(entry.options))
    for index, constraint in enumerate(file.constraints):
        path = ("constraints", index, "never")
        never = read_condition(constraint.never, document, path, draft.facts, problems)
        if never is not None:
            draft.constraints[constraint.id] = Constraint(constraint.id, never, constraint.message, facts_read(never))


def _faults(fact_id: str, entry: files.FactEntry) -> Iterator[tuple[str, str]]:
    takes_options = entry.type in ("option", "set")
    if takes_options and not entry.options:
        yield f"{fact_id} is of type {entry.type} and has no options; list them", "options"
    if entry.options and not takes_options:
        yield f"{fact_id} is of type {entry.type}, which has no options; remove them, or make it an option or a set", "options"
    for key in ("unit", "min", "max"):
        if entry.type != "integer" and getattr(entry, key) is not None:
            yield f"{fact_id} is of type {entry.type}, which has no {key}; remove it, or make it an integer", key
    if entry.min is not None and entry.max is not None and entry.min > entry.max:
        yield f"{fact_id} has a min of {entry.min} above its max of {entry.max}; swap them", "min"


def _within(fact: str, around: str, options: list[str]) -> Constraint:
    outside = Any(tuple(All((In(fact, frozenset((option,))), Not(Members(around, 1, frozenset((option,)))))) for option in options))
    return Constraint(
        f"{fact}-within", outside, f"{fact} is not among {around}; add it there, or correct {fact}", frozenset((fact, around))
    )


def _add_decisions(document: Document, file: files.DecisionsFile, draft: Draft, problems: Problems) -> None:
    draft.sections.update({key: Section(entry.label, entry.open, entry.against) for key, entry in file.sections.items()})
    for decision_id, entry in file.decisions.items():
        path: Path_ = ("decisions", decision_id)
        if entry.section not in draft.sections:
            hint = did_you_mean(entry.section, draft.sections) or "; declare it under sections"
            problems.add(f"{entry.section} is no section{hint}", document.place((*path, "section")))
        if entry.options and entry.options_from:
            problems.add(f"{decision_id} has both options and options_from; keep one of them", document.place((*path, "options_from")))
        if not entry.options and not entry.options_from:
            problems.add(f"{decision_id} has no options; list them", document.place(path))
        if entry.options_from:
            draft.from_glossary.add(decision_id)
        options = dict(draft.decisions[decision_id].options) if decision_id in draft.decisions else {}
        for key, option in entry.options.items():
            options[key] = Option(key, option.label, option.about, tuple(option.cites), option.ad)
            _cite(option.cites, document, (*path, "options", key, "cites"), draft)
        draft.decisions[decision_id] = Decision(
            decision_id, entry.section, entry.label, entry.question, entry.answer, options, None, entry.one_rule
        )
        if entry.silence is not None:
            draft.silences.append((decision_id, entry.silence, document))


def _add_glossary(document: Document, file: files.GlossaryFile, draft: Draft) -> None:
    for term_id, term in file.terms.items():
        draft.glossary[term_id] = Option(term_id, term.term, term.meaning, tuple(term.cites))
        _cite(term.cites, document, ("terms", term_id, "cites"), draft)


def _cite(cites: list[str], document: Document, path: Path_, draft: Draft) -> None:
    draft.cited += [(cite, document.place((*path, index))) for index, cite in enumerate(cites)]


def _add_source(source_id: str, file: files.SourceFile, draft: Draft) -> None:
    statements = {key: Statement(f"{source_id}:{key}", entry.heading, entry.claim, entry.sha256) for key, entry in file.statements.items()}
    draft.sources[source_id] = Source(source_id, file.title, file.author, file.url, file.retrieved, statements)
