"""How often each actor says something of each concept at each level: what all networks are sums of."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.networks.selected import Selection
from kg.networks.settings import Settings
from kg.networks.statements import Column, Ints

Floats = NDArray[np.float64]
_ONE = (1,)


@dataclass(frozen=True, slots=True)
class Counts:
    """Statements as places in `rows`, `columns` and `levels`, with what each counts."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: tuple[Any, ...]
    kind: str  # of the qualifier: text, boolean, integer; or none
    row: Ints
    column: Ints
    level: Ints
    weight: Floats

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.columns)

    def table(self, weight: Floats | None = None) -> Any:
        """Rows by columns: the sum of what statements count, over all levels; CSR."""
        weight = self.weight if weight is None else weight
        return sparse.coo_array((weight, (self.row, self.column)), self.shape).tocsr()

    def by_level(self) -> Any:
        """Rows by columns and levels, the levels of a column beside each other; CSR."""
        depth = len(self.levels)
        place = self.column * depth + self.level
        return sparse.coo_array((self.weight, (self.row, place)), (len(self.rows), len(self.columns) * depth)).tocsr()


class Counting:
    """Counts statements of a selection, all of them or those of a window; what is the same for all is found once."""

    def __init__(self, selection: Selection, settings: Settings) -> None:
        found = selection.statements
        self.selection = selection
        self._row, self._column = (found.column(name) for name in (settings.rows, settings.columns))
        self._isolates = settings.isolates
        qualifier = found.column(settings.qualifier) if settings.qualifier else None
        self._kind = "none" if qualifier is None else qualifier.kind
        self._level, self._levels = _levels(qualifier, selection.pool, len(found))
        weights = found.weights
        self._weight = np.ones(len(found)) if weights is None else weights
        self._named = (
            tuple(_present(column, selection.pool) for column in (self._row, self._column)) if self._isolates else None
        )

    def counts(self, kept: Ints, weight: Floats | None = None, named: Ints | None = None) -> Counts:
        """The counts of some statements; `weight` multiplies what they count. `named` are those that give names."""
        given = kept if named is None else named
        present = self._named or tuple(_present(column, given) for column in (self._row, self._column))
        (rows, row), (columns, column) = (
            (tuple(str(of.values[code]) for code in codes), np.searchsorted(codes, of.codes[kept]))
            for of, codes in zip((self._row, self._column), present, strict=True)
        )
        counted = self._weight[kept] if weight is None else self._weight[kept] * weight
        return Counts(rows, columns, self._levels, self._kind, row, column, self._level[kept], counted)


def _levels(qualifier: Column | None, pool: Ints, size: int) -> tuple[Ints, tuple[Any, ...]]:
    """The level of each statement, and the levels: both of a boolean, else the values that the pool has."""
    if qualifier is None:
        return np.zeros(size, np.int64), _ONE
    if qualifier.kind == "boolean":
        return qualifier.codes, qualifier.values
    present = _present(qualifier, pool)
    return np.searchsorted(present, qualifier.codes), tuple(qualifier.values[code] for code in present)


def _present(column: Column, index: Ints) -> Ints:
    """The codes that occur, sorted, without that of the empty text."""
    found = np.unique(column.codes[index])
    return np.asarray(found[found != column.empty])
