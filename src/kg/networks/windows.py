"""Networks over time: a slice for each window of time or of events, or smoothed by a kernel."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from kg.errors import UsageError
from kg.networks import smoothed
from kg.networks.counted import Counting, Counts
from kg.networks.matrices import matrix
from kg.networks.selected import Selection, select
from kg.networks.settings import Settings
from kg.networks.statements import Ints, Statements
from kg.networks.units import UNITS, Unit, later, moment, steps

Cut = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years", "events"]
Align = Literal["centred", "backward", "forward"]
Part = tuple[Ints, dt.datetime, dt.datetime, dt.datetime]  # statements, centre, first and last moment
ALIGNMENTS: tuple[Align, ...] = ("centred", "backward", "forward")


@dataclass(frozen=True, slots=True)
class Window:
    """How time is cut: `size` units, or events, around each centre, or before or after it; or a kernel over it.

    With `indent` the centres of a kernel lie half a window inside the period. `cumulative` windows all begin at the
    first document. With `to_one` the cells of a slice are divided by their sum.
    """

    unit: Cut = "days"
    size: int = 30
    align: Align = "centred"
    kernel: smoothed.Kernel | None = None
    indent: bool = True
    cumulative: bool = False
    to_one: bool = False

    def __post_init__(self) -> None:
        """UsageError where a value is none, or two do not go together."""
        for name, value, known in (
            ("unit of windows", self.unit, (*UNITS, "events")),
            ("alignment", self.align, ALIGNMENTS),
            ("kernel", self.kernel or "uniform", smoothed.KERNELS),
        ):
            if value not in known:
                raise UsageError(f"there is no {name} {value}", value, f"Choose {', '.join(known)}.")
        if self.size < 1:
            raise UsageError("a window has at least one unit", str(self.size), "Give a whole number above 0.")
        if self.kernel and (self.unit == "events" or self.align != "centred" or self.cumulative):
            raise UsageError("a kernel goes with centred units of time", self.kernel, "Choose a unit, or no kernel.")


@dataclass(frozen=True, slots=True)
class Slice:
    """The network of a window: its centre, its first and last moment, names, matrix, and the statements behind it."""

    centre: dt.datetime
    first: dt.datetime
    last: dt.datetime
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Any
    kept: Ints


def slices(statements: Statements, settings: Settings, window: Window) -> Iterator[Slice]:
    """The slices in the order of time, of statements that have one; duplicates are dropped once, before it is cut."""
    found = select(statements, settings)
    selection = replace(found, kept=found.kept[~np.isnat(statements.times[found.kept])])
    if not len(selection):
        return
    counting = Counting(selection, settings)
    if window.unit == "events":
        cut: Iterator[Slice] = (_slice(counting, settings, one) for one in _events(selection, window))
    elif window.kernel is None:
        cut = (_slice(counting, settings, one) for one in _units(selection, window, window.unit))
    else:
        cut = _smoothed(counting, settings, window, window.unit, window.kernel)
    for one in cut:
        yield _to_one(one) if window.to_one else one


def _slice(counting: Counting, settings: Settings, part: Part) -> Slice:
    kept, centre, first, last = part
    counts = counting.counts(kept)
    return Slice(centre, first, last, counts.rows, _columns(counts, settings), matrix(counts, settings), kept)


def _columns(counts: Counts, settings: Settings) -> tuple[str, ...]:
    return counts.rows if settings.mode == "one" else counts.columns


def _units(selection: Selection, window: Window, unit: Unit) -> Iterator[Part]:
    """Statements with the centre and the ends of each window that lies within the period."""
    times = selection.statements.times[selection.kept]
    start, stop = moment(selection.start), moment(selection.stop)
    half = window.size // 2
    before = {"centred": half, "backward": window.size, "forward": 0}[window.align]
    after = {"centred": half, "backward": 0, "forward": window.size}[window.align]
    for centre in steps(start, stop, unit):
        first = start if window.cumulative else later(centre, unit, -before)
        last = later(centre, unit, after)
        if start <= first and last <= stop:
            ends = np.array([first, last], "datetime64[s]")
            low, high = np.searchsorted(times, ends, "left")
            if window.align == "centred" or window.cumulative:
                high = np.searchsorted(times, ends[1], "right")
            yield selection.kept[low:high], centre, first, last


def _events(selection: Selection, window: Window) -> Iterator[Part]:
    """As many statements as the window has around each, in the fixed order."""
    kept, times, half = selection.kept, selection.statements.times, window.size // 2
    before = {"centred": half, "backward": window.size - 1, "forward": 0}[window.align]
    after = {"centred": half, "backward": 0, "forward": window.size - 1}[window.align]
    for centre in range(before, len(kept) - after):
        some = kept[0 if window.cumulative else centre - before : centre + after + 1]
        yield some, moment(times[kept[centre]]), moment(times[some[0]]), moment(times[some[-1]])


def _smoothed(
    counting: Counting, settings: Settings, window: Window, unit: Unit, kernel: smoothed.Kernel
) -> Iterator[Slice]:
    """Slices that all have the same names; a statement counts the less, the farther it is from the centre."""
    selection = counting.selection
    for one in smoothed.centres(selection, unit, window.size, indent=window.indent):
        kept, weight = smoothed.weights(selection, one, unit, kernel, compat=settings.compat)
        found = smoothed.matrix(counting, settings, kept, weight)
        counts = counting.counts(selection.kept)
        yield Slice(one.centre, one.first, one.last, counts.rows, _columns(counts, settings), found, kept)


def _to_one(found: Slice) -> Slice:
    total = found.matrix.sum()
    return replace(found, matrix=found.matrix / total) if total else found
