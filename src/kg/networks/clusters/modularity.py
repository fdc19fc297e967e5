"""How much more two nodes of a cluster are tied than their degrees make one expect."""

from typing import Literal

import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.statements import Ints

Quality = Literal["weighted", "unweighted", "signed"]
QUALITIES: tuple[Quality, ...] = ("weighted", "unweighted", "signed")


def quality(signed: Floats, labels: Ints, kind: Quality = "weighted") -> float:
    """One of the three modularities of a network without loops. UsageError where `kind` is none."""
    match kind:
        case "weighted":
            return modularity(signed, labels)
        case "unweighted":
            return modularity((signed > 0).astype(float), labels)
        case "signed":
            return signed_modularity(signed, labels)
    raise UsageError(f"there is no modularity {kind}", kind, f"Choose {', '.join(QUALITIES)}.")


def modularity(ties: Floats, labels: Ints) -> float:
    """From -1/2 to below 1; ties below 0 do not count, and without ties it is 0.

    Newman (2004), Analysis of weighted networks, Physical Review E 70, 056131.
    """
    surplus, total = _surplus(np.where(ties > 0, ties, 0.0), labels)
    return surplus / total if total else 0.0


def signed_modularity(ties: Floats, labels: Ints) -> float:
    """As `modularity`, but ties below 0 count for two nodes that are apart.

    Gómez, Jensen and Arenas (2009), Analysis of community structure in networks of correlated data, Physical Review E
    80, 016114.
    """
    parts = [_surplus(np.where(side > 0, side, 0.0), labels) for side in (ties, -ties)]
    total = sum(weight for _, weight in parts)
    return (parts[0][0] - parts[1][0]) / total if total else 0.0


def _surplus(ties: Floats, labels: Ints) -> tuple[float, float]:
    """The sum of ties within clusters above what is expected, and that of all ties."""
    degrees, total = ties.sum(axis=1), float(ties.sum())
    if total == 0:
        return 0.0, 0.0
    together = labels[:, None] == labels
    return float((ties - np.outer(degrees, degrees) / total)[together].sum()), total
