"""The best assignment to two groups, found by trying all of them."""

from collections.abc import Iterator

import numpy as np

from kg.networks.polarisation.objective import EQUAL, Objective
from kg.networks.statements import Ints

MOST = 20  # actors of which all assignments are tried
_BATCH = 1 << 13


def enumerate_all(objective: Objective, *, free: bool) -> tuple[Ints, float]:
    """The best assignment and its score, the first of several; with `free` groups may differ by more than one."""
    best, highest = np.zeros(len(objective.opposition), np.int64), -np.inf
    for assignments in _assignments(len(best), free=free):
        scores = objective.scores(assignments)
        if len(scores) and scores.max() > highest + EQUAL:
            place = int(np.argmax(scores >= scores.max() - EQUAL))
            best, highest = assignments[place], float(scores[place])
    return best, highest


def _assignments(actors: int, *, free: bool) -> Iterator[Ints]:
    """All ways to make two groups, in batches; the first actor is always in the first group."""
    bits = np.arange(actors - 1, -1, -1)
    for first in range(1, 1 << (actors - 1), _BATCH):
        numbers = np.arange(first, min(first + _BATCH, 1 << (actors - 1)))
        found = (numbers[:, None] >> bits) & 1
        yield found if free else found[abs(2 * found.sum(axis=1) - actors) <= 1]
