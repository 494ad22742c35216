"""Hypothesis strategies over a rulebook's own vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from advisor.advise import adviser
from advisor.condition import SetValue, Value
from advisor.model import FactSpec, Rulebook
from advisor.situation import Situation
from advisor.testing.generation import boundaries, named_sets, valid


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
    """Return a strategy for valid situations of a rulebook: any facts known, the rest unknown."""
    facts = {spec.id: values(spec, rulebook) for spec in rulebook.facts.values() if spec.givable}
    return st.fixed_dictionaries({}, optional=facts).map(lambda found: valid(found, rulebook, adviser(rulebook).engine))


def _sets(spec: FactSpec, rulebook: Rulebook) -> st.SearchStrategy[Value]:
    options = list(spec.options)
    some: st.SearchStrategy[Iterable[str]] = st.lists(st.sampled_from(options), unique=True, max_size=min(5, len(options)))
    if named := named_sets(spec, rulebook):
        some = some | st.sampled_from(named)
    return some.map(lambda members: SetValue(frozenset(members)))
