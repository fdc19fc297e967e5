from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding import Design, Draw, Unit, draw
from kg.coding.sampled import Stratum, allocated
from kg.errors import UsageError

SIZES = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 400), min_size=1, max_size=12)


def units(**outlets: int) -> list[Unit]:
    return [
        Unit(f"claim/{name}{n}", f"doc/{n % 3}", {"outlet": name})
        for name, number in outlets.items()
        for n in range(number)
    ]


@given(SIZES, st.integers(1, 5000))
def test_shares_add_up_and_every_stratum_has_one(sizes: dict[str, int], size: int) -> None:
    size = max(size, len(sizes))
    shares = allocated(sizes, size)
    assert sum(shares.values()) == min(size, sum(sizes.values()))
    assert all(1 <= shares[name] <= number for name, number in sizes.items())


@given(SIZES, st.integers(1, 5000))
def test_no_share_is_further_from_its_quota_than_one_where_all_quotas_are_one_or_more(
    sizes: dict[str, int], size: int
) -> None:
    total = sum(sizes.values())
    if size < total and all(size * number >= total for number in sizes.values()):
        assert all(abs(allocated(sizes, size)[n] - size * number / total) < 1 for n, number in sizes.items())


def test_shares_go_by_the_largest_remainder() -> None:
    assert allocated({"a": 55, "b": 30, "c": 15}, 9) == {"a": 5, "b": 3, "c": 1}


def test_too_small_a_sample_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        allocated({"a": 5, "b": 5, "c": 5}, 2)
    assert str(error.value) == (
        "a sample of 2 cannot have a unit of each of 3 strata\n  at --size\n  Draw at least 3, or without --by."
    )


@given(st.permutations(units(x=30, y=6, z=1)), st.sampled_from([None, "outlet"]))
def test_the_order_of_the_store_changes_nothing(shuffled: list[Unit], by: str | None) -> None:
    assert draw(shuffled, 9, by, 4) == draw(units(x=30, y=6, z=1), 9, by, 4)


def test_another_seed_draws_others() -> None:
    first, second = ({d.id for d in draw(units(x=200), 20, None, seed)[1]} for seed in (1, 2))
    assert len(first) == len(second) == 20
    assert first != second


def test_every_unit_is_drawn_about_as_often() -> None:
    counts = {unit.id: 0 for unit in units(x=20)}
    for seed in range(1000):
        for one in draw(units(x=20), 5, None, seed)[1]:
            counts[one.id] += 1
    # 250 expected each; the standard deviation is 13.7
    assert 195 < min(counts.values()) <= max(counts.values()) < 305


def test_strata_are_told_with_their_sizes() -> None:
    strata, drawn = draw([*units(x=8, y=2), Unit("claim/q", "doc/9", {"outlet": ""})], 5, "outlet", 1)
    assert strata == (Stratum("(none)", 1, 1), Stratum("x", 8, 3), Stratum("y", 2, 1))
    assert Draw("claim/q", "(none)", "doc/9") in drawn


def test_a_design_is_read_as_it_was_written(tmp_path: Path) -> None:
    strata, drawn = draw(units(x=8, y=2), 5, "outlet", 1)
    design = Design("claims", "outlet", 1, "2 documents", strata, tuple(drawn))
    (tmp_path / "s.csv.toml").write_text(design.text())
    assert Design.read(tmp_path / "s.csv.toml") == design


def test_a_missing_design_says_where_it_should_be(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the design of the sample is missing"):
        Design.read(tmp_path / "s.csv.toml")
