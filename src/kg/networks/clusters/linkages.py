"""Clusters by joining the two nearest again and again."""

from functools import partial
from typing import Literal

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist, squareform

from kg.networks.clusters.material import Material, Method, numbered, wanted
from kg.networks.counted import Floats
from kg.networks.statements import Ints

Linkage = Literal["single", "average", "complete", "ward"]
LINKAGES: tuple[Linkage, ...] = ("single", "average", "complete", "ward")


def hierarchy(apart: Floats, kind: Linkage = "average") -> Floats:
    """The joins of a dendrogram, as scipy has them: the two that join, how far apart they are, how many they become.

    Ward is that of Murtagh and Legendre (2014), Ward's hierarchical agglomerative clustering method: which algorithms
    implement Ward's criterion?, Journal of Classification 31: D2, on distances that are not squared. For the others
    see Müllner (2011), Modern hierarchical, agglomerative clustering algorithms, arXiv:1109.2378.
    """
    return np.asarray(linkage(squareform(apart, checks=False), kind))


def cut(joins: Floats, k: int) -> Ints:
    """The k clusters that are there before the last k - 1 joins; k also where joins have the same height."""
    nodes = len(joins) + 1
    members = [[node] for node in range(nodes)]
    for one, other in joins[: nodes - k, :2].astype(int):
        members.append(members[one] + members[other])
        members[one] = members[other] = []
    labels = np.zeros(nodes, np.int64)
    for number, some in enumerate(members):
        labels[some] = number
    return numbered(labels)


def tied_heights(joins: Floats) -> bool:
    """Whether two joins have the same height, so that the order of nodes may decide who is with whom."""
    heights = np.sort(joins[:, 2])
    return bool(np.isclose(heights[1:], heights[:-1], rtol=1e-9, atol=1e-12).any())


def profiles(ties: Floats) -> Floats:
    """How far apart the ties of two nodes to all others are, Euclidean; of structurally equivalent nodes 0.

    Burt (1976), Positions in networks, Social Forces 55(1). The tie between the two does not count.
    """
    apart = squareform(pdist(ties, "sqeuclidean")) - 2 * ties**2
    return np.asarray(np.sqrt(np.maximum(apart, 0)))


def _linked(kind: Linkage, found: Material, k: int | None, seed: int) -> Ints:
    return cut(hierarchy(found.apart(), kind), wanted(k, len(found.names)))


def _equivalent(found: Material, k: int | None, seed: int) -> Ints:
    return cut(hierarchy(profiles(found.tied()), "complete"), wanted(k, len(found.names)))


METHODS: tuple[Method, ...] = (
    *(Method(kind, "given", partial(_linked, kind)) for kind in LINKAGES),
    Method("equivalence", "given", _equivalent),
)
