"""Which question to ask next: the one whose answer is expected to settle most of the choices.

How open a choice is, is the entropy, in bits, of its outcome: which options come first. Where the facts that could still
change it have few completions, they are all looked at, each as likely as another, and the entropy is Shannon's. Where
there are too many, it is that of the options that can still come first by the reasons that may yet come in, each as likely as
another (Hartley's). A fact is worth the share of each choice's entropy that knowing it takes away, on average over its
answers: the values that rules tell apart, of a set none of its members, one of each kind, and all of a kind. The fact that is
worth most over all choices is asked for; of equals, the first in the vocabulary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import log2

from advisor.condition import Facts, Value
from advisor.errors import listing
from advisor.model import DecisionAdvice, Question, Rulebook
from advisor.openness import vocabulary
from advisor.ranking import ZERO
from advisor.scope import Scope, Silent
from advisor.wording import label_in_words

MOST_COMPLETIONS = 48
"""A choice with more completions than this is measured by the options that can still come first."""

_NAMED = 3

Bits = dict[str, float]
"""How open each choice is."""


class Questions:
    """Finds the questions of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._words = vocabulary(rulebook)
        self._scope = Scope(rulebook, tuple(name for name, decision in rulebook.decisions.items() if decision.answer == "choose"))
        self._silent = Silent(self._scope)
        self._samples = {fact: self._scope.telling.samples(fact) for fact in self._scope.bearing}

    def next(self, facts: Facts, decisions: Sequence[DecisionAdvice], unanswered: Collection[str] = ()) -> Question | None:
        """Return the question to ask next, or None where no answer could settle anything.

        `facts` are those of the situation, in full. `unanswered` are the facts of which it is known that nobody knows them;
        where one stands behind a fact that can be given instead, that is asked for.
        """
        open_ = {item.id: item.open_facts for item in decisions if item.answer == "choose" and not item.settled and item.open_facts}
        silent = self._silent.rules(facts.keys() | set(self._scope.bearing).difference(unanswered)) if unanswered else 0
        askable = {name: self._askable(name, asked, facts, unanswered, silent) for name, asked in open_.items()}
        tables = {name: self._table(name, askable[name], facts) for name in open_ if len(askable[name]) == len(open_[name])}
        first = {item.id: frozenset(option.id for option in item.first) for item in decisions}
        moot = {name for name, table in tables.items() if table is not None and set(table.values()) == {first[name]}}
        candidates = self._words.ordered(set().union(*[asked for name, asked in askable.items() if name not in moot]))
        if not candidates:
            return None
        left = [name for name in open_ if name not in moot]
        worth = {
            fact: self._worth(fact, facts, [name for name in left if fact in askable[name]], tables, askable, silent) for fact in candidates
        }
        scale = {name: self._entropy(name, facts, tables.get(name), silent) or 1.0 for name in left}
        best = max(
            candidates, key=lambda fact: (round(sum(bits / scale[name] for name, bits in worth[fact].items()), 9), -candidates.index(fact))
        )
        spec = self._rulebook.facts[best]
        moved = tuple(name for name in left if best in askable[name])
        return Question(spec.id, spec.ask, spec.help, spec.type, spec.unit, spec.options, moved, self._why(moved, worth[best], facts))

    def _askable(self, name: str, asked: Iterable[str], facts: Facts, unanswered: Collection[str], silent: int) -> list[str]:
        """Return what may be asked for a choice: where facts stay unknown, only what rules read that can yet come true and matter."""
        if not unanswered:
            return list(asked)
        firing = self._scope.fire(facts)
        assert firing is not None
        applying, _ = self._scope.between(firing.true, firing.true)
        open_ = firing.open & ~silent
        moving = open_ & self._scope.around(
            self._scope.ballots[name].moving(applying, *self._scope.between(firing.true, firing.true | open_))
        )
        found = {fact for fact in asked if fact not in unanswered}
        found.update(other for fact in asked if fact in unanswered for other in self._words.instead(fact) if other not in facts)
        return list(self._words.ordered(fact for fact in found.difference(unanswered) if self._silent.reading.get(fact, 0) & moving))

    def _worth(
        self,
        fact: str,
        facts: Facts,
        names: Sequence[str],
        tables: Mapping[str, _Table | None],
        askable: Mapping[str, Sequence[str]],
        silent: int,
    ) -> Bits:
        """Return the bits that knowing the fact takes away from each choice, on average."""
        found: Bits = {}
        measured = []
        for name in names:
            table = tables.get(name)
            if table is None:
                measured.append(name)
            else:
                place = askable[name].index(fact)
                found[name] = _shannon(table.values()) - _given(table, place)
        if measured:
            now, after = self._bits(facts, measured, silent), []
            for value in self._samples.get(fact, ()):
                bits = self._bits({**facts, fact: value}, measured, silent)
                if bits is not None:
                    after.append(bits)
            if now is not None and after:
                found.update({name: now[name] - sum(bits[name] for bits in after) / len(after) for name in measured})
        return found

    def _entropy(self, name: str, facts: Facts, table: _Table | None, silent: int) -> float:
        if table is not None:
            return _shannon(table.values())
        bits = self._bits(facts, (name,), silent)
        return bits[name] if bits is not None else 0.0

    def _bits(self, facts: Facts, names: Sequence[str], silent: int) -> Bits | None:
        firing = self._scope.fire(facts)
        if firing is None:
            return None
        sure, perhaps = self._scope.between(firing.true, firing.true | firing.open & ~silent)
        return {name: log2(max(1, len(self._contenders(name, sure, perhaps)))) for name in names}

    def _contenders(self, name: str, sure: int, perhaps: int) -> list[str | None]:
        """Return the options that may come first; None among them where perhaps nothing does."""
        return list(self._scope.ballots[name].contenders(sure, perhaps))

    def _table(self, name: str, asked: Sequence[str], facts: Facts) -> _Table | None:
        """Return which options come first in every valid completion, or None where there are too many."""
        choices: list[list[Value]] = []
        size = 1
        for fact in asked:
            if self._rulebook.facts[fact].type == "set":
                return None
            values = [choice.value for choice in self._scope.telling.choices(fact, None)]
            size *= len(values)
            if size > MOST_COMPLETIONS:
                return None
            choices.append(values)
        found: _Table = {}
        for values_of in product(*choices):
            firing = self._scope.fire({**facts, **dict(zip(asked, values_of, strict=True))})
            if firing is not None:
                applying, _ = self._scope.between(firing.true, firing.true)
                keys = self._scope.ballots[name].keys(applying, applying)
                top = max(keys.values())
                found[values_of] = frozenset(option for option, key in keys.items() if key == top and key > ZERO)
        return found or None

    def _why(self, moved: Sequence[str], worth: Bits, facts: Facts) -> str:
        """Say what the question is to decide: of the choice that it moves most, the options that may come first."""
        name = max(moved, key=lambda item: (round(worth.get(item, 0.0), 9), -moved.index(item)))
        decision = self._rulebook.decisions[name]
        firing = self._scope.fire(facts)
        assert firing is not None
        sure, perhaps = self._scope.between(firing.true, firing.true | firing.open)
        contenders = [decision.options[option].label for option in self._contenders(name, sure, perhaps) if option is not None]
        labels = [label_in_words(label) for label in contenders]
        if len(labels) > _NAMED:
            return f"{len(labels)} answers to the {decision.label.lower()} are still possible."
        if len(labels) < 2:
            return f"It could still change the {decision.label.lower()}."
        return f"It could decide the {decision.label.lower()}: {listing(labels, 'or')}."


_Table = dict[tuple[Value, ...], frozenset[str]]
"""What comes first, by the values of the facts that are open."""


def _shannon(outcomes: Iterable[frozenset[str]]) -> float:
    counts = Counter(outcomes).values()
    whole = sum(counts)
    return -sum(count / whole * log2(count / whole) for count in sorted(counts))


def _given(table: _Table, place: int) -> float:
    """Return the entropy that is left, on average, once the fact at this place is known."""
    parts: dict[Value, list[frozenset[str]]] = {}
    for values, outcome in table.items():
        parts.setdefault(values[place], []).append(outcome)
    return sum(len(part) / len(table) * _shannon(part) for part in parts.values())


@lru_cache(maxsize=8)
def questions(rulebook: Rulebook) -> Questions:
    """Return what finds the questions of a rulebook, made once."""
    return Questions(rulebook)
