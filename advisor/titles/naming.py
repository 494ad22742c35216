"""What a job title says: its family, the vocabulary's title it is, and its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from advisor.titles.phrases import Hit, Phrases

FAMILIES = ("infrastructure", "devops", "sre", "platform")
OTHER = "other"
FAMILY_OF_TITLE = {
    "infrastructure-engineer": "infrastructure",
    "network-engineer": "infrastructure",
    "storage-engineer": "infrastructure",
    "cloud-architect": "infrastructure",
    "systems-administrator": "infrastructure",
    "devops-engineer": "devops",
    "site-reliability-engineer": "sre",
    "platform-engineer": "platform",
    "security-engineer": OTHER,
}
"""By title of the vocabulary: the family it belongs to."""

_TITLE = "title-"
_HELPDESK = "helpdesk-job-title"
_NOT_ENGINEERING = "title-outside-engineering"
_OUTSIDE = "title-outside"
_NAMED = {
    **{_TITLE + title: family for title, family in FAMILY_OF_TITLE.items()},
    _TITLE + "near-infrastructure": "infrastructure",
    _TITLE + "near-devops": "devops",
    _TITLE + "near-reliability": "sre",
    _TITLE + "near-platform": "platform",
    _HELPDESK: OTHER,
}
_HINTED = {
    _TITLE + "word-delivery": "devops",
    _TITLE + "word-infrastructure": "infrastructure",
    _TITLE + "word-reliability": "sre",
    _TITLE + "word-platform": "platform",
}
_FAMILY = _NAMED | _HINTED
_LEVELS = ("junior", "mid", "senior", "lead", "staff", "manager")
"""In ascending order."""
_LEVEL = "level-"
_DOER = re.compile(r"\b(?:engineer|developer|administrator|architect|specialist|analyst|consultant|technician)s?\b")

_MAKER = re.compile(r"\b(?:engineer|developer|programmer|administrator|admin|architect|dba)s?\b")


class Names:
    """Reads job titles with the lexicon's words."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        self._titles = Phrases(concepts, [*_NAMED, *_HINTED, _OUTSIDE, _NOT_ENGINEERING])
        self._levels = Phrases(concepts, [_LEVEL + level for level in _LEVELS])
        self._last: tuple[tuple[str, int, int], list[Hit]] | None = None

    def named(self, plain: str, start: int, end: int) -> list[Hit]:
        """Return the titles that plain[start:end] names in full, in order."""
        return [hit for hit in self._found(plain, start, end) if hit.concept in _NAMED]

    def family(self, plain: str, start: int, end: int) -> str:
        """Return the family of the title plain[start:end]: one of the four, or other.

        The first title named in full decides; where there is none, the first word that hints at a family,
        unless the title names a job outside infrastructure.
        """
        return _FAMILY.get(self._deciding(plain, start, end), OTHER)

    def families(self, plain: str, start: int, end: int) -> list[str]:
        """Return each of the four families that the title names, or hints at by more than a word for systems, in order."""
        hits = self._found(plain, start, end)
        said = (hit.concept for hit in hits if hit.concept in _FAMILY and hit.concept != _TITLE + "word-infrastructure")
        return list(dict.fromkeys(_FAMILY[concept] for concept in said if _FAMILY[concept] != OTHER))

    def title(self, plain: str, start: int, end: int) -> str | None:
        """Return the title of the vocabulary that plain[start:end] is, or None where it is another."""
        title = self._deciding(plain, start, end).removeprefix(_TITLE)
        return title if title in FAMILY_OF_TITLE else None

    def is_open(self, plain: str, start: int, end: int) -> bool:
        """Return whether a title outside the four families leaves room for one of them, as Software Engineer does."""
        return self._deciding(plain, start, end) == ""

    def is_support(self, plain: str, start: int, end: int) -> bool:
        """Return whether the title is one of support, helpdesk or administration, or no engineer's at all."""
        return self._deciding(plain, start, end) in (_HELPDESK, _TITLE + "systems-administrator", _NOT_ENGINEERING)

    def is_engineering(self, plain: str, start: int, end: int) -> bool:
        """Return whether the title is one of the four families', or says engineer, developer or the like."""
        return self.family(plain, start, end) != OTHER or _MAKER.search(plain, start, end) is not None

    def _found(self, plain: str, start: int, end: int) -> list[Hit]:
        """Return what stands in plain[start:end]; one title is asked about several times in a row."""
        last, asked = self._last, (plain, start, end)
        if last is None or last[0] != asked:
            self._last = last = (asked, self._titles.find(plain, start, end))
        return last[1]

    def _deciding(self, plain: str, start: int, end: int) -> str:
        """Return the concept by which the title belongs to a family, or the empty string."""
        hits = self._found(plain, start, end)
        for number, hit in enumerate(hits):
            if hit.concept == _NOT_ENGINEERING:
                return _NOT_ENGINEERING
            if hit.concept in _NAMED:
                after = hits[number + 1] if number + 1 < len(hits) else None
                attribute = after is not None and after.concept == _NOT_ENGINEERING and not plain[hit.end : after.start].strip()
                return _NOT_ENGINEERING if attribute else hit.concept  # "Site Reliability Program Manager" is a program manager
        concepts = [hit.concept for hit in hits]
        if _OUTSIDE in concepts:
            return _OUTSIDE
        return next((concept for concept in concepts if concept in _HINTED), "")

    def level(self, plain: str, start: int, end: int) -> tuple[str, Hit] | None:
        """Return the level that the title plain[start:end] names, and where.

        Levels that stand side by side are one, the higher (Senior Staff); of alternatives (Staff/Senior)
        the lowest counts, since that is what the draft asks for at least. Numerals are no level.
        """
        found: list[tuple[int, Hit]] = []
        trades = [hit for hit in self._found(plain, start, end) if hit.concept == _NOT_ENGINEERING]
        for hit in self._levels.find(plain, start, end):
            if any(trade.start < hit.start and hit.end <= trade.end for trade in trades):
                continue  # a product manager manages nobody
            rank = _LEVELS.index(hit.concept.removeprefix(_LEVEL))
            if _LEVELS[rank] == "manager" and _DOER.search(plain, start, hit.start):
                continue  # what an engineer works with (Adobe Experience Manager), or reports to
            if found and not plain[found[-1][1].end : hit.start].strip(" ."):
                before, earlier = found.pop()
                found.append((max(rank, before), Hit(hit.concept, earlier.start, hit.end)))
            else:
                found.append((rank, hit))
        if not found:
            return None
        top = max(found, key=lambda item: item[0])
        lowest = min(found, key=lambda item: item[0])
        rank, hit = top if _LEVELS[top[0]] == "manager" else lowest
        return _LEVELS[rank], hit
