"""What every readable format shows of an explanation, in order: the answer, why, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from advisor.errors import listing
from advisor.frozen import frozen
from advisor.model import Because, Explanation, Ground, Lacking, OptionExplained, Rulebook
from advisor.render.explanation.changes import what_if
from advisor.render.parts import Line, lowered
from advisor.wording import label_in_words, value_in_words

_MISSING = 5
"""How many of the reasons that an option lacks are shown."""

_ASKED = 5
"""How many of the facts that are open are named."""


@frozen
class Item:
    """A line, the word that goes before it (how strong a reason is) and what it rests on."""

    line: Line
    lead: str = ""
    rests_on: tuple[Line, ...] = ()


@frozen
class Block:
    """Items under a heading."""

    heading: str
    items: tuple[Item, ...]


@frozen
class View:
    """An explanation, ready to be laid out."""

    name: str
    headline: str
    blocks: tuple[Block, ...]


def view(explanation: Explanation, rulebook: Rulebook) -> View:
    """Return what there is to show of the explanation."""
    name = PurePath(explanation.situation).name if explanation.situation != "-" else "standard input"
    shown = _View(explanation, rulebook)
    return View(name, shown.headline(), tuple(block for block in shown.blocks() if block.items))


class _View:
    def __init__(self, explanation: Explanation, rulebook: Rulebook) -> None:
        self._it = explanation
        self._rulebook = rulebook
        self._specs = rulebook.facts
        self._label = rulebook.decisions[explanation.decision].label

    def headline(self) -> str:
        """Return the answer in one line."""
        first = [option.label for option in self._it.first]
        if self._it.option is not None:
            option = self._it.one(self._it.option)
            if option not in self._it.first:
                return f"why not {option.label}?"
            if self._it.answer == "list":
                return f"{self._label}: why {option.label}?"
        if not first:
            return f"{self._label}: nothing speaks for one of them yet"
        if self._it.answer == "list":
            return f"{self._label}: {len(first)} recommended"
        return f"{self._label}: {listing(first, 'or')}" + (", a tie" if len(first) > 1 else "")

    def blocks(self) -> Iterator[Block]:
        """Yield the parts in order; some may be empty."""
        option = self._it.one(self._it.option) if self._it.option is not None else None
        first = self._it.first
        if option is None:
            yield from self._why(first)
        elif option in first:
            yield from self._why((option,))
        else:
            yield from self._why_not(option)
        if self._it.answer == "choose" and (option is None or option in first):
            yield self._next()
        yield self._enough()
        yield Block("Still open", tuple(self._open()))
        yield Block("To change it", tuple(Item(Line(text)) for text in what_if(self._it, self._it.what_if, self._rulebook)))

    def _why(self, options: Sequence[OptionExplained]) -> Iterator[Block]:
        tied = options if self._it.answer == "choose" else ()
        shared = [reason for reason in tied[0].reasons if all(reason in option.reasons for option in tied)] if len(tied) > 1 else []
        yield Block(f"For {listing([option.label for option in tied])}", tuple(map(self._reason, shared)))
        for option in options:
            yield Block(f"For {option.label}", tuple(self._reason(reason) for reason in option.reasons if reason not in shared))
        for option in options:
            yield Block(f"Against {option.label}", tuple(map(self._reason, option.against)))

    def _why_not(self, option: OptionExplained) -> Iterator[Block]:
        yield Block("For it", tuple(map(self._reason, option.reasons)) or (Item(Line("Nothing that is known speaks for it.")),))
        yield Block("Against it", tuple(map(self._reason, option.against)))
        missing = [item for item in option.lacking if not item.against]
        lines = [self._missing(item) for item in missing[:_MISSING]]
        if more := len(missing) - _MISSING:
            lines += [Item(Line(f"{more} more; --format json has them all."))] if more > 0 else []
        yield Block("What it lacks", tuple(lines))
        if self._it.answer == "choose":
            ahead = [self._compared(other) for other in self._it.first]
            yield Block("First instead", tuple(ahead))

    def _next(self) -> Block:
        rivals = [option for option in self._it.options if option not in self._it.first and option.rank is not None]
        return Block("Next", tuple(self._compared(option) for option in rivals[:2]))

    def _compared(self, option: OptionExplained) -> Item:
        strongest = [reason for reason in option.reasons if reason.strength == option.reasons[0].strength]
        more = f" And {len(option.reasons) - 1} more." if len(option.reasons) > 1 else ""
        against = f" Against it: {lowered(option.against[0].because)}" if option.against else ""
        reason = strongest[0]
        line = Line(f"{option.label}: {reason.because}{more}{against}", reason.cites, reason.basis == "inference")
        return Item(line, reason.strength)

    def _reason(self, reason: Because) -> Item:
        grounds = tuple(self._ground(ground) for ground in reason.grounds)
        return Item(Line(reason.because, reason.cites, reason.basis == "inference"), reason.strength, grounds)

    def _ground(self, ground: Ground) -> Line:
        said = self._known(ground)
        if ground.rule is None:
            return Line(said)
        behind = [self._known(given) for given in dict.fromkeys(ground.given())]
        return Line(f"{said}, as {listing(behind)}", ground.cites, ground.basis == "inference")

    def _known(self, ground: Ground) -> str:
        spec = self._specs[ground.fact]
        return f"{label_in_words(spec.label)}: {value_in_words(spec, ground.value)}"

    def _missing(self, item: Lacking) -> Item:
        cites = self._rulebook.rule(item.rule).cites
        match item.state:
            case "overridden":
                by = [lowered(self._rulebook.rule(other).summary) for other in item.by]
                why = f"set aside, as {listing(by)}"
            case "unknown":
                asked = [label_in_words(self._specs[fact].label) for fact in item.facts]
                why = f"not known: {listing(asked)}" if asked else "not known yet"
            case _:
                why = f"not so: {'; '.join(self._known(ground) for ground in item.grounds)}"
        inference = self._rulebook.rule(item.rule).basis == "inference"
        return Item(Line(f"{item.summary}: {why}.", cites, inference), item.strength)

    def _enough(self) -> Block:
        if not self._it.enough:
            return Block("Enough for that", ())
        facts = "; ".join(self._known(ground) for ground in self._it.enough)
        so_few = "" if self._it.fewest else " Perhaps fewer would do."
        return Block("Enough for that", (Item(Line(f"{facts}. With nothing else known the answer is the same.{so_few}")),))

    def _open(self) -> Iterator[Item]:
        asked = self._it.open_facts
        if self._it.answer == "list" and self._it.option is not None:
            # Of a list only this option is asked about: what could still speak for it or against it.
            found = {fact for item in self._it.one(self._it.option).lacking for fact in item.facts}
            asked = tuple(fact for fact in self._specs if fact in found)
        if self._it.settled or (not asked and self._it.answer == "list"):
            yield Item(Line("Nothing: what is still unknown cannot change it."))
        elif asked:
            named = [label_in_words(self._specs[fact].label) for fact in asked[:_ASKED]]
            more = len(asked) - _ASKED
            rest = f", or {more} more fact{'s' if more > 1 else ''}" if more > 0 else ""
            yield Item(Line(f"It could still change with {listing(named, 'or')}{rest}."))
        else:
            yield Item(Line("Nothing that is known decides it."))
