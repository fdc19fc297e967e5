"""What clusters are found in: a network's ties, how far apart its nodes are, and what they support and reject."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.statements import Ints

Number: TypeAlias = Literal["given", "two", "free", "both"]  # how many clusters: asked for, two, its own, either


@dataclass(frozen=True, slots=True)
class Material:
    """Arrays over the same nodes, in the order of `names`.

    `signed` holds ties without loops, nodes by nodes; `distance` is nodes by nodes; `affiliation` is nodes by what
    they support or reject, 0 or 1.
    """

    names: tuple[str, ...]
    signed: Floats
    distance: Floats | None = None
    affiliation: Floats | None = None

    @property
    def graph(self) -> Floats:
        """The ties above 0."""
        return np.where(self.signed > 0, self.signed, 0.0)

    def apart(self) -> Floats:
        """The distances. UsageError where there are none."""
        if self.distance is None:
            raise UsageError("distances of nodes are not known", "clusters", "Choose a method that works on ties.")
        return self.distance

    def any_tie(self) -> Floats:
        """All ties. UsageError where there are none."""
        if not self.signed.any():
            raise UsageError("the network has no tie", "clusters", "Take more statements, or other settings.")
        return self.signed

    def tied(self) -> Floats:
        """The ties above 0. UsageError where there are none."""
        found = self.graph
        if not found.any():
            raise UsageError("the network has no tie above 0", "clusters", "Take more statements, or other settings.")
        return found


Run = Callable[[Material, int | None, int], Ints]  # of material, a number of clusters or none, and a seed


@dataclass(frozen=True, slots=True)
class Method:
    """A way to find clusters: what it is called, how many it finds, and whether chance has a part in it."""

    name: str
    number: Number
    run: Run
    random: bool = False


def numbered(labels: Ints) -> Ints:
    """The same clusters with the numbers 1, 2, … in the order in which they first occur.

    >>> numbered(np.array([7, 3, 7, 5])).tolist()
    [1, 2, 1, 3]
    """
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[place] + 1, np.int64)


def wanted(k: int | None, nodes: int) -> int:
    """A number of clusters that so many nodes can have. UsageError where it is none."""
    if k is None or not 1 <= k <= nodes:
        raise UsageError(f"{nodes} nodes have no {k} clusters", "clusters", "Ask for fewer.")
    return k
