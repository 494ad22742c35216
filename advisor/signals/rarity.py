"""How common words are in advertisements: a pattern is tried where the rarest of its steps may stand."""

from __future__ import annotations

from collections.abc import Iterable

_COMMON = frozenset(
    "a an and are as at be been by can do for from get has have in into is it its may must not of on one or our out over shall "
    "should so than that the their them there these they this those to up us was we were what when which who will with within "
    "without work would you your 's 'll 're".split()
)
_FREQUENT = frozenset(
    "experience team infrastructure cloud security systems engineer engineering software platform tools working all data "
    "support teams role skills development including other services remote management company more aws solutions new about "
    "reliability such years knowledge build performance technical time environment building design code best based across "
    "technologies benefits customers automation strong practices business technology product monitoring system job "
    "opportunity ability help world people using maintain like if scale high ensure implement application provide "
    "information make ci products understanding network deployment position customer develop cd production processes "
    "improve requirements operations learning applications process also environments but through well part looking service "
    "communication manage global use every responsible responsibilities projects project platforms architecture open where "
    "access any how need needs level take drive create how some only day first each large here own go lead change just than".split()
)
"""Words that stand in about one sentence of an ad in a hundred, or in more."""


def commonness(forms: Iterable[tuple[str, ...]]) -> int:
    """Return how common any of these words and phrases is: the more, the more sentences have one."""
    return sum(1000 if _COMMON.issuperset(form) else 60 if all(word in _FREQUENT or word in _COMMON for word in form) else 1 for form in forms)
