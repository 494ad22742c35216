"""What can go wrong, said once: every failure is a list of problems, each with its place and cure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.frozen import frozen


@frozen
class Place:
    """Where something stands: a file and, where known, the line and column, both counted from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@frozen
class Problem:
    """One thing that is wrong, where it stands, and how to mend it."""

    message: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def by_place(problem: Problem) -> tuple[str, int, int]:
    """Return what sorts problems by where they stand."""
    place = problem.place or Place("")
    return place.file, place.line or 0, place.column or 0


class AdvisorError(Exception):
    """Base of every error this package raises on purpose; `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        if isinstance(problems, str):
            problems = (Problem(problems),)
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BadInput(AdvisorError):
    """A situation, document or option that cannot be used as it is."""


class BadRulebook(AdvisorError):
    """A rule directory with a defect that keeps it from being loaded."""


class ConflictingRules(AdvisorError):
    """Two rules conclude different values for one fact in the same situation."""


class MissingExtra(AdvisorError):
    """Something needs an optional dependency that is not installed."""


def did_you_mean(word: object, known: Iterable[str], labels: Iterable[str] = ()) -> str:
    """Return `"; did you mean X?"` for the known word that was most likely meant, or an empty string.

    `labels` are what the known words are called, in the same order. Spelling aside, a word is known by
    its label (`DevOps Engineer`), its initials (`SRE`, `k8s`), its beginning (`devops`), and, for
    `group.name`, by its name alone (`engineers`).
    """
    if not isinstance(word, str) or not 1 < len(word) <= 100:
        return ""
    meant = _meant(word, list(known), list(labels))
    return f"; did you mean {meant}?" if meant else ""


def _meant(word: str, names: list[str], labels: list[str]) -> str | None:
    plain = _plain(word)
    if not plain:
        return None
    for said in (names, labels, [_tail(name) for name in names]):
        for name, text in zip(names, said, strict=False):
            if _plain(text) == plain:
                return name
    short = [name for name in names if len(plain) > 2 and plain in (_initials(name), _numeronym(name))]
    if len(short) == 1:
        return short[0]
    begun = [name for name in names if min(len(plain), len(_plain(name))) > 3 and _begins(plain, _plain(name))]
    if len(begun) == 1:
        return begun[0]
    close = [(likeness, name) for name in names if (likeness := _likeness(word, name)) >= _CLOSE]
    if close:
        return max(close, key=lambda item: item[0])[1]
    elsewhere = [name for name in names if "." in name and _tail(name) == _tail(word)]
    return elsewhere[0] if len(elsewhere) == 1 else None


_CLOSE = 0.7


def _plain(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())


def _tail(name: str) -> str:
    return name.rpartition(".")[2]


def _initials(name: str) -> str:
    return "".join(part[:1] for part in name.replace("_", "-").split("-"))


def _numeronym(name: str) -> str:
    return f"{name[:1]}{len(name) - 2}{name[-1:]}"


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _likeness(word: str, name: str) -> float:
    """How alike they are, from 0 to 1: of two dotted words both parts must be, of one only its name."""
    if "." not in name:
        return _ratio(word, name)
    if "." not in word:
        return _ratio(word, _tail(name))
    group, _, fact = word.rpartition(".")
    return min(_ratio(group, name.rpartition(".")[0]), _ratio(fact, _tail(name)))


def _ratio(one: str, other: str) -> float:
    import difflib  # here, because most runs have nothing to suggest

    matcher = difflib.SequenceMatcher(None, one.casefold().replace("_", "-"), other.replace("_", "-"))
    return matcher.ratio() if matcher.quick_ratio() >= _CLOSE else 0.0


def listing(words: Sequence[str], last: str = "and") -> str:
    """Join words as a person would: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
