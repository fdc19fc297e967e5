"""A network as a graph to draw: its nodes, and ties that are for, against, both, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.networks.counted import Floats
from kg.networks.settings import Settings
from kg.networks.statements import Ints
from kg.networks.viewpoint import Viewpoints

AGAINST, TIE, FOR, MIXED = -1, 0, 1, 2
NAMES = {FOR: "positive", AGAINST: "negative", MIXED: "both", TIE: "tie"}


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes with the side they are on (0 rows, 1 columns) and how often they occur; ties between places of nodes."""

    names: tuple[str, ...]
    sides: Ints
    frequencies: Floats
    pairs: tuple[tuple[int, int], ...]
    weights: Floats
    left_out: int = 0
    directed: bool = False

    def nodes(self) -> tuple[str, ...]:
        """Names that differ also where both sides have the same."""
        return tuple(f"{side} {name}" for side, name in zip(self.sides, self.names, strict=True))

    def triples(self) -> list[tuple[int, int, float]]:
        return [(a, b, float(w)) for (a, b), w in zip(self.pairs, self.weights, strict=True)]


def graph(found: Viewpoints) -> Graph:
    """The graph of a network; without `isolates` nodes without a tie are left out, and counted.

    Ties are in the order in which the network has them. A directed one has no loops here, and all nodes on one side.
    """
    names, sides, often, column = _sides(found)
    cells = found.matrix.tocoo()
    edges = [
        (a, column[b], w)
        for a, b, w in sorted(zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True))
        if w and (a < column[b] if found.settings.mode == "one" else a != column[b])
    ]
    tied = sorted({end for a, b, _ in edges for end in (a, b)})
    kept = list(range(len(names))) if found.settings.isolates else tied
    place = {node: n for n, node in enumerate(kept)}
    return Graph(
        tuple(names[n] for n in kept),
        sides[kept],
        often[kept],
        tuple((place[a], place[b]) for a, b, _ in edges),
        np.array([w for _, _, w in edges], float),
        len(names) - len(kept),
        found.directed,
    )


def _sides(found: Viewpoints) -> tuple[tuple[str, ...], Ints, Floats, list[int]]:
    """Names with their sides and frequencies, and the place of each column among them."""
    row, column = (found.frequency(name) for name in (found.settings.rows, found.settings.columns))
    mine = [row.get(name, 0) for name in found.rows]
    if found.settings.mode == "one":
        return found.rows, np.zeros(len(mine), np.int64), np.array(mine, float), list(range(len(mine)))
    theirs = [column.get(name, 0) for name in found.columns]
    if not found.directed:
        sides = np.repeat([0, 1], [len(mine), len(theirs)])
        places = [len(mine) + n for n in range(len(theirs))]
        return (*found.rows, *found.columns), sides, np.array([*mine, *theirs], float), places
    place = {name: n for n, name in enumerate(dict.fromkeys((*found.rows, *found.columns)))}
    often = np.zeros(len(place))
    for name, number in zip((*found.rows, *found.columns), (*mine, *theirs), strict=True):
        often[place[name]] += number
    return tuple(place), np.zeros(len(place), np.int64), often, [place[name] for name in found.columns]


def kinds(weights: Floats, settings: Settings, levels: Sequence[Any]) -> Ints:
    """The kind of each weight: by its sign, by the code of a combination, or by what the network counts."""
    match settings.aggregation:
        case "subtract":
            return np.sign(weights).astype(np.int64)
        case "combine" if tuple(levels) == (0, 1):  # 1 for, 2 against, 3 both
            return np.array([TIE, FOR, AGAINST, MIXED])[weights.astype(np.int64)]
        case "congruence":
            return np.full(len(weights), FOR)
        case "conflict":
            return np.full(len(weights), AGAINST)
        case _:
            return np.where(weights < 0, AGAINST, TIE)


def called(kind: int, settings: Settings) -> str:
    """What a legend calls a kind."""
    special = {"congruence": "congruence", "conflict": "conflict"}
    by_level = {FOR: "for", AGAINST: "against", MIXED: "for and against"}
    if settings.aggregation == "combine":
        return by_level.get(kind, "tie")
    return special.get(settings.aggregation, NAMES[kind])


def strengths(weights: Floats, settings: Settings) -> Floats:
    """How strong ties are: the size of the weight; codes of combinations have none."""
    return np.full(len(weights), 0.5) if settings.aggregation == "combine" else abs(weights)
