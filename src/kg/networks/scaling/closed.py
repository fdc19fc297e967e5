"""Positions in closed form: correspondence analysis, and a scale of the signed network."""

from dataclasses import dataclass

import numpy as np

from kg.networks.counted import Floats
from kg.networks.scaling.responses import Responses

_NOUGHT = 1e-12


@dataclass(frozen=True, slots=True)
class Positions:
    """Where actors and concepts lie, by dimensions; `shares` is how much of the whole each dimension shows, 0 to 1.

    The actor that lies farthest from 0 has a position above 0.
    """

    rows: Floats
    columns: Floats
    shares: Floats


def correspondence(found: Responses, dimensions: int = 2) -> Positions:
    """Actors and concepts in principal coordinates; each concept has two points, support and rejection, in this order.

    Greenacre (1984), Theory and applications of correspondence analysis, on the doubled table. Shares are of inertia.
    """
    doubled = np.hstack([found.signs > 0, found.signs < 0]).astype(float)
    total = max(doubled.sum(), 1.0)
    row, column = doubled.sum(axis=1) / total, doubled.sum(axis=0) / total
    expected = np.outer(row, column)
    left, size, right = _svd(_over_root(doubled / total - expected, row, column))
    rows, columns = (
        _over_root(side * size, mass, np.ones(side.shape[1])) for side, mass in ((left, row), (right, column))
    )
    return _signed(rows, columns, size, dimensions)


def signed_scale(found: Responses, dimensions: int = 2) -> Positions:
    """Actors and concepts so that support lies near and rejection opposite; missing answers do not count.

    The eigenvectors of the smallest eigenvalues of the normalised signed Laplacian of the two-mode network: Kunegis,
    Schmidt, Lommatzsch, Lerner, De Luca and Albayrak (2010), Spectral analysis of signed graphs for clustering,
    prediction and visualization, SIAM SDM. Shares are of the squares of singular values.
    """
    signs = found.signs
    row, column = abs(signs).sum(axis=1), abs(signs).sum(axis=0)
    left, size, right = _svd(_over_root(signs, row, column))
    rows, columns = (
        _over_root(side, degree, np.ones(side.shape[1])) for side, degree in ((left, row), (right, column))
    )
    return _signed(rows, columns, size, dimensions)


def _svd(table: Floats) -> tuple[Floats, Floats, Floats]:
    left, size, right = np.linalg.svd(table, full_matrices=False)
    return left, size, right.T


def _over_root(table: Floats, row: Floats, column: Floats) -> Floats:
    """Each cell divided by the root of the product of its row's and its column's mass; 0 where that is 0."""
    mass = np.sqrt(np.outer(row, column))
    return np.divide(table, mass, out=np.zeros_like(table), where=mass > 0)


def _signed(rows: Floats, columns: Floats, size: Floats, dimensions: int) -> Positions:
    kept = min(dimensions, len(size))
    rows, columns, whole = rows[:, :kept], columns[:, :kept], (size**2).sum()
    farthest = rows[abs(rows).round(9).argmax(axis=0), np.arange(kept)]
    sign = np.where(farthest < 0, -1.0, 1.0)
    shares = size[:kept] ** 2 / whole if whole > _NOUGHT else np.zeros(kept)
    return Positions(rows * sign, columns * sign, shares)
