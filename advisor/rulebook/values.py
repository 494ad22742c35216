"""Reading facts: from what a file says to typed values, or to a message that tells how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from advisor.condition import SetValue, Value
from advisor.errors import Place, did_you_mean, listing
from advisor.files import shown
from advisor.model import FactSpec
from advisor.wording import wanted

if TYPE_CHECKING:
    from advisor.rulebook.yaml_reader import Document, Path

RESERVED_GROUP = "ad"
MAX_PROBLEMS = 50


class Noted(Protocol):
    """Somewhere to note a problem."""

    def add(self, message: str, place: Place | None) -> None:
        """Note it."""


class Unfit(ValueError):
    """A value that does not fit its fact; the text says why and what would. `path` leads to the part of it that is at fault."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path


def read_facts(
    data: Mapping[Any, Any], document: Document, path: Path, specs: Mapping[str, FactSpec], problems: Noted
) -> tuple[dict[str, Value], dict[str, Place]]:
    """Return the known facts of a mapping, nested by group or dotted, and where each was stated.

    What is wrong is noted in `problems`; the facts that are right are returned all the same.
    """
    facts: dict[str, Value] = {}
    places: dict[str, Place] = {}
    noted = _Counted(problems)
    for fact_id, raw, at in _entries(data, document, path, specs, noted):
        place = document.place(at)
        spec = specs.get(fact_id)
        if fact_id.startswith(f"{RESERVED_GROUP}."):
            noted.add(f"{shown(fact_id)} is learned from a document; a situation cannot state it, so remove it", place)
        elif spec is None:
            noted.add(f"{shown(fact_id)} is no fact{_fact_hint(fact_id, specs)}", place)
        elif not spec.givable:
            noted.add(f"{fact_id} is concluded by rules; a situation cannot state it, so remove it", place)
        elif fact_id in places:
            noted.add(f"{fact_id} is given twice (first in line {places[fact_id].line}); keep one of them", place)
        else:
            places[fact_id] = place
            if raw is None:
                continue
            try:
                facts[fact_id] = read_value(spec, raw)
            except Unfit as error:
                noted.add(f"{fact_id} {error}", document.place((*at, *error.path)))
        if noted.full:
            break
    if noted.full:
        problems.add(f"there are more than {MAX_PROBLEMS} problems; is this a situation? Mend these first", noted.last)
    return facts, places


def read_value(spec: FactSpec, raw: object) -> Value:
    """Return the raw value as a value of the fact; raises Unfit, whose text follows the fact's name."""
    match spec.type:
        case "boolean":
            return _boolean(raw)
        case "integer":
            return _integer(spec, raw)
        case "option":
            return _option(spec, raw)
        case "set":
            return _members(spec, raw)


def said(raw: object) -> str:
    """Name a value as the file has it, short and printable: `"sixty"`, `true`, `a list`."""
    if raw is None:
        return "empty"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{shown(raw, 40)}"'
    if isinstance(raw, (list, Mapping)):
        return "a list" if isinstance(raw, list) else "a group of values"
    return shown(str(raw), 40)


class _Counted:
    """Notes problems up to a bound: looking for what was meant by each of very many takes too long."""

    def __init__(self, problems: Noted) -> None:
        self._problems = problems
        self._count = 0
        self.full = False
        self.last: Place | None = None

    def add(self, message: str, place: Place | None) -> None:
        self._count += 1
        if self._count > MAX_PROBLEMS:
            self.full = True
        else:
            self.last = place
            self._problems.add(message, place)


def _entries(
    data: Mapping[Any, Any], document: Document, path: Path, specs: Mapping[str, FactSpec], problems: _Counted
) -> Iterator[tuple[str, Any, Path]]:
    groups = {spec.id.partition(".")[0] for spec in _stated(specs)}
    for key, value in data.items():
        at = (*path, key)
        name = str(key)
        if "." in name:
            yield name, value, at
        elif name == RESERVED_GROUP:
            problems.add(f"{name} holds what is learned from a document; a situation cannot state it, so remove it", document.place(at))
        elif name not in groups:
            problems.add(f"{shown(name)} is no group of facts{_group_hint(name, specs, groups)}", document.place(at))
        elif isinstance(value, Mapping):
            for inner, raw in value.items():
                yield f"{name}.{inner}", raw, (*at, inner)
        elif value is not None:
            hint = f"each on its own line below it ({_example(name, specs)}){_glued(value)}"
            problems.add(f"{name} is {said(value)}; it must hold facts, {hint}", document.place(at))
        if problems.full:
            return


