"""How sure the ties of a network are: what they would weigh if other documents of the kind had been read."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Counting, Floats
from kg.networks.matrices import matrix
from kg.networks.statements import Ints
from kg.networks.viewpoint import Viewpoints


def intervals(found: Viewpoints, draws: int = 1000, seed: int = 0, level: float = 0.95) -> Viewpoints:
    """The network with the ends of an interval for each tie, percentiles over documents drawn with replacement.

    As many documents are drawn as have statements that count, after duplicates are removed; a tie that is not seen in
    a draw weighs 0 there. It takes 8 bytes a draw and tie. Efron, B. and Tibshirani, R. J. (1993), An Introduction to
    the Bootstrap, chapter 13. UsageError where a value is none, or for the aggregation combine, whose cells are codes.
    """
    if draws < 1 or not 0 < level < 1:
        raise UsageError("intervals have draws and a level", f"{draws}, {level}", "Draw at least once; level 0 to 1.")
    if found.settings.aggregation == "combine":
        raise UsageError("codes have no interval", "aggregation combine", "Choose subtract or ignore.")
    tail = (1 - level) / 2
    ends = np.zeros((2, 0))
    if found.matrix.nnz:
        ends = np.quantile(_drawn(found, draws, seed), (tail, 1 - tail), axis=0)
    return replace(found, ends=ends)


def _drawn(found: Viewpoints, draws: int, seed: int) -> Floats:
    """What each tie weighs in each draw; ties in the order of the data of the matrix."""
    selection, settings = found.selection, found.settings
    present, document = np.unique(selection.statements.documents.codes[selection.kept], return_inverse=True)
    counting, random = Counting(selection, settings), np.random.default_rng(seed)
    whole = counting.counts(selection.kept)
    across = whole.rows if settings.mode == "one" else whole.columns
    places = found.matrix.tocoo()
    row = _places(whole.rows, found.rows)[places.row]
    column = _places(across, found.columns)[places.col]
    chance = np.full(len(present), 1 / len(present))
    made = np.zeros((draws, found.matrix.nnz))
    for number in range(draws):
        times = random.multinomial(len(present), chance).astype(float)
        drawn = matrix(counting.counts(selection.kept, times[document]), settings)
        made[number] = np.asarray(drawn[row, column]).ravel() if drawn.nnz else 0
    return made


def _places(known: Sequence[str], names: Sequence[str]) -> Ints:
    places = {name: place for place, name in enumerate(known)}
    return np.array([places[name] for name in names], np.int64)
