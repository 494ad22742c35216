"""Texts that are meant to make matching slow, made by seed."""

from __future__ import annotations

import random

from advisor.model import SignalBook

COUNT = 50
_NESTED = (
    "(" * 40 + "on call" + ")" * 40,
    "[[((**__on__**))]] ",
    "<b><i><a href='x'>",
    "<!--",
    "](",
    "`~`",
    "((a) ",
    "- - - ",
    "# # ",
    "\n> > - ",
)
_GLUED = (
    "onCallOnCall",
    "rotaResponsibilities:",
    "a.B",
    "e.g. i.e. ",
    "1) 2) ",
    "24*7/24x7-",
    "5+ years 5-7 years ",
    "http://x.y/z ",
    "\u02d1*a*\u00ad",
    "year ",
)


def hostile_units(signals: SignalBook, seed: int) -> list[str]:
    """Return 50 pieces of text; a hostile text is one of them again and again."""
    chance = random.Random(seed)
    units = []
    for number in range(COUNT):
        nearly = [_nearly(signals, chance) for _ in range(20)]
        kinds = (
            f"{nearly[0]} ",
            f"{_phrase(signals, chance)} ",
            chance.choice(_NESTED) + _phrase(signals, chance),
            _GLUED[number // 5],
            ", ".join(nearly) + chance.choice((". ", "; ", " ", "\n")),
        )
        units.append(kinds[number % 5])
    return units


def repeated(unit: str, length: int) -> str:
    """Return a text of so many characters."""
    return (unit * (length // len(unit) + 1))[: length - 1] + "x"


def _phrase(signals: SignalBook, chance: random.Random) -> str:
    return " ".join(chance.choice(signals.concepts[chance.choice(sorted(signals.concepts))]))


def _nearly(signals: SignalBook, chance: random.Random) -> str:
    """Return what fills the steps of a pattern, in the wrong order."""
    names = [word.strip("<>()~|…^${}?") for word in chance.choice(chance.choice(signals.signals).patterns).split()]
    return " ".join(" ".join(signals.concepts[name][0]) if name in signals.concepts else name for name in reversed(names))
