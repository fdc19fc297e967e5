"""Camps of a few actors whose measures can be reckoned by hand, and what all searches have in common."""

import datetime as dt
from dataclasses import astuple
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from kg.errors import UsageError
from kg.networks.polarisation import (
    MEASURES,
    SIZES,
    Camps,
    Measure,
    Measures,
    Opposition,
    Search,
    measures,
    polarise,
    polarise_over_time,
)
from kg.networks.polarisation.objective import Objective
from kg.networks.polarisation.search import Method, Sizes
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.windows import Window


def opposed(congruence: list[list[float]], conflict: list[list[float]]) -> Opposition:
    return Opposition(tuple("abcdefgh"[: len(congruence)]), np.array(congruence), np.array(conflict))


def random_opposition(actors: int, seed: int) -> Opposition:
    random = np.random.default_rng(seed)
    agree, oppose = (
        np.triu(random.random((actors, actors)) * (random.random((actors, actors)) < 0.6), 1) for _ in "ab"
    )
    return Opposition(tuple(map(str, range(actors))), agree + agree.T, oppose + oppose.T)


TWO = opposed(  # a and b agree, c and d agree, all others are against each other
    [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]],
    [[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]],
)


def test_measures_of_two_camps_as_reckoned_by_hand() -> None:
    expected = Measures(
        share=1.0,
        share_of_one=4 / 12,
        modularity=(4 - 2 + 4) / 12,  # agreement inside 4, by chance 2; conflict inside 0, by chance 4
        deviation=(2 + 4) / 24,  # each cell of the ideal is a half
        deviation_raw=3.0,
        ei_index=-1.0,
        cross_ties=0.0,
        frustration=0.0,
    )
    assert astuple(measures(TWO, [0, 0, 1, 1])) == pytest.approx(astuple(expected))


def test_measures_of_camps_that_are_none_as_reckoned_by_hand() -> None:
    found = measures(TWO, [0, 1, 0, 1])
    assert (found.share, found.frustration) == pytest.approx((4 / 12, 8 / 12))
    assert (found.ei_index, found.cross_ties) == (1.0, 1.0)
    assert found.deviation == pytest.approx((4 * (0.5 + 1) + 4 * (1 + 0.5) + 4 * 0.5) / 24)


def test_one_group_and_no_ties_have_measures() -> None:
    assert measures(TWO, [0, 0, 0, 0]).share == 4 / 12
    none = measures(opposed([[0, 0], [0, 0]], [[0, 0], [0, 0]]), [0, 1])
    assert none == Measures(0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("method", get_args(Method))
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("measure", ["share", "modularity", "deviation"])
def test_each_search_finds_the_two_camps(method: Method, sizes: Sizes, measure: Measure) -> None:
    found = polarise(TWO, 2, measure, Search(method, sizes, generations=20))
    assert found.groups == (0, 0, 1, 1)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("measure", MEASURES)
def test_no_search_misses_the_best_that_enumeration_finds(sizes: Sizes, measure: Measure) -> None:
    for seed in range(4):
        opposition = random_opposition(9, seed)
        best = polarise(opposition, 2, measure, Search("exact", sizes)).value
        assert polarise(opposition, 2, measure, Search("greedy", sizes)).value == pytest.approx(best)
        assert polarise(opposition, 2, measure, Search("genetic", sizes, generations=40)).value == pytest.approx(best)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_greedy_search_ends_where_no_exchange_helps(measure: Measure) -> None:
    opposition = random_opposition(10, 5)
    found = np.array(polarise(opposition, 3, measure, Search("greedy", "balanced", starts=0)).groups)
    objective = Objective(opposition, measure, 3)
    near = []
    for one, other in zip(*np.triu_indices(10, 1), strict=True):
        near.append(found.copy())
        near[-1][[one, other]] = found[[other, one]]
    assert objective.scores(np.array(near)).max() <= objective.scores(found[None])[0] + 1e-9


@pytest.mark.parametrize("measure", MEASURES)
def test_with_free_sizes_no_move_helps_either(measure: Measure) -> None:
    opposition = random_opposition(10, 6)
    found = np.array(polarise(opposition, 3, measure, Search("greedy", starts=0)).groups)
    objective = Objective(opposition, measure, 3)
    near = np.repeat(found[None], 30, axis=0)
    near[np.arange(30), np.arange(30) % 10] = np.arange(30) // 10
    full = np.array([one for one in near if len(set(one)) == 3])
    assert objective.scores(full).max() <= objective.scores(found[None])[0] + 1e-9


@pytest.mark.parametrize("method", ["greedy", "genetic"])
def test_balanced_groups_differ_by_one_at_most(method: Method) -> None:
    found = polarise(random_opposition(11, 2), 3, "share", Search(method, "balanced", generations=10))
    assert sorted(np.bincount(found.groups)) == [3, 4, 4]


@pytest.mark.parametrize("method", ["greedy", "genetic"])
def test_a_seed_repeats_for_any_number_of_threads(method: Method) -> None:
    opposition, search = random_opposition(40, 3), Search(method, starts=3, generations=15, seed=4)
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(polarise(opposition, 3, "modularity", search).groups)
    assert found[0] == found[1]


def test_as_many_groups_as_actors_or_no_ties_give_no_camps() -> None:
    assert polarise(TWO, 4) == Camps(TWO.names, (), "modularity", 0.0)
    silent = Opposition(TWO.names, np.zeros((4, 4)), np.zeros((4, 4)))
    assert polarise(silent) == Camps(TWO.names, (), "modularity", 0.0)


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: polarise(TWO, 1), "polarisation is between two groups at least"),
        (lambda: polarise(TWO, 2, "x"), "there is no measure x"),  # type: ignore[arg-type]
        (lambda: Search("x"), "there is no search x"),  # type: ignore[arg-type]
        (lambda: Search(sizes="x"), "there are no x sizes"),  # type: ignore[arg-type]
        (lambda: Search(starts=-1), "a search has starts and generations"),
        (lambda: polarise(TWO, 3, search=Search("exact")), "4 actors in 3 groups are too many to try all assignments"),
        (lambda: measures(TWO, [0, 1]), "4 actors are assigned to 2 groups"),
        (lambda: Opposition.of(spoken([(1, "a", 1)]), Settings()), "camps are found in one-mode networks alone"),
    ],
)
def test_what_cannot_be_is_an_error(call: object, what: str) -> None:
    with pytest.raises(UsageError) as error:
        call()  # type: ignore[operator]
    assert error.value.what == what


