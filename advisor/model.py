"""The values everything else passes around: frozen, hashable where it helps, free of behaviour.

Words are those of the README: fact, rule, decision, option, concern, statement, advice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from advisor.condition import Condition, Value
from advisor.errors import Place

FactType = Literal["boolean", "integer", "option", "set"]
Strength = Literal["decisive", "strong", "supporting"]
Severity = Literal["error", "warning", "info"]
Basis = Literal["source", "inference"]
Origin = Literal["given", "derived", "observed"]
Mend = Literal["reword", "answer"]
Edit = Literal["replace", "add", "by-hand"]

STRENGTHS: tuple[Strength, ...] = ("decisive", "strong", "supporting")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SCHEMA_VERSION = "1.0"


# --- the rulebook ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact of the vocabulary.

    `options` maps option ids to labels (for options and sets); `low` and `high` are the inclusive
    bounds of an integer; `within` names the set an option must be a member of; `givable` is false
    for what only rules conclude.
    """

    id: str
    type: FactType
    label: str
    ask: str
    help: str | None = None
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    within: str | None = None
    givable: bool = True


@dataclass(frozen=True, slots=True)
class Constraint:
    """A condition that may not be true of any situation, and what to say when it is."""

    id: str
    never: Condition
    message: str
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a decision."""

    id: str
    label: str
    about: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the advice as shown: its heading, and those for what is open and what is spoken against.

    Without a heading of their own, open and spoken-against options are not shown there.
    """

    label: str
    open: str | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A question with options; `section` says where in the advice its answer is shown."""

    id: str
    section: str
    label: str
    question: str
    answer: Literal["choose", "list"]
    options: Mapping[str, Option]


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered claim of a source, in our words; `sha256` is the original's fingerprint."""

    id: str
    heading: str
    claim: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Something that rules cite."""

    id: str
    title: str
    author: str
    url: str
    retrieved: str
    statements: Mapping[str, Statement]


@dataclass(frozen=True, slots=True)
class Derive:
    """The rule concludes these facts."""

    facts: Mapping[str, bool | int | str]


@dataclass(frozen=True, slots=True)
class Recommend:
    """The rule speaks for some options of a decision and against others."""

    decision: str
    options: tuple[str, ...]
    against: tuple[str, ...]
    strength: Strength


@dataclass(frozen=True, slots=True)
class Raise:
    """The rule raises a concern; for a draft, at each place that shows it or only at the first.

    `mend` says whether whoever writes the draft can reword it at once, or needs an answer from the owner.
    `edit` says what `fix` is: a line in place of the words at fault, a line to add, or what to do by hand.
    """

    concern: str
    severity: Severity
    fix: str | None
    asks: str
    owner: str
    spans: Literal["each", "first"] = "each"
    mend: Mend = "answer"
    edit: Edit = "replace"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One of the things engineers look for in a draft, and the facts by which a draft addresses it."""

    id: str
    label: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A situation under which a rule must apply (`fires`) or must not."""

    fires: bool
    facts: Mapping[str, object]
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when the condition is true, the consequence holds, because of what it cites."""

    id: str
    summary: str
    when: Condition
    then: Derive | Recommend | Raise
    because: str
    basis: Basis
    cites: tuple[str, ...]
    overrides: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Signal:
    """A way in which a text says that facts hold: patterns, and where and when they do not count.

    `establishes` gives each fact its value; `$n` stands for the number in the evidence, a tuple for
    members of a set. `ignores` are the contexts that do not silence it. It counts only where signals with
    `together` establish so many different values of its fact in one sentence.
    """

    id: str
    summary: str
    establishes: Mapping[str, bool | int | str | tuple[str, ...]]
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    sections: frozenset[str]
    ignores: frozenset[str]
    place: Place
    together: int = 1


