"""Centralities: values of the sources, and igraph beside networkx."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from kg.errors import UsageError
from kg.networks.centrality import centralities, summary
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.viewpoint import Viewpoints, viewpoints

ONE = Settings("who", "what", None, mode="one", aggregation="subtract")


def said(pairs: list[tuple[str, str]]) -> Statements:
    who, what = zip(*pairs, strict=True)
    ids = tuple(map(str, range(len(pairs))))
    return Statements(ids, times([""] * len(pairs)), Column.of(ids), {"who": Column.of(who), "what": Column.of(what)})


def network(matrix: object) -> Viewpoints:
    """A network of given ties."""
    found = np.array(matrix, float)
    names = tuple(f"n{n:02}" for n in range(len(found)))
    statements = said([(name, "x") for name in names or ("nobody",)])
    return Viewpoints(ONE, names, names, sparse.csr_array(found), select(statements, ONE), (1,))


def star(ends: int) -> np.ndarray:
    found = np.zeros((ends + 1, ends + 1))
    found[0, 1:] = found[1:, 0] = 1
    return found


def test_the_hub_of_a_star_lies_between_all() -> None:
    """Freeman (1977): the hub has betweenness 1, and no other any."""
    hub, *ends = centralities(network(star(4)))
    assert (hub.ties, hub.betweenness, hub.closeness, hub.eigenvector) == (4, 1, 1, 1)
    assert {(end.betweenness, end.closeness) for end in ends} == {(0, (1 + 3 / 2) / 4)}
    assert {round(end.eigenvector, 12) for end in ends} == {0.5}


def test_a_strong_tie_is_short() -> None:
    """Newman (2001): the way over two ties of 4 is shorter than one of 1."""
    found = {one.name: one for one in centralities(network([[0, 4, 1], [4, 0, 4], [1, 4, 0]]))}
    assert found["n01"].betweenness == 1
    assert found["n00"].closeness == pytest.approx((1 + 1 / 2) / 2)


def test_negative_ties_are_counted_and_no_way() -> None:
    found = {one.name: one for one in centralities(network([[0, 2, -1], [2, 0, -1], [-1, -1, 0]]))}
    assert (found["n02"].ties, found["n02"].negative, found["n02"].strength) == (2, 2, 2)
    assert (found["n02"].closeness, found["n02"].eigenvector) == (0, 0)
    whole = summary(network([[0, 2, -1], [2, 0, -1], [-1, -1, 0]]))
    assert (whole.ties, whole.negative, whole.density, whole.components, whole.balance) == (3, 2, 1, 1, 1)


def test_parts_that_are_alike_are_equally_central() -> None:
    pair = np.kron(np.eye(2), [[0, 1], [1, 0]])
    assert {round(one.eigenvector, 9) for one in centralities(network(pair))} == {1}


def test_both_modes_are_nodes() -> None:
    two = viewpoints(said([("Ada", "tax"), ("Ada", "war"), ("Bob", "tax")]), Settings("who", "what", None))
    found = {(one.variable, one.name): one for one in centralities(two)}
    assert found["who", "Ada"].ties == found["what", "tax"].ties == 2
    assert found["who", "Bob"].betweenness == 0
    assert (summary(two).ties, summary(two).density, summary(two).balance) == (3, 3 / 4, None)
    with pytest.raises(UsageError, match="codes"):
        centralities(viewpoints(two.selection.statements, Settings("who", "what", None, aggregation="combine")))


def test_an_empty_network_has_no_centre() -> None:
    found = network(np.zeros((0, 0)))
    assert centralities(found) == ()
    assert summary(found).density == 0


@given(st.integers(2, 9).flatmap(lambda n: st.lists(st.integers(-2, 6), min_size=n * n, max_size=n * n)))
def test_networkx_finds_what_igraph_finds(cells: list[int]) -> None:
    size = int(len(cells) ** 0.5)
    upper = np.triu(np.array(cells).reshape(size, size), 1)
    made = network(upper + upper.T)
    with pytest.MonkeyPatch.context() as without:
        first = centralities(made)
        without.setitem(sys.modules, "igraph", None)
        second = centralities(made)
    for one, other in zip(first, second, strict=True):
        assert one.betweenness == pytest.approx(other.betweenness)
        assert one.closeness == pytest.approx(other.closeness)
