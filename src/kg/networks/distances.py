"""How far apart the slices of a network over time are."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy.spatial.distance import cdist

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.spectra import Loss, degrees, spectrum
from kg.networks.windows import Slice

Distance = Literal["absdiff", "spectral"]
DISTANCES: tuple[Distance, ...] = ("absdiff", "spectral")


def distances(found: Sequence[Slice], kind: Distance = "absdiff", loss: Loss = "euclidean") -> Floats:
    """The distance of each slice from each, all of the same names: of cells (`absdiff`), or by their spectra.

    UsageError where slices have different names.
    """
    if any((one.rows, one.columns) != (found[0].rows, found[0].columns) for one in found):
        remedy = "Smooth them by a kernel, or take isolates in."
        raise UsageError("slices with different names cannot be compared", kind, remedy)
    dense = [one.matrix.toarray() for one in found]
    if kind == "absdiff":
        points = np.array([one.ravel() for one in dense])
        return np.asarray(cdist(points, points, "cityblock"))
    points = np.array([(degrees if loss == "degree_l1" else spectrum)(one) for one in dense])
    return np.asarray(cdist(points, points, "euclidean" if loss == "euclidean" else "cityblock"))
