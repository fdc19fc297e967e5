"""What changes over time: polarisation, the states of a debate, and networks window by window."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kg.errors import UsageError
from kg.networks.captions import caption, clean, told_window
from kg.networks.graph import Graph, strengths
from kg.networks.layout import layout
from kg.networks.phases import Phases
from kg.networks.plots.drawing import bare, draw, fitted, key, name
from kg.networks.plots.sheet import (
    INK,
    PALETTE,
    POINTS,
    POSITIVE,
    SMALL,
    legend_height,
    sheet,
    styled,
)
from kg.networks.polarisation import Moment
from kg.networks.settings import Settings
from kg.networks.windows import Slice, Window

PANELS = 12
_SIZE = 0.6  # of nodes and ties in a panel, by those of a network alone
_NAMES = {"share": "share of congruence inside and conflict between camps", "modularity": "signed modularity",
          "deviation": "deviation from the ideal polarised network", "dna": "deviation, the largest"}  # fmt: skip
_HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "++++", "oo", "--")


@styled()
def polarisation(
    moments: Sequence[Moment], settings: Settings | None = None, window: Window | None = None, *, note: str = ""
) -> Figure:
    """The polarisation of each slice as a line, with its interval; no line where a slice has no camps.

    UsageError where there are no slices.
    """
    if not moments:
        raise UsageError("there are no slices of time", "polarisation", "Take smaller windows, or a longer time.")
    camps = [one.camps for one in moments]
    value = np.array([one.value if one.groups else np.nan for one in camps])
    days = date2num([one.centre for one in moments])
    low, high = (np.array([getattr(one, end) for one in moments], float) for end in ("low", "high"))
    wide = bool((~np.isnan(low)).any())
    gaps = int(np.isnan(value).sum())
    more = ["The band holds 95 % of drawn sets of documents, for the camps that were found" if wide else ""]
    more += [f"{gaps} of {len(moments)} slices have no camps" if gaps else "", note]
    more += [told_window(window)[0].upper() + told_window(window)[1:] if window else ""]
    made = sheet(6.5, 3.2, caption(f"Polarisation over time: {_NAMES[camps[0].measure]}", settings, None, *more))
    axes = made.axes(0.7, 0.45, 5.6, 2.6)
    if wide:
        axes.fill_between(days, low, high, color=POSITIVE, alpha=0.2, linewidth=0, gid="interval")
    marker = "o" if len(days) <= 60 else None
    axes.plot(days, value, color=POSITIVE, marker=marker, markersize=3, gid="polarisation")
    alone = ~np.isnan(value) & np.isnan(np.r_[np.nan, value[:-1]]) & np.isnan(np.r_[value[1:], np.nan])
    axes.plot(days[alone], value[alone], "o", color=POSITIVE, markersize=3)
    axes.set_ylabel(camps[0].measure)
    axes.margins(x=0.02)
    _dated(axes.xaxis)
    return made.figure


@styled()
def phases(found: Phases, settings: Settings | None = None, window: Window | None = None, *, note: str = "") -> Figure:
    """The states of a debate as a line of time, above how far its slices are apart: the darker, the farther."""
    states, centres = found.states, date2num([one.centre for one in found.slices])
    numbers = sorted(set(states))
    looks = {state: (PALETTE[n % len(PALETTE)], _HATCHES[n % len(_HATCHES)]) for n, state in enumerate(numbers)}
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0, label=f"state {state}")
        for state, (colour, hatch) in looks.items()
    ]
    first = f"{len(numbers)} states of a debate in {len(states)} slices, found by {found.best.method}"
    score = f"Weighted modularity {found.best.weighted:.3f}"
    cut = told_window(window)[0].upper() + told_window(window)[1:] if window else ""
    low = legend_height(handles, 6.5)
    made = sheet(6.5, low + 5.5, caption(first, settings, None, score, note, cut))
    edges = _edges(centres)
    line = made.axes(0.75, low + 5.05, 4.6, 0.3)
    for n, state in enumerate(states):
        colour, hatch = looks[state]
        line.axvspan(edges[n], edges[n + 1], facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0)
    line.set_xlim(edges[0], edges[-1])
    line.set_axis_off()
    axes = made.axes(0.75, low + 0.4, 4.6, 4.6)
    mesh = axes.pcolormesh(edges, edges, found.apart, cmap="Greys", vmin=0, vmax=1, rasterized=len(states) > 100)
    axes.invert_yaxis()
    for change in (n for n in range(1, len(states)) if states[n] != states[n - 1]):
        axes.axvline(edges[change], color=INK, linewidth=0.5, linestyle=":")
        axes.axhline(edges[change], color=INK, linewidth=0.5, linestyle=":")
    _dated(axes.xaxis)
    _dated(axes.yaxis)
    axes.yaxis.get_offset_text().set_visible(False)  # it is that of the other axis
    bar = made.figure.colorbar(mesh, cax=made.axes(5.55, low + 0.4, 0.14, 1.6))
    bar.outline.set_visible(False)
    bar.set_label("distance of slices", fontsize=SMALL)
    made.legend(handles)
    return made.figure


def _edges(centres: Any) -> Any:
    """Halfway between centres."""
    if len(centres) == 1:
        return np.array([centres[0] - 0.5, centres[0] + 0.5])
    between = (centres[1:] + centres[:-1]) / 2
    return np.r_[2 * centres[0] - between[0], between, 2 * centres[-1] - between[-1]]


def _dated(axis: Any) -> None:
    locator = AutoDateLocator(minticks=3, maxticks=8)
    axis.set_major_locator(locator)
    axis.set_major_formatter(ConciseDateFormatter(locator))


@styled()
def multiples(
    slices: Sequence[Slice], settings: Settings, window: Window | None = None, *, most: int = PANELS, note: str = ""
) -> Figure:
    """The networks of windows beside each other; a node stands at the same place in all of them.

    Of more than `most` windows as many are shown, evenly chosen, and the caption says so. A node is as large as the
    number of its ties. UsageError where there are no windows.
    """
    if not slices:
        raise UsageError("there are no windows to draw", "multiples", "Take smaller windows, or a longer time.")
    chosen = [slices[n] for n in np.unique(np.linspace(0, len(slices) - 1, min(most, len(slices))).round().astype(int))]
    whole, parts = _common(chosen, settings)
    unit = layout(whole.nodes(), whole.triples())
    columns = min(4, len(chosen)) if len(chosen) > 4 else min(3, len(chosen))
    rows = -(-len(chosen) // columns)
    size = (13.0 if columns == 4 else 10.0) / max(columns, 2)
    bounds = (size - 0.12) * POINTS, (size * 0.85 - 0.08) * POINTS
    places = fitted(unit, bounds, (40.0, 22.0))
    levels = (0, 1)
    handles = [one for one in key(whole, settings, levels) if isinstance(one, Line2D)]
    handles = [one for one in handles if "statement" not in str(one.get_label())]
    width = size * max(columns, 2)
    low, high = legend_height(handles, width), size * 0.85 + 0.3
    shown = f"{len(chosen)} of {len(slices)} windows, evenly chosen" if len(chosen) < len(slices) else ""
    by = f" by {clean(settings.columns)}" if settings.mode == "two" else ""
    first = f"Networks of {clean(settings.rows)}{by} in {len(slices)} window{'s' * (len(slices) != 1)}"
    cut = told_window(window)[0].upper() + told_window(window)[1:] if window else ""
    more = "The larger a node, the more ties it has in the window; the names of the larger ones are shown"
    made = sheet(width, low + rows * high, caption(first, settings, None, shown, more, note, cut))
    scale = _scale(parts, settings)
    at = {node: n for n, node in enumerate(whole.nodes())}
    for n, (one, part) in enumerate(zip(chosen, parts, strict=True)):
        left, bottom = (n % columns) * size, low + (rows - 1 - n // columns) * high
        axes = made.axes(left + 0.06, bottom + 0.04, size - 0.12, size * 0.85 - 0.08)
        bare(axes, bounds)
        axes.set_axis_on()
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set(visible=True, color="#CCCCCC")
        mine = places[[at[node] for node in part.nodes()]]
        draw(axes, part, mine, settings, levels, scale, _SIZE)
        name(axes, part, mine, bounds, 14, scale[1], _SIZE)
        axes.set_title(f"{one.first:%Y-%m-%d} – {one.last:%Y-%m-%d}: {len(one.kept)} statements", fontsize=SMALL, pad=3)
    made.legend(handles)
    return made.figure


def _common(slices: Sequence[Slice], settings: Settings) -> tuple[Graph, list[Graph]]:
    """The graph of all ties of all slices, the sum of their weights; and the graph of each slice."""
    cells: list[dict[tuple[tuple[int, str], tuple[int, str]], float]] = []
    for one in slices:
        found, two = one.matrix.tocoo(), settings.mode == "two"
        cells.append({
            ((0, one.rows[a]), (int(two), one.columns[b])): float(w)
            for a, b, w in zip(found.row, found.col, found.data, strict=True)
            if w and (two or a < b)
        })  # fmt: skip
    total: dict[tuple[tuple[int, str], tuple[int, str]], float] = {}
    for part in cells:
        for pair, weight in part.items():
            total[pair] = total.get(pair, 0.0) + weight
    return _graph(total), [_graph(part) for part in cells]


def _graph(cells: dict[tuple[tuple[int, str], tuple[int, str]], float]) -> Graph:
    nodes = sorted({end for pair in cells for end in pair})
    place = {node: n for n, node in enumerate(nodes)}
    pairs = tuple((place[a], place[b]) for a, b in sorted(cells))
    degree = np.zeros(len(nodes))
    np.add.at(degree, np.array(pairs, np.int64).reshape(-1, 2), 1.0)
    sides = np.array([side for side, _ in nodes], np.int64)
    return Graph(tuple(n for _, n in nodes), sides, degree, pairs, np.array([cells[k] for k in sorted(cells)], float))


def _scale(parts: Sequence[Graph], settings: Settings) -> tuple[float, float]:
    strongest = max((float(strengths(one.weights, settings).max(initial=0.0)) for one in parts), default=0.0)
    return strongest, max((float(one.frequencies.max(initial=0.0)) for one in parts), default=0.0)
