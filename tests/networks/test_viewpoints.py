"""Networks of a few statements whose values can be reckoned by hand."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.networks.settings import AGGREGATIONS, DUPLICATES, NORMALISATIONS, Filter, Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.viewpoint import viewpoints, without
from kg.networks.windows import Window, slices

# (day of January, document, who, what, agreement)
SAID = [
    (1, "a", "Ada", "tax", 1),
    (1, "a", "Ada", "tax", 1),
    (1, "a", "Bob", "tax", 1),
    (8, "b", "Bob", "war", 0),
    (8, "b", "Cyd", "war", 1),
    (9, "c", "Cyd", "tax", 0),
    (9, "c", "", "tax", 0),
]
Said = tuple[int, str, str, str, int]


def made(said: list[Said]) -> Statements:
    variables = {
        "organization": Column.of([one[2] for one in said]),
        "concept": Column.of([one[3] for one in said]),
        "agreement": Column.of([one[4] for one in said], "boolean"),
    }
    documents = Column.of([one[1] for one in said])
    days = times(f"2021-01-{one[0]:02}" for one in said)
    found = Statements(tuple(f"s{n}" for n in range(len(said))), days, documents, variables, {"id": documents})
    return found.ordered()


def cells(statements: Statements, **settings: object) -> dict[tuple[str, str], float]:
    found = viewpoints(statements, Settings(**settings))  # type: ignore[arg-type]
    return {(tie.row, tie.column): tie.weight for tie in found.ties()}


def test_two_modes_count_what_each_says_of_what() -> None:
    all_of = {("Ada", "tax"): 2, ("Bob", "tax"): 1, ("Bob", "war"): 1, ("Cyd", "war"): 1, ("Cyd", "tax"): 1}
    assert cells(made(SAID)) == all_of
    signed = {**all_of, ("Bob", "war"): -1, ("Cyd", "tax"): -1}
    assert cells(made(SAID), aggregation="subtract") == signed
    assert cells(made(SAID), aggregation="combine")["Bob", "war"] == 2
    assert cells(made(SAID), normalisation="activity")["Bob", "tax"] == 0.5
    assert cells(made(SAID), normalisation="prominence")["Ada", "tax"] == 0.5
    assert cells(made(SAID), duplicates="document")["Ada", "tax"] == 1


def test_one_mode_compares_what_two_say_of_the_same() -> None:
    one = {"mode": "one"}
    assert cells(made(SAID), **one) == {("Ada", "Bob"): 2, ("Ada", "Cyd"): 2, ("Bob", "Cyd"): 2}
    assert cells(made(SAID), **one, aggregation="congruence") == {("Ada", "Bob"): 2}
    assert cells(made(SAID), **one, aggregation="conflict") == {("Ada", "Cyd"): 2, ("Bob", "Cyd"): 2}
    assert cells(made(SAID), **one, aggregation="subtract")["Ada", "Cyd"] == -2
    assert cells(made(SAID), **one, aggregation="congruence", normalisation="average") == {("Ada", "Bob"): 1}
    salton = cells(made(SAID), **one, aggregation="congruence", normalisation="salton")["Ada", "Bob"]
    assert salton == pytest.approx(2 / (2 * 2**0.5))


def test_a_tie_leads_to_its_statements() -> None:
    found = viewpoints(made(SAID), Settings(mode="one", aggregation="conflict"))
    assert found.claims("Ada", "Cyd") == ("s0", "s1", "s5")
    assert viewpoints(made(SAID), Settings()).claims("Cyd", "tax") == ("s5",)
    with pytest.raises(UsageError, match="has no Eve"):
        found.claims("Ada", "Eve")


def test_filters_leave_out_or_keep_and_isolates_stay_where_wanted() -> None:
    war = Filter("concept", ("war",))
    assert set(cells(made(SAID), filters=(war,))) == {("Ada", "tax"), ("Bob", "tax"), ("Cyd", "tax")}
    kept = Settings(filters=(Filter("concept", ("war",), keep=True),), isolates=True)
    assert viewpoints(made(SAID), kept).rows == ("Ada", "Bob", "Cyd")
    assert viewpoints(made(SAID), Settings(filters=(Filter("id", ("a",), keep=True),))).rows == ("Ada", "Bob")
    assert viewpoints(made(SAID), Settings(start="2021-01-08")).rows == ("Bob", "Cyd")


def test_ties_and_names_can_be_left_out_afterwards() -> None:
    found = viewpoints(made(SAID), Settings(mode="one", aggregation="subtract"))
    assert [tie.row for tie in without(found, sign=1).ties()] == ["Ada"]
    assert without(found, threshold=3).matrix.nnz == 0
    assert without(viewpoints(made(SAID), Settings()), least=3).columns == ("tax",)


def test_windows_hold_what_lies_in_them_with_their_ends() -> None:
    found = {one.centre: one for one in slices(made(SAID), Settings(), Window("days", 3))}
    assert list(found) == [dt.datetime(2021, 1, day) for day in range(2, 9)]
    assert found[dt.datetime(2021, 1, 2)].rows == ("Ada", "Bob")
    assert found[dt.datetime(2021, 1, 5)].matrix.nnz == 0
    back = list(slices(made(SAID), Settings(), Window("days", 8, align="backward")))
    assert [len(one.kept) for one in back] == [5]
    events = [len(one.kept) for one in slices(made(SAID), Settings(), Window("events", 3))]
    assert events == [3, 3, 3, 3]


def test_a_kernel_weighs_by_distance() -> None:
    one = next(
        s for s in slices(made(SAID), Settings(), Window("days", 4, kernel="triangular", indent=False))
        if s.centre == dt.datetime(2021, 1, 8)
    )  # fmt: skip
    assert one.matrix.toarray()[2].tolist() == [0.5, 1.0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"mode": "three"}, "no mode three"),
        ({"mode": "two", "aggregation": "congruence"}, "no aggregation congruence here"),
        ({"mode": "one", "normalisation": "activity"}, "no normalisation activity here"),
        ({"rows": "party"}, "statements have no party"),
    ],
)
def test_what_does_not_go_together_is_refused(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        cells(made(SAID), **wrong)


SAYINGS = st.lists(
    st.tuples(
        st.integers(1, 28), st.sampled_from("abc"), st.sampled_from(["", "Ada", "Bob", "Cyd"]),
        st.sampled_from(["tax", "war", "sea"]), st.integers(0, 1),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@given(SAYINGS, st.sampled_from(DUPLICATES), st.sampled_from(NORMALISATIONS["one"]))
def test_congruence_and_conflict_make_up_all(said: list[Said], duplicates: str, normalisation: str) -> None:
    common = {"mode": "one", "duplicates": duplicates, "normalisation": normalisation}
    parts = {
        aggregation: viewpoints(made(said), Settings(aggregation=aggregation, **common))  # type: ignore[arg-type]
        for aggregation in ("congruence", "conflict", "subtract")
    }
    dense = {name: found.matrix.toarray() for name, found in parts.items()}
    assert np.allclose(dense["congruence"] - dense["conflict"], dense["subtract"])
    assert np.allclose(dense["congruence"], dense["congruence"].T)
    assert not dense["congruence"].diagonal().any()


@given(SAYINGS, st.randoms(), st.sampled_from([(m, a) for m, some in AGGREGATIONS.items() for a in some]))
def test_the_order_of_statements_does_not_matter(said: list[Said], chance: object, how: tuple[str, str]) -> None:
    mixed = list(said)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert cells(made(mixed), mode=how[0], aggregation=how[1]) == cells(made(said), mode=how[0], aggregation=how[1])


def test_statements_are_a_table_of_pandas() -> None:
    statements = made(SAID)
    found = statements.to_pandas()
    counted = found[found.organization != ""].groupby(["organization", "concept"]).size().to_dict()
    assert counted == cells(statements, aggregation="ignore")
    assert list(found.statement_id) == list(statements.ids)
