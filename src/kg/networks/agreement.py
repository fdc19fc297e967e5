"""On how many of the concepts that two take a position on they agree, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from kg.errors import UsageError
from kg.networks.counted import Counting, Counts, Floats
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Ints, Statements

SETTINGS = Settings(aggregation="subtract", duplicates="document")
_CELLS = 1 << 22  # of positions that are in memory at once


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How often documents are drawn again, the level of the intervals (0 to 1), and the seed."""

    replicates: int = 1000
    level: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        """UsageError where a value is none."""
        if self.replicates < 1 or not 0 < self.level < 1:
            remedy = "Give a whole number above 0, and a level between 0 and 1."
            raise UsageError("intervals have replicates and a level", f"{self.replicates}, {self.level}", remedy)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rows by rows: the concepts on which both take a position, the share of them on which it is the same one, and
    the ends of its interval. Where two have no such concept the share is not a number."""

    names: tuple[str, ...]
    concepts: Ints
    share: Floats
    low: Floats
    high: Floats


_BOOTSTRAP = Bootstrap()


def agreement(statements: Statements, settings: Settings = SETTINGS, bootstrap: Bootstrap = _BOOTSTRAP) -> Agreement:
    """How far each two of the rows agree, as in docs/networks.md; intervals are percentiles over drawn documents.

    A position is the sign of the sum of the qualifier: for or against; who says both as often takes none. Efron, B. and
    Tibshirani, R. J. (1993), An Introduction to the Bootstrap, chapter 13. UsageError for a qualifier without a sign,
    and where no statements are left.
    """
    selection = select(statements, settings)
    if not len(selection):
        raise UsageError("no statements are left to compare", "settings", "Widen period or filters.")
    counts = Counting(selection, settings).counts(selection.kept)
    said = _by_document(counts, statements.documents.codes[selection.kept])
    agreed, concepts = _compared(np.asarray(said.sum(axis=0)).reshape(1, *counts.shape))
    share = _share(agreed, concepts)[0]
    low, high = _interval(said, counts.shape, ~np.isnan(share), bootstrap)
    return Agreement(counts.rows, concepts[0].astype(np.int64), share, low, high)


@dataclass(frozen=True, slots=True)
class Shared:
    """With another row: the concepts on which both take a position, and those on which it is the same one."""

    name: str
    concepts: int
    agreed: int


def shared(statements: Statements, name: str, settings: Settings = SETTINGS) -> list[Shared]:
    """The agreement of a row with each that it shares concepts with, most concepts first, then most agreement.

    The same numbers as `agreement` gives, for one row however many there are, without intervals.
    """
    selection = select(statements, settings)
    counts = Counting(selection, settings).counts(selection.kept)
    if name not in counts.rows:
        return []
    position = counts.table(counts.weight * _signs(counts)[counts.level])
    position.data = np.sign(position.data)
    own = position[[counts.rows.index(name)]].toarray()[0]
    both = abs(position) @ abs(own)
    agreed = (both + position @ own) / 2
    found = [
        Shared(other, int(both[n]), int(agreed[n])) for n, other in enumerate(counts.rows) if both[n] and other != name
    ]
    return sorted(found, key=lambda one: (-one.concepts, -one.agreed, one.name))


def _by_document(counts: Counts, documents: Ints) -> Any:
    """Documents by rows and concepts: the sums of the qualifier; CSR."""
    signs = _signs(counts)
    present, document = np.unique(documents, return_inverse=True)
    place = counts.row * counts.shape[1] + counts.column
    shape = (len(present), counts.shape[0] * counts.shape[1])
    return sparse.coo_array((counts.weight * signs[counts.level], (document.ravel(), place)), shape).tocsr()


def _signs(counts: Counts) -> Floats:
    """What each level of the qualifier adds to a position. UsageError where it has no sign."""
    if counts.kind not in ("boolean", "integer"):
        remedy = "Choose a qualifier of 0 and 1, or of whole numbers."
        raise UsageError("agreement needs a qualifier with a sign", f"qualifier {counts.kind}", remedy)
    return np.array((-1, 1) if counts.kind == "boolean" else counts.levels, float)


def _compared(sums: Floats) -> tuple[Floats, Floats]:
    """Of sums by rows and concepts, one or several: on how many concepts two agree, and both take a position."""
    position = np.sign(sums)
    taken = abs(position)
    both = taken @ taken.swapaxes(1, 2)
    return (both + position @ position.swapaxes(1, 2)) / 2, both


def _share(agreed: Floats, concepts: Floats) -> Floats:
    return np.divide(agreed, concepts, out=np.full_like(agreed, np.nan), where=concepts > 0)


def _interval(said: Any, shape: tuple[int, int], pairs: Any, bootstrap: Bootstrap) -> tuple[Floats, Floats]:
    """The ends of the interval of each pair that has a share; replicates in which it has none do not count."""
    drawn = np.concatenate([found[:, pairs] for found in _replicates(said, shape, bootstrap)])
    seen = ~np.isnan(drawn).all(axis=0)
    tail = (1 - bootstrap.level) / 2
    ends = np.full((2, drawn.shape[1]), np.nan)
    ends[:, seen] = np.nanquantile(drawn[:, seen], (tail, 1 - tail), axis=0)
    found = np.full((2, *pairs.shape), np.nan)
    found[:, pairs] = ends
    return found[0], found[1]


def _replicates(said: Any, shape: tuple[int, int], bootstrap: Bootstrap) -> Iterator[Floats]:
    """The shares of agreement if as many documents are drawn with replacement, several replicates at once."""
    random = np.random.default_rng(bootstrap.seed)
    documents = said.shape[0]
    times = random.multinomial(documents, np.full(documents, 1 / documents), bootstrap.replicates).astype(float)
    batch = max(1, _CELLS // said.shape[1])
    for first in range(0, len(times), batch):
        sums = times[first : first + batch] @ said
        yield _share(*_compared(sums.reshape(-1, *shape)))
