"""What a rulebook consists of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from advisor.condition import Condition
from advisor.errors import Place
from advisor.frozen import frozen
from advisor.model.ad import AdPart
from advisor.model.words import Basis, Edit, FactType, Mend, Severity, Strength


@frozen
class FactSpec:
    """One fact of the vocabulary.

    `options` maps option ids to labels (for options and sets); `low` and `high` are the inclusive
    bounds of an integer; `within` names the set an option must be a member of; `givable` is false
    for what only rules conclude, and `changeable` for what whoever hires cannot change.
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
    changeable: bool = True


@frozen
class Constraint:
    """A condition that may not be true of any situation, and what to say when it is."""

    id: str
    never: Condition
    message: str
    facts: frozenset[str]


@frozen
class Option:
    """One answer to a decision; `ad` is the sentence that an ad has where the option is recommended."""

    id: str
    label: str
    about: str | None = None
    cites: tuple[str, ...] = ()
    ad: str | None = None


@frozen
class Section:
    """A part of the advice as shown: its heading, and those for what is open and what is spoken against.

    Without a heading of their own, open and spoken-against options are not shown there.
    """

    label: str
    open: str | None = None
    against: str | None = None


@frozen
class Silence:
    """Why it is right that a decision recommends nothing; with `when`, only there."""

    because: str
    when: Condition | None = None


@frozen
class Decision:
    """A question with options; `section` says where in the advice its answer is shown.

    `silence` says why, and where, it may recommend nothing; of a decision with `one_rule` exactly one rule may
    speak at a time. `advisor rules verify` holds the rules to both.
    """

    id: str
    section: str
    label: str
    question: str
    answer: Literal["choose", "list"]
    options: Mapping[str, Option]
    silence: Silence | None = None
    one_rule: bool = False


@frozen
class Statement:
    """One numbered claim of a source, in our words; `sha256` is the original's fingerprint."""

    id: str
    heading: str
    claim: str
    sha256: str | None


@frozen
class Source:
    """Something that rules cite."""

    id: str
    title: str
    author: str
    url: str
    retrieved: str
    statements: Mapping[str, Statement]


@frozen
class Derive:
    """The rule concludes these facts."""

    facts: Mapping[str, bool | int | str]


@frozen
class Recommend:
    """The rule speaks for some options of a decision and against others."""

    decision: str
    options: tuple[str, ...]
    against: tuple[str, ...]
    strength: Strength


@frozen
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


@frozen
class Expectation:
    """One of the things engineers look for in a draft, and the facts by which a draft addresses it."""

    id: str
    label: str
    facts: tuple[str, ...]


@frozen
class Example:
    """A situation under which a rule must apply (`fires`) or must not."""

    fires: bool
    facts: Mapping[str, object]
    place: Place


@frozen
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
    ad: Mapping[str, AdPart] = field(default_factory=dict)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition there is: those of the rules, in order, and those of the constraints."""
        return (*(rule.when for rule in self.rules), *(constraint.never for constraint in self.constraints))

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
