import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding.agreement import Codings, agreement, alpha, cohen, fleiss

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units
OBSERVERS = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([-1, 0, 1, 2, 3]), min_size=coders, max_size=coders), min_size=1, max_size=12
    )
)


def said(rows: list[str]) -> dict[tuple[str, str], str]:
    return {
        (f"u{n:02}", f"c{c}"): value
        for c, row in enumerate(rows)
        for n, value in enumerate(row.split())
        if value != "."
    }


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_is_as_published(level: str, published: float) -> None:
    found = agreement(Codings.of("x", said(OBSERVERS)), level)  # type: ignore[arg-type]
    assert found.alpha is not None
    assert round(found.alpha, 3) == published
    assert (found.coders, found.units) == (4, 11)


@given(TABLES, st.sampled_from(["nominal", "ordinal"]))
def test_alpha_is_that_of_the_package_krippendorff(rows: list[list[int]], level: str) -> None:
    codings = Codings("x", tuple("abcd"[: len(rows[0])]), tuple("0123"), np.array(rows).T)
    found = alpha(codings.counts, level, np.ones(len(codings.counts)))  # type: ignore[arg-type]
    data = np.where(codings.codes < 0, np.nan, codings.codes.astype(float))
    used = {v for v, n in enumerate(codings.counts.sum(0)) if n}
    if len(used) < 2:
        assert found is None
    else:
        theirs = krippendorff.alpha(data, level_of_measurement=level, value_domain=[0, 1, 2, 3])
        assert found == pytest.approx(theirs, abs=1e-9)


@given(TABLES, st.data())
def test_a_unit_that_counts_twice_is_as_two_units(rows: list[list[int]], data: st.DataObject) -> None:
    codings = Codings("x", tuple("abcd"[: len(rows[0])]), tuple("0123"), np.array(rows).T)
    counts = codings.counts
    times = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(counts), max_size=len(counts))), dtype=int)
    repeated = np.repeat(counts, times, axis=0)
    by_weight, by_row = (
        alpha(counts, "ordinal", times.astype(float)),
        alpha(repeated, "ordinal", np.ones(len(repeated))),
    )
    assert by_weight == (None if by_row is None else pytest.approx(by_row, abs=1e-9))


def test_cohen_is_as_published() -> None:
    """Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, table 18.1: 0.676."""
    table = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
    pairs = [(a, b) for a, row in enumerate(table) for b, number in enumerate(row) for _ in range(number)]
    first, second = np.array(pairs).T
    found = cohen(first, second, 3, np.ones(len(pairs)))
    assert found == pytest.approx(0.676, abs=5e-4)


def test_fleiss_is_as_published() -> None:
    """The example of ten subjects and fourteen raters that Fleiss' κ is explained with: 0.210."""
    counts = """0 0 0 0 14|0 2 6 4 2|0 0 3 5 6|0 3 9 2 0|2 2 8 1 1|7 7 0 0 0|3 2 6 3 0|2 5 3 2 2|6 5 2 1 0|0 2 2 3 7"""
    found = fleiss(np.array([[float(n) for n in row.split()] for row in counts.split("|")]), np.ones(10))
    assert found == pytest.approx(0.20993, abs=1e-5)


def test_disagreements_are_counted_whoever_gives_which() -> None:
    found = agreement(Codings.of("x", said(["a b a c a", "b a a c .", ". . b c ."])))
    assert found.confused == (("a", "b", 4),)
    # pairs of equal codes: 1 of 3 in the third unit, 3 of 3 in the fourth; the first two have one pair each
    assert found.share == pytest.approx(4 / 8)


def test_an_interval_holds_the_figure_and_is_the_same_again() -> None:
    codings = Codings.of("x", said(["a b a b a a b a b b", "a b a b b a b a b a"]))
    found = agreement(codings)
    assert found == agreement(codings)
    for value, interval in ((found.alpha, found.alpha_interval), (found.kappa, found.kappa_interval)):
        assert value is not None
        assert interval is not None
        assert interval[0] < value < interval[1]


def test_one_value_alone_has_no_alpha() -> None:
    found = agreement(Codings.of("x", said(["a a", "a a"])))
    assert (found.share, found.alpha, found.kappa, found.alpha_interval) == (1.0, None, None, None)


def test_one_coder_has_no_figures() -> None:
    found = agreement(Codings.of("x", said(["a b a"])))
    assert (found.units, found.share, found.alpha, found.kappa) == (0, None, None, None)
