"""How ties look: what they are for, against, or both, and how strong they are."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.networks.counted import Floats
from kg.networks.graph import AGAINST, FOR, MIXED, TIE
from kg.networks.plots.sheet import BOTH, NEGATIVE, NEUTRAL, POSITIVE

_THIN, _THICK, _FEW = 0.7, 4.0, 30  # points, and ties that may all be thick


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of tie is drawn: colour and line, so that it is known without colour, too."""

    colour: str
    line: Any


LOOKS: dict[int, Look] = {
    FOR: Look(POSITIVE, "solid"),
    AGAINST: Look(NEGATIVE, (0, (3, 1.6))),
    MIXED: Look(BOTH, (0, (5, 1.4, 0.9, 1.4))),
    TIE: Look(NEUTRAL, "solid"),
}


def widths(strength: Floats, largest: float, ties: int) -> Floats:
    """Points, in proportion to strength, and never too thin to be seen; the thinner, the more `ties` are in the way."""
    thick = _THICK * min(1.0, (_FEW / max(ties, 1)) ** 0.35)
    return np.asarray(np.maximum(thick * strength / (largest or 1.0), _THIN))
