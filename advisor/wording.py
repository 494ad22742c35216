"""Facts and their values in words, for texts that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from advisor.condition import Facts, SetValue, Value
from advisor.errors import listing
from advisor.model import FactSpec

TEMPLATE = re.compile(r"\{([^{}]*)\}")


def value_in_words(spec: FactSpec, value: Value) -> str:
    """Return the value as a person would write it: `1,200`, `yes`, `AWS and Google Cloud`."""
    if isinstance(value, SetValue):
        labels = [label_in_words(label) for option, label in spec.options.items() if option in value.members]
        return listing(labels) if labels else "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return label_in_words(spec.options[value])


def wanted(spec: FactSpec) -> str:
    """Say what an integer fact takes: `a whole number from 0 to 1,000 (engineers)`."""
    bounds = {
        (True, True): f" from {spec.low or 0:,} to {spec.high or 0:,}",
        (True, False): f" of at least {spec.low or 0:,}",
        (False, True): f" of at most {spec.high or 0:,}",
        (False, False): "",
    }[spec.low is not None, spec.high is not None]
    return f"a whole number{bounds}" + (f" ({spec.unit})" if spec.unit else "")


def label_in_words(label: str) -> str:
    """Return an option's label as it stands within a sentence."""
    # "Cloud: designing and running cloud accounts" is named by its part before the colon.
    head = label.partition(": ")[0]
    return head if head[1:2].isupper() or label == head else head[0].lower() + head[1:]


def fill(text: str, specs: Mapping[str, FactSpec], facts: Facts) -> str:
    """Return the text with each `{fact}` replaced by the fact's value in words."""
    if "{" not in text:
        return text
    pieces = _pieces(text)
    return "".join([value_in_words(specs[piece], facts[piece]) if index % 2 else piece for index, piece in enumerate(pieces)])


@lru_cache(maxsize=4096)
def _pieces(text: str) -> list[str]:
    """Return text and facts by turns."""
    return TEMPLATE.split(text)


def blanks_for_facts(text: str, specs: Mapping[str, FactSpec]) -> str:
    """Return the text with each `{fact}` replaced by a blank that names it, for where no value is known."""
    return TEMPLATE.sub(lambda match: f"<{specs[match[1]].label}>", text) if "{" in text else text
