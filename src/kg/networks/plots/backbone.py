"""Which concepts carry the structure: what sets of them lose, and who is in them."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kg.errors import UsageError
from kg.networks.backbone import Backbone
from kg.networks.backbone.annealing import Log
from kg.networks.captions import caption, clean
from kg.networks.plots.sheet import INK, NEGATIVE, NEUTRAL, POSITIVE, Sheet, margin, sheet, styled
from kg.networks.selected import Mask
from kg.networks.settings import Settings
from kg.networks.statements import Ints

_ROW, _LOSSES = 0.2, 2.0  # inches


@styled()
def backbone(found: Backbone | Sequence[Backbone], settings: Settings | None = None, *, note: str = "") -> Figure:
    """Losses by size, above a table of which concepts are in the backbone of each size (filled) or redundant (hollow).

    Of a single backbone the search is drawn beside the table, if it has one: size and loss of the set that was held, as
    in dna_backbone of rDNA. UsageError where there is none.
    """
    sets = [found] if isinstance(found, Backbone) else list(found)
    if not sets:
        raise UsageError("there is no backbone to draw", "backbone", "Take more statements.")
    every = sorted({name for one in sets for name in (*one.concepts, *one.redundant)})
    inside = np.array([[name in one.concepts for one in sets] for name in every])
    order = sorted(range(len(every)), key=lambda n: (-inside[n].sum(), every[n]))
    names = [clean(every[n], 70) for n in order]
    first = f"Backbones of {len(sets)} sizes among {len(every)} concepts"
    if len(sets) == 1:
        one = sets[0]
        first = f"Backbone of {len(one.concepts)} of {len(every)} concepts"
        note = f"Loss {one.loss:.4g}, of the redundant concepts {one.redundant_loss:.4g}. {note}".strip()
    text = caption(first, settings, None, note, "Filled: in the backbone; hollow: redundant")
    left, high = margin(names), len(names) * _ROW
    if len(sets) == 1:
        return _single(sets[0], names, inside[order], left, high, text)
    wide = max(3.0, len(sets) * 0.24)
    made = sheet(left + wide + 0.3, high + _LOSSES + 0.75, text)
    sizes = np.array([len(one.concepts) for one in sets])
    _members(made, (left, 0.45, wide, high), names, inside[order], sizes, "concepts in the backbone")
    axes = made.axes(left, high + 0.6, wide, _LOSSES)
    axes.plot(sizes, [one.loss for one in sets], "o-", color=POSITIVE, markersize=4, label="backbone")
    axes.plot(
        sizes, [one.redundant_loss for one in sets], "s--", color=NEGATIVE, markersize=4, markerfacecolor="white",
        label="redundant concepts",
    )  # fmt: skip
    axes.set_ylabel("loss")
    axes.set_ylim(bottom=0)
    axes.set_xlim(sizes.min() - 0.6, sizes.max() + 0.6)
    axes.tick_params(labelbottom=False)
    axes.legend(loc="best")
    return made.figure


def _members(made: Sheet, box: tuple[float, ...], names: list[str], inside: Mask, sizes: Ints, label: str) -> None:
    axes = made.axes(*box)
    rows, columns = np.nonzero(inside)
    axes.scatter(sizes[columns], rows, s=26, color=INK, gid="in")
    rows, columns = np.nonzero(~inside)
    axes.scatter(sizes[columns], rows, s=26, facecolors="white", edgecolors=NEUTRAL, linewidths=0.8, gid="out")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(sizes.min() - 0.6, sizes.max() + 0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xticks(sizes if len(sizes) <= 30 else sizes[::5])
    axes.set_xlabel(label)


def _single(one: Backbone, names: list[str], inside: Mask, left: float, high: float, text: str) -> Figure:
    log = one.log
    high = max(high, 2.6 if log else 0.6)
    made = sheet(max(left + (4.4 if log else 1.2), 6.5), high + 0.6, text)
    _members(made, (left, 0.45, 0.6, high), names, inside, np.array([len(one.concepts)]), "size")
    if log is not None:
        _searched(made, log, left + 1.3, high)
    return made.figure


def _searched(made: Sheet, log: Log, left: float, high: float) -> None:
    steps = np.arange(1, len(log.losses) + 1)
    every = max(1, len(steps) // 1000)
    width, each = made.width - left - 0.25, (high - 0.3) / 2
    for n, (values, label) in enumerate(((log.sizes, "size"), (log.losses, "loss"))):
        axes = made.axes(left, 0.45 + n * (each + 0.3), width, each)
        axes.plot(steps[::every], values[::every], color=POSITIVE, linewidth=0.6, drawstyle="steps-post")
        axes.set_ylabel(label)
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=n == 0))
        axes.set_xlabel("step of the search" if n == 0 else "")
        axes.tick_params(labelbottom=n == 0)