def spoken(said: list[tuple[int, str, int]]) -> Statements:
    """Who is for (1) and against (0) the one concept on which day of January."""
    variables = {
        "organization": Column.of([one[1] for one in said]),
        "concept": Column.of(["tax"] * len(said)),
        "agreement": Column.of([one[2] for one in said], "boolean"),
    }
    ids = tuple(f"{n:02}" for n in range(len(said)))
    days = times(f"2021-01-{one[0]:02}" for one in said)
    return Statements(ids, days, Column.of(ids), variables).ordered()


def test_camps_keep_their_numbers_when_actors_come_and_go() -> None:
    early = [(day, name, stance) for day in (1, 9) for name, stance in [("Ann", 1), ("Bob", 1), ("Cyd", 0), ("Dan", 0)]]
    late = [
        (day, name, stance) for day in (21, 29) for name, stance in [("Cyd", 0), ("Dan", 0), ("Eve", 1), ("Fay", 1)]
    ]
    window = Window("days", 8, kernel="uniform")
    found = list(polarise_over_time(spoken([*early, *late]), window=window))
    named = [dict(zip(one.camps.names, one.camps.groups, strict=False)) for one in found]
    assert [one.centre for one in found] == [dt.datetime(2021, 1, day) for day in range(5, 26)]
    assert named[0] == {"Ann": 0, "Bob": 0, "Cyd": 1, "Dan": 1}
    assert named[10] == {}
    assert named[-1] == {"Cyd": 1, "Dan": 1, "Eve": 0, "Fay": 0}
    assert found[10].camps.value == 0.0


def test_the_two_networks_are_those_of_the_statements() -> None:
    found = Opposition.of(spoken([(1, "Ann", 1), (2, "Bob", 1), (3, "Cyd", 0)]))
    assert found.names == ("Ann", "Bob", "Cyd")
    assert found.congruence.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert found.conflict.tolist() == [[0, 0, 1], [0, 0, 1], [1, 1, 0]]


seeds, groups = st.integers(0, 999), st.lists(st.integers(0, 2), min_size=6, max_size=6)


@given(seeds, groups, st.permutations(range(6)), st.permutations(range(3)))
@profile(max_examples=40)
def test_neither_names_of_groups_nor_the_order_of_actors_matter(
    seed: int, groups: list[int], order: list[int], labels: list[int]
) -> None:
    opposition = random_opposition(6, seed)
    one = measures(opposition, groups)
    other = measures(opposition.take(np.array(order)), [labels[groups[n]] for n in order])
    for name in Measures.__slots__:
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-12)


@given(seeds, st.sampled_from(MEASURES), st.sampled_from(SIZES))
@profile(max_examples=30)
def test_a_value_is_that_of_the_groups_and_not_beyond_the_best(seed: int, measure: Measure, sizes: Sizes) -> None:
    opposition = random_opposition(6, seed)
    best, found = (polarise(opposition, 2, measure, Search(method, sizes)) for method in ("exact", "greedy"))
    if found.measures is not None:
        sign = -1 if measure == "deviation" else 1
        name = "deviation" if measure == "dna" else measure
        assert found.value == pytest.approx(getattr(found.measures, name))
        assert sign * found.value <= sign * best.value + 1e-9
