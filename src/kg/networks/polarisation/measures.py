"""How polarised actors are, if they are grouped in a given way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.errors import UsageError
from kg.networks.polarisation.objective import Measure, Objective
from kg.networks.polarisation.opposition import Opposition


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of one assignment; sums are over pairs of different actors.

    share            congruence inside and conflict between groups, in parts of both networks
    share_of_one     the same if all were in one group
    modularity       congruence inside beyond chance, less conflict inside beyond chance
    deviation        distance from the ideal polarised network, in parts of both networks
    deviation_raw    the same distance, not divided
    ei_index         pairs that agree between groups less those inside, in parts of both: -1 to 1
    cross_ties       congruence between groups, in parts of all congruence
    frustration      1 - share: congruence between and conflict inside groups
    """

    share: float
    share_of_one: float
    modularity: float
    deviation: float
    deviation_raw: float
    ei_index: float
    cross_ties: float
    frustration: float


def measures(opposition: Opposition, assignment: Sequence[int]) -> Measures:
    """The measures of an assignment: the number of a group for each actor. UsageError if it has another length.

    `share` and `deviation` as in docs/networks.md. Signed modularity: Gómez, S., Jensen, P. and Arenas, A. (2009),
    Analysis of community structure in networks of correlated data, Physical Review E 80(1). E-I index: Krackhardt, D.
    and Stern, R. N. (1988), Informal networks and organizational crises, Social Psychology Quarterly 51(2).
    Frustration: Doreian, P. and Mrvar, A. (1996), A partitioning approach to structural balance, Social Networks 18(2).
    """
    if len(assignment) != len(opposition):
        what = f"{len(opposition)} actors are assigned to {len(assignment)} groups"
        raise UsageError(what, "assignment", "Give the number of a group for each actor.")
    agree, total = opposition.congruence, opposition.total
    group = np.unique(np.asarray(assignment), return_inverse=True)[1].ravel()
    across = group[:, None] != group
    ties = agree > 0
    share = _score(opposition, group, "share")
    deviation = -_score(opposition, group, "deviation")
    return Measures(
        share=share,
        share_of_one=_ratio(float(agree.sum()), total),
        modularity=_score(opposition, group, "modularity"),
        deviation=deviation,
        deviation_raw=deviation * total,
        ei_index=_ratio(float(ties[across].sum()) - float(ties[~across].sum()), float(ties.sum())),
        cross_ties=_ratio(float(agree[across].sum()), float(agree.sum())),
        frustration=1 - share if total else 0.0,
    )


def _score(opposition: Opposition, group: np.ndarray[tuple[int, ...], np.dtype[np.intp]], measure: Measure) -> float:
    groups = max(2, int(group.max(initial=0)) + 1)
    return float(Objective(opposition, measure, groups).scores(group[None])[0])


def _ratio(one: float, other: float) -> float:
    return one / other if other else 0.0
