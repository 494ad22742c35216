"""The years of experience a draft asks for: its headline minimum, told apart from years of single skills.

Every "5+ years …" is weighed by what the years are spent on: experience as such, a field or a role, an
activity, or a single skill. The most general one is the headline, the first of equals. Years of a single
skill never are, nor are those of the company, of a contract, of a degree or of what would be a plus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.documents.model import Document, Sentence
from advisor.titles.phrases import Phrases

_NUMBER_WORDS = {
    word: value
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split())
}
_MOST = 25
"""More years than this are somebody's history, not a demand."""

_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})"
_ONE = rf"(?<![\d,$£€#/a-z-])(?<!\d\.)(?:{_N})(?:\s*\(\s*\d{{1,2}}\s*\+?\s*\))?"
_MORE = r"(?:\s*\+|\s*-?\s*plus\b|\s+or\s+(?:more|greater|above)|\s+and\s+(?:more|above))?"
_YEARS = re.compile(
    rf"(?P<number>(?:(?<=[a-z])\d{{1,2}}|{_ONE}))\+?{_MORE}"
    rf"(?:\s*(?:-|to|and|or|/|until)\s*{_N}(?:\s*\(\s*\d{{1,2}}\s*\))?\+?{_MORE})?"
    r"[\s-]*(?:(?:full|solid|strong|whole|direct|continuous|good|consecutive|recent|calendar|total|relevant|professional)\s+)?"
    r"(?P<unit>years?|yrs?|yoe)\b\.?(?:\s*\(\s*s\s*\)|\(s\))?'?s?(?:\s+(?:or|and)\s+(?:more|above|greater)\b|\s*\+|\s+(?:minimum|min)\b)?"
)
_LEAST = re.compile(r"(?:(?:a|the)\s+)?(?:minimum(?:\s+of)?|min\.?|at\s+least|at|over|more\s+than|typically|approximately|around|about|circa|ideally|(?:no|not)\s+(?:less|fewer)\s+than|[+>])\s*\Z")
_AT_MOST = re.compile(r"(?:up to|(?<!no )(?<!not )(?:less|fewer) than|no more than|under|not exceed|maximum of|max)\s*\Z")
_EXPERIENCE = r"(?:experiences?|expertise|exp\b|background|track record|exposure|practice|seniority|yoe|under (?:your|their|the) belt)"
_HAS_EXPERIENCE = re.compile(_EXPERIENCE)
_BEFORE = re.compile(rf"{_EXPERIENCE}(?:\s+(?:required|needed|level|range|desired|requirement))?\W*(?:(?:of|is|with|for)\s+)?(?:(?:a\s+)?minimum(?:\s+of)?|min\.?|at\s+least|[+>])?[\s(]*\Z")
_GENERIC = (
    r"(?:of|the|a|an|and|or|total|overall|combined|cumulative|relevant|related|directly|direct|professional|industry|work|working|job|on-the-job|on the job|prior|previous|past|practical|proven|progressive|progressively|responsible|increasingly|increasing|full-time|full time|post-graduate|"
    r"post-baccalaureate|post-college|postgraduate|commercial|applicable|general|hands-on|hands on|solid|strong|extensive|demonstrable|demonstrated|documented|verifiable|recent|similar|equivalent|comparable|it|technical|technology|engineering|tech|real-world|real world|career|hand-on|"
    r"active|actual|significant|meaningful|deep|broad|rich|good|specialized|specialised|professional-level|paid|appropriate|combined|years|worth|industrial|corporate|field|in-depth|in depth)"
)
_GENERAL = re.compile(rf"[\W_]*(?:{_GENERIC}[\W_]+)*{_EXPERIENCE}(?P<rest>.*)", re.DOTALL)
_TOTAL = re.compile(r"\b(?:total|overall|cumulative|relevant|related|industry|general|combined|professional|full-time|progressive)\b")
_NO_OBJECT = re.compile(
    r"\W*(?:\Z|(?:required|preferred|necessary|needed|desired|is|are|or|and|who|which|that|to|plus|candidate|level|comprising|including|ideally|preferably|mandatory|minimum)\b|"
    r"with\s+(?:a|an|the|at|strong|focus|proven|some|increasing|bachelor|master|emphasis|no|advanced|technical)\b|in\s+(?:the|a|an|this|that|your|any|same|similar|related|relevant|one|which)\s+(?:\w+\s+)?(?:field|area|discipline|industry|domain|related)|"
    r"in\s+(?:related|relevant|similar)\b|for\s+(?:the|this)\b|focused\b|,|\.|;|:|\()"
)
_HELD = re.compile(r"\b(?:have|has|'ve|having)\s+(?:\w+ly\s+)?(?:been|worked|run|managed|built|spent|kept|operated|done|led|practi[sc]ed|administered|supported|maintained)\b[^.;:]{0,80}?\s(?:for\s+)?(?:at least|over|more than|some|about)?\s*\Z")
_LABELLED = re.compile(rf"\b(?:years?|yrs?)(?:\s+of)?\s+(?:\w+\s+)?experience(?:\s+(?:required|needed|expected|minimum))?\s*[:\-]+\s*(?:minimum(?:\s+of)?|min\.?|at\s+least)?\s*(?P<number>{_N})\b(?:\s*-\s*\d+)?\+?")
_OF_A_LEVEL = re.compile(r"\W*(?:for|at)\s+(?:a\s+)?(?:junior|mid|senior|staff|lead|principal)\b")
_ROLE = re.compile(r"\b(?:as\s+(?:an?|the|our)\b|as\s+(?:[a-z/-]+\s+){0,4}(?:engineer|administrator|developer|admin\b|architect|analyst|technician|consultant|specialist|dba)|in\s+[^.;:]{0,60}\b(?:roles?|positions?|capacity|environments?|teams?|settings?|organi[sz]ations?|field|industry|company|companies|functions?)|[a-z/]+\s+(?:roles?|positions?|engineer|administrator)\b)")
_DOING = re.compile(r"[\W_]*(?:of\s+|experience\s+|hands-on\s+|professional\s+)*(?!(?:using|programming|coding|scripting|being|having)\b)[a-z]+ing\b")
_WITH = re.compile(r"[\W_]*(?:(?:working|hands-on|hands on|experience|practical)\s+)*(?:with|using|of using|of working with)\b")
_NOT_A_DEMAND = re.compile(
    r"\b(?:we|we've|our|ours|its|company|firm|has been|have been|founded|established|celebrat\w+|over the (?:last|past|next)|in the (?:last|past|next)|last|past|next|first|every|each|after|within|in|for over|for more than|for nearly|for almost|nearly|almost|"
    r"combined team|warranty|contract|duration|term|residen\w+|renew\w*|initial)\s+(?:over|more than|just|about|around|almost|nearly|a|the)?\s*\Z"
)
_COMPANY = re.compile(r"\b(?:we have|we've|we bring|our (?:team|company|firm|people|founders|experts|consultants|clients|history|heritage)|with over|with more than|has over|has more than|company with|backed by|builds on|drawing on|its \d|serving|served|tradition|heritage|history of)\b")
_OF_THE_COMPANY = re.compile(
    r"\W*(?:ago\b|old\b|in (?:business|a row|the making|operation|existence)\b|running\b|of (?:service|employment|tenure|history|operation|growth|college|university|school|stud(?:y|ies)|excellence|innovation|telemetry|residen\w+|us citizen\w*|paid|vest\w*|leave|business|data|existence)\b|with (?:us|the company|\w+ ltd)\b|"
    r"(?:uk |us |eu )?residen\w+|degree|college|university|program|programme|contract|warranty|later|after|cliff|vest\w*|anniversary|running|straight|term|from (?:now|your)|plan|roadmap|period|fixed|maternity|sabbatical)"
)
_PLUS = re.compile(r"\b(?:preferred|a plus|is plus|nice[- ]to[- ]have|desirable|a bonus|desired|advantage(?:ous)?|would be great|not required|in lieu|instead of|substitute\w*|without (?:a )?degree|no degree|degree is not|equivalent to a)\b")
_REQUIRED = re.compile(r"\b(?:requires?|required|must|minimum|need)\b")
_DEGREE = re.compile(r"\b(?:degree|bachelor'?s?|master'?s?|ph\.?d|doctorate|diploma|b\.?sc?|m\.?sc?|high school|graduates?|associate'?s)\b")
_CLAUSE_END = re.compile(r"[;:•●|]|[.!?](?=\s|\Z)|\n\s*\n")
_SECTIONS = frozenset({"opening", "company", "duties", "requirements", "optional", "other"})

