"""A network as a drawing of its graph."""

import numpy as np
from matplotlib.figure import Figure

from kg.networks.captions import caption, clean
from kg.networks.graph import graph, strengths
from kg.networks.layout import layout
from kg.networks.plots.drawing import bare, draw, fitted, key, name
from kg.networks.plots.sheet import POINTS, legend_height, sheet, styled
from kg.networks.viewpoint import Viewpoints

NAMES = 150  # names in a picture
_EDGE = 0.9, 0.35  # inches beside and above the nodes, for their names


@styled()
def network(found: Viewpoints, *, most: int = NAMES, note: str = "") -> Figure:
    """Nodes as large as they are frequent, ties as wide as they weigh; the sign is told by colour and line.

    Rows are circles, columns squares; in a directed network arrows lead from rows to columns. At most `most` names are
    shown, of the most frequent nodes, and only where they cover nothing; the caption counts the others. `note` goes
    into the caption.
    """
    drawn = graph(found)
    unit = layout(drawn.nodes(), drawn.triples())
    size = np.ptp(unit, axis=0) if len(unit) else np.zeros(2)
    width = float(np.clip(size[0] * 0.85 + 2 * _EDGE[0], 6.5, 13.0))
    height = float(np.clip(size[1] * 0.85 + 2 * _EDGE[1], 3.0, 13.0))
    bounds = width * POINTS, height * POINTS
    places = fitted(unit, bounds, (_EDGE[0] * POINTS, _EDGE[1] * POINTS))
    entries = key(drawn, found.settings, found.levels)
    first = f"Network of {clean(found.settings.rows)}"
    link = " to " if found.directed else " by "
    first += link + clean(found.settings.columns) if found.settings.mode == "two" else ""
    tall = legend_height(entries, width)
    # The names are written first on a sheet of their own height: how many find room stands in the caption.
    made = sheet(width, height + tall, "")
    largest = float(drawn.frequencies.max(initial=0.0))
    shown = name(made.axes(0, tall, width, height), drawn, places, bounds, most, largest)
    text = caption(first, found.settings, len(found), note, *_counted(len(drawn.names), shown, drawn.left_out))
    made = sheet(width, height + tall, text)
    axes = made.axes(0, tall, width, height)
    bare(axes, bounds)
    strength = strengths(drawn.weights, found.settings)
    strongest = 1.0 if found.settings.aggregation == "combine" else float(strength.max(initial=0.0))
    draw(axes, drawn, places, found.settings, found.levels, (strongest, largest))
    name(axes, drawn, places, bounds, most, largest)
    made.legend(entries)
    return made.figure


def _counted(nodes: int, shown: int, left_out: int) -> list[str]:
    """What a picture does not show."""
    parts = []
    if shown < nodes:
        parts.append(f"{shown} of {nodes} nodes have their name, the most frequent first")
    if left_out:
        parts.append(f"{left_out} without a tie are left out")
    return parts
