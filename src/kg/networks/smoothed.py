"""Slices smoothed by a kernel: a statement counts the less, the farther it is from the centre of the slice."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy import sparse

from kg.networks import matrices
from kg.networks.counted import Counting, Counts, Floats
from kg.networks.selected import Selection
from kg.networks.settings import Settings
from kg.networks.statements import Ints
from kg.networks.units import Unit, between, later, moment, steps

Kernel = Literal["uniform", "triangular", "epanechnikov", "gaussian"]
KERNELS: tuple[Kernel, ...] = ("uniform", "triangular", "epanechnikov", "gaussian")


@dataclass(frozen=True, slots=True)
class Centre:
    """The middle of a slice, and the first and last moment that it looks at."""

    centre: dt.datetime
    first: dt.datetime
    last: dt.datetime
    size: int  # units


def centres(selection: Selection, unit: Unit, size: int, *, indent: bool) -> Iterator[Centre]:
    """A centre each unit; an odd size counts as one more. Without statements there is none."""
    if not len(selection):
        return
    times = selection.statements.times[selection.kept]
    begin, end = (moment(t) for t in (max(selection.start, times[0]), min(selection.stop, times[-1])))
    even = size + size % 2
    half = even // 2
    first, last = (later(begin, unit, half), later(end, unit, -half)) if indent else (begin, end)
    for centre in steps(first, last, unit):
        yield Centre(centre, max(later(centre, unit, -half), begin), min(later(centre, unit, half), end), even)


def weights(
    selection: Selection, centre: Centre, unit: Unit, kernel: Kernel, *, compat: bool = False
) -> tuple[Ints, Floats]:
    """The statements that a slice sees, and how much each counts there."""
    kept = selection.kept
    if kernel != "gaussian":
        times = selection.statements.times[kept]
        ends = np.array([centre.first, centre.last], "datetime64[s]")
        kept = kept[np.searchsorted(times, ends[0], "left") : np.searchsorted(times, ends[1], "right")]
    away = 2.0 * between(selection.statements.times[kept], centre.centre, unit) / centre.size
    inside = abs(away) <= 1
    match kernel:
        case "uniform":
            found = 0.5 * inside
        case "triangular":  # DNA takes the distance with its sign (D2)
            found = abs(1 - away) * inside if compat else (1 - abs(away)) * inside
        case "epanechnikov":
            found = 0.75 * (1 - away**2) * inside
        case _:
            found = np.exp(-(away**2) / 2) / np.sqrt(2 * np.pi)
    return kept, np.asarray(found, float)


def matrix(counting: Counting, settings: Settings, kept: Ints, weight: Floats) -> Any:
    """The network of a slice. In one mode two statements count the root of the product of their weights."""
    named = counting.selection.kept
    if settings.mode == "two":
        seen = counting.counts(kept, weight, named)
        seen = _ranked(seen) if settings.compat else seen
        return matrices.two_mode(seen, settings.aggregation, settings.normalisation)
    counts = counting.counts(kept, np.sqrt(weight), named)
    if settings.compat:
        return _as_dna(counting, settings, counts)
    said = counting.counts(kept, weight, named).table().sum(axis=1)
    return matrices.one_mode(counts, settings, said)


def _as_dna(counting: Counting, settings: Settings, counts: Counts) -> Any:
    """With a diagonal (D17), levels by rank as text (D3), and an average over cells of the whole range (D4)."""
    found = matrices.product(_ranked(counts), settings)
    if settings.normalisation == "no":
        return matrices.clean(found)
    whole = counting.counts(counting.selection.kept).by_level().toarray()
    raw = found.tocoo()
    both = whole[raw.row] + whole[raw.col]
    share = np.divide(2.0, both, out=np.zeros_like(both), where=both > 0).sum(axis=1)
    return matrices.clean(sparse.coo_array((raw.data * share, (raw.row, raw.col)), raw.shape))


def _ranked(counts: Counts) -> Counts:
    if counts.kind == "integer":
        order = sorted(range(len(counts.levels)), key=lambda n: str(counts.levels[n]))
        place = np.argsort(order)
        return replace(counts, levels=tuple(range(len(order))), level=place[counts.level])
    if counts.kind == "text":
        return replace(counts, levels=(1,), level=np.zeros_like(counts.level))
    return counts
