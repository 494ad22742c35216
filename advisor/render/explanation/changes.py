"""What would change an answer, in words: which facts, from what to what, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.condition import SetValue
from advisor.errors import listing
from advisor.model import Changed, Explanation, Rulebook, WhatIf
from advisor.wording import label_in_words, value_in_words


def what_if(explanation: Explanation, what: WhatIf, rulebook: Rulebook) -> Iterator[str]:
    """Yield what to say: the outcome with the change, then each fact of it."""
    labels = {option: entry.label for option, entry in rulebook.decisions[explanation.decision].options.items()}
    wanted = labels[what.option] if what.option is not None else "anything else"
    outcome = {
        "first": f"{wanted} {'come' if what.change is None else 'comes'} first",
        "other-first": f"{wanted} come first",
        "recommended": f"it {'be' if what.change is None else 'is'} recommended",
        "not-recommended": f"it {'be' if what.change is None else 'is'} no longer recommended",
        "other-list": "the list differ",
    }[what.goal]
    if what.change is None:
        yield (
            f"Nothing that you can change would make {outcome}."
            if what.proved
            else f"No change of few facts was found that would make {outcome}; the search was given up before it was complete."
        )
        return
    if what.goal in ("first", "other-first"):
        outcome = f"{listing([labels[option] for option in what.first])} comes first"
    if what.goal == "other-list":
        outcome = _other_list(explanation, what, labels)
    lead = f"{outcome[0].upper()}{outcome[1:]} with "
    yield lead + listing([changed(item, rulebook) for item in what.change.facts]) + "."
    yield f"In the file: {'; '.join(statement(item) for item in what.change.facts)}"
    if not what.proved:
        yield "Perhaps a smaller change would do: the search was given up before it was complete."


def _other_list(explanation: Explanation, what: WhatIf, labels: Mapping[str, str]) -> str:
    """Say which entries come in and which drop out."""
    before = {option.id for option in explanation.first}
    gained = [labels[option] for option in what.first if option not in before]
    lost = [option.label for option in explanation.first if option.id not in what.first]
    said = [f"{listing(gained)} {'come' if len(gained) > 1 else 'comes'} in"] if gained else []
    said += [f"{listing(lost)} {'drop' if len(lost) > 1 else 'drops'} out"] if lost else []
    return " and ".join(said)


def changed(item: Changed, rulebook: Rulebook) -> str:
    """Say one change: `people on the rota at each site: at least 8 (now 5)`."""
    spec = rulebook.facts[item.fact]
    label = label_in_words(spec.label)
    if isinstance(item.value, SetValue) and isinstance(item.before, SetValue):
        gained, lost = item.value.members - item.before.members, item.before.members - item.value.members
        said = [f"{value_in_words(spec, SetValue(gained))} added"] if gained else []
        said += [f"{value_in_words(spec, SetValue(lost))} left out"] if lost else []
        return f"{label}: {listing(said)}"
    before = "not known so far" if item.before is None else f"now {value_in_words(spec, item.before)}"
    only = "only " if isinstance(item.value, SetValue) and item.value.members else ""
    return f"{label}: {only}{_value(item, rulebook)} ({before})"


def _value(item: Changed, rulebook: Rulebook) -> str:
    spec = rulebook.facts[item.fact]
    if spec.type != "integer" or item.low == item.high:
        return value_in_words(spec, item.value)
    if item.low is None or item.low == spec.low:
        return f"at most {item.high:,}"
    if item.high is None or item.high == spec.high:
        return f"at least {item.low:,}"
    return f"{item.low:,} to {item.high:,}"


def statement(item: Changed) -> str:
    """Return the line of a situation file that states the fact as changed."""
    value = item.value
    if isinstance(value, SetValue):
        return f"{item.fact}: [{', '.join(sorted(value.members))}]"
    if isinstance(value, bool):
        return f"{item.fact}: {'true' if value else 'false'}"
    return f"{item.fact}: {value}"
