"""Camps over time: those of each slice, under the numbers that they had in the slice before."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.networks.polarisation.objective import Measure
from kg.networks.polarisation.opposition import SETTINGS, Opposition, aggregated
from kg.networks.polarisation.search import Camps, Search, polarise
from kg.networks.settings import Settings
from kg.networks.statements import Statements
from kg.networks.windows import Window, slices

_WINDOW = Window("days", 200, kernel="gaussian")
_SEARCH = Search()


@dataclass(frozen=True, slots=True)
class Moment:
    """The camps at the centre of a slice, with its first and last moment."""

    centre: dt.datetime
    first: dt.datetime
    last: dt.datetime
    camps: Camps


def polarise_over_time(
    statements: Statements,
    settings: Settings = SETTINGS,
    window: Window = _WINDOW,
    groups: int = 2,
    measure: Measure = "modularity",
    search: Search = _SEARCH,
) -> Iterator[Moment]:
    """The camps of each slice, of the actors with a statement in it, as in docs/networks.md.

    The groups of a slice get the numbers under which they share most actors with those of the last slice that had any.
    """
    before: dict[str, int] = {}
    parts = [slices(statements, aggregated(settings, kind), window) for kind in ("congruence", "conflict")]
    actors = statements.column(settings.rows)
    for agree, oppose in zip(*parts, strict=True):
        present = frozenset(str(actors.values[code]) for code in np.unique(actors.codes[agree.kept]))
        everyone = Opposition.dense(agree.rows, agree.matrix, oppose.matrix)
        here = np.array([n for n, name in enumerate(agree.rows) if name in present], np.int64)
        camps = polarise(everyone.take(here), groups, measure, search)
        if camps.groups:
            camps = _renumbered(camps, before, groups)
            before = dict(zip(camps.names, camps.groups, strict=True))
        yield Moment(agree.centre, agree.first, agree.last, camps)


def _renumbered(camps: Camps, before: dict[str, int], groups: int) -> Camps:
    """With the numbers of the slice before, as far as actors are in both."""
    shared = np.zeros((groups, groups))
    for name, group in zip(camps.names, camps.groups, strict=True):
        if name in before:
            shared[group, before[name]] += 1
    labels = linear_sum_assignment(shared, maximize=True)[1]
    return replace(camps, groups=tuple(int(labels[group]) for group in camps.groups))
