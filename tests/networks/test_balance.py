"""Balance of small signed networks."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from scipy import sparse

from kg.errors import UsageError
from kg.networks.balance import Balance, Frustration, balance, frustration
from kg.networks.polarisation import Search


def network(*ties: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Of the ties 01, 02, ..., 12, ..."""
    actors = next(n for n in range(2, 9) if n * (n - 1) // 2 == len(ties))
    found = np.zeros((actors, actors))
    found[np.triu_indices(actors, 1)] = ties
    return found + found.T


@pytest.mark.parametrize(
    ("ties", "balanced", "against"),
    [((1, 1, 1), 1, 0), ((1, 1, -1), 0, 1), ((1, -1, -1), 1, 0), ((-1, -1, -1), 0, 1)],
)
def test_a_triad_is_balanced_if_its_signs_multiply_to_plus(
    ties: tuple[float, ...], balanced: int, against: float
) -> None:
    assert balance(network(*ties)) == Balance(1, balanced)
    assert frustration(network(*ties)).ties == against


def test_one_enmity_among_four_friends_is_in_two_of_four_triads() -> None:
    found = network(-1, 1, 1, 1, 1, 1)
    assert balance(sparse.csr_array(found)).share == 0.5
    assert frustration(found) == Frustration(1, 1 / 6, (0, 0, 0, 0))


def test_of_one_triad_of_friends_and_one_with_an_enemy_half_are_balanced() -> None:
    found = network(1, 1, 0, 1, -1, 1)
    assert balance(found) == Balance(2, 1)
    assert (frustration(found).ties, frustration(found).share) == (1, 0.2)


def test_two_camps_need_no_change() -> None:
    assert frustration(network(1, -1, -1, -1, -1, 1)) == Frustration(0, 0, (0, 0, 1, 1))


def test_by_weight_the_cheapest_tie_changes() -> None:
    assert frustration(network(5, 2, -3), weighted=True) == Frustration(2, 0.2, (0, 0, 1))


def test_two_and_no_ties_are_balanced() -> None:
    assert frustration(network(-1)) == Frustration(0, 0, (0, 1))
    assert frustration(network(0, 0, 0)) == Frustration(0, 0, (0, 0, 0))
    assert balance(network(0, 0, 0)).share == 0


def test_what_is_not_symmetric_has_no_balance() -> None:
    with pytest.raises(UsageError, match="balance is that of a symmetric network"):
        balance([[0, 1], [0, 0]])


complete = st.lists(st.sampled_from([-1, 1]), min_size=15, max_size=15)
ties = st.lists(st.sampled_from([-1, 0, 1]), min_size=15, max_size=15)


@given(complete, st.booleans(), st.integers(0, 63))
@profile(max_examples=40)
def test_a_complete_network_is_balanced_exactly_if_two_camps_explain_it(
    signs: list[int], camps: bool, members: int
) -> None:
    side = [1 if members >> n & 1 else -1 for n in range(6)]
    found = network(*((side[a] * side[b] for a, b in combinations(range(6), 2)) if camps else signs))
    assert (balance(found).share == 1) == (frustration(found).ties == 0)


@given(ties, st.lists(st.sampled_from([-1, 1]), min_size=6, max_size=6))
@profile(max_examples=40)
def test_switching_all_ties_of_some_actors_changes_nothing(signs: list[int], switched: list[int]) -> None:
    found = network(*signs)
    other = found * np.outer(switched, switched)
    assert balance(found) == balance(other)
    assert frustration(found).ties == frustration(other).ties <= frustration(found, search=Search("greedy")).ties
