"""Trees of what is joined to what: clusters by linkage, and the nested backbone."""

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from scipy.cluster import hierarchy

from kg.errors import UsageError
from kg.networks.backbone import Round
from kg.networks.captions import caption, clean
from kg.networks.clusters import Material
from kg.networks.clusters.linkages import LINKAGES, profiles
from kg.networks.clusters.linkages import hierarchy as joined
from kg.networks.counted import Floats
from kg.networks.plots.sheet import INK, margin, sheet, styled
from kg.networks.settings import Settings

_LEAF = 0.19  # inches


@styled()
def dendrogram(found: Material, method: str = "average", settings: Settings | None = None, *, note: str = "") -> Figure:
    """How the nodes of a network join, by a linkage or by `equivalence`; UsageError where the method has no joins."""
    if method in LINKAGES:
        joins, axis = joined(found.apart(), method), "distance"
    elif method == "equivalence":
        joins, axis = joined(profiles(found.tied()), "complete"), "distance of tie profiles"
    else:
        known = ", ".join((*LINKAGES, "equivalence"))
        raise UsageError(f"{method} makes no dendrogram", method, f"Choose {known}.")
    first = f"Dendrogram of {len(found.names)} nodes, {method}" + (" linkage" if method in LINKAGES else "")
    return _tree(joins, found.names, axis, caption(first, settings, None, note))


@styled()
def nested(rounds: Sequence[Round], settings: Settings | None = None, *, note: str = "") -> Figure:
    """The nested backbone: concepts join in the order in which they leave, at the loss of what is left then.

    UsageError for fewer than two rounds.
    """
    if len(rounds) < 2:
        raise UsageError("a nested backbone has two concepts at least", "backbone", "Take more statements.")
    sizes = np.arange(2.0, len(rounds) + 1)
    last = np.array([0.0, *range(len(rounds), 2 * len(rounds) - 2)])
    joins = np.column_stack([last, np.arange(1.0, len(rounds)), [one.loss for one in rounds[:-1]], sizes])
    first = f"Nested backbone of {len(rounds)} concepts; those that join first are missed least"
    names = [one.concept for one in rounds]
    return _tree(joins, names, "loss of the backbone without them", caption(first, settings, None, note))


def _tree(joins: Floats, names: Sequence[str], axis: str, text: str) -> Figure:
    """Leaves at the left, heights to the right; lines as scipy lays them out."""
    if len(names) < 2:
        raise UsageError("a dendrogram has two leaves at least", "dendrogram", "Take more statements.")
    laid = hierarchy.dendrogram(joins, no_plot=True)
    labels = [clean(names[n], 60) for n in laid["leaves"]]
    left, high = margin(labels), len(labels) * _LEAF
    width = max(left + 3.6, 6.5)
    made = sheet(width, high + 0.65, text)
    axes = made.axes(left, 0.5, width - left - 0.3, high)
    lines = [np.column_stack([far, near]) for far, near in zip(laid["dcoord"], laid["icoord"], strict=True)]
    axes.add_collection(LineCollection(lines, colors=INK, linewidths=1.0, gid="joins"))
    axes.set_ylim(10 * len(labels), 0)
    heights = joins[:, 2]
    axes.set_xlim(min(0.0, float(heights.min())), float(heights.max()) * 1.05 or 1.0)
    axes.set_yticks(np.arange(5, 10 * len(labels), 10), labels)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(axis)
    return made.figure
