"""Intervals of ties and weights of statements, against what is counted one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.networks.intervals import intervals
from kg.networks.settings import Settings
from kg.networks.statements import Statements
from kg.networks.viewpoint import Viewpoints, around, viewpoints, without
from kg.networks.weighted import weighted
from tests.networks.test_viewpoints import SAID, SAYINGS, Said, made

TWO = Settings(aggregation="subtract")
ONE = Settings(mode="one", aggregation="subtract", normalisation="average")


def drawn_one_by_one(statements: Statements, settings: Settings, found: Viewpoints, draws: int) -> np.ndarray:
    """The weights of the ties of a network if the statements of each drawn document are there as often as drawn."""
    random, documents = np.random.default_rng(0), statements.documents.codes
    present = np.unique(documents[found.selection.kept])
    weights = []
    for _ in range(draws):
        times = dict(zip(present, random.multinomial(len(present), [1 / len(present)] * len(present)), strict=True))
        repeated = np.repeat(np.arange(len(statements)), [times.get(code, 0) for code in documents])
        ties = {(t.row, t.column): t.weight for t in viewpoints(statements.take(repeated), settings).ties()}
        weights.append([ties.get((t.row, t.column), 0.0) for t in found.ties()])
    return np.array(weights)


@pytest.mark.parametrize("settings", [TWO, ONE, Settings(normalisation="activity")])
def test_an_interval_is_that_of_documents_drawn_again(settings: Settings) -> None:
    found = intervals(viewpoints(made(SAID), settings), draws=50)
    reference = np.quantile(drawn_one_by_one(made(SAID), settings, found, 50), (0.025, 0.975), axis=0)
    assert np.array([tie.interval for tie in found.ties()]) == pytest.approx(reference.T)


def test_of_one_document_there_is_nothing_else_to_draw() -> None:
    found = intervals(viewpoints(made(SAID[:3]), TWO), draws=5)
    assert {tie.interval for tie in found.ties()} == {(2.0, 2.0), (1.0, 1.0)}


def test_intervals_are_of_the_ties_that_were_left_and_repeat_with_their_seed() -> None:
    whole = viewpoints(made(SAID), TWO)
    ends = {(t.row, t.column): t.interval for t in intervals(whole, draws=30).ties()}
    part = intervals(without(whole, least=2, sign=-1), draws=30)
    assert {(t.row, t.column): t.interval for t in part.ties()} == {
        pair: ends[pair] for pair in [("Bob", "war"), ("Cyd", "tax")]
    }
    assert (intervals(whole, draws=30).ends != intervals(whole, draws=30, seed=1).ends).any()


def test_codes_have_no_interval() -> None:
    with pytest.raises(UsageError, match="codes have no interval"):
        intervals(viewpoints(made(SAID), Settings(aggregation="combine")))
    with pytest.raises(UsageError, match="intervals have draws"):
        intervals(viewpoints(made(SAID), TWO), draws=0)


@given(SAYINGS)
def test_weights_of_one_change_nothing(said: list[Said]) -> None:
    ones = weighted(made(said), ["concept=tax:1", "organization=Ada:1"])
    for settings in (TWO, ONE):
        assert list(viewpoints(ones, settings).ties()) == list(viewpoints(made(said), settings).ties())


@given(SAYINGS, st.integers(0, 5))
def test_a_weight_counts_as_so_many_statements(said: list[Said], number: int) -> None:
    whole = made(said)
    times = [number if whole.variables["concept"].at(n) == "tax" else 1 for n in range(len(whole))]
    repeated = viewpoints(whole.take(np.repeat(np.arange(len(whole)), times)), TWO)
    found = viewpoints(weighted(whole, [f"concept=tax:{number}"]), TWO)
    assert {(t.row, t.column): t.weight for t in found.ties()} == {(t.row, t.column): t.weight for t in repeated.ties()}


def test_confidence_is_a_weight_and_weights_multiply() -> None:
    sure = replace(made(SAID[3:5]), confidence=np.array([0.5, 0.25]))
    assert weighted(sure, ["confidence", "agreement=1:2"]).weights.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("spelled", "message"),
    [
        ("confidence", "have no confidence"),
        ("concept=tax", "is no weight"),
        ("concept=tax:-1", "is no weight"),
        ("tax:1", "is no weight"),
        ("party=a:1", "have no party"),
    ],
)
def test_a_weight_that_is_none_is_refused(spelled: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        weighted(made(SAID), [spelled])


def test_around_a_name_are_its_neighbours_and_what_they_have_among_each_other() -> None:
    said = [(1, "a", "Ada", "tax", 1), (1, "a", "Bob", "tax", 1), (1, "a", "Bob", "sea", 1), (1, "a", "Cyd", "sea", 1)]
    one = viewpoints(made(said), Settings(mode="one", aggregation="congruence"))
    assert [(t.row, t.column) for t in around(one, "Ada").ties()] == [("Ada", "Bob")]
    assert [(t.row, t.column) for t in around(one, "Bob").ties()] == [("Ada", "Bob"), ("Bob", "Cyd")]
    two = around(viewpoints(made(said), TWO), "sea")
    assert (two.rows, two.columns, two.matrix.nnz) == (("Bob", "Cyd"), ("sea",), 2)
    with pytest.raises(UsageError, match="has no Eve"):
        around(one, "Eve")


def test_directed_a_name_is_one_node() -> None:
    said = [(1, "a", "Ada", "Bob", 1), (1, "a", "Bob", "Ada", 0), (1, "a", "Bob", "Cyd", 1)]
    graph = replace(viewpoints(made(said), TWO), directed=True).to_networkx()
    assert sorted(graph.nodes) == ["Ada", "Bob", "Cyd"]
    assert {ends: edge["weight"] for *ends_, edge in graph.edges(data=True) for ends in [tuple(ends_)]} == {
        ("Ada", "Bob"): 1, ("Bob", "Ada"): -1, ("Bob", "Cyd"): 1,
    }  # fmt: skip
    with pytest.raises(UsageError, match="no direction"):
        replace(viewpoints(made(said), ONE), directed=True)