_IN_ALL, _IN_FIELD, _DOES, _SOMETHING, _LEADS, _RUNS, _SKILL = 5, 4, 3, 3, 2, 2, 0
_PENALTY = 3
_LEAST_GENERAL = 2
"""What is less general than this is no headline."""


@dataclass(frozen=True, slots=True)
class Years:
    """Years asked for: the smallest number, and where the demand stands."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Demand:
    years: Years
    generality: int
    sentence: Sentence
    degree: bool


class YearsReader:
    """Reads the years of experience that drafts ask for, with the lexicon's words."""

    def __init__(self, concepts: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
        self._objects = Phrases(concepts, ["field-of-work", "named-technology", "leading-people"])

    def read(self, document: Document) -> Years | None:
        """Return the headline minimum, or None where the draft asks for no years, or only for those of skills."""
        sections = {sentence.section for sentence in document.sentences if sentence.kind != "heading"}
        demands = [
            demand
            for sentence in document.sentences
            for demand in self._demands(document.plain, sentence, sentence.section == "optional" and "requirements" in sections)
        ]
        best = self._best(demands, inside=True) or self._best(demands, inside=False)
        if best is None or not best.degree:
            return best.years if best else None
        # Where the years depend on the degree, the least is what is asked for.
        alternatives = [demand for demand in demands if demand.degree and demand.generality >= _DOES and _near(demand.sentence, best.sentence)]
        return min((demand.years for demand in alternatives), key=lambda years: years.number, default=best.years)

    def _best(self, demands: list[_Demand], inside: bool) -> _Demand | None:
        """Return the most general demand, the first of equals, inside the sections that demand something, or outside them."""
        least = _LEAST_GENERAL if inside else _IN_FIELD
        fit = (demand for demand in demands if (demand.sentence.section in _SECTIONS) is inside and demand.generality >= least)
        return max(fit, key=lambda demand: demand.generality, default=None)

    def _demands(self, plain: str, sentence: Sentence, optional: bool) -> Iterator[_Demand]:
        """Yield the demands of a sentence: the first, and where they depend on a degree, all. `optional` is what would only be a plus."""
        degree = bool(_DEGREE.search(plain, sentence.start, sentence.end))
        if (labelled := _LABELLED.search(plain, sentence.start, sentence.end)) and (number := _value(labelled["number"])) <= _MOST:
            yield _Demand(Years(number, *labelled.span()), _IN_ALL, sentence, degree)
            return
        for match in _YEARS.finditer(plain, sentence.start, sentence.end):
            demand = self._demand(plain, sentence, match, degree, optional)
            if demand is not None:
                yield demand
                if not degree:
                    return

    def _demand(self, plain: str, sentence: Sentence, match: re.Match[str], degree: bool, optional: bool) -> _Demand | None:
        number = _value(match["number"])
        head = plain[max(sentence.start, match.start() - 120) : match.start()]
        stop = _CLAUSE_END.search(plain, match.end(), sentence.end)
        tail = plain[match.end() : min(stop.start() if stop else sentence.end, match.end() + 160)]
        if number > _MOST or _AT_MOST.search(head) or _NOT_A_DEMAND.search(head) or _COMPANY.search(head) or _OF_THE_COMPANY.match(tail):
            return None
        generality = self._generality(head, tail, sentence, match["unit"] == "yoe", degree)
        if generality is None:
            return None
        if (optional and not _REQUIRED.search(head)) or _PLUS.search(tail.partition(",")[0]) or _PLUS.search(head[-40:]):
            generality -= _PENALTY
        least = _LEAST.search(head)
        start = match.start() - (len(least[0]) if least else 0)
        return _Demand(Years(number, start, _end(plain, match.end(), match.end() + len(tail))), generality, sentence, degree)

    def _generality(self, head: str, tail: str, sentence: Sentence, experience: bool, degree: bool) -> int | None:
        """Return how general the experience is of which so many years are asked, or None where none is."""
        general = _GENERAL.match(tail)
        if general is not None:
            rest = general["rest"]
            spent = tail[: len(tail) - len(rest)]
            if _NO_OBJECT.match(rest):
                return _IN_ALL if _TOTAL.search(spent) or rest[:1] in ("", ".", ",", ";", ")") else _IN_FIELD if self._first(rest) != "named-technology" else _DOES
            return self._of(rest)
        if _OF_A_LEVEL.match(tail):
            return _IN_FIELD
        if _HELD.search(head) and not tail.strip(" .,)*_"):
            return _DOES
        if degree and not tail.strip(" .,*_") and sentence.section in _SECTIONS:
            return _IN_FIELD  # "…; doctorate and 1 year"
        if experience or _BEFORE.search(head):
            told = tail.strip(" .,()-")
            return self._of(tail) if told else self._before(head)
        if (named := _HAS_EXPERIENCE.search(tail)) and (kind := self._first(tail[: named.start()])):
            return _LEADS if kind == "leading-people" else _SKILL if kind == "named-technology" else _IN_FIELD
        if named or (sentence.section in ("requirements", "duties", "opening", "optional", "other") and self._is_spent(tail)):
            return self._of(tail)
        if sentence.section == "requirements" and not head.strip(" *-+•·>\t") and len(tail.split()) > 1:
            return self._of(tail)
        return None

    def _before(self, head: str) -> int:
        """Return the generality of experience that is described before its years: 'software development experience (7+ years)'."""
        clause = re.split(r"[.;:•]", head)[-1] if not head.rstrip(" (").endswith(":") else ""
        found = self._first(clause)
        return _IN_ALL if not clause.strip() or re.fullmatch(rf"\W*(?:{_GENERIC}\W+)*{_EXPERIENCE}.*", clause) else _SKILL if found == "named-technology" else _IN_FIELD if found else _SOMETHING

    def _of(self, spent: str) -> int:
        """Return the generality of what years are spent on."""
        first = self._first(spent)
        if first == "leading-people":
            return _LEADS
        if _ROLE.search(spent[:110]) or first == "field-of-work":
            return _IN_FIELD
        if first == "named-technology":
            return _RUNS if _DOING.match(spent) and not _WITH.match(spent) else _SKILL
        if _WITH.match(spent):
            return _SKILL
        return _DOES if _DOING.match(spent) else _SOMETHING

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
        return bool(_DOING.match(tail)) or (bool(re.match(r"\W*(?:of|in|as|with|working|on|-)\b|\W*-", tail)) and self._first(tail) is not None) or bool(re.match(r"\W*as\b", tail))


def _value(number: str) -> int:
    word = re.match(r"[a-z]+|\d+", number.strip())
    assert word is not None
    return _NUMBER_WORDS[word[0]] if word[0] in _NUMBER_WORDS else int(word[0])


def _end(plain: str, start: int, stop: int) -> int:
    """Return where the demand ends: with its clause, and within a line's length."""
    if stop - start > 90:
        stop = max(plain.rfind(" ", start, start + 90), start)
    while stop > start and plain[stop - 1] in " ,;:.-(*_\n\t":
        stop -= 1
    return stop


def _near(left: Sentence, right: Sentence) -> bool:
    return abs(left.start - right.start) < 600
