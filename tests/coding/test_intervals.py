import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding.intervals import Counted, Estimate, corrected, ratio, stratified, wilson


def rounded(found: Estimate | None, digits: int = 4) -> tuple[float, ...]:
    assert found is not None
    return tuple(round(value, digits) for value in (found.value, found.low, found.high))


# Newcombe 1998, Stat. Med. 17:857-872, table I, method 3
@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_as_published(right: int, number: int, low: float, high: float) -> None:
    assert rounded(wilson(right / number, number)) == (round(right / number, 4), low, high)


def test_strata_are_weighted_by_their_size() -> None:
    # W = 10/11 and 1/11: p = 0.77273, v = 0.013223 + 0.000413, the effective number 0.17562 / 0.013636 = 12.88;
    # the middle (0.77273 + 0.14914) / 1.29828 = 0.7101, the half 1.50966 × 0.13938 = 0.2104
    found = stratified([Counted(100, 10, 8), Counted(10, 4, 2)])
    weights = (100 / 110, 10 / 110)
    share = weights[0] * 0.8 + weights[1] * 0.5
    variance = weights[0] ** 2 * 0.9 * 0.16 / 9 + weights[1] ** 2 * 0.6 * 0.25 / 3
    assert found == wilson(share, share * (1 - share) / variance)
    assert rounded(found) == (0.7727, 0.4997, 0.9205)


def test_what_was_judged_whole_has_no_error() -> None:
    assert stratified([Counted(3, 3, 2), Counted(1, 1, 1)]) == Estimate(0.75, 0.75, 0.75)


def test_a_stratum_of_which_nothing_was_judged_is_left_out() -> None:
    assert stratified([Counted(100, 10, 8), Counted(50, 0, 0)]) == stratified([Counted(100, 10, 8)])


def test_where_all_is_right_the_number_judged_gives_the_interval() -> None:
    assert stratified([Counted(100, 10, 10), Counted(100, 10, 10)]) == wilson(1.0, 20)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50), st.integers(0, 50)), min_size=1, max_size=6))
def test_an_interval_holds_its_value(numbers: list[tuple[int, int, int]]) -> None:
    strata = [Counted(max(a, b), min(a, b), min(a, b, c)) for a, b, c in numbers]
    found = stratified(strata)
    assert -1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1 + 1e-9


def test_the_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """Two strata of 400 and 100 of which 80 % and 40 % are right, 60 judged: 95 % of 1000 samples, within 3 points."""
    import numpy as np

    draw = np.random.default_rng(5)
    hits = 0
    for _ in range(1000):
        first, second = draw.hypergeometric(320, 80, 48), draw.hypergeometric(40, 60, 12)
        found = stratified([Counted(400, 48, int(first)), Counted(100, 12, int(second))])
        hits += found.low <= 0.72 <= found.high
    assert 920 <= hits <= 980


def test_a_ratio_of_sums_is_weighted() -> None:
    # (2 × 3 + 1 × 1) / (2 × 4 + 1 × 2) = 0.7
    found = ratio([3, 1], [4, 2], [2, 1], ["a", "b"], 1)
    assert rounded(found) == (0.7, 0.5, 0.75)


def test_rows_of_one_document_are_drawn_together() -> None:
    together = ratio([3, 1], [4, 2], [1, 1], ["a", "a"], 1)
    assert together == Estimate(4 / 6, 0.0, 1.0)


def test_a_ratio_without_anything_below_is_none() -> None:
    assert ratio([0, 0], [0, 0], [1, 1], ["a", "b"], 1) is None


def test_a_count_is_multiplied_by_precision_and_divided_by_recall() -> None:
    found = corrected(100, Estimate(0.8, 0.7, 0.88), Estimate(0.5, 0.4, 0.6))
    # below: 0.63, 0.24; root of 0.16 - 0.63 × 0.24 = 0.0088; above: 0.6336, 0.24; root of 0.16 - 0.152064
    low = 100 * 0.63 / (0.4 + math.sqrt(0.16 - 0.63 * 0.24))
    high = 100 * (0.4 + math.sqrt(0.16 - 0.6336 * 0.24)) / 0.24
    assert rounded(found, 6) == (160.0, round(low, 6), round(high, 6))
    assert rounded(found, 1) == (160.0, 127.6, 203.8)


def test_a_known_recall_leaves_the_interval_of_the_precision() -> None:
    found = corrected(10, Estimate(0.8, 0.7, 0.9), Estimate(0.5, 0.5, 0.5))
    assert rounded(found) == (16.0, 14.0, 18.0)


def test_a_recall_that_may_be_nothing_sets_no_upper_end() -> None:
    assert corrected(10, Estimate(0.8, 0.7, 0.9), Estimate(0.5, 0.0, 1.0)).high == math.inf
    assert corrected(10, Estimate(0.8, 0.7, 0.9), Estimate(0.0, 0.0, 1.0)) == Estimate(math.inf, 0.0, math.inf)


@given(*(st.tuples(*[st.floats(0.01, 1)] * 3).map(sorted) for _ in range(2)))
def test_a_corrected_count_lies_in_its_interval(precision: list[float], recall: list[float]) -> None:
    p, r = (Estimate(middle, low, high) for low, middle, high in (precision, recall))
    found = corrected(50, p, r)
    assert 0 <= found.low <= found.value * (1 + 1e-9)
    assert found.value <= found.high * (1 + 1e-9)
