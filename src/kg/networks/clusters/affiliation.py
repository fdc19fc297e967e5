"""Whom one may count together: what actors support and reject, side by side, and how far apart that puts them."""

from typing import Any

import numpy as np
from scipy import sparse

from kg.networks.counted import Counts, Floats


def affiliation(counts: Counts) -> Floats:
    """Rows by what they support, then by what they reject, 0 or 1; as in docs/networks.md.

    A boolean qualifier supports at 1 and rejects at 0, an integer above and below 0. Each level of another qualifier
    has a block of its own.
    """
    return np.hstack([(block > 0).astype(float) for block in blocks(counts)])


def blocks(counts: Counts) -> list[Floats]:
    """How often each row supports and rejects each column, a table for each; by level where levels have no sign."""
    depth = len(counts.levels)
    if counts.kind == "boolean":
        sides = [np.array([0.0, 1.0]), np.array([1.0, 0.0])]
    elif counts.kind == "integer":
        levels = np.array(counts.levels, float)
        sides = [(levels > 0).astype(float), (levels < 0).astype(float)]
    else:
        sides = list(np.eye(depth))
    return [_dense(counts.table(counts.weight * side[counts.level])) for side in sides]


def jaccard(affiliated: Floats) -> Floats:
    """Rows by rows: 1 less the share that two have in common of all that either has; 1 where neither has any.

    Jaccard (1901), Étude comparative de la distribution florale, Bulletin de la Société Vaudoise des Sciences
    Naturelles 37.
    """
    shared = affiliated @ affiliated.T
    size = affiliated.sum(axis=1)
    either = size[:, None] + size - shared
    apart = 1 - np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)
    np.fill_diagonal(apart, 0)
    return np.asarray(apart)


def _dense(table: Any) -> Floats:
    return np.asarray(sparse.csr_array(table).toarray(), float)
