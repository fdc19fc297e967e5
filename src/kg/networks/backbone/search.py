"""The best sets of concepts: of a given size, under a penalty for size, of every size."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.errors import UsageError
from kg.networks.backbone.annealing import Annealing, Log, anneal
from kg.networks.backbone.contributions import Sets
from kg.networks.backbone.losses import SETTINGS, Losses, weighed
from kg.networks.counted import Floats
from kg.networks.settings import Settings
from kg.networks.spectra import Loss
from kg.networks.statements import Statements

MOST = 15  # concepts of which all sets are tried
_EQUAL = 1e-12
_ANNEALING = Annealing()


@dataclass(frozen=True, slots=True)
class Backbone:
    """A set of concepts and the rest, each with the loss of its network; `value` and `redundant_value` are penalised.

    `log` is how the set was searched for, none where it is known to be the best, or was given.
    """

    concepts: tuple[str, ...]
    redundant: tuple[str, ...]
    loss: float
    redundant_loss: float
    value: float
    redundant_value: float
    log: Log | None = None


def fixed(
    statements: Statements,
    size: int,
    settings: Settings = SETTINGS,
    loss: Loss | None = None,
    search: Annealing = _ANNEALING,
) -> Backbone:
    """The set of `size` concepts whose network is nearest to that of all. UsageError where there is none of the size.

    As in docs/networks.md. Exact for up to 15 concepts, else by annealing.
    """
    losses = Losses.of(statements, settings, loss)
    _possible(losses, size)
    return _fixed(losses, size, search)


def penalty(
    statements: Statements,
    strength: float,
    settings: Settings = SETTINGS,
    loss: Loss | None = None,
    search: Annealing = _ANNEALING,
) -> Backbone:
    """The set with the smallest loss times exp(-strength · share of the concepts left out), with 0 < size < all.

    As in docs/networks.md. Exact for up to 15 concepts, else by annealing.
    """
    losses = Losses.of(statements, settings, loss)
    _possible(losses, 1)
    if len(losses) <= MOST:
        sets = np.concatenate([_all(len(losses), size) for size in range(1, len(losses))])
        values = weighed(losses(sets), sets.sum(axis=1), len(losses), strength)
        return _backbone(losses, sets[_first(values)], strength)
    start = np.zeros(len(losses), bool)
    start[np.random.default_rng((search.seed, 0)).integers(len(losses))] = True
    return _annealed(losses, start, strength, search, fixed=False)


def evaluate(
    statements: Statements,
    concepts: Collection[str],
    strength: float = 0.0,
    settings: Settings = SETTINGS,
    loss: Loss | None = None,
) -> Backbone:
    """The losses of a given set and of the rest, as in docs/networks.md. UsageError for a concept that is not there."""
    losses = Losses.of(statements, settings, loss)
    if missing := sorted(set(concepts) - set(losses.parts.concepts)):
        raise UsageError("the network has no such concept", missing[0], "Name those that it has, as they are written.")
    return _backbone(losses, np.isin(losses.parts.concepts, list(concepts)), strength)


def pareto(
    statements: Statements,
    settings: Settings = SETTINGS,
    loss: Loss | None = None,
    search: Annealing = _ANNEALING,
    tell: Callable[[int, int, str], None] | None = None,
) -> tuple[Backbone, ...]:
    """The best set of every size from one to all but one: what each further concept is worth.

    `tell` is called with the number of sizes that are done, of all, and the last one.
    """
    losses = Losses.of(statements, settings, loss)
    found = []
    for size in range(1, len(losses)):
        found.append(_fixed(losses, size, search))
        if tell is not None:
            tell(size, len(losses) - 1, f"backbone of {size}")
    return tuple(found)


def _possible(losses: Losses, size: int) -> None:
    if not 0 < size < len(losses):
        what = f"there is no backbone of {size} among {len(losses)} concepts"
        raise UsageError(what, str(size), "Take some of the concepts, at least one, and not all.")


def _fixed(losses: Losses, size: int, search: Annealing) -> Backbone:
    if len(losses) <= MOST:
        sets = _all(len(losses), size)
        return _backbone(losses, sets[_first(losses(sets))])
    start = np.zeros(len(losses), bool)
    start[np.random.default_rng((search.seed, 0)).permutation(len(losses))[:size]] = True
    return _annealed(losses, start, 0.0, search, fixed=True)


def _all(concepts: int, size: int) -> Sets:
    """All sets of a size, in the order of the names in them."""
    inside = np.array(list(combinations(range(concepts), size)))
    found = np.zeros((len(inside), concepts), bool)
    found[np.arange(len(inside))[:, None], inside] = True
    return found


def _first(values: Floats) -> int:
    """The first of the smallest."""
    return int(np.argmax(values <= values.min() + _EQUAL))


def _annealed(losses: Losses, start: Sets, strength: float, search: Annealing, *, fixed: bool) -> Backbone:
    """The best set that annealing finds; the loss of a set that comes again is not computed again."""
    known: dict[bytes, float] = {}

    def value(chosen: Sets) -> float:
        key = np.packbits(chosen).tobytes()
        if key not in known:
            known[key] = float(weighed(losses(chosen[None]), chosen.sum(), len(losses), strength)[0])
        return known[key]

    best, log = anneal(start, value, search, fixed=fixed)
    return _backbone(losses, best, strength, log)


def _backbone(losses: Losses, chosen: Sets, strength: float = 0.0, log: Log | None = None) -> Backbone:
    sets = np.array([chosen, ~chosen])
    loss = losses(sets)
    value = weighed(loss, sets.sum(axis=1), len(losses), strength)
    numbers = [float(number) for number in (*loss, *value)]
    return Backbone(losses.named(chosen), losses.named(~chosen), numbers[0], numbers[1], numbers[2], numbers[3], log)
