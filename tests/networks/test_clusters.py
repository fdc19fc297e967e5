"""Clusters of actors, by many methods."""

import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.networks.clusters import (
    METHODS,
    Asked,
    Material,
    affiliation,
    chosen,
    clusters,
    clusters_over_time,
    compare,
    jaccard,
    modularity,
    signed_modularity,
)
from kg.networks.clusters.concor import concor
from kg.networks.clusters.linkages import cut, hierarchy, profiles, tied_heights
from kg.networks.clusters.material import numbered
from kg.networks.clusters.partitions import kmeans, medoids
from kg.networks.counted import Counting
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.windows import Window

# Two triangles, tied by one weak tie, with two ties below 0 across.
TIES = np.zeros((6, 6))
for one, other, weight in [(0, 1, 2), (0, 2, 2), (1, 2, 2), (3, 4, 2), (3, 5, 2), (4, 5, 2), (2, 3, 1), (0, 5, -1)]:
    TIES[one, other] = TIES[other, one] = weight
SIDES = np.array([1, 1, 1, 2, 2, 2])
SAID = [
    ("a", "x", 1),
    ("a", "y", 0),
    ("b", "x", 1),
    ("b", "y", 0),
    ("c", "x", 0),
    ("c", "y", 1),
    ("d", "x", 0),
    ("d", "y", 1),
]


def said(rows: list[tuple[str, str, int]], kind: str = "boolean") -> Statements:
    """Statements, one a day from 1 January 2020."""
    days = times(np.datetime64("2020-01-01", "s") + np.arange(len(rows)) * np.timedelta64(86_400, "s"))
    actors, concepts, agreed = zip(*rows, strict=True)
    ids = tuple(str(n + 1) for n in range(len(rows)))
    return Statements(
        ids,
        days,
        Column.of(ids),
        {
            "organization": Column.of(actors),
            "concept": Column.of(concepts),
            "agreement": Column.of(agreed, kind),  # type: ignore[arg-type]
        },
    )


def material() -> Material:
    return Material(tuple("abcdef"), TIES, np.where(SIDES[:, None] == SIDES, 0.1, 0.9) * (1 - np.eye(6)), np.eye(6))


def test_modularity_of_two_triangles() -> None:
    # 26 in all, 24 of them inside; each side has 13 of the degrees: 24/26 - 2 (13/26)²
    assert modularity(TIES, SIDES) == pytest.approx(24 / 26 - 1 / 2)
    assert modularity((TIES > 0).astype(float), SIDES) == pytest.approx(12 / 14 - 1 / 2)


def test_one_cluster_of_all_has_no_modularity() -> None:
    assert modularity(TIES, np.ones(6, np.int64)) == pytest.approx(0)
    assert modularity(np.zeros((2, 2)), np.array([1, 2])) == 0


def test_signed_modularity_counts_what_is_apart() -> None:
    # of the 26 above 0 a surplus of 11; of the 2 below 0 one of -1, none within and 1 expected: (11 + 1) / 28
    assert signed_modularity(TIES, SIDES) == pytest.approx(12 / 28)


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.permutations(range(6)))
def test_names_and_numbers_do_not_matter(labels: list[int], order: list[int]) -> None:
    found = np.array(labels)
    moved = TIES[np.ix_(order, order)]
    for measure in (modularity, signed_modularity):
        assert measure(moved, 3 - found[order]) == pytest.approx(measure(TIES, found))


def test_affiliation_is_support_then_rejection() -> None:
    settings = Settings()
    for kind, rows in (("boolean", SAID[:3]), ("integer", [("a", "x", 2), ("a", "y", -1), ("b", "x", 1)])):
        selection = select(said(rows, kind), settings)
        counts = Counting(selection, settings).counts(selection.kept)
        assert affiliation(counts).tolist() == [[1, 0, 0, 1], [1, 0, 0, 0]]


def test_jaccard_by_hand() -> None:
    found = jaccard(np.array([[1.0, 0, 1], [1, 0, 0], [0, 0, 0], [0, 0, 0]]))
    assert found.tolist() == [[0, 0.5, 1, 1], [0.5, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0]]


