"""How far apart two networks of the same actors are, by their spectra, their degrees or their cells."""

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
    return _shares(np.linalg.eigvalsh(np.diag(ties.sum(axis=1)) - ties)[::-1])


def degrees(matrix: Floats) -> Floats:
    """The sums of the rows, the largest first, in parts of their sum; ties below 0 do not count."""
    return _shares(np.sort(np.where(matrix > 0, matrix, 0.0).sum(axis=1))[::-1])


def loss(one: Floats, other: Floats, kind: Loss) -> float:
    """The distance of two networks with the same names; `degree_l1` is what DNA 3.1.2 computes (D5)."""
    described = degrees if kind == "degree_l1" else spectrum
    return distance(described(one), described(other), kind)


def distance(one: Floats, other: Floats, kind: Loss) -> float:
    """The distance of two spectra."""
    apart = one - other
    return float(np.sqrt((apart**2).sum()) if kind == "euclidean" else abs(apart).sum())


def _shares(values: Any) -> Floats:
    total = values.sum()
    return np.asarray(values / total if total else np.zeros_like(values), float)
