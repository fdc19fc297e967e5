"""Where actors or concepts stand: ideal points with intervals, and positions in a plane."""

from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kg.networks.captions import caption, clean
from kg.networks.counted import Floats
from kg.networks.plots import labels
from kg.networks.plots.drawing import HALO, bare, leader
from kg.networks.plots.sheet import FONT, INK, NEUTRAL, POINTS, POSITIVE, extent, margin, sheet, styled, wrapped
from kg.networks.scaling import Estimate, Points, Positions, Responses
from kg.networks.settings import Settings

Of = Literal["actors", "concepts"]
_ROW = 0.19  # inches
_BOX = 5.4, 4.6  # inches of a plane


@styled()
def points(
    asked: Responses, found: Points | Positions, settings: Settings | None = None, *, of: Of = "actors", note: str = ""
) -> Figure:
    """Ideal points of actors (or the discrimination of concepts), sorted, with intervals that hold 95 % of draws.

    Two dimensions are a plane, with intervals of both. Positions in closed form have none; there concepts of two points
    each, support and rejection, have `+` and `−` behind their names.
    """
    names = [clean(one) for one in (asked.rows if of == "actors" else asked.columns)]
    if isinstance(found, Positions):
        where = found.rows if of == "actors" else found.columns
        if len(where) == 2 * len(names):
            names = [f"{name} {sign}" for sign in "+−" for name in names]
        shown = [f"Dimension {n + 1} shows {share:.0%}" for n, share in enumerate(found.shares[:2])]
        text = caption(f"Positions of {of}", settings, None, *shown, note)
        none = np.full_like(where, np.nan)
        estimate = Estimate(where, none, none)
    else:
        estimate = found.ability if of == "actors" else found.discrimination
        text = caption(
            f"{'Ideal points' if of == 'actors' else 'Discrimination'} of {of}", settings, None,
            "Lines hold 95 % of draws", f"Potential scale reduction {found.rhat:.3f}", note,
        )  # fmt: skip
    wide = estimate.mean.shape[1] > 1
    return _plane(names, estimate, text) if wide else _ranked(names, estimate, text)


def _ranked(names: list[str], found: Estimate, text: str) -> Figure:
    order = np.lexsort((np.array(names), -found.mean[:, 0]))
    left, high = margin(names), max(len(names), 1) * _ROW
    width = max(left + 3.6, 6.5)
    made = sheet(width, high + 0.65, text)
    axes = made.axes(left, 0.5, width - left - 0.3, high)
    mean, low, high_end = (part[order, 0] for part in (found.mean, found.low, found.high))
    axes.axvline(0, color=NEUTRAL, linewidth=0.6, linestyle=":")
    axes.hlines(np.arange(len(order)), low, high_end, color=POSITIVE, linewidth=1.4, gid="intervals")
    axes.plot(mean, np.arange(len(order)), "o", color=INK, markersize=4, gid="points")
    axes.set_yticks(range(len(order)), [names[n] for n in order])
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("dimension 1")
    return made.figure


def _plane(names: list[str], found: Estimate, text: str) -> Figure:
    made = sheet(_BOX[0] + 1.1, _BOX[1] + 0.75, text)
    axes = made.axes(0.75, 0.5, *_BOX)
    x, y = found.mean[:, 0], found.mean[:, 1]
    axes.hlines(y, found.low[:, 0], found.high[:, 0], color="#BBBBBB", linewidth=0.7, zorder=1)
    axes.vlines(x, found.low[:, 1], found.high[:, 1], color="#BBBBBB", linewidth=0.7, zorder=1)
    axes.scatter(x, y, s=18, color=INK, zorder=2, gid="points")
    axes.axhline(0, color=NEUTRAL, linewidth=0.6, linestyle=":")
    axes.axvline(0, color=NEUTRAL, linewidth=0.6, linestyle=":")
    axes.set_xlabel("dimension 1")
    axes.set_ylabel("dimension 2")
    axes.margins(0.12)
    ends = np.array([axes.get_xlim(), axes.get_ylim()])
    bounds = _BOX[0] * POINTS, _BOX[1] * POINTS
    over = made.axes(0.75, 0.5, *_BOX)
    bare(over, bounds)
    _named(over, names, (np.column_stack([x, y]) - ends[:, 0]) / np.ptp(ends, axis=1) * bounds, bounds)
    return made.figure


def _named(axes: Axes, names: list[str], places: Floats, bounds: tuple[float, float]) -> None:
    """Names beside points, all in points; those farthest out choose first."""
    order = np.lexsort((np.array(names), -np.hypot(*(places - places.mean(axis=0)).T)))
    texts = ["\n".join(wrapped(names[n], FONT, 110.0)) for n in order]
    sizes = np.array([extent(text) for text in texts]).reshape(-1, 2)
    middles = labels.place(places[order], np.full(len(places), 2.5), sizes, np.zeros((0, 4)), bounds)
    for n, text, middle, size in zip(order, texts, middles, sizes, strict=True):
        if not np.isnan(middle).any():
            leader(axes, places[n], middle, size, 2.5)
            axes.text(middle[0], middle[1], text, ha="center", va="center", gid="name", zorder=4, bbox=HALO)
