"""What an assignment of actors to groups is worth: a sum over pairs, which depends on the groups that they are in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.polarisation.opposition import Opposition
from kg.networks.statements import Ints

Measure = Literal["modularity", "share", "deviation", "dna"]
MEASURES: tuple[Measure, ...] = ("modularity", "share", "deviation", "dna")
EQUAL = 1e-12  # a difference that is none


@dataclass(frozen=True, slots=True)
class Objective:
    """A measure of assignments to some number of groups; scores are maximised, so that of a deviation is below 0."""

    opposition: Opposition
    measure: Measure
    groups: int

    def __post_init__(self) -> None:
        """UsageError where the measure is none, or one group alone is asked for."""
        if self.measure not in MEASURES:
            raise UsageError(f"there is no measure {self.measure}", self.measure, f"Choose {', '.join(MEASURES)}.")
        if self.groups < 2:
            raise UsageError("polarisation is between two groups at least", str(self.groups), "Ask for more groups.")

    @property
    def by_size(self) -> bool:
        """Whether pairs are worth something else where groups have other sizes."""
        return self.measure in ("deviation", "dna")

    def value(self, score: float) -> float:
        """The measure as people read it."""
        return -score if self.measure == "deviation" else score

    def constant(self) -> float:
        """What every assignment has."""
        if self.measure != "modularity":
            return 0.0
        return _ratio(float(np.trace(beyond_chance(self.opposition))), self.opposition.total)

    def rewards(self, sizes: Ints) -> Floats:
        """What each pair of actors is worth in each pair of groups: groups by groups by actors by actors."""
        agree, oppose, total = self.opposition.congruence, self.opposition.conflict, self.opposition.total
        found = np.zeros((self.groups, self.groups, *agree.shape))
        same = np.eye(self.groups, dtype=bool)
        match self.measure:
            case "share":
                found[same], found[~same] = agree, oppose
            case "modularity":
                found[same] = beyond_chance(self.opposition)
            case _:
                inside, between = ideal(self.opposition, sizes)
                found[same] = (abs(agree - inside[:, None, None]) + oppose) / 2
                found[~same] = (agree + abs(oppose - between[~same][:, None, None])) / 2
        found *= _ratio(-2.0 if self.measure == "deviation" else 2.0, total)
        found[:, :, np.arange(len(agree)), np.arange(len(agree))] = 0.0
        return found

    def scores(self, assignments: Ints) -> Floats:
        """The score of each of some assignments: rows of group numbers."""
        found = np.full(len(assignments), self.constant())
        member = (assignments[:, :, None] == np.arange(self.groups)).astype(float)
        for mine, sizes in self._alike(member.sum(axis=1).astype(np.int64)):
            rewards = self.rewards(sizes)
            for one in range(self.groups):
                for other in range(one, self.groups):
                    pairs = ((member[mine, :, one] @ rewards[one, other]) * member[mine, :, other]).sum(axis=1)
                    found[mine] += pairs / 2 if one == other else pairs
        return found

    def _alike(self, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Assignments, by their places, for which rewards are the same."""
        if not self.by_size:
            yield np.arange(len(sizes)), sizes[0]
            return
        kinds, kind = np.unique(sizes, axis=0, return_inverse=True)
        for n, one in enumerate(kinds):
            yield np.flatnonzero(kind.ravel() == n), one


def beyond_chance(opposition: Opposition) -> Floats:
    """Congruence beyond what the sums of rows and columns let expect, less the same of conflict."""
    return _beyond(opposition.congruence) - _beyond(opposition.conflict)


def ideal(opposition: Opposition, sizes: Ints) -> tuple[Floats, Floats]:
    """Each cell of the ideal polarised network: congruence inside each group, conflict between each two."""
    within = float((sizes * (sizes - 1)).sum())
    apart = float(sizes.sum() * (sizes.sum() - 1)) - within
    inside = sizes * (sizes - 1) * _ratio(_ratio(float(opposition.congruence.sum()), within), within)
    between = np.outer(sizes, sizes) * _ratio(_ratio(float(opposition.conflict.sum()), apart), apart)
    return np.asarray(inside, float), np.asarray(between, float)


def _beyond(matrix: Floats) -> Floats:
    sums = matrix.sum(axis=1)
    return np.asarray(matrix - np.outer(sums, sums) * _ratio(1.0, float(matrix.sum())))


def _ratio(one: float, other: float) -> float:
    return one / other if other else 0.0
