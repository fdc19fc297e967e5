"""A network as a heat map, like rows and columns beside each other."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import pdist

from kg.networks.captions import caption, clean
from kg.networks.counted import Floats
from kg.networks.plots.sheet import INK, SMALL, margin, sheet, styled
from kg.networks.selected import Mask
from kg.networks.statements import Ints
from kg.networks.viewpoint import Viewpoints

SCALE = LinearSegmentedColormap.from_list("signed", ["#B34700", "#F2B98F", "#FFFFFF", "#8DBFE0", "#00508A"])
_CELL, _SMALL_CELL = 0.3, 0.13  # inches
_FEW = 25  # rows or columns that have cells large enough for numbers


def clustered(table: Floats) -> Ints:
    """The rows in an order in which like rows are neighbours: average linkage, then the best order of its leaves.

    Bar-Joseph, Gifford and Jaakkola (2001), Fast optimal leaf ordering for hierarchical clustering, Bioinformatics 17.
    """
    if len(table) < 3:
        return np.arange(len(table))
    return np.asarray(leaves_list(linkage(pdist(table), "average", optimal_ordering=True)), np.int64)


@styled()
def heat(found: Viewpoints, *, most: int = 60, note: str = "") -> Figure:
    """Cells from negative (orange) over none (white) to positive (blue), rows and columns in clustered order.

    Negative cells have a minus, or their number where there is room, so that they are known without colour. Of more
    than `most` rows or columns the most frequent are shown, and the caption says so.
    """
    table = found.matrix.toarray().astype(float)
    sides = (found.settings.rows, found.rows), (found.settings.across, found.columns)
    rows, columns = (
        _frequent(found.frequency(variable), names, most, table.any(axis=axis) | found.settings.isolates)
        for axis, (variable, names) in zip((1, 0), sides, strict=True)
    )
    table = table[np.ix_(rows, columns)]
    down = clustered(table)
    across = down if found.settings.mode == "one" else clustered(table.T)
    table = table[np.ix_(down, across)]
    names = [[clean(one[n], 45) for n in index[order]] for (_, one), index, order in (
        (sides[0], rows, down), (sides[1], columns, across),
    )]  # fmt: skip
    first = f"Heat map of {clean(sides[0][0])} by {clean(sides[1][0])}, in clustered order"
    left = [
        f"{len(kept)} of {len(every)} {clean(variable)} values are shown, the most frequent that have a tie"
        for (variable, every), kept in zip(sides, (rows, columns), strict=True)
        if len(kept) < len(every)
    ]
    return _drawn(table, names, caption(first, found.settings, len(found), note, *dict.fromkeys(left)))


def _frequent(said: dict[str, int], names: tuple[str, ...], most: int, wanted: Mask) -> Ints:
    order = sorted(np.flatnonzero(wanted), key=lambda n: (-said.get(names[n], 0), names[n]))
    return np.array(sorted(order[:most]), np.int64)


def _drawn(table: Floats, names: list[list[str]], text: str) -> Figure:
    large = max(table.shape, default=0) <= _FEW
    cell = _CELL if large else _SMALL_CELL
    left, bottom = (margin(some) for some in names)
    bottom = min(bottom, 2.6)
    wide, high = (max(1, size) * cell for size in table.shape[::-1])
    made = sheet(max(left + wide + 1.1, 5.0), bottom + high + 0.25, text)
    axes = made.axes(left, bottom, wide, high)
    reach = float(abs(table).max(initial=0.0)) or 1.0
    shape = max(table.shape[0], 1), max(table.shape[1], 1)
    shown = table if table.size else np.zeros(shape)
    mesh = axes.pcolormesh(shown, cmap=SCALE, vmin=-reach, vmax=reach, edgecolors="#DDDDDD", linewidth=0.3)
    axes.invert_yaxis()
    size = SMALL if large else 5.5
    axes.set_yticks(np.arange(len(names[0])) + 0.5, names[0], fontsize=size)
    axes.set_xticks(np.arange(len(names[1])) + 0.5, names[1], fontsize=size, rotation=90)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for row, column in zip(*np.nonzero(table), strict=True):
        value = float(table[row, column])
        if large or value < 0:
            axes.text(
                column + 0.5, row + 0.5, _number(value) if large else "−", fontsize=5.5 if large else 4.5,
                ha="center", va="center_baseline", color="white" if abs(value) > 0.6 * reach else INK, gid="cell",
            )  # fmt: skip
    bar = made.figure.colorbar(
        mesh, cax=made.axes(left + wide + 0.25, bottom + max(high - 1.6, 0), 0.12, min(high, 1.6))
    )
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=6, length=2)
    return made.figure


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:.0f}"
    return text.replace("-", "−")
