"""Pictures of networks and of what is measured on them. The door to matplotlib.

Each function gives a Figure; `write` makes a file of it. Pictures are the same, byte for byte, for the same input.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from kg.errors import UsageError
from kg.networks.plots.backbone import backbone
from kg.networks.plots.bars import bars
from kg.networks.plots.dendrogram import dendrogram, nested
from kg.networks.plots.files import ENDINGS, write, written
from kg.networks.plots.heat import heat
from kg.networks.plots.network import network
from kg.networks.plots.overtime import multiples, phases, polarisation
from kg.networks.plots.points import points
from kg.networks.viewpoint import Viewpoints

PICTURES: dict[str, Callable[..., Figure]] = {"network": network, "heat": heat}  # of a network of viewpoints


def picture(found: Viewpoints, kind: str = "network", path: Path | None = None, **how: Any) -> Figure:
    """A picture of a network, and a file of it where a path is given. UsageError where there is no such kind."""
    if kind not in PICTURES:
        raise UsageError(f"there is no picture {kind}", kind, f"Choose {', '.join(PICTURES)}.")
    figure = PICTURES[kind](found, **how)
    if path is not None:
        write(figure, path)
    return figure


__all__ = [
    "ENDINGS",
    "PICTURES",
    "Figure",
    "backbone",
    "bars",
    "dendrogram",
    "heat",
    "multiples",
    "nested",
    "network",
    "phases",
    "picture",
    "points",
    "polarisation",
    "write",
    "written",
]
