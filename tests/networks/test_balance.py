"""Balance of signed triangles, and how far rows agree, on matrices that can be reckoned by hand."""

import numpy as np
import pytest

from kg.errors import UsageError
from kg.networks.agreement import agreement
from kg.networks.balance import balance, frustration
from tests.networks.test_viewpoints import SAID, made

FRIENDS = [[0, 1, 1, 0], [1, 0, 1, -1], [1, 1, 0, 1], [0, -1, 1, 0]]  # one triad of friends, one with a single enemy


def test_a_triad_is_balanced_where_the_product_of_its_signs_is_positive() -> None:
    found = balance(FRIENDS)
    assert (found.triads, found.balanced, found.share) == (2, 1, 0.5)
    assert balance([[0, 1], [1, 0]]).share == 0.0


def test_frustration_counts_the_ties_that_must_change() -> None:
    found = frustration(FRIENDS)
    assert (found.ties, found.share) == (1, 0.2)
    two_camps = [[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]]
    camps = frustration(two_camps)
    assert camps.ties == 0
    assert camps.groups in ((0, 0, 1, 1), (1, 1, 0, 0))
    with pytest.raises(UsageError, match="symmetric"):
        balance([[0, 1], [0, 0]])


def test_two_agree_on_the_share_of_concepts_on_which_they_say_the_same() -> None:
    found = agreement(made(SAID))
    place = {name: n for n, name in enumerate(found.names)}
    assert found.share[place["Ada"], place["Bob"]] == 1  # both for the tax
    assert found.share[place["Ada"], place["Cyd"]] == 0  # one for it, one against
    assert found.share[place["Bob"], place["Cyd"]] == 0  # of two concepts
    assert found.concepts[place["Bob"], place["Cyd"]] == 2
    again = agreement(made(SAID))
    assert np.array_equal(found.low, again.low, equal_nan=True)
