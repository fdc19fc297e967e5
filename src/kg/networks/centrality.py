"""Which names are central in a network, and what it is like as a whole."""

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kg.errors import UsageError
from kg.networks.balance import balance
from kg.networks.counted import Floats
from kg.networks.statements import Ints
from kg.networks.viewpoint import Viewpoints

_FINE = 1 << 20  # parts of the shortest length, so that sums of lengths are exact
_DENSE = 500  # nodes up to which all eigenvectors are found at once


@dataclass(frozen=True, slots=True)
class Central:
    """How central a name is; `variable` is what it is a value of.

    ties          how many ties it has
    positive      those above 0
    negative      those below 0
    strength      the sum of the sizes of their weights
    betweenness   the share of the shortest paths between two others that lead through it
    closeness     the mean over all others of 1 / the length of the shortest path, in parts of the strongest tie
    eigenvector   as central as those that it is tied to; the largest is 1

    The last three follow ties above 0 alone. A tie is the longer, the weaker it is: as long as the largest weight
    divided by its own.
    """

    name: str
    variable: str
    ties: int
    positive: int
    negative: int
    strength: float
    betweenness: float
    closeness: float
    eigenvector: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a network is like. `density` is the share of the possible ties that it has; `balance` the share of triads
    that are balanced, none where the network has no signs, or two modes."""

    statements: int
    rows: int
    columns: int
    ties: int
    positive: int
    negative: int
    density: float
    components: int
    largest_component: int
    isolates: int
    balance: float | None


def centralities(found: Viewpoints) -> tuple[Central, ...]:
    """How central all names are, those of the greatest strength first; in two modes rows and columns.

    Freeman, L. C. (1977), A set of measures of centrality based on betweenness, Sociometry 40(1); Marchiori, M. and
    Latora, V. (2000), Harmony in the small-world, Physica A 285; Bonacich, P. (1972), Factoring and weighting
    approaches to status scores and clique identification, Journal of Mathematical Sociology 2(1); lengths of Newman,
    M. E. J. (2001), Scientific collaboration networks II, Physical Review E 64, 016132. UsageError for a combined
    network, whose cells are codes.
    """
    ties = _ties(found)
    above = ties.copy()
    above.data = np.maximum(above.data, 0)
    above.eliminate_zeros()
    between, close = _paths(_lengths(above))
    modes = [(found.settings.rows, found.rows)]
    if found.settings.mode == "two":
        modes.append((found.settings.columns, found.columns))
    arrays: tuple[Any, ...] = (
        _number(ties != 0), _number(ties > 0), _number(ties < 0), np.asarray(abs(ties).sum(axis=1)), between, close,
        _eigenvector(above),
    )  # fmt: skip
    named = ((name, variable) for variable, names in modes for name in names)
    each = (Central(*name, *values) for name, *values in zip(named, *(array.tolist() for array in arrays), strict=True))
    return tuple(sorted(each, key=lambda one: (-one.strength, one.variable, one.name)))


def summary(found: Viewpoints) -> Summary:
    """The whole of a network in figures; UsageError as for `centralities`."""
    ties = _ties(found)
    nodes, two = ties.shape[0], found.settings.mode == "two"
    rows, columns = len(found.rows), len(found.columns)
    number = ties.nnz // 2
    possible = rows * columns if two else nodes * (nodes - 1) // 2
    parts, part = sparse.csgraph.connected_components(ties, directed=False)
    signed = not two and found.settings.aggregation == "subtract"
    return Summary(
        statements=len(found), rows=rows, columns=columns, ties=number,
        positive=int((ties > 0).sum()) // 2, negative=int((ties < 0).sum()) // 2,
        density=number / possible if possible else 0.0, components=int(parts),
        largest_component=int(np.bincount(part).max()) if nodes else 0,
        isolates=int((_number(ties != 0) == 0).sum()), balance=balance(found.matrix).share if signed else None,
    )  # fmt: skip


def _ties(found: Viewpoints) -> Any:
    """Nodes by nodes, symmetric, without loops; CSR."""
    if found.settings.aggregation == "combine":
        remedy = "Choose another aggregation, such as subtract."
        raise UsageError("cells of a combined network are codes, not weights", "combine", remedy)
    if found.settings.mode == "one":
        return sparse.csr_array(found.matrix)
    return sparse.csr_array(sparse.block_array([[None, found.matrix], [found.matrix.T, None]]))


def _number(ties: Any) -> Ints:
    return np.asarray(ties.astype(np.int64).sum(axis=1), np.int64)


def _lengths(above: Any) -> Any:
    """Whole numbers, so that paths of the same length are found to be the same."""
    found = above.copy()
    found.data = np.round(above.data.max(initial=0) / above.data * _FINE)
    return found


def _paths(lengths: Any) -> tuple[Floats, Floats]:
    """Betweenness and closeness by igraph, or where it is not installed by networkx, which takes far longer."""
    nodes = lengths.shape[0]
    others, pairs = max(nodes - 1, 1), max((nodes - 1) * (nodes - 2) / 2, 1)
    try:
        import igraph
    except ImportError:
        graph = nx.from_scipy_sparse_array(lengths)
        between = list(nx.betweenness_centrality(graph, normalized=False, weight="weight").values())
        close = list(nx.harmonic_centrality(graph, distance="weight").values())
        return np.array(between) / pairs, np.array(close) * _FINE / others
    upper = sparse.triu(lengths).tocoo()
    ties = list(zip(upper.row.tolist(), upper.col.tolist(), strict=True))
    graph = igraph.Graph(nodes, ties)
    between = graph.betweenness(directed=False, weights=upper.data.tolist() or None)
    close = graph.harmonic_centrality(weights=upper.data.tolist() or None, normalized=False)
    return np.array(between, float) / pairs, np.nan_to_num(np.array(close, float)) * _FINE / others


def _eigenvector(above: Any) -> Floats:
    """The vector of the largest eigenvalue, of which the largest part is 1; 0 without ties."""
    nodes = above.shape[0]
    if not above.nnz:
        return np.zeros(nodes)
    if nodes <= _DENSE:
        values, vectors = np.linalg.eigh(above.toarray())
        leading = vectors[:, values >= values[-1] - 1e-9 * abs(values[-1])]
        found = leading @ (leading.T @ np.ones(nodes))  # where parts of the network are alike, each counts
    else:
        found = sparse.linalg.eigsh(above, k=1, which="LA", v0=np.ones(nodes))[1][:, 0]
    found = abs(found)
    return np.asarray(np.where(found < 1e-9 * found.max(), 0.0, found / found.max()))
