"""Testing rules: their examples, scenarios, and properties over generated situations.

What is listed here is public. The strategies need hypothesis, from the extra `testing`:

    from hypothesis import given
    from advisor import evaluate, load_rulebook
    from advisor.testing import situations

    rulebook = load_rulebook("our-rules")

    @given(situations(rulebook))
    def test_the_title_is_never_manager(situation):
        assert evaluate(situation, rulebook).decision("title").first != ("manager",)

The pytest plugin (`advisor.testing.plugin`) runs everything that tests a rule directory: one line in
pytest's settings, `advisor_rules = ["our-rules"]`.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from advisor.errors import MissingExtra

if TYPE_CHECKING:
    from advisor.testing.strategies import facts, rulebooks, situations, values

__all__ = ["facts", "rulebooks", "situations", "values"]


def __getattr__(name: str) -> object:
    # Imported when first used: examples and scenarios run without hypothesis.
    if name not in __all__:
        raise AttributeError(f"module 'advisor.testing' has no attribute {name!r}")
    require_hypothesis()
    from advisor.testing import strategies

    return getattr(strategies, name)


def require_hypothesis() -> None:
    """Raise MissingExtra where hypothesis is not installed."""
    if find_spec("hypothesis") is None:
        raise MissingExtra("generated situations need hypothesis; install hiring-advisor[testing]")
