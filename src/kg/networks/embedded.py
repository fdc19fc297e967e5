"""Distances as points in a plane, and how well each point lies within its cluster."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.spatial.distance import pdist, squareform

from kg.networks.counted import Floats
from kg.networks.statements import Ints

_ROUNDS, _GAIN = 1000, 1e-9


@dataclass(frozen=True, slots=True)
class Embedding:
    """A point for each node, and Kruskal's stress: 0 where the distances of points have the order of those given."""

    points: Floats
    stress: float


def embed(apart: Floats, dimensions: int = 2) -> Embedding:
    """Non-metric scaling: points whose distances have, as far as may be, the order of those given.

    Kruskal (1964), Multidimensional scaling by optimizing goodness of fit to a nonmetric hypothesis, Psychometrika
    29(1), stress formula one and the primary approach to ties; by majorisation as in De Leeuw (1977), Applications of
    convex analysis to multidimensional scaling; from classical scaling as the start. Coordinates are centred, on the
    axes of their largest spread, the largest of an axis above 0.
    """
    given, points = squareform(apart, checks=False), classical(apart, dimensions)
    stress = np.inf
    for _ in range(_ROUNDS):
        found = pdist(points)
        if not found.any():
            return Embedding(points, 0.0)
        wanted = _monotone(given, found)
        now = float(np.sqrt(((found - wanted) ** 2).sum() / (found**2).sum()))
        if stress - now < _GAIN:
            break
        best, stress = points, now
        ratio = np.divide(wanted, found, out=np.zeros_like(found), where=found > 1e-12)
        pull = -squareform(ratio)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = pull @ points / len(points)
    return Embedding(turned(best), stress)


def classical(apart: Floats, dimensions: int = 2) -> Floats:
    """Points whose distances come near those given: the eigenvectors of the doubly centred squares.

    Torgerson (1952), Multidimensional scaling: I. Theory and method, Psychometrika 17(4).
    """
    centre = np.eye(len(apart)) - 1 / max(len(apart), 1)
    values, vectors = np.linalg.eigh(-centre @ (apart**2) @ centre / 2)
    points = np.zeros((len(apart), dimensions))
    kept = min(dimensions, len(apart))
    points[:, :kept] = vectors[:, ::-1][:, :kept] * np.sqrt(np.maximum(values[::-1][:kept], 0))
    return turned(points)


def turned(points: Floats) -> Floats:
    """The same points, centred, on the axes of their largest spread, the largest coordinate of an axis above 0."""
    centred = points - points.mean(axis=0)
    found = centred @ np.linalg.svd(centred, full_matrices=False)[2].T if len(points) else centred
    largest = found[abs(found).argmax(axis=0), np.arange(found.shape[1])] if len(points) else np.ones(found.shape[1])
    return np.asarray(found * np.where(largest < 0, -1.0, 1.0))


def silhouettes(apart: Floats, labels: Ints) -> Floats:
    """From -1 to 1, how much nearer a node is to its own cluster than to the next; 0 for a cluster of one.

    Rousseeuw (1987), Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, Journal of
    Computational and Applied Mathematics 20.
    """
    member = (labels[:, None] == np.unique(labels)).astype(float)
    sums, sizes = apart @ member, member.sum(axis=0)
    own = member.astype(bool)
    inside = sums[own] / np.maximum(sizes @ member.T - 1, 1)
    outside = np.where(own, np.inf, sums / sizes).min(axis=1, initial=np.inf)
    larger = np.maximum(inside, outside)
    defined = (sizes @ member.T > 1) & np.isfinite(larger) & (larger > 0)
    return np.asarray(np.divide(outside - inside, larger, out=np.zeros(len(labels)), where=defined))


def _monotone(given: Floats, found: Floats) -> Floats:
    """The distances nearest to those found that never fall where those given rise; of the same length."""
    order = np.lexsort((found, given))
    wanted = np.empty_like(found)
    wanted[order] = isotonic_regression(found[order]).x
    return wanted
