"""Counts to matrices: two-mode and one-mode networks, as the Discourse Network Analyzer defines them.

Leifeld, P. (2017), Discourse network analysis: policy debates as dynamic networks, in The Oxford Handbook of Political
Networks, names the aggregations; docs/networks.md gives all formulas. Matrices are CSR arrays of 64-bit floats. A
divisor of zero gives zero.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import sparse

from kg.errors import UsageError
from kg.networks.counted import Counts, Floats
from kg.networks.settings import Aggregation, Normalisation, Settings
from kg.networks.statements import Ints

_MOST_LEVELS = 53  # whose codes a float holds exactly
_AT_ONCE = 1 << 22  # cells that are divided together


def matrix(counts: Counts, settings: Settings, activity: Floats | None = None) -> Any:
    """The network of counts. `activity` is how much each row says, where that is not the sum of its counts."""
    if settings.mode == "two":
        return two_mode(counts, settings.aggregation, settings.normalisation)
    return one_mode(counts, settings, activity)


def two_mode(counts: Counts, aggregation: Aggregation, normalisation: Normalisation) -> Any:
    """Rows by columns."""
    raw = counts.table()
    found = _combined(counts) if aggregation == "combine" else raw
    if aggregation == "binary":
        found = (raw != 0).astype(float)
    if aggregation == "subtract" and counts.kind in ("boolean", "integer"):
        signs = (-1, 1) if counts.kind == "boolean" else counts.levels
        found = counts.table(counts.weight * np.array(signs, float)[counts.level])
    base = (found != 0).astype(float) if aggregation in ("combine", "binary") else raw
    if normalisation == "activity":
        found = sparse.diags_array(_inverse(base.sum(axis=1))) @ found
    if normalisation == "prominence":
        found = found @ sparse.diags_array(_inverse(base.sum(axis=0)))
    return clean(found)


def one_mode(counts: Counts, settings: Settings, activity: Floats | None = None) -> Any:
    """Rows by rows, over what they say of columns; the diagonal is zero."""
    found = sparse.csr_array(product(counts, settings))
    divisor = _divisor(counts, settings.normalisation, activity)
    for begin, end, row in _blocks(found.indptr):  # where a row has many ties, places of all would fill the memory
        col, value = found.indices[begin:end], found.data[begin:end]
        value[row == col] = 0
        if divisor is not None:
            value *= _inverse(divisor(row, col))
    return clean(found)


def _blocks(pointers: Ints) -> Iterator[tuple[int, int, Ints]]:
    """Stretches of the data of a CSR array, each with the row of every cell in it."""
    first = 0
    while first < len(pointers) - 1:
        last = int(np.searchsorted(pointers, pointers[first] + _AT_ONCE, "right")) - 1
        last = min(max(last, first + 1), len(pointers) - 1)
        yield (
            int(pointers[first]),
            int(pointers[last]),
            np.repeat(np.arange(first, last), np.diff(pointers[first : last + 1])),
        )
        first = last


def similarity(counts: Counts) -> Floats:
    """How alike two levels are, from 0 to 1: by their distance for numbers, else whether they are the same."""
    if counts.kind != "integer":
        return np.eye(len(counts.levels))
    values = np.array(counts.levels, float)
    spread = values.max() - values.min() if len(values) > 1 else 0.0
    return np.ones((1, 1)) if spread == 0 else 1 - abs(values[:, None] - values) / spread


def product(counts: Counts, settings: Settings) -> Any:
    """Rows by rows before any divisor, with its diagonal."""
    if settings.aggregation == "ignore":
        table = counts.table()
        return table @ table.T
    by_level = counts.by_level()
    if counts.kind == "text":
        congruence = by_level @ by_level.T
        if settings.aggregation == "congruence":
            return congruence
        conflict = _unlike(by_level) if settings.compat else _ignored(counts) - congruence
        return conflict if settings.aggregation == "conflict" else congruence - conflict
    alike = similarity(counts)
    wanted = {"congruence": alike, "conflict": 1 - alike, "subtract": 2 * alike - 1}[settings.aggregation]
    if len(counts.levels) == 1 and settings.compat and counts.kind == "integer":
        wanted = np.full((1, 1), np.nan)  # D12
    if (wanted == np.eye(len(wanted))).all():
        return by_level @ by_level.T
    return by_level @ sparse.kron(sparse.eye_array(len(counts.columns)), wanted) @ by_level.T


def _ignored(counts: Counts) -> Any:
    table = counts.table()
    return table @ table.T


def _unlike(by_level: Any) -> Any:
    """What one says and the other never does, counted both ways (D13)."""
    shared = by_level @ (by_level != 0).astype(float).T
    alone = by_level.sum(axis=1)[:, None] - shared.toarray()
    return sparse.csr_array(alone + alone.T)


def _divisor(
    counts: Counts, normalisation: Normalisation, activity: Floats | None
) -> Callable[[Ints, Ints], Floats] | None:
    """What the cells at some rows and columns are divided by; none where they stay."""
    if normalisation == "no":
        return None
    said = np.bincount(counts.row, counts.weight, len(counts.rows)) if activity is None else activity
    if normalisation == "average":
        return lambda row, col: np.asarray((said[row] + said[col]) / 2, float)
    if normalisation == "cosine":  # as DNA documents it; it is no cosine
        return lambda row, col: np.asarray(said[row] * said[col], float)
    by_level = counts.by_level()
    if normalisation == "salton":
        length = np.sqrt(by_level.power(2).sum(axis=1))
        return lambda row, col: np.asarray(length[row] * length[col])
    shared = by_level @ (by_level != 0).astype(float).T
    total, both = by_level.sum(axis=1), by_level @ by_level.T
    return lambda row, col: np.asarray(
        total[row] - shared[row, col] + total[col] - shared[col, row] + both[row, col], float
    )


def _combined(counts: Counts) -> Any:
    """A code for the set of levels that occur: a bit for each, the lowest level the highest bit."""
    depth = len(counts.levels)
    if depth > _MOST_LEVELS:
        what = f"{depth} levels cannot be combined into one number"
        raise UsageError(what, "aggregation combine", "Choose another qualifier, or the aggregation ignore.")
    seen = counts.by_level().tocoo()
    return sparse.coo_array(
        (2.0 ** (depth - 1 - seen.col % depth), (seen.row, seen.col // depth)), counts.shape
    ).tocsr()


def _inverse(divisor: Any) -> Floats:
    found = np.asarray(divisor, float)
    return np.asarray(np.divide(1.0, found, out=np.zeros_like(found), where=found != 0))


def clean(found: Any) -> Any:
    """As CSR with sorted places, and no zeros among them."""
    made = sparse.csr_array(found)
    made.eliminate_zeros()
    made.sort_indices()
    return made
