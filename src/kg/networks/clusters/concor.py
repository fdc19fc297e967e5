"""Two blocks by correlating correlations."""

import numpy as np

from kg.errors import UsageError
from kg.networks.clusters.material import Material, Method, numbered
from kg.networks.counted import Floats
from kg.networks.statements import Ints

_ROUNDS, _NEAR = 50, 0.999


def concor(table: Floats) -> Ints:
    """Columns in two blocks: correlated again and again until all correlations are near 1 or -1, at most 50 times.

    Breiger, Boorman and Arabie (1975), An algorithm for clustering relational data, Journal of Mathematical Psychology
    12(3). A column without variance correlates 0 with all.
    """
    found = correlated(table)
    for _ in range(_ROUNDS - 1):
        if (abs(found) > _NEAR).all():
            break
        found = correlated(found)
    return numbered((found[:, 0] > 0).astype(np.int64))


def correlated(table: Floats) -> Floats:
    """Columns by columns; 0 where a column has no variance."""
    centred = table - table.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    centred = np.divide(centred, length, out=np.zeros_like(centred), where=length > 1e-12)
    return np.asarray(centred.T @ centred)


def _one_mode(found: Material, k: int | None, seed: int) -> Ints:
    return concor(found.tied())


def _two_mode(found: Material, k: int | None, seed: int) -> Ints:
    if found.affiliation is None:
        raise UsageError("what nodes support is not known", "concor_two_mode", "Choose a method that works on ties.")
    return concor(found.affiliation.T)


METHODS: tuple[Method, ...] = (
    Method("concor", "two", _one_mode),
    Method("concor_two_mode", "two", _two_mode),
)
