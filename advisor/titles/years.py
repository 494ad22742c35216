"""The years of experience a draft asks for: its headline minimum, told apart from years of single skills.

Every "5+ years …" is weighed by what the years are spent on: experience as such, a field or a role, an
activity, or a single skill. The most general one is the headline, the first of equals. Years of a single
skill are it only where they are said to be of experience and no others are asked for; those of the company, of
a contract, of a degree or of what would be a plus never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from advisor.documents.model import Document, Sentence
from advisor.regex import late
from advisor.titles.amounts import LABELLED, YEARS, number_of
from advisor.titles.demands import SECTIONS, Demand, Generality, Years, headline
from advisor.titles.phrases import Phrases, one_of

_MOST = 20
"""More years than this are somebody's history, not a demand."""
_REACH = 160
"""So many characters are read on either side of the years."""
_LINE = 90
"""So long is the evidence at the most."""

_CLAUSE_END = late(r"[;:•●|]|[.!?](?=\s|\Z)")
_DOING = late(r"[\W_]*(?:(?:of|experience|hands-on|professional)\s+)*(?!(?:using|programming|coding|scripting|being|having)\b)[a-z]+ing\b")
_WITH = late(r"[\W_]*(?:(?:working|hands-on|hands on|experience|practical)\s+)*(?:with|using|of using|of working with)\b")
_AS_SOMEBODY = late(r"\bas\s+(?:an?|the|our)\b|\A\W*as\b")
_SPENT_ON = late(r"\W*(?:of|in|as|with|working|on)\b|\W*-")
_IN_A_ROW = late(r"\W*running\W*(?:\Z|[,.;])")
_OF_A_LEVEL = late(r"\W*(?:for|at)\s+(?:a\s+)?(?:junior|mid|senior|staff|lead|principal)\b")
_HELD = late(
    r"(?:\A\W*|\b(?:you|who|candidates?|applicants?|someone|somebody|person|holder)\s*(?:(?:will|should|must|would)\s+)?)"
    r"(?:have|has|'ve|having)\s+(?:been|worked|served|run|managed|built|spent|kept|operated|done|led|administered|supported|maintained)\b"
    r"[^.;:]{0,80}?\sfor\s+(?:(?:at least|over|more than|some|about)\s+)?\Z"
)
_AND = late(r"(?:\b(?:and|or|with|plus)|[,:(-])\s*\Z")
_AND_BEFORE = late(r"\band\b")
_WITH_ITS_YEARS = late(
    r"\W*(?:with|bringing|boasting|building on)\b(?!.*\byou)[^.]*,\s(?!you|the (?:ideal|successful|right)|we (?:want|need|expect))\w"
)
"""A sentence about somebody who has the years: 'With 12 years of experience, Acme is …'."""
_READER = late(r"\b(?:you|who|candidates?|applicants?|someone|somebody|person|engineer|holder)\b")
_REQUIRED = late(r"\b(?:requires?|required|must|minimum|need)\b")


_PLUS_COSTS = 3
"""What would only be a plus is less than any demand for work in the field."""


