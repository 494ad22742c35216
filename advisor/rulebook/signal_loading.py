"""Loading what reads facts from texts: the lexicon, the contexts and the signals of rule directories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from advisor.errors import BadRulebook, Place, did_you_mean
from advisor.frozen import frozen
from advisor.model import INSIDE, Context, FactSpec, Signal, SignalBook
from advisor.rulebook import files
from advisor.rulebook.folders import rule_files
from advisor.rulebook.problems import Problems, read_file
from advisor.rulebook.values import Unfit, read_value
from advisor.rulebook.yaml_reader import Document
from advisor.signals.language import NUMBER, BadPattern, Concept, parse
from advisor.signals.table import signal_book
from advisor.signals.words import phrase_forms, tokens

SECTIONS = frozenset(get_args(files.SectionName))


@frozen
class SignalExample:
    """A text with the evidence a signal must find there, or None where it must find nothing."""

    fires: bool
    text: str
    place: Place


@frozen
class LoadedSignals:
    """The signals together with what only their tests need."""

    book: SignalBook
    examples: Mapping[str, tuple[SignalExample, ...]]


def load_signals(directories: Sequence[str], facts: Mapping[str, FactSpec]) -> LoadedSignals:
    """Load and validate the lexicon and signals of rule directories, later ones adding and replacing.

    `facts` is the vocabulary that signals establish. Raises BadRulebook with every problem found.
    """
    problems = Problems()
    concepts: dict[str, tuple[Document, files.ConceptFile]] = {}
    contexts: dict[str, tuple[Document, files.ContextEntry]] = {}
    headings: dict[str, str] = {}
    signals: dict[str, tuple[Document, files.SignalFile]] = {}
    for directory in directories:
        for name in rule_files(directory):
            path = Path(name)
            if (
                path.parts[0] == "lexicon"
                and path.stem == "contexts"
                and (read := read_file(directory, name, files.ContextsFile, problems))
            ):
                contexts.update({key: (read[0], entry) for key, entry in read[1].contexts.items()})
            elif (
                path.parts[0] == "lexicon"
                and path.stem == "sections"
                and (sections := read_file(directory, name, files.SectionsFile, problems))
            ):
                headings.update({" ".join(tokens(phrase)): kind for kind, phrases in sections[1].sections.items() for phrase in phrases})
            elif (
                path.parts[0] == "lexicon"
                and path.stem not in ("contexts", "sections")
                and (concept := read_file(directory, name, files.ConceptFile, problems))
            ):
                concepts[path.stem] = concept
            elif path.parts[0] == "signals" and len(path.parts) > 1 and (signal := read_file(directory, name, files.SignalFile, problems)):
                signals[path.with_suffix("").relative_to("signals").as_posix()] = signal
    forms = _forms(concepts, problems)
    built_contexts = tuple(_context(key, *entry, forms, problems) for key, entry in contexts.items())
    names = [*(context.id for context in built_contexts), INSIDE]
    built = tuple(_signal(key, *signals[key], forms, names, facts, problems) for key in sorted(signals))
    if problems.found:
        raise BadRulebook(problems.found)
    examples = {key: tuple(_examples(*signals[key])) for key in sorted(signals)}
    return LoadedSignals(signal_book(forms, built_contexts, headings, built), examples)


def _forms(concepts: Mapping[str, tuple[Document, files.ConceptFile]], problems: Problems) -> dict[str, tuple[tuple[str, ...], ...]]:
    def collect(name: str, above: tuple[str, ...]) -> set[tuple[str, ...]]:
        document, concept = concepts[name]
        found: set[tuple[str, ...]] = set()
        for kind, phrases in (("verbs", concept.verbs), ("nouns", concept.nouns), ("words", concept.words)):
            for phrase in phrases:
                found |= phrase_forms(phrase, kind)
        for index, other in enumerate(concept.includes):
            if other not in concepts:
                problems.add(f"{other} is no concept{did_you_mean(other, concepts)}", document.place(("includes", index)))
            elif other in (*above, name):
                problems.add(
                    f"concepts include each other in a circle: {' <- '.join((*above, name, other))}; break it",
                    document.place(("includes", index)),
                )
            else:
                found |= collect(other, (*above, name))
        if not found:
            problems.add("the concept has no words; add verbs, nouns or words", Place(document.file, 1, 1))
        return found

    return {name: tuple(sorted(collect(name, ()))) for name in sorted(concepts)}


def _context(key: str, document: Document, entry: files.ContextEntry, forms: Mapping[str, object], problems: Problems) -> Context:
    for part in ("before", "after", "sentence", "unless"):
        for index, pattern in enumerate(getattr(entry, part)):
            _check_pattern(pattern, document, ("contexts", key, part, index), forms, problems)
    return Context(key, tuple(entry.before), entry.within, tuple(entry.after), tuple(entry.sentence), tuple(entry.unless), entry.question)


def _signal(
    key: str,
    document: Document,
    file: files.SignalFile,
    forms: Mapping[str, object],
    contexts: Sequence[str],
    facts: Mapping[str, FactSpec],
    problems: Problems,
) -> Signal:
    for part in ("patterns", "unless"):
        for index, pattern in enumerate(getattr(file, part)):
            _check_pattern(pattern, document, (part, index), forms, problems)
    for index, context in enumerate(file.contexts):
        if context not in contexts:
            problems.add(f"{context} is no context{did_you_mean(context, contexts)}", document.place(("contexts", index)))
    if file.sections and file.not_sections:
        problems.add("give sections or not_sections, and not both", document.place(("not_sections",)))
    if bool(file.establishes) == file.takes_back:
        problems.add("give what the signal establishes, or takes_back: true, and not both", document.place(("summary",)))
    for fact, value in file.establishes.items():
        if fault := _establishes_fault(fact, value, facts):
            problems.add(fault, document.place(("establishes", fact)))
    sections = frozenset(file.sections) or SECTIONS - frozenset(file.not_sections)
    establishes = {fact: tuple(value) if isinstance(value, list) else value for fact, value in file.establishes.items()}
    return Signal(
        key,
        file.summary,
        establishes,
        tuple(file.patterns),
        tuple(file.unless),
        sections,
        frozenset(file.contexts),
        Place(document.file, 1, 1),
        file.together,
        file.hint,
        file.takes_back,
    )


def _establishes_fault(fact: str, value: bool | int | str | list[str], facts: Mapping[str, FactSpec]) -> str | None:
    spec = facts.get(fact)
    if spec is None:
        return f"{fact} is no fact{did_you_mean(fact, facts)}"
    if value == "$n":
        return None if spec.type == "integer" else f"{fact} takes no number; $n is for integers"
    try:
        read_value(spec, value)
    except Unfit as error:
        return f"{fact} {error}"
    return None


def _check_pattern(text: str, document: Document, path: tuple[str | int, ...], forms: Mapping[str, object], problems: Problems) -> None:
    try:
        patterns = parse(text)
    except BadPattern as error:
        problems.add(f"{error}", document.place(path))
        return
    for pattern in patterns:
        for part in pattern.parts:
            for step in part.steps:
                for filling in step.fillings:
                    if isinstance(filling, Concept) and filling.name not in forms and filling.name != NUMBER:
                        problems.add(f"{filling.name} is no concept{did_you_mean(filling.name, forms)}", document.place(path))
                        return


def _examples(document: Document, file: files.SignalFile) -> list[SignalExample]:
    return [
        SignalExample(kind == "fires", text, document.place(("examples", kind, index)))
        for kind, texts in (("fires", file.examples.fires), ("silent", file.examples.silent))
        for index, text in enumerate(texts)
    ]


def example_evidence(example: SignalExample) -> tuple[str, list[str]]:
    """Return an example's text without its brackets, and the pieces of evidence they mark. Raises BadRulebook."""
    parts = example.text.split("[[")
    text, evidence = parts[0], []
    for part in parts[1:]:
        inside, closed, rest = part.partition("]]")
        if not closed:
            raise BadRulebook(f"{example.place}: [[ has no ]]")
        evidence.append(inside)
        text += inside + rest
    return text, evidence
