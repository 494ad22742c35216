"""What the described work fits best: one of the four general titles, or another.

Every kind of work that signals found counts for a family, each distinct piece of text once. The declared
title stands unless the evidence for another is clear; titles are used loosely, and most ads mention a bit
of everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import itemgetter

from advisor.documents.model import Document
from advisor.signals.observing import Evidence, Observation
from advisor.titles.naming import FAMILIES, OTHER

TITLE_OF_FAMILY = {
    "infrastructure": "infrastructure-engineer",
    "devops": "devops-engineer",
    "sre": "site-reliability-engineer",
    "platform": "platform-engineer",
    OTHER: OTHER,
}
_FAMILY_OF_KIND = {
    "compute": "infrastructure",
    "network": "infrastructure",
    "storage": "infrastructure",
    "cloud": "infrastructure",
    "ci-cd": "devops",
    "reliability": "sre",
    "internal-platform": "platform",
    "helpdesk": OTHER,
    "development": OTHER,
}
"""Security is not here: every one of the four titles has some, and none is its title."""

_LEAST = {"infrastructure": 5, "devops": 4, "sre": 4, "platform": 3, OTHER: 2}
"""So many pieces of evidence a family needs to take the place of the declared one. Infrastructure is in every ad."""
_LEAST_FROM_OTHER = 5
"""So many it needs where the declared title is none of the four."""
_LESS_CALLED = 2
"""So many fewer suffice where the title itself names the family as well ('SRE / Platform Engineer')."""
_LEAST_UNTITLED = 3
_CLEARLY = 2
"""Clear is more than twice as much."""
_STRAY = 1
"""Of the declared family, so much may be there that another takes its place."""
_MISMATCH_INFRASTRUCTURE = 8
"""Titles of delivery, reliability and platforms are given to infrastructure work so often that only much of it is a mismatch."""

_LEAST_OF_A_KIND = 3
_SHARE_OF_A_KIND = 2
"""A kind of work is part of the role from so many pieces of evidence on, and from one in so many of the most frequent kind's."""

EvidenceByFamily = Mapping[str, list[Evidence]]


def evidence_by_family(document: Document, observations: Iterable[Observation]) -> dict[str, list[Evidence]]:
    """Return what speaks for each family, in the order of the text; the same words, and the same place, count once."""
    found: dict[str, list[Evidence]] = {family: [] for family in (*FAMILIES, OTHER)}
    said: set[tuple[str, str]] = set()
    for item in sorted(observations, key=lambda item: (item.evidence.start, -item.evidence.end)):
        words = document.plain[item.evidence.start : item.evidence.end]
        for family in _families(item):
            before = found[family]
            if (family, words) not in said and not (before and item.evidence.start < before[-1].end):
                said.add((family, words))
                before.append(item.evidence)
    return found


def _families(item: Observation) -> list[str]:
    if item.fact == "ad.helpdesk_duties":
        return [OTHER]
    if item.fact != "work.kinds" or not isinstance(item.value, tuple):
        return []
    return sorted({_FAMILY_OF_KIND[kind] for kind in item.value if kind in _FAMILY_OF_KIND})


def without_passing_mentions(document: Document, observations: Iterable[Observation]) -> list[Observation]:
    """Return the observations without those of kinds of work that a draft only mentions: most ads mention a bit of everything."""
    listed = list(observations)
    said: dict[str, set[str]] = {}
    for item in listed:
        if item.fact == "work.kinds" and isinstance(item.value, tuple):
            for kind in item.value:
                said.setdefault(kind, set()).add(document.plain[item.evidence.start : item.evidence.end])
    most = max(map(len, said.values()), default=0)
    real = {kind for kind, words in said.items() if len(words) >= _LEAST_OF_A_KIND and _SHARE_OF_A_KIND * len(words) >= most}
    return [item for item in listed if item.fact != "work.kinds" or (isinstance(item.value, tuple) and real.issuperset(item.value))]


def best_family(declared: str | None, called: Iterable[str], evidence: EvidenceByFamily, open_title: bool) -> str:
    """Return the family that the work fits best: other where neither title nor work says anything of the four.

    `declared` is the family of the title, `called` are all that it names; `open_title` is whether a title
    of none of the four leaves room for one of them ('Software Engineer' does, 'Data Scientist' doesn't).
    """
    count = {family: len(found) for family, found in evidence.items()}
    if declared is None:
        most = max(count, key=lambda family: count[family])
        return most if count[most] >= _LEAST_UNTITLED else OTHER
    if declared == OTHER and not open_title:
        return OTHER
    rivals = [family for family in count if family != declared and _takes_over(family, declared, set(called), count)]
    return max(rivals, key=lambda family: count[family], default=declared)


def _takes_over(rival: str, declared: str, called: set[str], count: Mapping[str, int]) -> bool:
    """Return whether the evidence for the rival is clear enough that the declared family gives way."""
    # DevOps engineers build infrastructure too, so half of what speaks for that speaks for them.
    own = count[declared] + (count["infrastructure"] / 2 if declared == "devops" and rival != "infrastructure" else 0)
    if rival in called and own <= _STRAY:
        return count[rival] >= max(_LEAST[rival] - _LESS_CALLED, _CLEARLY * own)
    if rival in called and rival != "infrastructure" and count[rival] >= _LEAST[rival] and count[rival] > _CLEARLY * own:
        return True
    least = _LEAST_FROM_OTHER if declared == OTHER else _LEAST[rival]
    if count[rival] < least or count[rival] <= _CLEARLY * own:
        return False
    if rival in ("platform", OTHER):
        return True
    others = max(count[family] for family in ("devops", "sre", "platform") if family != rival)
    return own <= _STRAY and count[rival] >= _CLEARLY * others


def is_mismatch(declared: str, best: str, called: Iterable[str], evidence: EvidenceByFamily) -> bool:
    """Return whether a title of one of the four families clearly names the wrong work."""
    if declared == OTHER or best == declared or best in set(called) or not evidence[best]:
        return False
    rivals = any(evidence[family] for family in FAMILIES if family != best)
    return best != "infrastructure" or not rivals or len(evidence[best]) >= _MISMATCH_INFRASTRUCTURE


def clearest(document: Document, found: list[Evidence]) -> Evidence:
    """Return the piece of evidence that shows the work best: a bullet of the duties, else a duty, else the first."""

    def rank(item: Evidence) -> tuple[bool, bool, int]:
        sentence = document.sentences[bisect_right(document.sentences, item.start, key=itemgetter(0)) - 1]
        return sentence.kind != "bullet" or sentence.section == "requirements", sentence.section != "duties", item.start

    return min(found, key=rank)
