"""Advice for hiring infrastructure engineers, from declarative rules that cite their sources.

An example:

    from advisor import Situation, evaluate, load_rulebook

    rulebook = load_rulebook()
    situation = Situation.parse({"company": {"engineers": 24}}, rulebook)
    advice = evaluate(situation, rulebook)
    advice.decision("profile").first[0].label

The label is that of the profile to look for. `explain(situation, rulebook, "profile")` says why, and what would change
it; `Interview(rulebook)` asks for the facts one by one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from advisor.version import __version__

if TYPE_CHECKING:
    from advisor.advise import evaluate
    from advisor.comparing import compare
    from advisor.drafting import draft
    from advisor.errors import AdvisorError, BadInput, BadRulebook, ConflictingRules, MissingExtra
    from advisor.explaining import explain
    from advisor.interview import Interview
    from advisor.model import Advice, Explanation, JobDraft, Rulebook
    from advisor.rulebook import load_rulebook
    from advisor.situation import Situation

__all__ = [
    "Advice",
    "AdvisorError",
    "BadInput",
    "BadRulebook",
    "ConflictingRules",
    "Explanation",
    "Interview",
    "JobDraft",
    "MissingExtra",
    "Rulebook",
    "Situation",
    "__version__",
    "compare",
    "draft",
    "evaluate",
    "explain",
    "load_rulebook",
]

# Names are imported when first used: `advisor --help` should not load what it does not need.
_HOMES = {
    "Advice": "advisor.model",
    "AdvisorError": "advisor.errors",
    "BadInput": "advisor.errors",
    "BadRulebook": "advisor.errors",
    "ConflictingRules": "advisor.errors",
    "Explanation": "advisor.model",
    "Interview": "advisor.interview",
    "JobDraft": "advisor.model",
    "MissingExtra": "advisor.errors",
    "Rulebook": "advisor.model",
    "Situation": "advisor.situation",
    "compare": "advisor.comparing",
    "draft": "advisor.drafting",
    "evaluate": "advisor.advise",
    "explain": "advisor.explaining",
    "load_rulebook": "advisor.rulebook",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'advisor' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
