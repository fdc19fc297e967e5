"""Pictures of networks and of what is measured on them. The door to matplotlib.

Each function gives a Figure; `write` makes a file of it. Pictures are the same, byte for byte, for the same input.
"""

from collections.abc import Callable

from matplotlib.figure import Figure

from kg.networks.plots.backbone import backbone
from kg.networks.plots.bars import bars
from kg.networks.plots.dendrogram import dendrogram, nested
from kg.networks.plots.files import ENDINGS, write, written
from kg.networks.plots.heat import heat
from kg.networks.plots.network import network
from kg.networks.plots.overtime import multiples, phases, polarisation
from kg.networks.plots.points import points

PICTURES: dict[str, Callable[..., Figure]] = {"network": network, "heat": heat}  # of a network of viewpoints

__all__ = [
    "ENDINGS",
    "PICTURES",
    "backbone",
    "bars",
    "dendrogram",
    "heat",
    "multiples",
    "nested",
    "network",
    "phases",
    "points",
    "polarisation",
    "write",
    "written",
]
