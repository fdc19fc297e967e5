"""A graph on axes: ties as lines, nodes as markers, names beside them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from kg.networks.captions import clean
from kg.networks.counted import Floats
from kg.networks.graph import AGAINST, NAMES, Graph, called, kinds, strengths
from kg.networks.plots import labels
from kg.networks.plots.sheet import FONT, INK, NEUTRAL, POINTS, extent, wrapped
from kg.networks.plots.ties import LOOKS, widths
from kg.networks.settings import Settings

_SMALLEST, _LARGEST = 4.0, 16.0  # points across
_HEAD, _BESIDE = 4.0, 2.2  # points: of an arrow, and between one and that back
_LINE = 105.0  # points that a line of a label may take
SHAPES = ("o", "s")
FILLS = ("#595959", "#FFFFFF")
HALO = {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.4}  # behind names


def diameters(frequencies: Floats, largest: float | None = None) -> Floats:
    """Points across: the area of a node grows with how often it occurs."""
    most = frequencies.max(initial=0.0) if largest is None else largest
    share = frequencies / most if most else np.zeros_like(frequencies)
    return np.asarray((_SMALLEST**2 + (_LARGEST**2 - _SMALLEST**2) * share) ** 0.5)


def draw(
    axes: Axes, of: Graph, places: Floats, settings: Settings, levels: Sequence[Any], scale: tuple[float, float],
    size: float = 1.0,
) -> None:  # fmt: skip
    """Ties and nodes at places in points; `scale` is the largest strength and the largest frequency."""
    kind = kinds(of.weights, settings, levels)
    across = diameters(of.frequencies, scale[1]) * size
    shafts = ends(of, places, across / 2) if of.directed else [places[list(pair)] for pair in of.pairs]
    width = widths(strengths(of.weights, settings), scale[0], len(of.weights)) * size
    for one, look in LOOKS.items():
        mine = np.flatnonzero(kind == one)
        if len(mine):
            lines = [shafts[n] for n in mine]
            axes.add_collection(
                LineCollection(
                    lines, colors=look.colour, linewidths=width[mine], linestyles=[look.line], alpha=0.8,
                    zorder=1 if one != AGAINST else 1.1, gid=f"ties-{NAMES[one]}", capstyle="butt",
                )
            )  # fmt: skip
            if of.directed:
                heads = [head(shafts[n], float(_HEAD + width[n])) for n in mine]
                axes.add_collection(
                    PolyCollection(heads, facecolors=look.colour, zorder=1.5, gid=f"heads-{NAMES[one]}")
                )
    for side in (0, 1):
        mine = np.flatnonzero(of.sides == side)
        if len(mine):
            axes.scatter(
                places[mine, 0], places[mine, 1], s=across[mine] ** 2, marker=SHAPES[side], c=FILLS[side],
                edgecolors=INK, linewidths=0.8, zorder=2, gid=f"nodes-{side}",
            )  # fmt: skip


def ends(of: Graph, places: Floats, radii: Floats) -> list[Floats]:
    """From where to where arrows lead: as far as the edge of a node, and beside the arrow back where there is one."""
    both = set(of.pairs)
    found = []
    for one, other in of.pairs:
        line = places[[one, other]].astype(float)
        along = line[1] - line[0]
        along = along / (np.hypot(*along) or 1.0)
        if (other, one) in both:
            line += np.array([-along[1], along[0]]) * _BESIDE
        line[1] -= along * (radii[other] + 0.8)
        found.append(line)
    return found


def head(line: Floats, size: float) -> Floats:
    """The triangle at the end of an arrow."""
    along = line[1] - line[0]
    along = along / (np.hypot(*along) or 1.0)
    aside = np.array([-along[1], along[0]]) * size * 0.4
    return np.array([line[1], line[1] - along * size + aside, line[1] - along * size - aside])


def name(
    axes: Axes, of: Graph, places: Floats, bounds: tuple[float, float], most: int, largest: float, size: float = 1.0
) -> int:
    """Write the names of the most frequent nodes beside them; how many of all have their name."""
    font = max(FONT * size, 5.5)
    order = sorted(range(len(of.names)), key=lambda n: (-of.frequencies[n], of.names[n]))
    texts = ["\n".join(wrapped(clean(of.names[n]), font, _LINE)) for n in order[:most]]
    sizes = np.array([extent(text, font) for text in texts]).reshape(-1, 2)
    radii = diameters(of.frequencies, largest) * size / 2
    lines = np.array([[*places[a], *places[b]] for a, b in of.pairs]).reshape(-1, 4)
    middles = labels.place(places[order], radii[order], sizes, lines, bounds)
    for n, text, middle, box in zip(order, texts, middles, sizes, strict=False):
        if np.isnan(middle).any():
            continue
        leader(axes, places[n], middle, box, float(radii[n]))
        axes.text(
            middle[0], middle[1], text, fontsize=font, ha="center", va="center", zorder=4, linespacing=1.1, gid="name",
            bbox=HALO,
        )  # fmt: skip
    return int((~np.isnan(middles[:, 0])).sum()) if len(middles) else 0


def leader(axes: Axes, node: Floats, middle: Floats, size: Floats, radius: float) -> None:
    """A thin line to a label that is not beside its node."""
    edge = np.clip(node, middle - size / 2, middle + size / 2)
    if np.hypot(*(edge - node)) > radius + 8:
        axes.plot(*np.array([node, edge]).T, color="#999999", linewidth=0.5, zorder=1.5)


def key(of: Graph, settings: Settings, levels: Sequence[Any]) -> list[Line2D]:
    """The entries of a legend: kinds of ties, what their width means, sides and sizes of nodes."""
    kind = kinds(of.weights, settings, levels)
    entries = [
        Line2D([], [], color=look.colour, linestyle=look.line, linewidth=1.8, label=called(one, settings))
        for one, look in LOOKS.items()
        if (kind == one).any()
    ]
    strength = strengths(of.weights, settings)
    if settings.aggregation != "combine" and len(strength):
        ends = sorted({float(strength.min()), float(strength.max())})
        wide = widths(np.array(ends), ends[-1], len(strength))
        entries += [
            Line2D([], [], color=NEUTRAL, linewidth=width, label=f"weight {'±' if kind.min() < 0 else ''}{end:.3g}")
            for end, width in zip(ends, wide, strict=True)
        ]
    if settings.mode == "two" and not of.directed:
        entries += [_node(side, 8.0, clean((settings.rows, settings.columns)[side], 30)) for side in (0, 1)]
    if len(of.frequencies):
        ends = sorted({float(of.frequencies.min()), float(of.frequencies.max())})
        for end, across in zip(ends, diameters(np.array(ends), of.frequencies.max()), strict=True):
            entries.append(_node(0, float(across), f"{end:g} statement{'s' * (end != 1)}"))
    return entries


def _node(side: int, across: float, label: str) -> Line2D:
    return Line2D(
        [], [], linestyle="none", marker=SHAPES[side], markersize=across, markerfacecolor=FILLS[side],
        markeredgecolor=INK, markeredgewidth=0.8, label=label,
    )  # fmt: skip


def bare(axes: Axes, bounds: tuple[float, float]) -> None:
    """Axes whose units are points, without frame and ticks."""
    axes.set_axis_off()
    axes.set_xlim(0, bounds[0])
    axes.set_ylim(0, bounds[1])


def fitted(places: Floats, bounds: tuple[float, float], edge: tuple[float, float]) -> Floats:
    """Places in points, within bounds less an edge; stretched one way by no more than a half."""
    if not len(places):
        return places
    room = np.maximum(np.array(bounds) - 2 * np.array(edge), 1.0)
    size = np.ptp(places, axis=0)
    scale = np.minimum(np.divide(room, size, out=np.full(2, np.inf), where=size > 1e-9), POINTS * 2.0)
    scale = np.minimum(scale, scale.min() * 1.5)
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    return np.asarray((places - middle) * scale + np.array(bounds) / 2)
