"""States of a debate: slices of time whose networks are alike, and what changes between them.

Masuda and Holme (2019), Detecting sequences of system states in temporal networks, Scientific Reports 9, 795, have
the idea: distances between slices of time, clustered.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial.distance import pdist, squareform

from kg.errors import UsageError
from kg.networks.clusters import communities, concor, extra, linkages, partitions
from kg.networks.clusters.compared import Asked, Clustering, Clusterings, chosen, compare
from kg.networks.clusters.material import Material, Method, wanted
from kg.networks.clusters.modularity import modularity
from kg.networks.counted import Floats
from kg.networks.distances import Distance, distances
from kg.networks.embedded import Embedding, embed, silhouettes
from kg.networks.settings import Settings
from kg.networks.spectra import Loss
from kg.networks.statements import Ints, Statements
from kg.networks.windows import Slice, Window, slices

DEFAULT_SETTINGS = Settings(aggregation="subtract", duplicates="document", isolates=True)
DEFAULT_WINDOW = Window("days", 200, kernel="uniform", indent=False, to_one=True)
_NAMES = (
    "single average complete ward kmeans pam spectral concor fast_greedy walktrap leading_eigenvector edge_betweenness"
).split()


def _correlated(found: Material, k: int | None, seed: int) -> Ints:
    return concor.concor(found.apart())


def _pam_of_rows(found: Material, k: int | None, seed: int) -> Ints:
    """As DNA has it: the distances of rows of the distances, where the definition takes the distances themselves."""
    return partitions.pam(squareform(pdist(found.apart())), wanted(k, len(found.names)))


METHODS: tuple[Method, ...] = tuple(
    chosen(
        (
            *linkages.METHODS,
            *partitions.METHODS,
            Method("concor", "two", _correlated),
            *communities.METHODS,
            *extra.METHODS,
        ),
        _NAMES,
    )
)


@dataclass(frozen=True, slots=True)
class Phases:
    """The slices, how far apart each two are (the largest distance is 1), and what all methods made of them.

    A state is a number from 1, in the order in which states first occur.
    """

    slices: tuple[Slice, ...]
    apart: Floats
    clusterings: Clusterings

    @property
    def best(self) -> Clustering:
        """What the best method found. UsageError where all failed."""
        if self.clusterings.best is None:
            reasons = "; ".join(sorted({one.reason for one in self.clusterings.found}))
            raise UsageError("no method finds states", reasons, "Take more slices of time, or other methods.")
        return self.clusterings.best

    @property
    def states(self) -> tuple[int, ...]:
        """The state of each slice."""
        return self.best.labels

    def score(self, states: Ints) -> float:
        """The weighted modularity of given states, one for each slice."""
        return modularity(material(self.apart, self.slices).graph, states)

    def silhouettes(self) -> Floats:
        """How well each slice lies within its state, -1 to 1."""
        return silhouettes(self.apart, np.array(self.states, np.int64))

    def embedding(self) -> Embedding:
        """The slices as points in a plane: the path of the debate."""
        return embed(self.apart)

    def runs(self) -> tuple[tuple[int, dt.datetime, dt.datetime], ...]:
        """The states in the order of time, with the centres of the first and the last slice of each stay."""
        states, centres = self.states, [one.centre for one in self.slices]
        begins = [n for n in range(len(states)) if n == 0 or states[n] != states[n - 1]]
        ends = [*(n - 1 for n in begins[1:]), len(states) - 1]
        return tuple((states[a], centres[a], centres[b]) for a, b in zip(begins, ends, strict=True))


def phases(
    statements: Statements,
    settings: Settings = DEFAULT_SETTINGS,
    window: Window = DEFAULT_WINDOW,
    *,
    distance: Distance = "absdiff",
    methods: Sequence[str] = (),
    least: int = 2,
    most: int = 6,
    seed: int = 0,
) -> Phases:
    """The states of a debate, for each method the number of states of the largest weighted modularity.

    As in docs/networks.md; `dna_phaseTransitions` of rDNA has most of the methods. Distances by spectra are for one
    mode. UsageError where they do not fit, where slices have different names, or a method is none.
    """
    if distance == "spectral" and settings.mode != "one":
        raise UsageError("spectra are those of a network of one mode", "spectral", "Choose absdiff, or one mode.")
    found = tuple(slices(statements, settings, window))
    if len(found) < 2:
        raise UsageError(f"there are {len(found)} slices", str(window.size), "Take smaller windows, or a longer time.")
    apart = scaled(distances(found, distance, loss_of(settings)))
    asked = Asked(least=least, most=most, cut=True, seed=seed)
    return Phases(found, apart, compare(material(apart, found), methods_of(settings, methods), asked))


def methods_of(settings: Settings, names: Sequence[str] = ()) -> list[Method]:
    """The methods of some names, all where there are none. UsageError where one is not known."""
    found = chosen(METHODS, names)
    return [replace(one, run=_pam_of_rows) if settings.compat and one.name == "pam" else one for one in found]


def material(apart: Floats, found: Sequence[Slice]) -> Material:
    """What states are found in: the distances of slices, and a network whose ties are 1 less the distance."""
    near = 1 - apart
    np.fill_diagonal(near, 0)
    return Material(tuple(one.centre.isoformat() for one in found), near, apart)


def scaled(apart: Floats) -> Floats:
    """Distances of which the largest is 1."""
    largest = apart.max(initial=0.0)
    return np.asarray(apart / largest if largest else apart)


def loss_of(settings: Settings) -> Loss:
    """How spectra are compared; DNA compares degrees (D5)."""
    return "degree_l1" if settings.compat else "euclidean"