class YearsReader:
    """Reads the years of experience that drafts ask for, with the lexicon's words."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        def words(name: str) -> str:
            return one_of(concepts, name)

        experience, qualifier = words("experience-word"), words("years-qualifier")
        places = words("place-of-work").removesuffix(r"\b")  # a text without line breaks may go on in capitals: "environmentExpert"
        self._objects = Phrases(concepts, ["field-of-work", "named-technology", "leading-people"])
        self._experience = late(experience)
        self._qualified = late(rf"[\W_]*(?:{qualifier}[\W_]+)*{experience}")
        self._promised = late(
            rf"{experience}(?:\s+(?:required|needed|level|range|desired))?\W*(?:(?:of|is|with|for)\s+)?(?:{words('years-least')}|[+>])?[\s(]*\Z"
        )
        self._in_all = late(words("years-in-all"))
        self._no_object = late(rf"\W*(?:\Z|{words('after-experience')})|\s*[,.;:(]")
        self._in_a_role = late(rf"{words('job-noun')}|\bin\s[^.;:]{{0,60}}{places}")
        self._least = late(rf"(?:{words('years-least')}|[+>])\s*\Z")
        self._most = late(rf"(?<!no )(?<!not ){words('years-most')}\s*\Z")
        self._of_others = late(rf"{words('years-of-others')}\s+(?:(?:over|more than|just|about|around|almost|nearly|a|the)\s+)?\Z")
        self._house = late(words("house-history"))
        self._not_experience = late(rf"\W*{words('years-not-of-experience')}")
        self._plus = late(words("would-be-a-plus"))
        self._degree = late(words("degree"))
        self._instead_of_degree = late(
            rf"{words('degree')}[^.;:]{{0,60}}\bor\s+(?:an?\s+|the\s+)?(?:equivalent|comparable)\s+(?:\w+\s+)?{experience}\W*\(\W*\Z"
        )

    def read(self, document: Document) -> Years | None:
        """Return the headline minimum, or None where the draft asks for no years, or only for those of skills."""
        strict = any(sentence.section == "requirements" and sentence.kind != "heading" for sentence in document.sentences)
        demands = [
            demand
            for sentence in document.sentences
            for demand in self._demands(document.plain, sentence, optional=strict and sentence.section == "optional")
        ]
        return headline(demands)

    def _demands(self, plain: str, sentence: Sentence, optional: bool) -> Iterator[Demand]:
        """Yield the demands of a sentence up to the first for more than a skill or leading people, or all where a degree counts.

        `optional` is whether what the sentence asks for would only be a plus.
        """
        said = plain[sentence.start : sentence.end]
        if "year" not in said and "yr" not in said and "yoe" not in said:
            return
        degree = bool(self._degree.search(said))
        if (labelled := LABELLED.search(plain, sentence.start, sentence.end)) and (number := number_of(labelled["number"])) <= _MOST:
            yield Demand(Years(number, *labelled.span()), Generality.ALL, sentence, degree, True)
            return
        for match in YEARS.finditer(plain, sentence.start, sentence.end):
            demand = self._demand(plain, sentence, match, degree, optional)
            if demand is not None:
                yield demand
                if not degree and demand.generality > Generality.RUNNING:
                    return

    def _demand(self, plain: str, sentence: Sentence, match: re.Match[str], degree: bool, optional: bool) -> Demand | None:
        number = number_of(match["number"])
        head = plain[max(sentence.start, match.start() - _REACH) : match.start()]
        stop = _CLAUSE_END.search(plain, match.end(), sentence.end)
        tail = plain[match.end() : min(stop.start() if stop else sentence.end, match.end() + _REACH)]
        if number > _MOST or self._not_experience.match(tail) or _IN_A_ROW.match(tail) or self._most.search(head):
            return None
        if _WITH_ITS_YEARS.match(head + match[0] + tail):
            return None
        if self._instead_of_degree.search(head):
            return None
        if not _HELD.search(head) and (self._of_others.search(head) or (self._house.search(head) and not _READER.search(head))):
            return None
        generality = self._generality(head, tail, sentence, match["unit"] == "yoe", degree)
        if generality is None:
            return None
        plus = self._is_a_plus(tail.partition(",")[0]) or self._plus.search(head[-40:])
        cost = _PLUS_COSTS if plus or (optional and not _REQUIRED.search(head)) else 0
        least = self._least.search(head)
        start = match.start() - (len(least[0]) if least else 0)
        years = Years(number, start, _end(plain, match.end(), match.end() + len(tail)))
        return Demand(years, generality - cost, sentence, degree, self._qualified.match(tail) is not None)

    def _is_a_plus(self, tail: str) -> bool:
        """Return whether the years are said to be a plus, rather than the degree asked for beside them."""
        plus = self._plus.search(tail)
        degree = plus and self._degree.search(tail, 0, plus.start())
        return plus is not None and not (degree and _AND_BEFORE.search(tail, 0, degree.start()))

    def _generality(self, head: str, tail: str, sentence: Sentence, experience: bool, degree: bool) -> Generality | None:
        """Return how general the experience is of which so many years are asked, or None where none is."""
        bare = not tail.strip(" .,*_")
        opens = not self._least.sub("", head).strip(" *-+•·>\t")
        if (qualified := self._qualified.match(tail)) is not None:
            return self._qualified_experience(qualified[0], tail[qualified.end() :])
        alone = bare and sentence.section in SECTIONS and (opens or (degree and _AND.search(head)))
        if alone or _OF_A_LEVEL.match(tail):
            return Generality.FIELD  # below a heading "Experience"; "…; doctorate and 1 year"; "6+ years for Senior"
        if _HELD.search(head):
            return self._of(tail) if tail.strip(" .,)*_") and not _WITH.match(tail) else Generality.DOING
        if experience or self._promised.search(head):
            return self._of(tail) if tail.strip(" .,()-") else self._before(head)
        named = self._experience.search(tail)
        if named and (kind := self._first(tail[: named.start()])):
            return {"leading-people": Generality.RUNNING, "named-technology": Generality.SKILL}.get(kind, Generality.FIELD)
        listed = sentence.section == "requirements" and opens and len(tail.split()) > 1
        if named or listed or (sentence.section in SECTIONS - {"company"} and self._is_spent(tail)):
            return self._of(tail)
        return None

    def _qualified_experience(self, said: str, rest: str) -> Generality:
        """Return the generality of 'years of professional experience …'."""
        if not self._no_object.match(rest):
            return self._of(rest)
        if self._in_all.search(said) or rest[:1] in ("", ".", ",", ";", ")"):
            return Generality.ALL
        return Generality.DOING if self._first(rest) == "named-technology" else Generality.FIELD

    def _before(self, head: str) -> Generality:
        """Return the generality of experience that stands before its years: 'software development experience (7+ years)'."""
        clause = re.split(r"[.;:•]", head)[-1]
        found = self._first(clause)
        if found is None:
            return Generality.ALL if self._qualified.match(clause) or not clause.strip(" (") else Generality.DOING
        return Generality.SKILL if found == "named-technology" else Generality.FIELD

    def _of(self, spent: str) -> Generality:
        """Return the generality of what years are spent on."""
        first = self._first(spent)
        if first == "leading-people":
            return Generality.RUNNING
        if first == "field-of-work" or _AS_SOMEBODY.search(spent[:110]) or self._in_a_role.search(spent[:110]):
            return Generality.FIELD
        doing = _DOING.match(spent) is not None
        if _WITH.match(spent):
            return Generality.SKILL
        if first == "named-technology":
            return Generality.RUNNING if doing else Generality.SKILL
        return Generality.DOING

    def _first(self, spent: str) -> str | None:
        """Return the concept that says what the years are spent on: the first, or the field it belongs to ('AWS DevOps')."""
        hits = self._objects.find(spent, 0, min(len(spent), 100))
        for number, hit in enumerate(hits):
            if hit.concept != "named-technology":
                return hit.concept
            after = hits[number + 1] if number + 1 < len(hits) else None
            if after is None or spent[hit.end : after.start].strip(" /-&") not in ("", "and", "or"):
                return hit.concept
        return None

    def _is_spent(self, tail: str) -> bool:
        """Return whether the tail says what the years are spent on."""
        if _DOING.match(tail) or _AS_SOMEBODY.match(tail):
            return True
        return bool(_SPENT_ON.match(tail) and (self._first(tail) or self._in_a_role.match(tail.lstrip())))


def _end(plain: str, start: int, stop: int) -> int:
    """Return where the demand ends: with its clause, and within a line's length."""
    if stop - start > _LINE:
        stop = max(plain.rfind(" ", start, start + _LINE), start)
    while stop > start and plain[stop - 1] in " ,;:.-(*_\n\t":
        stop -= 1
    return stop
