"""Communities of a weighted graph, by networkx."""

from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from kg.errors import UsageError
from kg.networks.clusters.material import Material, Method, numbered
from kg.networks.clusters.modularity import modularity
from kg.networks.counted import Floats
from kg.networks.statements import Ints

_MOST = 20_000_000  # nodes times the square of ties that edge betweenness looks at


def louvain(ties: Floats, seed: int = 0) -> Ints:
    """Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large networks, Journal of
    Statistical Mechanics P10008.
    """
    return _labels(nx.community.louvain_communities(_graph(ties), weight="weight", seed=seed), len(ties))


def fast_greedy(ties: Floats, k: int | None = None) -> Ints:
    """Joins while modularity grows, or until k communities are left.

    Clauset, Newman and Moore (2004), Finding community structure in very large networks, Physical Review E 70, 066111.
    """
    bounds = {} if k is None else {"cutoff": k, "best_n": k}
    return _labels(nx.community.greedy_modularity_communities(_graph(ties), weight="weight", **bounds), len(ties))


def label_propagation(ties: Floats, seed: int = 0) -> Ints:
    """Raghavan, Albert and Kumara (2007), Near linear time algorithm to detect community structures in large-scale
    networks, Physical Review E 76, 036106.
    """
    return _labels(nx.community.asyn_lpa_communities(_graph(ties), weight="weight", seed=seed), len(ties))


def edge_betweenness(ties: Floats, k: int | None = None) -> Ints:
    """Takes the tie away that most shortest paths use; k communities, or those of the largest modularity.

    Girvan and Newman (2002), Community structure in social and biological networks, PNAS 99(12). A weight counts as
    the length of its tie, as in DNA. UsageError where the network is too large for it.
    """
    many = len(ties) * (np.count_nonzero(ties) // 2) ** 2
    if many > _MOST:
        raise UsageError("the network is too large for edge betweenness", "edge_betweenness", "Choose another method.")
    levels = [_labels(level, len(ties)) for level in _parted(_graph(ties))]
    if k is None:
        return max(levels, key=lambda labels: modularity(ties, labels))
    fitting = [labels for labels in levels if labels.max() == k]
    if not fitting:
        raise UsageError(f"the network never falls into {k} parts", "edge_betweenness", "Ask for more clusters.")
    return fitting[0]


def _parted(graph: Any) -> Iterator[Iterable[set[int]]]:
    """The parts of a graph, the fewest first, as ties are taken away."""

    def busiest(left: Any) -> tuple[int, int]:
        load = nx.edge_betweenness_centrality(left, weight="weight")
        return max(sorted(load), key=lambda tie: round(load[tie], 12))

    yield nx.connected_components(graph)
    yield from nx.community.girvan_newman(graph, most_valuable_edge=busiest)


def _graph(ties: Floats) -> Any:
    return nx.from_numpy_array(ties)


def _labels(found: Iterable[Iterable[int]], nodes: int) -> Ints:
    labels = np.zeros(nodes, np.int64)
    for number, members in enumerate(found):
        labels[list(members)] = number
    return numbered(labels)


def _louvain(found: Material, k: int | None, seed: int) -> Ints:
    return louvain(found.tied(), seed)


def _fast_greedy(found: Material, k: int | None, seed: int) -> Ints:
    return fast_greedy(found.tied(), k)


def _propagated(found: Material, k: int | None, seed: int) -> Ints:
    return label_propagation(found.tied(), seed)


def _between(found: Material, k: int | None, seed: int) -> Ints:
    return edge_betweenness(found.tied(), k)


METHODS: tuple[Method, ...] = (
    Method("louvain", "free", _louvain, random=True),
    Method("fast_greedy", "both", _fast_greedy),
    Method("label_propagation", "free", _propagated, random=True),
    Method("edge_betweenness", "both", _between),
)
