"""Hypothesis strategies: situations over a rulebook's own vocabulary, and whole rulebooks made up.

Everything drawn is valid, leans towards the edges where rules change their mind, and shrinks.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from hypothesis import reject
from hypothesis import strategies as st

from advisor.advise import adviser
from advisor.condition import SetValue, Value
from advisor.model import FactSpec, Rulebook
from advisor.situation import Situation
from advisor.testing import made
from advisor.testing.generation import boundaries, named_sets, valid


def facts() -> st.SearchStrategy[FactSpec]:
    """Return a strategy for facts of a vocabulary: a made-up fact of any type, with its options or bounds."""
    return st.builds(made.fact, _randoms(), st.just("given.fact"), st.sampled_from(made.FACT_TYPES))


def rulebooks(rules: int = 12, derived: int = 4, depth: int = 3) -> st.SearchStrategy[Rulebook]:
    """Return a strategy for rulebooks of so many rules, as they come out of loading.

    They read facts of every type, up to `derived` of them concluded by other rules, through conditions
    nested up to `depth` deep; they derive, recommend, raise, override, and may contradict each other.
    """
    return st.builds(made.rulebook, _randoms(), st.just(rules), st.just(derived), st.just(depth))


def _randoms() -> st.SearchStrategy[random.Random]:
    """Return a strategy for sources of choices that Hypothesis makes, and so can shrink."""
    return st.randoms(use_true_random=False)


def values(spec: FactSpec, rulebook: Rulebook) -> st.SearchStrategy[Value]:
    """Return a strategy for one fact's values: for integers, both sides of every threshold."""
    match spec.type:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.sampled_from(boundaries(spec, rulebook))
        case "option":
            return st.sampled_from(list(spec.options))
        case "set":
            return _sets(spec, rulebook)


def situations(rulebook: Rulebook) -> st.SearchStrategy[Situation]:
    """Return a strategy for valid situations of a rulebook: any facts known, the rest unknown.

    Nothing can be drawn from a rulebook whose rules break its constraints without any fact given.
    """

    def made_valid(found: Mapping[str, Value]) -> Situation:
        try:
            return valid(found, rulebook, adviser(rulebook).engine)
        except ValueError:
            reject()

    known = {spec.id: values(spec, rulebook) for spec in rulebook.facts.values() if spec.givable}
    return st.fixed_dictionaries({}, optional=known).map(made_valid)


def _sets(spec: FactSpec, rulebook: Rulebook) -> st.SearchStrategy[Value]:
    options = list(spec.options)
    some: st.SearchStrategy[Iterable[str]] = st.lists(st.sampled_from(options), unique=True, max_size=min(5, len(options)))
    if named := named_sets(spec, rulebook):
        some = some | st.sampled_from(named)
    return some.map(lambda members: SetValue(frozenset(members)))
