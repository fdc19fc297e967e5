"""Simulated annealing: a search among sets of concepts that are too many to try them all.

Kirkpatrick, S., Gelatt, C. D. and Vecchi, M. P. (1983), Optimization by simulated annealing, Science 220(4598).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.errors import UsageError
from kg.networks.backbone.contributions import Sets
from kg.networks.counted import Floats
from kg.networks.statements import Ints

_RECENT = 100  # steps over which the share of the accepted is taken
Loss = Callable[[Sets], float]


@dataclass(frozen=True, slots=True)
class Annealing:
    """How long to search, and the seed that makes it repeatable."""

    steps: int = 10_000
    seed: int = 0

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise UsageError("a search has at least one step", str(self.steps), "Give a whole number above 0.")


@dataclass(frozen=True, slots=True)
class Log:
    """A search, a cell each step: temperature, what was proposed, with what probability it is taken, whether it was;
    the set held afterwards, and the share of the last 100 proposals that were taken."""

    temperatures: Floats
    probabilities: Floats
    accepted: NDArray[np.bool_]
    proposed_sizes: Ints
    proposed_losses: Floats
    sizes: Ints
    losses: Floats
    accepted_share: Floats


def anneal(start: Sets, loss: Loss, search: Annealing, *, fixed: bool) -> tuple[Sets, Log]:
    """The best set that was seen, and how it was found; with `fixed` all have the size of the first.

    A move swaps two concepts, or else adds or takes one away too, as long as some are in and some are out. A better
    set is taken, a worse one with the probability exp(old loss - new loss) times the temperature.
    """
    random = np.random.default_rng((search.seed, 1))
    temperatures = 1 - 1 / (1 + np.exp(5 - 12 * np.arange(1, search.steps + 1) / search.steps))
    held, best = (start, loss(start)), (start, loss(start))
    rows: list[tuple[float, ...]] = []
    for temperature in temperatures:
        proposed = _moved(held[0], random, fixed=fixed)
        new = loss(proposed)
        probability = 1.0 if new < held[1] else float(np.exp(held[1] - new) * temperature)
        accepted = bool(random.random() < probability)
        held = (proposed, new) if accepted else held
        best = held if held[1] < best[1] else best
        rows.append((probability, accepted, proposed.sum(), new, held[0].sum(), held[1]))
    return best[0], _log(temperatures, rows)


def _moved(chosen: Sets, random: np.random.Generator, *, fixed: bool) -> Sets:
    """A set one move away."""
    inside, outside = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    moves = [(1, 1)]  # how many come in, how many go out
    if not fixed:
        moves += [(1, 0)] if len(outside) > 1 else []
        moves += [(0, 1)] if len(inside) > 1 else []
    come, go = moves[random.integers(len(moves))]
    found = chosen.copy()
    found[random.choice(outside, come)] = True
    found[random.choice(inside, go)] = False
    return found


def _log(temperatures: Floats, rows: list[tuple[float, ...]]) -> Log:
    probabilities, accepted, proposed, new, sizes, losses = np.array(rows, float).T
    taken = np.concatenate([[0], np.cumsum(accepted)])
    end = np.arange(1, len(rows) + 1)
    first = np.maximum(end - _RECENT, 0)
    share = (taken[end] - taken[first]) / (end - first)
    return Log(
        temperatures,
        probabilities,
        accepted.astype(bool),
        proposed.astype(np.int64),
        new,
        sizes.astype(np.int64),
        losses,
        share,
    )