def _stated(specs: Mapping[str, FactSpec]) -> list[FactSpec]:
    return [spec for spec in specs.values() if spec.givable and not spec.id.startswith(f"{RESERVED_GROUP}.")]


def _group_hint(name: str, specs: Mapping[str, FactSpec], groups: set[str]) -> str:
    facts = [spec.id for spec in _stated(specs)]
    return did_you_mean(name, sorted(groups)) or did_you_mean(name, facts) or f"; the groups are {listing(sorted(groups))}"


def _fact_hint(name: str, specs: Mapping[str, FactSpec]) -> str:
    group, _, fact = name.partition(".")
    if fact.isdigit():
        return "; write numbers without commas"
    facts = [spec.id for spec in _stated(specs)]
    held = [fact.partition(".")[2] for fact in facts if fact.startswith(f"{group}.")]
    return did_you_mean(name, facts) or (f"; {group} holds {listing(held)}" if held else "")


def _example(group: str, specs: Mapping[str, FactSpec]) -> str:
    spec = next(spec for spec in specs.values() if spec.id.startswith(f"{group}."))
    values = {"boolean": "true", "integer": "24", "option": next(iter(spec.options), ""), "set": f"[{next(iter(spec.options), '')}]"}
    return f"{spec.id.partition('.')[2]}: {values[spec.type]}"


def _glued(value: object) -> str:
    return "; is a blank missing after the colon?" if isinstance(value, str) and ":" in value else ""


def _boolean(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in ("true", "false", "yes", "no", "on", "off"):
        raise Unfit(f"is {said(raw)} in quotes; write it without them")
    raise Unfit(f"is {said(raw)}; it must be true or false")


def _integer(spec: FactSpec, raw: object) -> int:
    if isinstance(raw, str):
        digits = "".join(char for char in raw if not char.isspace() and char not in ",.'_$€£%+~")
        if digits == raw and digits.isascii() and digits.isdigit() and str(int(digits)) == digits:
            raise Unfit(f"is {said(raw)} in quotes; write it without them")
        like = str(int(digits)) if digits.isdigit() and "." not in raw and len(digits) < 20 else None
        raise Unfit(f"is {said(raw)}; write {like or wanted(spec)}{', digits alone' if like else ', in digits'}")
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise Unfit(f"is {said(raw)}; it must be {wanted(spec)}")
    if isinstance(raw, float) and abs(raw) < 1e15 and raw == int(raw):
        raise Unfit(f"is {said(raw)}; write {int(raw)}, without a decimal point or exponent")
    low, high = spec.low, spec.high
    if isinstance(raw, float) or (low is not None and raw < low) or (high is not None and raw > high):
        raise Unfit(f"is {said(raw)}; it must be {wanted(spec)}")
    return raw


def _option(spec: FactSpec, raw: object) -> str:
    if isinstance(raw, str) and raw in spec.options:
        return raw
    if isinstance(raw, bool):
        raise Unfit(f"is {said(raw)} (YAML reads yes, no, on and off so); it must be {_choices(spec)}")
    if isinstance(raw, str) and raw:
        hint = did_you_mean(raw, spec.options, spec.options.values()) or f"; it must be {_choices(spec)}"
        raise Unfit(f"is {said(raw)}, which is no option of it{hint}")
    raise Unfit(f"is {said(raw) if raw != '' else 'empty'}; it must be {_choices(spec)}")


def _members(spec: FactSpec, raw: object) -> SetValue:
    if not isinstance(raw, list):
        parts = [part.strip() for part in raw.split(",")] if isinstance(raw, str) else list(raw) if isinstance(raw, Mapping) else []
        example = [part for part in parts if part in spec.options] or [next(iter(spec.options))]
        raise Unfit(f"is {said(raw)}; it must be a list, such as [{', '.join(example)}]")
    seen: set[str] = set()
    for index, member in enumerate(raw):
        if member is None:
            raise Unfit("has an empty member; remove it", (index,))
        if not isinstance(member, str) or member not in spec.options:
            hint = did_you_mean(member, spec.options, spec.options.values()) or f"; it may hold {_choices(spec, 'and')}"
            raise Unfit(f"has the member {said(member)}, which is no option of it{hint}", (index,))
        if member in seen:
            raise Unfit(f"has the member {member} twice; keep one", (index,))
        seen.add(member)
    return SetValue(frozenset(seen))


def _choices(spec: FactSpec, last: str = "or") -> str:
    return listing(list(spec.options), last)
