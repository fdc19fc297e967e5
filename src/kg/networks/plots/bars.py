"""How often each value is for and against, as bars from the middle."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from kg.networks.captions import caption, clean
from kg.networks.counted import Floats
from kg.networks.frequencies import Frequencies
from kg.networks.plots.sheet import NEGATIVE, NEUTRAL, POSITIVE, legend_height, margin, sheet, styled
from kg.networks.settings import Settings

_BAR = 0.2  # inches
_HATCH = "////"


@styled()
def bars(found: Frequencies, settings: Settings | None = None, *, most: int = 40, note: str = "") -> Figure:
    """A bar for each value, the most frequent first: what is against to the left, what is for to the right.

    Of whole numbers the shade grows with the distance from 0, which lies on both sides of the middle; other levels all
    lie to the right. Bars to the left are hatched, so that they are known without colour.
    """
    totals = found.counts.sum(axis=1)
    order = sorted(range(len(found.values)), key=lambda n: (-totals[n], found.values[n]))[:most]
    names = [clean(found.values[n], 70) for n in order]
    counts = found.counts[order]
    variable = clean(settings.rows) if settings else "value"
    left_out = f"The {len(order)} most frequent of {len(totals)} are shown" if len(order) < len(totals) else ""
    text = caption(f"Statements by {variable}", settings, int(totals.sum()), left_out, note)
    looks = [_look(level, found.levels) for level in found.levels]
    handles = [
        Patch(facecolor=colour, edgecolor="white", hatch=hatch, linewidth=0.0, label=label)
        for colour, hatch, label, _ in looks
    ]
    left, high = margin(names), max(len(names), 1) * _BAR
    width = max(left + 4.0, 6.5)
    low = legend_height(handles, width) + 0.5
    made = sheet(width, low + high + 0.15, text)
    axes = made.axes(left, low, width - left - 0.3, high)
    _stacked(axes, counts, looks)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0, color="#222222", linewidth=0.8)
    reach = np.ceil(max(abs(np.array(axes.dataLim.intervalx)).max(initial=1.0), 1.0))
    two_sided = any(side < 0 for *_, side in looks)
    axes.set_xlim(-reach * 1.1 if two_sided else 0, reach * 1.1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_xlabel("statements")
    made.legend(handles)
    return made.figure


def _look(level: Any, levels: tuple[Any, ...]) -> tuple[Any, str, str, float]:
    """Colour, hatch, name and side of a level: -1 left, 1 right, 0 both."""
    if tuple(levels) == (0, 1):
        return (POSITIVE, "", "for", 1) if level else (NEGATIVE, _HATCH, "against", -1)
    if len(levels) == 1:
        return NEUTRAL, "", "statements", 1
    if isinstance(level, str):
        shade = 0.25 + 0.6 * levels.index(level) / (len(levels) - 1)
        return str(round(shade, 3)), "", f"level {clean(level, 30)}", 1
    if level == 0:
        return "#BBBBBB", "", "level 0", 0
    reach = max(abs(one) for one in levels)
    return (
        _tint(POSITIVE if level > 0 else NEGATIVE, abs(level) / reach),
        "" if level > 0 else _HATCH,
        (f"level {level}".replace("-", "−")),
        float(np.sign(level)),
    )


def _tint(colour: str, share: float) -> tuple[float, ...]:
    whole = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return tuple((1 - (1 - whole) * (0.35 + 0.65 * share)).round(4).tolist())


def _stacked(axes: Any, counts: Floats, looks: list[tuple[Any, str, str, float]]) -> None:
    """Bars outwards from the middle, those nearest to 0 first."""
    places = np.arange(len(counts))
    both = sum((counts[:, n] for n, look in enumerate(looks) if look[3] == 0), np.zeros(len(counts)))
    reach = {-1.0: both / 2, 1.0: both / 2}
    if both.any():
        axes.barh(places, both, left=-both / 2, height=0.72, color="#BBBBBB")
    inner = [
        *(n for n in reversed(range(len(looks))) if looks[n][3] < 0),
        *(n for n in range(len(looks)) if looks[n][3] > 0),
    ]
    for n in inner:
        colour, hatch, _, side = looks[n]
        start = reach[side] if side > 0 else -reach[side]
        axes.barh(
            places,
            side * counts[:, n],
            left=start,
            height=0.72,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.0,
        )
        reach[side] = reach[side] + counts[:, n]
