"""What a rule directory's files may hold: pydantic models, strict, with nothing undeclared.

They check shape and type. What needs the whole rulebook (does this fact exist?) is `linking`'s.
The JSON Schemas that editors use are made from these models.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=80)]
Cite = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+:[a-z0-9/-]+$", max_length=120)]
Constant = bool | int | str


class FileModel(BaseModel):
    """Base of all file models: no unknown keys, no conversion between types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FactEntry(FileModel):
    """One fact of the vocabulary."""

    type: Literal["boolean", "integer", "option", "set"]
    label: Line
    ask: Line
    help: Text | None = None
    unit: Line | None = None
    min: int | None = None
    max: int | None = None
    options: dict[Id, Line] = Field(default_factory=dict)
    within: FactId | None = None
    given: bool = True
    changeable: bool = True


class ConstraintEntry(FileModel):
    """A condition that may not be true of any situation."""

    id: Id
    never: Any
    message: Text


class FactsFile(FileModel):
    """`facts.yaml`: the fact vocabulary."""

    facts: dict[FactId, FactEntry] = Field(default_factory=dict)
    constraints: list[ConstraintEntry] = Field(default_factory=list)


class OptionEntry(FileModel):
    """One option of a decision."""

    label: Line
    about: Text | None = None
    ad: Line | None = None
    cites: list[Cite] = Field(default_factory=list)


class SilenceEntry(FileModel):
    """Why a decision may recommend nothing and, with `when`, where."""

    because: Text
    when: Any = None


class DecisionEntry(FileModel):
    """One decision."""

    section: Id
    label: Line
    question: Line
    answer: Literal["choose", "list"]
    options: dict[Id, OptionEntry] = Field(default_factory=dict)
    options_from: Literal["glossary"] | None = None
    silence: SilenceEntry | None = None
    one_rule: bool = False


class SectionEntry(FileModel):
    """One part of the advice as shown."""

    label: Line
    open: Line | None = None
    against: Line | None = None


class DecisionsFile(FileModel):
    """`decisions.yaml`: the decisions, and the sections of the advice."""

    sections: dict[Id, SectionEntry] = Field(default_factory=dict)
    decisions: dict[Id, DecisionEntry] = Field(default_factory=dict)


class ConcernEntry(FileModel):
    """One kind of problem."""

    label: Line


class ExpectationEntry(FileModel):
    """One thing engineers look for, and the facts of a draft by which it is addressed."""

    label: Line
    facts: list[FactId] = Field(min_length=1)


class ConcernsFile(FileModel):
    """`concerns.yaml`: the kinds of problem, and who can mend them."""

    owners: dict[Id, Line] = Field(default_factory=dict)
    concerns: dict[Id, ConcernEntry] = Field(default_factory=dict)
    expectations: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")], ExpectationEntry] = Field(default_factory=dict)


class TermEntry(FileModel):
    """One term of the glossary."""

    term: Line
    meaning: Text
    cites: list[Cite] = Field(min_length=1)


class GlossaryFile(FileModel):
    """`glossary.yaml`: technical terms in plain words."""

    terms: dict[Id, TermEntry]


class StatementEntry(FileModel):
    """One statement of a source, in our words, with the fingerprint of the original sentence."""

    heading: Line
    claim: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class SourceFile(FileModel):
    """`sources/<id>.yaml`: something that rules cite."""

    title: Line
    author: Line
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
    retrieved: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    statements: dict[Annotated[str, StringConstraints(pattern=r"^[a-z0-9/-]+$")], StatementEntry] = Field(min_length=1)


class RecommendEntry(FileModel):
    """Reasons for some options of a decision and against others."""

    decision: str
    options: list[str] = Field(default_factory=list)
    against: list[str] = Field(default_factory=list)
    strength: Literal["decisive", "strong", "supporting"]


class RaiseEntry(FileModel):
    """A concern and how severe it is."""

    concern: str
    severity: Literal["error", "warning", "info"]
    spans: Literal["each", "first"] = "each"
    mend: Literal["reword", "answer"] | None = None
    edit: Literal["replace", "add", "by-hand"] = "replace"


class ExamplesEntry(FileModel):
    """Situations in which the rule applies, and near misses in which it does not."""

    fires: list[Any] = Field(min_length=1)
    silent: list[Any] = Field(min_length=1)


class RuleFile(FileModel):
    """One rule."""

    summary: Annotated[Line, StringConstraints(max_length=100)]
    when: Any
    derive: dict[FactId, Constant] | None = None
    recommend: RecommendEntry | None = None
    # `raise` is a word of Python's, hence the alias.
    raises: RaiseEntry | None = Field(default=None, alias="raise")
    because: Text | None = None
    fix: Text | None = None
    asks: Line | None = None
    owner: str | None = None
    basis: Literal["source", "inference"]
    cites: list[Cite] = Field(min_length=1)
    overrides: list[str] = Field(default_factory=list)
    examples: ExamplesEntry


class ConceptFile(FileModel):
    """`lexicon/<name>.yaml`: a concept, the words that mean the same for our purpose."""

    summary: Line
    verbs: list[Line] = Field(default_factory=list)
    nouns: list[Line] = Field(default_factory=list)
    words: list[Line] = Field(default_factory=list)
    includes: list[Id] = Field(default_factory=list)


class ContextEntry(FileModel):
    """What turns a phrase into a non-finding when it stands near it."""

    summary: Line
    before: list[Text] = Field(default_factory=list)
    within: int = Field(default=6, ge=1, le=30)
    after: list[Text] = Field(default_factory=list)
    sentence: list[Text] = Field(default_factory=list)
    unless: list[Text] = Field(default_factory=list)
    question: bool = False


class ContextsFile(FileModel):
    """`lexicon/contexts.yaml`: the contexts that silence signals."""

    contexts: dict[Id, ContextEntry]


SectionName = Literal["opening", "company", "duties", "requirements", "optional", "offer", "process", "legal", "other"]


class SectionsFile(FileModel):
    """`lexicon/sections.yaml`: the words by which headings open a kind of section."""

    sections: dict[SectionName, list[Line]]


class SignalExamples(FileModel):
    """Texts in which the signal is found, with its evidence in double brackets, and near misses."""

    fires: list[Text] = Field(min_length=1)
    silent: list[Text] = Field(min_length=1)


class SignalFile(FileModel):
    """One signal."""

    summary: Annotated[Line, StringConstraints(max_length=120)]
    establishes: dict[FactId, bool | int | str | list[Id]] = Field(default_factory=dict)
    patterns: list[Text] = Field(min_length=1)
    unless: list[Text] = Field(default_factory=list)
    sections: list[SectionName] = Field(default_factory=list)
    not_sections: list[SectionName] = Field(default_factory=list)
    contexts: list[Id] = Field(default_factory=list)
    together: int = Field(default=1, ge=1, le=9)
    hint: bool = False
    takes_back: bool = False
    examples: SignalExamples
