"""Communities of a weighted graph, by igraph and leidenalg: an extra, kg[igraph]."""

import random
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from kg.errors import UsageError
from kg.networks.clusters.material import Material, Method, numbered
from kg.networks.counted import Floats
from kg.networks.statements import Ints

_ONE_AT_A_TIME = threading.Lock()  # igraph has one source of random numbers for all


def leading_eigenvector(ties: Floats, seed: int = 0) -> Ints:
    """Newman (2006), Finding community structure in networks using the eigenvectors of matrices, Physical Review E 74,
    036104.
    """
    return _found(ties, seed, lambda graph: graph.community_leading_eigenvector(weights="weight"))


def walktrap(ties: Floats, k: int | None = None) -> Ints:
    """Pons and Latapy (2006), Computing communities in large networks using random walks, Journal of Graph Algorithms
    and Applications 10(2); walks of four steps.
    """
    return _found(ties, 0, lambda graph: _cut(graph.community_walktrap(weights="weight"), graph, k))


def infomap(ties: Floats, seed: int = 0) -> Ints:
    """Rosvall and Bergstrom (2008), Maps of random walks on complex networks reveal community structure, PNAS 105.

    Ten trials, of which the shortest description counts.
    """
    return _found(ties, seed, lambda graph: graph.community_infomap(edge_weights="weight"))


def spinglass(ties: Floats, seed: int = 0) -> Ints:
    """Reichardt and Bornholdt (2006), Statistical mechanics of community detection, Physical Review E 74, 016110.

    Each connected part is asked on its own, since the method is defined for one.
    """
    return _found(ties, seed, _annealed)


def leiden(ties: Floats, seed: int = 0) -> Ints:
    """Traag, Waltman and van Eck (2019), From Louvain to Leiden: guaranteeing well-connected communities, Scientific
    Reports 9, 5233; of weighted modularity.
    """
    leidenalg = _installed("leidenalg")
    kind = leidenalg.ModularityVertexPartition
    return _numbers(leidenalg.find_partition(_graph(ties), kind, weights="weight", n_iterations=-1, seed=seed), ties)


def leiden_signed(ties: Floats, seed: int = 0) -> Ints:
    """The same of signed modularity: ties above 0 draw together, those below 0 keep apart.

    Traag and Bruggeman (2009), Community detection in networks with positive and negative links, Physical Review E 80,
    036115; Gómez, Jensen and Arenas (2009) for the modularity.
    """
    leidenalg = _installed("leidenalg")
    sides = [side for side in (np.maximum(ties, 0), np.maximum(-ties, 0)) if side.any()]
    weights = [float(side.sum()) * (1 if (side == np.maximum(ties, 0)).all() else -1) for side in sides]
    labels, _ = leidenalg.find_partition_multiplex(
        [_graph(side) for side in sides],
        leidenalg.ModularityVertexPartition,
        layer_weights=weights,
        n_iterations=-1,
        seed=seed,
        weights="weight",
    )
    return numbered(np.array(labels, np.int64))


def _installed(name: str) -> Any:
    """A library of the extra. UsageError where it is not installed."""
    try:
        if name == "igraph":
            import igraph

            return igraph
        import leidenalg
    except ImportError as error:
        raise UsageError(f"{name} is not installed", "clusters", "Install it: pip install kg[igraph].") from error
    return leidenalg


def _graph(ties: Floats) -> Any:
    return _installed("igraph").Graph.Weighted_Adjacency(ties, mode="undirected", loops=False)


def _found(ties: Floats, seed: int, ask: Callable[[Any], Any]) -> Ints:
    """The communities that igraph finds. UsageError where it finds none, with its words."""
    igraph = _installed("igraph")
    graph = _graph(ties)
    with _seeded(igraph, seed), warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)  # by which igraph says that what it returns is not the result
        try:
            found = ask(graph)
        except (igraph.InternalError, RuntimeWarning) as error:
            raise UsageError(" ".join(str(error).split()), "igraph", "Choose another method.") from error
    return _numbers(found, ties)


@contextmanager
def _seeded(igraph: Any, seed: int) -> Iterator[None]:
    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)


def _cut(dendrogram: Any, graph: Any, k: int | None) -> Any:
    """k communities, or those of the largest modularity. UsageError where they cannot be as few."""
    parts = len(graph.connected_components())
    if k is None:
        return dendrogram.as_clustering()
    if k < parts:
        raise UsageError(f"the network has {parts} parts without ties between them", "clusters", "Ask for more.")
    return dendrogram.as_clustering(k)


def _annealed(graph: Any) -> list[list[int]]:
    found: list[list[int]] = []
    for part in graph.connected_components():
        inside = graph.induced_subgraph(part)
        groups = inside.community_spinglass(weights="weight") if len(part) > 1 else [[0]]
        found.extend([part[node] for node in group] for group in groups)
    return found


def _numbers(found: Any, ties: Floats) -> Ints:
    labels = np.zeros(len(ties), np.int64)
    for number, members in enumerate(found):
        labels[list(members)] = number
    return numbered(labels)


def _leading(found: Material, k: int | None, seed: int) -> Ints:
    return leading_eigenvector(found.tied(), seed)


def _walktrap(found: Material, k: int | None, seed: int) -> Ints:
    return walktrap(found.tied(), k)


def _infomap(found: Material, k: int | None, seed: int) -> Ints:
    return infomap(found.tied(), seed)


def _spinglass(found: Material, k: int | None, seed: int) -> Ints:
    return spinglass(found.tied(), seed)


def _leiden(found: Material, k: int | None, seed: int) -> Ints:
    return leiden(found.tied(), seed)


def _leiden_signed(found: Material, k: int | None, seed: int) -> Ints:
    return leiden_signed(found.any_tie(), seed)


METHODS: tuple[Method, ...] = (
    Method("leading_eigenvector", "free", _leading, random=True),
    Method("walktrap", "both", _walktrap),
    Method("infomap", "free", _infomap, random=True),
    Method("spinglass", "free", _spinglass, random=True),
    Method("leiden", "free", _leiden, random=True),
    Method("leiden_signed", "free", _leiden_signed, random=True),
)