def test_a_dendrogram_is_cut_where_heights_are_equal() -> None:
    apart = 1 - np.eye(4)
    joins = hierarchy(apart, "single")
    assert tied_heights(joins)
    assert [cut(joins, k).max() for k in (1, 2, 3, 4)] == [1, 2, 3, 4]


def test_single_and_complete_linkage_differ_on_a_chain() -> None:
    places = np.array([0.0, 1.0, 2.1, 3.3, 10.0])
    apart = abs(places[:, None] - places)
    assert cut(hierarchy(apart, "single"), 2).tolist() == [1, 1, 1, 1, 2]
    assert cut(hierarchy(apart, "complete"), 3).tolist() == [1, 1, 2, 2, 3]
    assert not tied_heights(hierarchy(apart, "single"))


def test_equivalent_nodes_have_no_distance_whatever_ties_them() -> None:
    star = np.array([[0, 2.0, 2.0], [2.0, 0, 5.0], [2.0, 5.0, 0]])
    assert profiles(star)[1, 2] == 0
    assert profiles(star)[0, 1] == pytest.approx(3)


def test_medoids_lie_in_the_middle() -> None:
    places = np.array([0.0, 1, 2, 10, 11, 12])
    assert medoids(abs(places[:, None] - places), 2).tolist() == [1, 4]


def test_kmeans_repeats_and_says_where_points_are_too_few() -> None:
    points = np.array([[0.0], [1], [10], [11]])
    assert kmeans(points, 2, 3).tolist() == kmeans(points, 2, 3).tolist() == [1, 1, 2, 2]
    with pytest.raises(UsageError, match="fewer than 3 nodes differ"):
        kmeans(np.array([[0.0], [0], [1]]), 3)


def test_concor_parts_two_blocks() -> None:
    assert concor(np.maximum(TIES, 0)[:, [0, 1, 4, 5]]).tolist() == [1, 1, 2, 2]
    assert concor(np.ones((3, 3))).tolist() == [1, 1, 1]


def test_all_methods_part_two_triangles() -> None:
    found = compare(material(), METHODS, Asked(most=4))
    reasons = {one.method: one.reason for one in found.found if one.reason}
    parted = {one.method for one in found.found if one.labels == (1, 1, 1, 2, 2, 2)}
    assert reasons == {}
    missed = {one.name for one in METHODS} - parted
    assert missed <= {"concor", "concor_two_mode", "label_propagation", "edge_betweenness"}
    assert found.best is not None
    assert found.groups(found.best) == (("a", "b", "c"), ("d", "e", "f"))


def test_a_seed_repeats_all_methods() -> None:
    asked = Asked(seed=7)
    assert compare(material(), METHODS, asked) == compare(material(), METHODS, asked)


def test_a_method_that_fails_is_a_row_with_its_reason() -> None:
    nothing = Material(("a", "b", "c"), np.zeros((3, 3)))
    found = compare(nothing, METHODS, Asked(k=3))
    by_name = {one.method: one.reason for one in found.found}
    assert by_name["single"] == "distances of nodes are not known"
    assert by_name["louvain"] == "it finds its own number of clusters"
    assert by_name["concor"] == "it finds two clusters"
    assert by_name["fast_greedy"] == "the network has no tie above 0"
    assert found.best is None


def test_without_igraph_its_methods_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    monkeypatch.setitem(sys.modules, "leidenalg", None)
    found = compare(material(), list(chosen(METHODS, ["walktrap", "leiden", "louvain"])), Asked())
    assert [one.reason for one in found.found] == ["igraph is not installed", "leidenalg is not installed", ""]


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no method x"):
        clusters(said(SAID), Settings(), methods=["x"])


def test_camps_are_found_in_statements_and_over_time() -> None:
    names = ["single", "pam", "concor_two_mode", "louvain", "leiden_signed"]
    found = clusters(said(SAID), Settings(), Asked(k=None), names)
    assert [found.groups(one) for one in found.found] == [(("a", "b"), ("c", "d"))] * 5
    moments = list(clusters_over_time(said(SAID), Settings(), Window("days", 5), methods=["single"]))
    assert len(moments) == 4
    assert all(one.centre < other.centre for one, other in pairwise(moments))


def test_numbers_follow_the_first_of_each_cluster() -> None:
    assert numbered(np.array([5, 2, 5, 9])).tolist() == [1, 2, 1, 3]
