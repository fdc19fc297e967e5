"""Where nodes stand: near those they are tied to, apart from those they are against; the same at every run."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np

from kg.networks.counted import Floats

_MOST = 200  # nodes for which distances along ties are laid out; larger components are laid out by forces
_GAP = 1.0  # between components; a component of n nodes has an area of about n
_WIDE = 1.5  # width by height of the whole
_SEED, _NOTHING = 7, 1e-9


def layout(names: Sequence[str], ties: Sequence[tuple[int, int, float]]) -> Floats:
    """A place (x, y) for each name; `ties` are pairs of places in `names`, with a weight whose sign counts.

    Components lie beside each other. Kamada, T. and Kawai, S. (1989), An algorithm for drawing general undirected
    graphs, Information Processing Letters 31; ties against each other are twice as long. The order does not matter.
    """
    order = sorted(range(len(names)), key=lambda n: names[n])
    rank = {node: n for n, node in enumerate(order)}
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    pairs = sorted((*sorted((rank[a], rank[b])), 2.0 if w < 0 else 1.0) for a, b, w in ties)
    graph.add_weighted_edges_from(pairs, weight="length")
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = _packed([_scaled(_laid(graph.subgraph(part), part)) for part in parts])
    found = np.zeros((len(names), 2))
    for part, places in zip(parts, placed, strict=True):
        found[[order[n] for n in part]] = places
    return found.round(4)


def _laid(graph: Any, nodes: list[int]) -> Floats:
    if len(nodes) == 1:
        return np.zeros((1, 2))
    plain: Any = nx.Graph()
    plain.add_nodes_from(nodes)
    plain.add_edges_from(sorted((*sorted((a, b)), data) for a, b, data in graph.edges(data=True)))
    if len(nodes) <= _MOST:
        apart = dict(nx.all_pairs_dijkstra_path_length(plain, weight="length"))
        places = nx.kamada_kawai_layout(plain, dist=apart)
    else:
        places = nx.spring_layout(plain, seed=_SEED, iterations=100, k=1.8 / len(nodes) ** 0.5, method="force")
    return np.array([places[node] for node in nodes])


def _scaled(places: Floats) -> Floats:
    """Turned so that the long side lies flat, with an area of about one for each node, from (0, 0) on."""
    if len(places) > 1:
        middle = places - places.mean(axis=0)
        turn = np.linalg.svd(middle, full_matrices=False)[2]
        turn *= np.where(turn[np.arange(2), abs(turn).round(6).argmax(axis=1)] < 0, -1.0, 1.0)[:, None]
        places = middle @ turn.T
        size = np.ptp(places, axis=0)
        places = places * (len(places) / max(size[0] * size[1], 0.6 * size[0] ** 2, 1e-9)) ** 0.5
    return np.asarray(places - places.min(axis=0))


def _packed(parts: list[Floats]) -> list[Floats]:
    """Components beside each other, the first in a corner, each where the whole grows least."""
    boxes = np.zeros((0, 4))  # left, bottom, right, top
    found = []
    for part in parts:
        size = np.ptp(part, axis=0) + _GAP
        corners = np.vstack([[0.0, 0.0], *(boxes[:, pair] for pair in ([2, 1], [0, 3]))])
        corners = np.vstack([corners, corners * (1, 0), corners * (0, 1)])
        free = [corner for corner in corners if not _meet(boxes, corner, corner + size)]
        corner = min(free, key=lambda at: (*_grown(boxes, at + size), at[1], at[0]))
        boxes = np.vstack([boxes, [*corner, *(corner + size)]])
        found.append(part + np.array([corner[0], -corner[1] - np.ptp(part[:, 1])]))
    return found


def _meet(boxes: Floats, low: Floats, high: Floats) -> bool:
    apart = (boxes[:, :2] >= high - _NOTHING) | (boxes[:, 2:] <= low + _NOTHING)
    return bool((~apart.any(axis=1)).any())


def _grown(boxes: Floats, high: Floats) -> tuple[float, float]:
    """How large the whole is with one more corner: its longer side, by the sides that it should have; its area."""
    width, height = np.vstack([boxes[:, 2:], [high]]).max(axis=0)
    return round(max(width / _WIDE, height), 6), round(width * height, 6)
