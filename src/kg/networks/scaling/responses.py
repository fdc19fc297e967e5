"""What each actor answers to each concept, as scaling takes it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from kg.errors import UsageError
from kg.networks.clusters.affiliation import blocks
from kg.networks.counted import Counting, Floats
from kg.networks.selected import Mask, select
from kg.networks.settings import Settings
from kg.networks.statements import Ints, Statements

Scale = Literal["binary", "ordinal"]
MISSING = -1


@dataclass(frozen=True, slots=True)
class Responses:
    """Actors by concepts: 0 rejects and 1 supports; or 0 rejects, 1 is in between, 2 supports; -1 is missing."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    answers: Ints
    levels: int = 2

    @property
    def known(self) -> Floats:
        """1 where there is an answer, else 0."""
        return np.asarray(self.answers != MISSING, float)

    @property
    def signs(self) -> Floats:
        """1 where an actor supports, -1 where it rejects, else 0."""
        for_, against = self.answers == self.levels - 1, self.answers == 0
        return np.asarray(np.subtract(for_, against, dtype=float))


def responses(
    statements: Statements,
    settings: Settings,
    scale: Scale = "binary",
    *,
    threshold: float | None = None,
    absent_missing: bool = True,
) -> Responses:
    """The answers of rows about columns; as in docs/networks.md, after `dna_scale1dbin` and `dna_scale1dord` of rDNA.

    Binary: a share of support of at most `threshold` is 0, of at least 1 less it 1; without it only those who always
    support or always reject have an answer. Ordinal: what is never mentioned is in between, or missing. Actors without
    an answer and concepts of fewer than two are left out. UsageError where the qualifier has no sign, or nothing is
    left.
    """
    selection = select(statements, settings)
    counts = Counting(selection, settings).counts(selection.kept)
    if counts.kind not in ("boolean", "integer"):
        raise UsageError("scaling takes agreement, yes or no or a number", counts.kind, "Choose another qualifier.")
    support, reject = blocks(counts)
    said = support + reject
    share = np.divide(support, said, out=np.full_like(said, 0.5), where=said > 0)
    edge = 0.0 if threshold is None else min(threshold, 1 - threshold)
    mentioned = said > 0
    against, for_ = mentioned & (share <= edge), mentioned & (share >= 1 - edge) & (share > edge)
    if scale == "binary":
        return _kept(counts.rows, counts.columns, np.where(for_, 1, np.where(against, 0, MISSING)), mentioned, 2)
    between = np.where(mentioned | (not absent_missing), 1, MISSING)
    answers = np.where(mentioned & (share == 1), 2, np.where(mentioned & (share == 0), 0, between))
    return _kept(counts.rows, counts.columns, answers, mentioned, 3)


def connected(found: Responses) -> Responses:
    """The largest part whose actors are tied by concepts that they answer: others have no place beside it."""
    known = sparse.csr_array(found.known)
    _, part = sparse.csgraph.connected_components(sparse.block_array([[None, known], [known.T, None]]), directed=False)
    inside = part == np.bincount(part[: len(found.rows)]).argmax()
    row, column = (np.flatnonzero(side) for side in np.split(inside, [len(found.rows)]))
    rows, columns = tuple(found.rows[n] for n in row), tuple(found.columns[n] for n in column)
    return Responses(rows, columns, found.answers[np.ix_(row, column)], found.levels)


def _kept(rows: tuple[str, ...], columns: tuple[str, ...], answers: Ints, mentioned: Mask, levels: int) -> Responses:
    """Without actors that have no answer, and concepts of fewer than two, until all have enough."""
    known = (answers != MISSING) & mentioned
    row, column = np.arange(len(rows)), np.arange(len(columns))
    while True:
        wide = column[known[np.ix_(row, column)].sum(axis=0) >= 2]
        tall = row[known[np.ix_(row, wide)].any(axis=1)]
        if len(tall) == len(row) and len(wide) == len(column):
            break
        row, column = tall, wide
    if not len(row):
        raise UsageError("no concept has the answers of two actors", "scaling", "Take more statements.")
    names = tuple(rows[n] for n in row), tuple(columns[n] for n in column)
    return Responses(*names, answers[np.ix_(row, column)].astype(np.int64), levels)
