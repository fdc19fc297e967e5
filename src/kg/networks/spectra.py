"""How far apart two networks of the same actors are, by their spectra, their degrees or their cells.

A network is a matrix of actors by actors; where several lie in a stack, each is described on its own.
"""

from typing import Any, Literal

import numpy as np

from kg.networks.counted import Floats

Loss = Literal["euclidean", "spectral_l1", "degree_l1"]
LOSSES: tuple[Loss, ...] = ("euclidean", "spectral_l1", "degree_l1")


def spectrum(matrix: Floats) -> Floats:
    """The eigenvalues of the Laplacian, the largest first, in parts of their sum; ties below 0 do not count.

    Wilson and Zhu (2008), A study of graph spectra for comparing graphs and trees, Pattern Recognition 41(9).
    """
    ties = np.where(matrix > 0, matrix, 0.0)
    laplacian = np.eye(ties.shape[-1]) * ties.sum(axis=-1)[..., None] - ties
    return _shares(np.linalg.eigvalsh(laplacian)[..., ::-1])


def degrees(matrix: Floats) -> Floats:
    """The sums of the rows, the largest first, in parts of their sum; ties below 0 do not count."""
    return _shares(np.sort(np.where(matrix > 0, matrix, 0.0).sum(axis=-1))[..., ::-1])


def loss(one: Floats, other: Floats, kind: Loss) -> float:
    """The distance of two networks with the same names; `degree_l1` is what DNA 3.1.2 computes (D5)."""
    return float(distance(described(one, kind), described(other, kind), kind))


def described(matrix: Floats, kind: Loss) -> Floats:
    """What a loss compares: the spectrum, or the degrees."""
    return degrees(matrix) if kind == "degree_l1" else spectrum(matrix)


def distance(one: Floats, other: Floats, kind: Loss) -> Floats:
    """The distance of two spectra, or of each of a stack from one."""
    apart = one - other
    return np.asarray(np.sqrt((apart**2).sum(axis=-1)) if kind == "euclidean" else abs(apart).sum(axis=-1))


def _shares(values: Any) -> Floats:
    total = values.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(values, total, out=np.zeros_like(values), where=total != 0), float)
