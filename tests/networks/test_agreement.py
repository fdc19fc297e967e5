"""Agreement of a few rows, reckoned by hand, and its intervals."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.networks.agreement import SETTINGS, Agreement, Bootstrap, Shared, agreement, shared
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times

Said = tuple[str, str, str, int]
SAID: list[Said] = [
    ("d1", "Mail", "tax", 1),
    ("d1", "Post", "tax", 1),
    ("d2", "Mail", "war", 1),
    ("d2", "Post", "war", 0),
    ("d3", "Mail", "war", 1),
    ("d3", "Mail", "sea", 1),
    ("d4", "Mail", "sea", 0),  # takes no position on the sea
    ("d4", "Post", "sea", 1),
    ("d4", "Star", "moon", 1),
]


def made(said: list[Said]) -> Statements:
    variables = {
        "organization": Column.of([one[1] for one in said]),
        "concept": Column.of([one[2] for one in said]),
        "agreement": Column.of([one[3] for one in said], "boolean"),
    }
    ids = tuple(f"{n:02}" for n in range(len(said)))
    return Statements(ids, times(["2021-01-01"] * len(said)), Column.of([one[0] for one in said]), variables)


def test_agreement_is_the_share_of_the_concepts_on_which_both_take_a_position() -> None:
    found = agreement(made(SAID))
    assert found.names == ("Mail", "Post", "Star")
    assert found.concepts.tolist() == [[2, 2, 0], [2, 3, 0], [0, 0, 1]]
    assert found.share[0, 1] == 0.5
    assert np.isnan(found.share[0, 2])
    assert np.isnan(found.low[0, 2])


def test_one_document_leaves_no_doubt() -> None:
    found = agreement(made([("d", "Mail", "tax", 1), ("d", "Post", "tax", 0), ("d", "Post", "war", 1)]))
    assert found.low[0, 1] == found.share[0, 1] == found.high[0, 1] == 0


def test_intervals_are_percentiles_over_documents_that_are_drawn_again() -> None:
    found = agreement(made(SAID), SETTINGS, Bootstrap(200, 0.8, seed=5))
    shares = []
    for drawn in np.random.default_rng(5).multinomial(4, [0.25] * 4, 200):
        again = [one for n, count in enumerate(drawn) for one in SAID if one[0] == f"d{n + 1}" for _ in range(count)]
        sums = {name: dict.fromkeys(("tax", "war", "sea"), 0) for name in ("Mail", "Post")}
        for _, name, concept, stance in again:
            if name in sums:
                sums[name][concept] += 2 * stance - 1
        products = [np.sign(sums["Mail"][concept] * sums["Post"][concept]) for concept in sums["Mail"]]
        both = sum(map(abs, products))
        shares += [products.count(1) / both] if both else []
    assert (found.low[0, 1], found.high[0, 1]) == pytest.approx(tuple(np.quantile(shares, (0.1, 0.9))))


def test_a_seed_repeats_the_intervals() -> None:
    draw = random.Random(3)
    said = [(f"d{draw.randrange(20)}", draw.choice("AB"), draw.choice("uvwxyz"), draw.randrange(2)) for _ in range(60)]
    one, again, other = (agreement(made(said), bootstrap=Bootstrap(50, seed=seed)) for seed in (1, 1, 2))
    assert np.array_equal(one.low, again.low)
    assert not np.array_equal((one.low, one.high), (other.low, other.high))


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: agreement(made(SAID), Settings(qualifier=None)), "agreement needs a qualifier with a sign"),
        (lambda: agreement(made(SAID), Settings(qualifier="concept")), "agreement needs a qualifier with a sign"),
        (lambda: agreement(made(SAID), Settings(stop="1999-01-01")), "no statements are left to compare"),
        (lambda: Bootstrap(0), "intervals have replicates and a level"),
        (lambda: Bootstrap(level=1), "intervals have replicates and a level"),
    ],
    ids=["none", "text", "empty", "replicates", "level"],
)
def test_what_cannot_be_is_an_error(call: object, what: str) -> None:
    with pytest.raises(UsageError) as error:
        call()  # type: ignore[operator]
    assert error.value.what == what


said = st.lists(
    st.tuples(st.sampled_from("123"), st.sampled_from("ABC"), st.sampled_from("xyz"), st.integers(0, 1)), min_size=1
)


@given(said, st.randoms())
@profile(max_examples=40)
def test_agreement_is_symmetric_within_its_bounds_and_knows_no_order(said: list[Said], mixed: random.Random) -> None:
    few = Bootstrap(20)
    found = agreement(made(said), bootstrap=few)
    for part in (found.concepts, found.share, found.low, found.high):
        assert np.array_equal(part, part.T, equal_nan=True)
    known = ~np.isnan(found.low)
    assert (found.low[known] <= found.high[known]).all()
    assert ((found.low[known] >= 0) & (found.high[known] <= 1)).all()
    mixed.shuffle(said)
    again = agreement(made(said), bootstrap=few)
    for name in Agreement.__slots__:
        if name != "names":
            assert np.array_equal(getattr(found, name), getattr(again, name), equal_nan=True)


def test_what_one_row_shares_with_others() -> None:
    assert shared(made(SAID), "Mail") == [Shared("Post", 2, 1)]
    assert shared(made(SAID), "Star") == []
    assert shared(made(SAID), "Nobody") == []


@given(said)
@profile(max_examples=40)
def test_what_one_row_shares_is_what_all_rows_agree_on(said: list[Said]) -> None:
    whole = agreement(made(said), SETTINGS, Bootstrap(1))
    for n, name in enumerate(whole.names):
        expected = {
            other: (int(whole.concepts[n, m]), float(whole.share[n, m]))
            for m, other in enumerate(whole.names)
            if m != n and whole.concepts[n, m]
        }
        assert {one.name: (one.concepts, one.agreed / one.concepts) for one in shared(made(said), name)} == expected
