"""A genetic search: assignments that inherit from two others, and change by chance.

Holland, J. H. (1975), Adaptation in Natural and Artificial Systems; the steps are those of docs/networks.md.
"""

import numpy as np

from kg.networks.counted import Floats
from kg.networks.polarisation.assignments import at_random, matched, repaired
from kg.networks.polarisation.objective import EQUAL, Objective
from kg.networks.statements import Ints

_POPULATION = 50
_ELITE = 5
_CHANGED = 0.1  # part of the actors that change their group by chance
_STANDING = 10  # generations without a change, after which the search ends


def breed(objective: Objective, *, free: bool, generations: int, seed: int) -> tuple[Ints, float]:
    """The best assignment of all generations, and its score."""
    random = np.random.default_rng((seed, 2))
    actors, groups = len(objective.opposition), objective.groups
    population = np.array([at_random(random, actors, groups, free=free) for _ in range(_POPULATION)])
    seen: list[tuple[float, float, float]] = []
    for _ in range(generations):
        scores = np.round(objective.scores(population), 12)  # the same, however many threads add them up
        order = np.argsort(-scores, kind="stable")
        population, scores = population[order], scores[order]
        seen.append((scores[0], scores.mean(), scores.std()))
        if len(seen) > _STANDING and np.ptp(seen[-_STANDING - 1 :], axis=0).max() <= EQUAL:
            break
        children = [_child(random, population, scores, groups, free=free) for _ in range(_POPULATION - _ELITE)]
        population = np.array([*population[:_ELITE], *children])
    scores = objective.scores(population)
    place = int(np.argmax(scores >= scores.max() - EQUAL))
    return population[place], float(scores[place])


def _child(random: np.random.Generator, population: Ints, scores: Floats, groups: int, *, free: bool) -> Ints:
    """Each actor's group from one of two parents under common labels; then some change."""
    chances = _chances(scores)
    one = population[random.choice(len(population), p=chances)]
    other = population[random.choice(len(population), p=chances if random.random() < 0.5 else None)]
    mixed = np.where(random.random(len(one)) < 0.5, one, matched(other, one, groups))
    return _changed(random, repaired(random, mixed, groups, free=free), groups, free=free)


def _chances(scores: Floats) -> Floats:
    """The higher the score above the lowest one, the likelier a parent is."""
    above = scores - scores.min()
    return np.asarray(above / above.sum() if above.sum() > 0 else np.full(len(scores), 1 / len(scores)))


def _changed(random: np.random.Generator, assignment: Ints, groups: int, *, free: bool) -> Ints:
    """A tenth of the actors change places in pairs or, if sizes are free, go to any group."""
    found = assignment.copy()
    some = random.permutation(len(found))[: max(2, round(_CHANGED * len(found)))]
    if free and random.random() < 0.5:
        found[some] = random.integers(groups, size=len(some))
        return repaired(random, found, groups, free=True)
    found[some] = found[np.roll(some, 1)]
    return found
