"""What a change of state rests on: concepts and statements without which two slices would lie nearer."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kg.networks import smoothed
from kg.networks.counted import Counting
from kg.networks.distances import Distance, distances
from kg.networks.matrices import matrix
from kg.networks.phases import Phases, loss_of
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Ints, Statements
from kg.networks.windows import Slice, Window

_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Part:
    """A concept, or the id of a statement, and by how much the distance is smaller without it."""

    name: str
    share: float  # of the distance; below 0 where it would be larger


@dataclass(frozen=True, slots=True)
class Change:
    """A change of state between two slices: their centres, how far apart they are, and what makes them so."""

    before: dt.datetime
    after: dt.datetime
    states: tuple[int, int]
    distance: float
    concepts: tuple[Part, ...]
    statements: tuple[Part, ...]


def changes(
    statements: Statements,
    settings: Settings,
    window: Window,
    found: Phases,
    *,
    distance: Distance = "absdiff",
    most: int = 10,
) -> Iterator[Change]:
    """Each change of state, with at most so many concepts (values of `columns`) and statements, the weightiest first.

    Both slices are made again without a concept, or without a statement; as in docs/networks.md.
    """
    made = _Slicing(statements, settings, window, distance)
    for n, (old, new) in enumerate(zip(found.states, found.states[1:], strict=False)):
        if old != new:
            yield made.change(found.slices[n], found.slices[n + 1], (old, new), most)


class _Slicing:
    """Makes slices again without some of their statements."""

    def __init__(self, statements: Statements, settings: Settings, window: Window, distance: Distance) -> None:
        self._selection = select(statements, settings)
        self._counting = Counting(self._selection, settings)
        self._settings, self._window, self._distance = settings, window, distance

    def change(self, before: Slice, after: Slice, states: tuple[int, int], most: int) -> Change:
        found = self._selection.statements
        column = found.column(self._settings.columns)
        seen = np.union1d(before.kept, after.kept)
        whole = self._apart(before, after, np.zeros(0, np.int64))
        by_code = {str(column.values[code]): seen[column.codes[seen] == code] for code in np.unique(column.codes[seen])}
        by_id = {found.ids[n]: np.array([n]) for n in seen}
        concepts, alone = (
            sorted(
                (Part(name, _share(whole, self._apart(before, after, gone))) for name, gone in parts.items()),
                key=lambda part: (-round(abs(part.share), 12), part.name),
            )
            for parts in (by_code, by_id)
        )
        shown = [tuple(part for part in parts if abs(part.share) > _LEAST)[:most] for parts in (concepts, alone)]
        return Change(before.centre, after.centre, states, whole, shown[0], shown[1])

    def _apart(self, before: Slice, after: Slice, gone: Ints) -> float:
        pair = [replace(one, matrix=self._matrix(one, gone)) for one in (before, after)]
        return float(distances(pair, self._distance, loss_of(self._settings))[0, 1])

    def _matrix(self, one: Slice, gone: Ints) -> Any:
        window, settings, counting = self._window, self._settings, self._counting
        if window.kernel is None or window.unit == "events":
            kept = np.setdiff1d(one.kept, gone)
            made = matrix(counting.counts(kept, named=one.kept), settings)
        else:
            even = window.size + window.size % 2
            centre = smoothed.Centre(one.centre, one.first, one.last, even)
            kept, weight = smoothed.weights(self._selection, centre, window.unit, window.kernel, compat=settings.compat)
            left = ~np.isin(kept, gone)
            made = smoothed.matrix(counting, settings, kept[left], weight[left])
        total = made.sum() if window.to_one else 0
        return made / total if total else made


def _share(whole: float, without: float) -> float:
    return (whole - without) / whole if whole else 0.0
