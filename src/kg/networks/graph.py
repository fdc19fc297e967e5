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

    def nodes(self) -> tuple[str, ...]:
        """Names that differ also where both sides have the same."""
        return tuple(f"{side} {name}" for side, name in zip(self.sides, self.names, strict=True))

    def triples(self) -> list[tuple[int, int, float]]:
        return [(a, b, float(w)) for (a, b), w in zip(self.pairs, self.weights, strict=True)]


def graph(found: Viewpoints) -> Graph:
    """The graph of a network; without `isolates` nodes without a tie are left out, and counted."""
    two = found.settings.mode == "two"
    cells = found.matrix.tocoo()
    shift = len(found.rows) if two else 0
    edges = sorted(
        (int(a), int(b) + shift, float(w))
        for a, b, w in zip(cells.row, cells.col, cells.data, strict=True)
        if w and (two or a < b)
    )
    names = (*found.rows, *found.columns) if two else found.rows
    sides = np.array([0] * len(found.rows) + [1] * (len(names) - len(found.rows)), np.int64)
    said = [found.frequency(found.settings.rows), found.frequency(found.settings.columns)]
    often = np.array([said[side].get(name, 0) for name, side in zip(names, sides, strict=True)], float)
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
    )


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
