"""The values everything else passes around: frozen, hashable where it helps, free of behaviour.

Words are those of the README: fact, rule, decision, option, concern, statement, advice.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from advisor.model.ad import AdLine, AdPart, AdSlot, DraftLine, DraftNote, DraftPart, JobDraft
from advisor.model.advice import (
    Advice,
    AlsoRaised,
    ConcernAdvice,
    DecisionAdvice,
    KnownFact,
    Opening,
    OptionAdvice,
    Question,
    Reason,
    new,
)
from advisor.model.rulebook import (
    Constraint,
    Decision,
    Derive,
    Example,
    Expectation,
    FactSpec,
    Option,
    Raise,
    Recommend,
    Rule,
    Rulebook,
    Section,
    Silence,
    Source,
    Statement,
)
from advisor.model.signals import INSIDE, Concepts, Context, PatternTable, Signal, SignalBook
from advisor.model.words import (
    SCHEMA_VERSION,
    SEVERITIES,
    STRENGTHS,
    Basis,
    Edit,
    FactType,
    Mend,
    Origin,
    Severity,
    Strength,
)

if TYPE_CHECKING:
    from advisor.model.comparison import AdviceChange, DraftComparison, FactChange, Remaining, SituationComparison
    from advisor.model.explanation import Because, Change, Changed, Explanation, Ground, Lacking, OptionExplained, WhatIf
    from advisor.model.report import (
        Addressed,
        Finding,
        ObservedFact,
        Report,
        Span,
        TitleFit,
        Unused,
        Withheld,
    )

__all__ = [
    "INSIDE",
    "SCHEMA_VERSION",
    "SEVERITIES",
    "STRENGTHS",
    "AdLine",
    "AdPart",
    "AdSlot",
    "Addressed",
    "Advice",
    "AdviceChange",
    "AlsoRaised",
    "Basis",
    "Because",
    "Change",
    "Changed",
    "Concepts",
    "ConcernAdvice",
    "Constraint",
    "Context",
    "Decision",
    "DecisionAdvice",
    "Derive",
    "DraftComparison",
    "DraftLine",
    "DraftNote",
    "DraftPart",
    "Edit",
    "Example",
    "Expectation",
    "Explanation",
    "FactChange",
    "FactSpec",
    "FactType",
    "Finding",
    "Ground",
    "JobDraft",
    "KnownFact",
    "Lacking",
    "Mend",
    "ObservedFact",
    "Opening",
    "Option",
    "OptionAdvice",
    "OptionExplained",
    "Origin",
    "PatternTable",
    "Question",
    "Raise",
    "Reason",
    "Recommend",
    "Remaining",
    "Report",
    "Rule",
    "Rulebook",
    "Section",
    "Severity",
    "Signal",
    "SignalBook",
    "Silence",
    "SituationComparison",
    "Source",
    "Span",
    "Statement",
    "Strength",
    "TitleFit",
    "Unused",
    "WhatIf",
    "Withheld",
    "new",
]

# What only some commands need is imported when it is first used: advice on a situation should not wait for it.
_HOMES = {
    **dict.fromkeys(["AdviceChange", "DraftComparison", "FactChange", "Remaining", "SituationComparison"], "advisor.model.comparison"),
    **dict.fromkeys(
        ["Because", "Change", "Changed", "Explanation", "Ground", "Lacking", "OptionExplained", "WhatIf"], "advisor.model.explanation"
    ),
    **dict.fromkeys(["Addressed", "Finding", "ObservedFact", "Report", "Span", "TitleFit", "Unused", "Withheld"], "advisor.model.report"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'advisor.model' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
