"""Ranking: keys by class, ranks with ties, and what could still change."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.ranking import ZERO, Key, Weight, contested, key_of, ranks

DECISIVE, STRONG, SUPPORTING = 0, 1, 2
weights = st.sets(st.tuples(st.integers(0, 2), st.sampled_from("abcd")))


def _many(strength: int, count: int) -> set[Weight]:
    return {(strength, f"guide:{number}") for number in range(count)}


def _key(decisive: int, strong: int, supporting: int) -> Key:
    """Return the key of an option with so many more reasons for it than against it."""
    net = ((DECISIVE, decisive), (STRONG, strong), (SUPPORTING, supporting))
    pro, con = ([weight for kind, count in net for weight in _many(kind, side * count)] for side in (1, -1))
    return key_of(set(pro), set(con))


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        (key_of(_many(DECISIVE, 1), set()), key_of(_many(STRONG, 9) | _many(SUPPORTING, 9), set())),
        (key_of(_many(STRONG, 1), set()), key_of(_many(SUPPORTING, 9), set())),
        (key_of(_many(STRONG, 2), _many(STRONG, 1)), key_of(_many(SUPPORTING, 1), set())),
        (key_of(_many(SUPPORTING, 1), set()), ZERO),
        (key_of(_many(STRONG, 1) | _many(SUPPORTING, 1), set()), key_of(_many(STRONG, 1), set())),
        (ZERO, key_of(_many(DECISIVE, 1), _many(DECISIVE, 2))),
        (key_of(_many(STRONG, 1), _many(SUPPORTING, 9)), ZERO),
    ],
)
def test_a_higher_class_beats_any_number_of_a_lower_one(higher: Key, lower: Key) -> None:
    assert higher > lower


def test_lower_classes_count_only_where_the_decisive_ones_cancel() -> None:
    strong = _many(STRONG, 3)
    assert key_of(_many(DECISIVE, 1) | strong, set()) == key_of(_many(DECISIVE, 1), strong)
    assert key_of(_many(DECISIVE, 1) | strong, _many(DECISIVE, 1)) == key_of(strong, set())
    assert key_of(strong, _many(DECISIVE, 1)) == key_of(set(), _many(DECISIVE, 1))


def test_a_decisive_tie_is_final() -> None:
    keys = {"both": key_of(_many(DECISIVE, 1), set()), "and-more": key_of(_many(DECISIVE, 1) | _many(STRONG, 5), set())}
    assert ranks(keys) == {"both": 1, "and-more": 1}


@pytest.mark.parametrize(
    ("nets", "expected"),
    [
        ([(1, 0, 0), (1, 0, 0), (0, 1, 0)], [1, 1, 3]),
        ([(0, 1, 0), (0, 2, 0), (0, 1, 0), (0, 0, 1)], [2, 1, 2, 4]),
        ([(0, 0, 1)], [1]),
        ([(0, 0, 0), (0, -1, 3), (-1, 0, 0)], [None, None, None]),
        ([(0, 0, 0), (0, 1, -9)], [None, 1]),
        ([], []),
    ],
)
def test_ties_share_a_rank_and_what_is_not_above_zero_has_none(nets: list[tuple[int, int, int]], expected: list[int | None]) -> None:
    found = ranks({number: _key(*net) for number, net in enumerate(nets)})
    assert [found.get(number) for number in range(len(nets))] == expected


@given(weights, weights, st.tuples(st.integers(0, 2), st.sampled_from("abcd")))
def test_a_reason_more_never_lowers_an_option_and_one_against_it_never_lifts_it(pro: set[Weight], con: set[Weight], new: Weight) -> None:
    key = key_of(pro, con)
    assert key_of(pro | {new}, con) >= key
    assert key_of(pro, con | {new}) <= key
    assert key_of(pro, con - {new}) >= key


@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3))
def test_keys_turn_round_with_the_sides(decisive: int, strong: int, supporting: int) -> None:
    key, other = _key(decisive, strong, supporting), _key(-decisive, -strong, -supporting)
    assert (key > ZERO) is (other < ZERO)
    assert (key == ZERO) is (decisive == strong == supporting == 0)


@given(
    st.dictionaries(st.integers(0, 9), st.tuples(st.integers(-1, 1), st.integers(-1, 1), st.integers(-1, 1)).map(lambda net: _key(*net)))
)
def test_a_rank_is_one_more_than_the_options_above(keys: dict[int, Key]) -> None:
    above = {option: sum(other > key for other in keys.values()) + 1 for option, key in keys.items() if key > ZERO}
    assert ranks(keys) == above


@dataclass(eq=False)
class Standing:
    """An option with reasons for and against that hold, and others that may come in."""

    pro: set[Weight] = field(default_factory=set)
    con: set[Weight] = field(default_factory=set)
    more_pro: set[Weight] = field(default_factory=set)
    more_con: set[Weight] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        return bool(self.more_pro or self.more_con)

    @property
    def key(self) -> Key:
        return key_of(self.pro, self.con)

    @property
    def best(self) -> Key:
        return key_of(self.pro | self.more_pro, self.con)

    @property
    def worst(self) -> Key:
        return key_of(self.pro, self.con | self.more_con)


def _contested(**standings: Standing) -> list[str]:
    ranked = ranks({standing: standing.key for standing in standings.values()})
    found = contested(standings.values(), ranked)
    return [option for standing in found for option, other in standings.items() if other is standing]


ONE = {(STRONG, "a")}
TWO = {(STRONG, "a"), (STRONG, "b")}
LITTLE = {(SUPPORTING, "a")}


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        ({}, []),
        ({"a": Standing(ONE)}, []),
        ({"a": Standing(ONE), "b": Standing(ONE)}, []),
        ({"a": Standing(TWO), "b": Standing(more_pro=LITTLE)}, []),
        ({"a": Standing(ONE), "b": Standing(more_pro=ONE)}, ["b"]),
        ({"a": Standing(ONE, more_con=ONE)}, ["a"]),
        ({"a": Standing(TWO, more_con=ONE)}, []),
        ({"a": Standing(TWO, more_con=ONE), "b": Standing(more_pro=ONE)}, ["a", "b"]),
        ({"a": Standing(more_pro=LITTLE)}, ["a"]),
        ({"a": Standing(more_con=ONE)}, []),
        ({"a": Standing(ONE, more_pro=LITTLE), "b": Standing(ONE)}, ["a"]),
        ({"a": Standing(ONE, more_pro=LITTLE), "b": Standing()}, []),
        ({"a": Standing(ONE, more_pro=ONE), "b": Standing(ONE)}, []),
    ],
    ids=[
        "nothing",
        "one alone",
        "a tie that nothing moves",
        "a rival too weak",
        "a rival that may draw level",
        "a first that may drop out",
        "a first that may lose and stay",
        "a first that may lose to a rival",
        "nobody yet",
        "nobody, and none can come",
        "a tie that may break",
        "a first that may only gain",
        "a reason that counts once already",
    ],
)
def test_contested_names_the_open_options_that_could_change_who_is_first(standings: dict[str, Standing], expected: list[str]) -> None:
    assert _contested(**standings) == expected


@given(st.dictionaries(st.sampled_from("abc"), st.builds(Standing, weights, weights, weights, weights)), st.data())
def test_settled_choices_stay_as_they_are_whatever_comes_in(standings: dict[str, Standing], data: st.DataObject) -> None:
    before = ranks({option: standing.key for option, standing in standings.items()})
    if _contested(**standings):
        return
    keys = {
        option: key_of(
            standing.pro | data.draw(st.sets(st.sampled_from(sorted(standing.more_pro)))) if standing.more_pro else standing.pro,
            standing.con | data.draw(st.sets(st.sampled_from(sorted(standing.more_con)))) if standing.more_con else standing.con,
        )
        for option, standing in standings.items()
    }
    after = ranks(keys)
    assert {option for option, rank in after.items() if rank == 1} == {option for option, rank in before.items() if rank == 1}
