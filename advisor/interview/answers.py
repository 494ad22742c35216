"""What a person types, read as the value of a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.condition import SetValue, Value
from advisor.errors import BadInput, did_you_mean
from advisor.files import shown
from advisor.model import FactSpec
from advisor.wording import wanted

_YES, _NO = {"yes", "y", "true"}, {"no", "n", "false"}
_NUMBER = re.compile(r"(?:\$ ?)?(-?\d{1,3}(?:[, ']\d{3})+|-?\d+) ?(%|[A-Za-z ]*)")
_NONE = {"none", "none of them", "nothing", "-", "0"}


def read_answer(text: str, spec: FactSpec) -> Value:
    """Return the value that the text gives; options may be named by number, id or label.

    Raises BadInput with what would be understood.
    """
    said = " ".join(text.split())
    match spec.type:
        case "boolean":
            if said.casefold() in _YES | _NO:
                return said.casefold() in _YES
            raise BadInput(f"{shown(said)} is neither yes nor no; answer yes or no, or press Enter if you don't know")
        case "integer":
            return _integer(said, spec)
        case "option":
            return _option(said, spec)
        case "set":
            if said.casefold() in _NONE:
                return SetValue(frozenset())
            return SetValue(frozenset(_option(part, spec) for part in _parts(said, spec)))


def _integer(said: str, spec: FactSpec) -> int:
    found = _NUMBER.fullmatch(said)
    if not found or not _counts(found[2], spec.unit or ""):
        raise BadInput(f"{shown(said)} is no whole number; answer with {wanted(spec)}, or press Enter if you don't know")
    number = int(re.sub(r"[, ']", "", found[1])) if len(said) < 30 else 10**30
    if (spec.low is not None and number < spec.low) or (spec.high is not None and number > spec.high):
        raise BadInput(f"{shown(said)} cannot be; answer with {wanted(spec)}")
    return number


def _counts(words: str, unit: str) -> bool:
    """Return whether these words after a number say what is counted: `24 engineers`, `1 year`, `60 %`."""
    if words == "%":
        return unit.startswith("per cent")
    own = {"people", *unit.casefold().split()}
    return all(word in own or f"{word}s" in own for word in words.casefold().split())


def _parts(said: str, spec: FactSpec) -> Sequence[str]:
    """Return what is named: between commas, or, where each word is a number or an id, between blanks."""
    parts = [part.strip() for part in re.split(r"[,;]", said) if part.strip()]
    words = said.replace(",", " ").split()
    if all(word.isdigit() or word in spec.options for word in words):
        return words
    return parts


def _option(said: str, spec: FactSpec) -> str:
    options = list(spec.options)
    if said.isdigit() and len(said) < 4 and 1 <= int(said) <= len(options):
        return options[int(said) - 1]
    plain = said.casefold()
    for option, label in spec.options.items():
        if plain in (option.casefold(), label.casefold(), label.partition(": ")[0].casefold()):
            return option
    hint = did_you_mean(said, options, list(spec.options.values())) or f"; name one of them, or its number from 1 to {len(options)}"
    raise BadInput(f"{shown(said)} is none of the answers{hint}")
