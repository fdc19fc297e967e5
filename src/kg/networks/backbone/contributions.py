"""What each concept adds to a one-mode network: networks of sets of concepts are sums of these parts."""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.errors import UsageError
from kg.networks.counted import Counting, Counts, Floats
from kg.networks.matrices import product
from kg.networks.selected import select
from kg.networks.settings import Normalisation, Settings
from kg.networks.statements import Ints, Statements

Sets = NDArray[np.bool_]  # a row each set, a column each concept
_NOTHING = 1e-12  # what is left of a sum that is zero


@dataclass(frozen=True, slots=True)
class Contributions:
    """The parts of a one-mode network, a row each concept, and the number of statements about it.

    `raw` and `shared` are CSR, with the cells of the network (actors by actors) beside each other; `shared` and `said`
    (by actors) are what the divisor is made of.
    """

    names: tuple[str, ...]
    concepts: tuple[str, ...]
    statements: Ints
    normalisation: Normalisation
    raw: Any
    said: Floats
    shared: Any = None

    @classmethod
    def of(cls, statements: Statements, settings: Settings) -> Self:
        """The parts that each value of `columns` adds. UsageError for a network that is not one-mode, or is empty."""
        if settings.mode != "one":
            raise UsageError("concepts add up in one-mode networks alone", settings.mode, "Choose the mode one.")
        selection = select(statements, settings)
        if not len(selection):
            raise UsageError("no statements are left to make a network of", "settings", "Widen period or filters.")
        counts = Counting(selection, settings).counts(selection.kept)
        parts = [_about(counts, concept) for concept in range(len(counts.columns))]
        power = 2 if settings.normalisation == "salton" else 1
        return cls(
            counts.rows,
            counts.columns,
            np.array([len(part.row) for part in parts]),
            settings.normalisation,
            _stacked([_apart(product(part, settings)) for part in parts]),
            np.array([part.by_level().power(power).sum(axis=1) for part in parts]),
            _stacked([_overlap(part) for part in parts]) if settings.normalisation == "jaccard" else None,
        )

    def networks(self, sets: Sets) -> Floats:
        """The networks of the statements about some sets of concepts: sets by actors by actors, normalised."""
        wanted = np.asarray(sets, float)
        shape = (len(wanted), len(self.names), len(self.names))
        raw = (wanted @ self.raw).reshape(shape)
        raw[abs(raw) < _NOTHING] = 0.0
        divisor = self._divisor(wanted, shape)
        if divisor is not None:
            raw = np.divide(raw, divisor, out=np.zeros_like(raw), where=divisor != 0)
        return np.asarray(raw)

    def _divisor(self, wanted: Floats, shape: tuple[int, int, int]) -> Floats | None:
        said = wanted @ self.said
        one, other = said[:, :, None], said[:, None, :]
        match self.normalisation:
            case "average":
                return (one + other) / 2
            case "cosine":
                return one * other
            case "salton":
                return np.sqrt(one * other)
            case "jaccard":
                return np.asarray(one + other - (wanted @ self.shared).reshape(shape))
            case _:
                return None


def _about(counts: Counts, concept: int) -> Counts:
    """The counts of the statements about one concept, as the only column."""
    mine = counts.column == concept
    return replace(
        counts,
        columns=(counts.columns[concept],),
        row=counts.row[mine],
        column=np.zeros(mine.sum(), np.int64),
        level=counts.level[mine],
        weight=counts.weight[mine],
    )


def _overlap(counts: Counts) -> Any:
    """What jaccard takes from the sum of what two say: what they share from both sides, less its product."""
    by_level = counts.by_level()
    shared = by_level @ (by_level != 0).astype(float).T
    return shared + shared.T - by_level @ by_level.T


def _apart(matrix: Any) -> Any:
    """Without a diagonal."""
    found = matrix.tocoo()
    off = found.row != found.col
    return sparse.coo_array((found.data[off], (found.row[off], found.col[off])), found.shape)


def _stacked(matrices: list[Any]) -> Any:
    """Matrices as rows."""
    return sparse.vstack([one.reshape(1, -1) for one in matrices], format="csr")