@dataclass(frozen=True, slots=True)
class Context:
    """What silences a signal: patterns before its evidence (within so many words), after it, or anywhere in the sentence."""

    id: str
    before: tuple[str, ...]
    within: int
    after: tuple[str, ...]
    sentence: tuple[str, ...]
    unless: tuple[str, ...]
    question: bool


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SignalBook:
    """Everything that reads facts from texts: the lexicon's concepts in all their forms, contexts, headings and signals."""

    concepts: Mapping[str, tuple[tuple[str, ...], ...]]
    contexts: tuple[Context, ...]
    headings: Mapping[str, str]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Rulebook:
    """Everything loaded and validated from one or more rule directories.

    `rules` are in the order of their ids; everything that follows from them is independent of the
    order in which files were read.
    """

    facts: Mapping[str, FactSpec]
    constraints: tuple[Constraint, ...]
    sections: Mapping[str, Section]
    decisions: Mapping[str, Decision]
    concerns: Mapping[str, str]
    owners: Mapping[str, str]
    expectations: Mapping[str, Expectation]
    sources: Mapping[str, Source]
    rules: tuple[Rule, ...]
    glossary: Mapping[str, Option]

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id; raises KeyError."""
        found = bisect_left(self.rules, rule_id, key=lambda rule: rule.id)
        if found == len(self.rules) or self.rules[found].id != rule_id:
            raise KeyError(rule_id)
        return self.rules[found]

    def statement(self, cite: str) -> Statement:
        """Return the statement that a citation such as `guide:trust/2` names."""
        source, _, statement = cite.partition(":")
        return self.sources[source].statements[statement]


# --- what comes out -----------------------------------------------------------------------------------


# The values below that an advice holds by the hundred are named tuples: made four times as fast as
# frozen dataclasses, and as frozen.


new = tuple.__new__
"""Makes a named tuple of a class and its fields in order: what its constructor does, at half the cost."""


class KnownFact(NamedTuple):
    """A fact as the advice saw it, and where it came from."""

    id: str
    value: Value
    origin: Origin
    rule: str | None


class Reason(NamedTuple):
    """Why a rule speaks for or against an option."""

    rule: str
    strength: Strength
    because: str
    basis: Basis
    cites: tuple[str, ...]


class OptionAdvice(NamedTuple):
    """An option with its rank (None: not recommended) and the reasons on both sides."""

    id: str
    label: str
    rank: int | None
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


class DecisionAdvice(NamedTuple):
    """The answer to one decision: its options, best first, and whether anything could change it."""

    id: str
    answer: Literal["choose", "list"]
    settled: bool
    open_facts: tuple[str, ...]
    options: tuple[OptionAdvice, ...]

    @property
    def first(self) -> tuple[OptionAdvice, ...]:
        """The options that share rank 1."""
        return tuple(option for option in self.options if option.rank == 1)

    @property
    def ranked(self) -> tuple[OptionAdvice, ...]:
        """The options that have a rank."""
        return tuple(option for option in self.options if option.rank is not None)


@dataclass(frozen=True, slots=True)
class Opening:
    """A rule that would speak for or against an option if these facts were known and made it true."""

    rule: str
    strength: Strength
    against: bool
    summary: str
    facts: tuple[str, ...]


class AlsoRaised(NamedTuple):
    """Another rule that raises the same concern."""

    rule: str
    message: str
    severity: Severity
    because: str
    fix: str | None
    facts: tuple[str, ...]
    basis: Basis
    cites: tuple[str, ...]


class ConcernAdvice(NamedTuple):
    """A problem with the situation, at its highest severity; `facts` are those that raised it."""

    rule: str
    concern: str
    severity: Severity
    message: str
    because: str
    facts: tuple[str, ...]
    fix: str | None
    asks: str
    owner: str
    basis: Basis
    cites: tuple[str, ...]
    also: tuple[AlsoRaised, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The question to ask next: the fact it is about, and the decisions it may settle."""

    fact: str
    question: str
    help: str | None
    type: FactType
    unit: str | None
    options: Mapping[str, str]
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything the rulebook has to say about one situation.

    `open_rules` are those that facts still unknown could bring in, as bits: bit n is the rulebook's rule
    of index n (`openness.openings` says for which options, and which facts).
    """

    situation: str
    facts: tuple[KnownFact, ...]
    decisions: tuple[DecisionAdvice, ...]
    concerns: tuple[ConcernAdvice, ...]
    next_question: Question | None
    open_rules: int

    def decision(self, decision_id: str) -> DecisionAdvice:
        """Return the advice on one decision; raises KeyError if the rulebook has no such decision."""
        for decision in self.decisions:
            if decision.id == decision_id:
                return decision
        raise KeyError(decision_id)


# --- what comes out of checking a draft ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a draft: code points [start, end), and lines and columns from 1, the end just past the last."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A concern raised for a draft; `span` is None for something missing."""

    rule: str
    concern: str
    severity: Severity
    message: str
    span: Span | None
    excerpt: str | None
    because: str
    fix: str | None
    asks: str
    owner: str
    basis: Basis
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whether a draft addresses one of the things engineers look for, and where."""

    id: str
    label: str
    addressed: bool
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TitleFit:
    """What the title says and what the work described fits best.

    `best` is one of the four general titles or `other`; `scores` count distinct evidence for each.
    """

    declared: str | None
    declared_family: str | None
    best: str | None
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ObservedFact:
    """A fact a draft establishes, or its situation gives, with the places that show it."""

    id: str
    value: Value
    origin: Origin
    rule: str | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A finding that is not reported: a comment in the draft gives the reason, or (None) the baseline knows it."""

    finding: Finding
    reason: str | None


@dataclass(frozen=True, slots=True)
class Unused:
    """A concern or rule that a comment in the draft ignores, and that nothing there raises."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the rulebook has to say about one draft.

    `withheld` are the findings that its comments or a baseline leave out of `findings`, `unused` what
    its comments ignore in vain.
    """

    document: str
    text: str
    findings: tuple[Finding, ...]
    expectations: tuple[Addressed, ...]
    title: TitleFit
    level: str | None
    years_min: int | None
    facts: tuple[ObservedFact, ...]
    withheld: tuple[Withheld, ...] = ()
    unused: tuple[Unused, ...] = ()
