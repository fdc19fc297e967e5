"""Camps over time: those of each slice, under the numbers that they had in the slice before."""

import datetime as dt
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.networks.polarisation.objective import Measure, Objective
from kg.networks.polarisation.opposition import SETTINGS, Opposition, aggregated
from kg.networks.polarisation.search import Camps, Search, polarise
from kg.networks.settings import Settings
from kg.networks.statements import Statements
from kg.networks.windows import Slice, Window, slices

_WINDOW = Window("days", 200, kernel="gaussian")
_SEARCH = Search()
_NONE = np.zeros(0)


@dataclass(frozen=True, slots=True)
class Moment:
    """The camps at the centre of a slice, with its first and last moment, and the interval of their value.

    Where no documents were drawn, or there are no camps, its ends are not numbers.
    """

    centre: dt.datetime
    first: dt.datetime
    last: dt.datetime
    camps: Camps
    low: float = math.nan
    high: float = math.nan


def polarise_over_time(
    statements: Statements,
    settings: Settings = SETTINGS,
    window: Window = _WINDOW,
    groups: int = 2,
    measure: Measure = "modularity",
    search: Search = _SEARCH,
    draws: int = 0,
    seed: int = 0,
    tell: Callable[[int, int, str], None] | None = None,
) -> Iterator[Moment]:
    """The camps of each slice, of the actors with a statement in it, as in docs/networks.md.

    The groups of a slice get the numbers under which they share most actors with those of the last slice that had any.
    With `draws` documents are drawn so often with replacement, as many as there are, and the value of the camps that
    were found is computed again: the interval holds 95 % of these values. Duplicates are dropped before. `tell` is
    called with the number of draws that are done, and of all.
    """
    found = list(_moments(statements, settings, window, groups, measure, search))
    drawn = []
    for number, again in enumerate(_replicates(statements, draws, seed), 1):
        drawn.append(_drawn(again, found, settings, window, groups))
        if tell is not None:
            tell(number, draws, "draws")
    values = np.array(drawn)
    for n, one in enumerate(found):
        some = values[:, n][~np.isnan(values[:, n])] if draws else _NONE
        yield replace(one, low=np.quantile(some, 0.025), high=np.quantile(some, 0.975)) if len(some) else one


def _replicates(statements: Statements, draws: int, seed: int) -> Iterator[Statements]:
    """Statements that count as often as their document was drawn."""
    random = np.random.default_rng(seed)
    present, document = np.unique(statements.documents.codes, return_inverse=True)
    once = np.ones(len(statements)) if statements.weights is None else statements.weights
    for _ in range(draws):
        times = random.multinomial(len(present), np.full(len(present), 1 / len(present)))
        yield replace(statements, weights=once * times[document.ravel()])


def _drawn(statements: Statements, found: list[Moment], settings: Settings, window: Window, groups: int) -> list[float]:
    """The value of the camps of each slice for other statements; not a number where there are none."""
    values = []
    for one, (agree, oppose) in zip(found, _both(statements, settings, window), strict=True):
        everyone = Opposition.dense(agree.rows, agree.matrix, oppose.matrix)
        place = {name: n for n, name in enumerate(everyone.names)}
        here = everyone.take(np.array([place[name] for name in one.camps.names], np.int64))
        if not one.camps.groups or not here.total:
            values.append(math.nan)
            continue
        objective = Objective(here, one.camps.measure, groups)
        values.append(objective.value(float(objective.scores(np.array([one.camps.groups]))[0])))
    return values


def _both(statements: Statements, settings: Settings, window: Window) -> Iterator[tuple[Slice, Slice]]:
    """Congruence and conflict of each slice."""
    parts = [slices(statements, aggregated(settings, kind), window) for kind in ("congruence", "conflict")]
    return zip(*parts, strict=True)


def _moments(
    statements: Statements, settings: Settings, window: Window, groups: int, measure: Measure, search: Search
) -> Iterator[Moment]:
    before: dict[str, int] = {}
    actors = statements.column(settings.rows)
    for agree, oppose in _both(statements, settings, window):
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
