"""From a draft job description to a report: observe what it says, run the same rules, place the findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache

from advisor.condition import SetValue, Value, facts_read, support, tests
from advisor.documents.model import Document
from advisor.engine import Firing, indices, make_engine
from advisor.model import SEVERITIES, Addressed, FactSpec, Finding, ObservedFact, Raise, Report, Rule, Rulebook, SignalBook
from advisor.overriding import Overriding
from advisor.places import Places, distinct
from advisor.signals.hints import borne_out, upheld
from advisor.signals.observing import Observation, Observer, by_fact
from advisor.signals.remembering import Observing, Remembering
from advisor.situation import Situation, complete
from advisor.titles import TitleReader
from advisor.titles.fit import without_passing_mentions
from advisor.wording import fill

AD = "ad."
NOTHING = SetValue(frozenset())


def check(
    document: Document, rulebook: Rulebook, signals: SignalBook, situation: Situation | None = None, engine: str = "compiled"
) -> Report:
    """Return the report on a draft, read by the signals and judged by the rules.

    With a situation, what it gives is taken as so, and what the draft claims is held against it. Raises
    BadInput when the situation's facts cannot all be true.
    """
    return Checker(rulebook, signals, engine).check(document, situation)


@lru_cache(maxsize=8)
def checker(rulebook: Rulebook, signals: SignalBook, engine: str = "compiled") -> Checker:
    """Return the checker for a rulebook, its signals and an engine, made once."""
    return Checker(rulebook, signals, engine)


class Checker:
    """Checks drafts under one rulebook; one that `remembers` is quick at sentences that it has read before."""

    def __init__(self, rulebook: Rulebook, signals: SignalBook, engine: str = "compiled", *, remembers: bool = False) -> None:
        self._rulebook = rulebook
        self._signals = {signal.id: signal for signal in signals.signals}
        self._observer: Observing = Remembering(_observer(signals)) if remembers else _observer(signals)
        self._titles = _title_reader(signals)
        self._engine = make_engine(rulebook, engine)
        self._overriding = Overriding(rulebook.rules)
        self._ad_facts = [fact for fact in rulebook.facts if fact.startswith(AD)]

    def check(self, document: Document, situation: Situation | None = None) -> Report:
        """Return the report on a draft; see `check`."""
        given = dict(situation.facts) if situation else {}
        seen = borne_out(document, upheld(document, self._observer.observe(document)), self._signals)
        reading = self._titles.read(document, seen)
        read = [item for item in reading.observations if _fits(item, self._rulebook.facts)]
        observed = by_fact(sorted([*without_passing_mentions(document, seen), *read], key=_by_place))
        firing = self._fire(given, observed, situation)
        places = Places(document.text, observed)
        findings = [
            finding
            for index in indices(firing.true & ~self._overriding.overridden(firing.true))
            if isinstance((rule := self._rulebook.rules[index]).then, Raise)
            for finding in self._findings(rule, firing.facts, given, observed, places)
        ]
        return Report(
            document=document.name,
            text=document.text,
            findings=tuple(sorted(_gravest(findings), key=_order)),
            expectations=tuple(self._addressed(observed, places)),
            title=reading.title,
            level=reading.level,
            years_min=reading.years_min,
            facts=tuple(self._known(firing, given, observed, places)),
        )

    def _fire(self, given: Mapping[str, Value], observed: Mapping[str, list[Observation]], situation: Situation | None) -> Firing:
        """Run the rules over what is given and what is observed; where those cannot all be true, what was observed gives way."""
        if situation:
            from advisor.contradictions import refuse_impossible  # here, because most drafts are checked without a situation

            refuse_impossible(situation, self._engine.fire(situation.facts), self._rulebook)
        said = {fact: _said(self._rulebook.facts[fact], observed.get(fact, [])) for fact in self._ad_facts}
        seen = {
            fact: value
            for fact, items in observed.items()
            if not fact.startswith(AD) and fact not in given and (value := _value(items)) is not None
        }
        while True:
            facts = complete({**given, **seen}, self._rulebook.facts) | said
            firing = self._engine.fire(facts)
            culprits = {fact for index in firing.violated for fact in self._rulebook.constraints[index].facts}
            culprits |= {item.fact for item in firing.disagreements} | self._rests_on(firing)
            doubtful = [fact for fact in seen if fact in culprits]
            if not culprits or not doubtful:
                return firing
            seen.pop(doubtful[-1])

    def _rests_on(self, firing: Firing) -> set[str]:
        """Return the facts from which rules conclude what disagrees with something else, through all that was concluded between."""
        rules = [rule for item in firing.disagreements for rule in (item.rule, item.other, firing.derived_by.get(item.fact)) if rule]
        found: set[str] = set()
        while rules:
            new = facts_read(self._rulebook.rule(rules.pop()).when) - found
            found |= new
            rules += [firing.derived_by[fact] for fact in new if fact in firing.derived_by]
        return found

    def _findings(
        self, rule: Rule, facts: Mapping[str, Value], given: Mapping[str, Value], observed: Mapping[str, list[Observation]], places: Places
    ) -> Iterable[Finding]:
        then = rule.then
        assert isinstance(then, Raise)
        because_of = support(rule.when, facts)
        from_text = {fact for fact in because_of if fact.startswith(AD) or (fact in observed and fact not in given)}
        if not from_text:
            return  # true of the situation alone: `evaluate` says so
        ordered = dict.fromkeys(test.fact for test in tests(rule.when) if test.fact in from_text)
        evidence = next((places.of(fact) for fact in ordered if fact in observed), [])
        shown = evidence[:1] if then.spans == "first" else evidence
        for item in shown or (None,):
            yield Finding(
                rule=rule.id,
                concern=then.concern,
                severity=then.severity,
                message=rule.summary,
                span=places.span(item) if item is not None else None,
                excerpt=places.text[item.start : item.end] if item is not None else None,
                because=fill(rule.because, self._rulebook.facts, facts),
                fix=fill(then.fix, self._rulebook.facts, facts) if then.fix else None,
                asks=fill(then.asks, self._rulebook.facts, facts),
                owner=then.owner,
                basis=rule.basis,
                cites=rule.cites,
            )

    def _addressed(self, observed: Mapping[str, list[Observation]], places: Places) -> Iterable[Addressed]:
        for expectation in self._rulebook.expectations.values():
            evidence = distinct([item for fact in expectation.facts if fact in observed for item in observed[fact]])
            yield Addressed(expectation.id, expectation.label, bool(evidence), tuple(map(places.span, evidence)))

    def _known(
        self, firing: Firing, given: Mapping[str, Value], observed: Mapping[str, list[Observation]], places: Places
    ) -> Iterable[ObservedFact]:
        for fact in self._rulebook.facts:
            value = firing.facts.get(fact)
            if value is None or (fact.startswith(AD) and value in (False, NOTHING)):
                continue
            if fact in given:
                yield ObservedFact(fact, value, "given", None, ())
            elif fact in firing.derived_by:
                yield ObservedFact(fact, value, "derived", firing.derived_by[fact], ())
            elif fact in observed:
                yield ObservedFact(fact, value, "observed", None, tuple(map(places.span, places.of(fact))))


@lru_cache(maxsize=8)
def _observer(signals: SignalBook) -> Observer:
    """Return what reads drafts by these signals, made once: it is the same under every rulebook."""
    return Observer(signals)


@lru_cache(maxsize=8)
def _title_reader(signals: SignalBook) -> TitleReader:
    """Return what reads titles and years with the words of these signals, made once."""
    return TitleReader(signals.concepts)


def _fits(item: Observation, specs: Mapping[str, FactSpec]) -> bool:
    """Return whether the vocabulary has the fact, and the option, that was read from a title: not every one does."""
    spec = specs.get(item.fact)
    return spec is not None and (spec.type != "option" or item.value in spec.options)


def _said(spec: FactSpec, items: list[Observation]) -> Value:
    """Return what a draft says of an `ad.` fact, which is always known in full."""
    if spec.type == "set":
        return SetValue(frozenset(member for item in items if isinstance(item.value, tuple) for member in item.value))
    return bool(items)


def _value(items: list[Observation]) -> Value | None:
    """Return the one value that a text establishes for a fact, or None where it contradicts itself."""
    if any(isinstance(item.value, tuple) for item in items):
        return SetValue(frozenset(member for item in items if isinstance(item.value, tuple) for member in item.value), complete=False)
    values = {item.value for item in items}
    value = values.pop()
    return value if not values and not isinstance(value, tuple) else None


def _gravest(findings: list[Finding]) -> list[Finding]:
    """Return the findings without those that a graver one of the same concern covers at the same place."""
    kept: list[Finding] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    missing: set[str] = set()
    for finding in sorted(findings, key=lambda item: (SEVERITIES.index(item.severity), item.rule)):
        places = taken.setdefault(finding.concern, [])  # in order, and apart from each other
        if finding.concern in missing or (places and finding.span is None):
            continue
        if finding.span is None:
            missing.add(finding.concern)
        elif not _insert(places, (finding.span.start, finding.span.end)):
            continue
        kept.append(finding)
    return kept


def _insert(places: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    """Insert a place into its order; return whether it is apart from all the others, as it must be."""
    at = bisect_right(places, place)
    if (at and places[at - 1][1] > place[0]) or (at < len(places) and places[at][0] < place[1]):
        return False
    places.insert(at, place)
    return True


def _by_place(item: Observation) -> tuple[int, int]:
    return item.evidence[:2]


def _order(finding: Finding) -> tuple[int, int, int, str]:
    span = finding.span
    return (span is None, span.start if span else 0, SEVERITIES.index(finding.severity), finding.concern)
