"""Ties as a picture tells them: for, against, both, or neither; and how strong they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.networks.counted import Floats
from kg.networks.plots.sheet import BOTH, NEGATIVE, NEUTRAL, POSITIVE
from kg.networks.settings import Settings
from kg.networks.statements import Ints

_THIN, _THICK, _FEW = 0.7, 4.0, 30  # points, and ties that may all be thick


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of tie is drawn: colour and line, so that it is known without colour, too."""

    name: str
    colour: str
    line: Any


AGAINST, TIE, FOR, MIXED = -1, 0, 1, 2
LOOKS: dict[int, Look] = {
    FOR: Look("positive", POSITIVE, "solid"),
    AGAINST: Look("negative", NEGATIVE, (0, (3, 1.6))),
    MIXED: Look("both", BOTH, (0, (5, 1.4, 0.9, 1.4))),
    TIE: Look("tie", NEUTRAL, "solid"),
}


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


def name(kind: int, settings: Settings) -> str:
    """What a legend calls a kind."""
    special = {"congruence": "congruence", "conflict": "conflict"}
    by_level = {FOR: "for", AGAINST: "against", MIXED: "for and against"}
    if settings.aggregation == "combine":
        return by_level.get(kind, "tie")
    return special.get(settings.aggregation, LOOKS[kind].name)


def strengths(weights: Floats, settings: Settings) -> Floats:
    """How strong ties are: the size of the weight; codes of combinations have none."""
    return np.full(len(weights), 0.5) if settings.aggregation == "combine" else abs(weights)


def widths(strength: Floats, largest: float, ties: int) -> Floats:
    """Points, in proportion to strength, and never too thin to be seen; the thinner, the more `ties` are in the way."""
    thick = _THICK * min(1.0, (_FEW / max(ties, 1)) ** 0.35)
    return np.asarray(np.maximum(thick * strength / (largest or 1.0), _THIN))
