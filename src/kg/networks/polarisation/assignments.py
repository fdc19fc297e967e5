"""Assignments of actors to groups: at random, of equal sizes, under the labels of another one."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.networks.counted import Floats
from kg.networks.statements import Ints


def at_random(random: np.random.Generator, actors: int, groups: int, *, free: bool) -> Ints:
    """An assignment in which no group is empty; without `free` sizes differ by one at most."""
    if free:
        return repaired(random, random.integers(groups, size=actors), groups, free=True)
    return np.asarray(random.permutation(np.arange(actors) % groups))


def along(order: Floats, groups: int, *, free: bool) -> Ints:
    """By a number of each actor: two groups by its sign if they are free, else groups of equal sizes by its rank."""
    signs = np.asarray(order < 0, np.int64)
    if free and groups == 2 and 0 < signs.sum() < len(order):
        return signs
    rank = np.argsort(np.argsort(-order, kind="stable"), kind="stable")
    return np.asarray(rank * groups // len(order))


def repaired(random: np.random.Generator, assignment: Ints, groups: int, *, free: bool) -> Ints:
    """With random actors moved out of groups that are too large, until none is empty, or all sizes are equal."""
    found = assignment.copy()
    while True:
        sizes = np.bincount(found, minlength=groups)
        low, high = int(sizes.argmin()), int(sizes.argmax())
        if sizes[low] > 0 if free else sizes[high] - sizes[low] <= 1:
            return found
        found[random.choice(np.flatnonzero(found == high))] = low


def matched(assignment: Ints, model: Ints, groups: int) -> Ints:
    """The same groups with the numbers under which they have most actors in common with those of a model."""
    both = np.zeros((groups, groups))
    np.add.at(both, (assignment, model), 1)
    labels = linear_sum_assignment(both, maximize=True)[1]
    return np.asarray(labels[assignment], np.int64)


def ordered(assignment: Ints) -> Ints:
    """The same groups, numbered in the order in which actors come to them."""
    _, first, group = np.unique(assignment, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[group.ravel()], np.int64)
