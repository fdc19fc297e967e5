"""Which statements a network takes, and what is dropped as a duplicate."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.networks.settings import Duplicates, Settings
from kg.networks.statements import Column, Ints, Statements, Times

_DAY = np.timedelta64(1, "D")
_MONDAY = 3  # days from that of 1970-01-01, a Thursday, back to the begin of its week
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Selection:
    """Places of statements in the fixed order: those that are counted, and the pool whose values name isolates."""

    statements: Statements
    kept: Ints
    pool: Ints
    start: np.datetime64
    stop: np.datetime64

    def __len__(self) -> int:
        return len(self.kept)


def select(statements: Statements, settings: Settings, *, empty: bool = False) -> Selection:
    """What is left after the period, the fields of documents, values, empty texts and duplicates, in that order.

    What has no time counts unless a period is given. With `empty` empty texts stay, as in a list of events.
    """
    start = statements.begin() if settings.start is None else np.datetime64(settings.start, "s")
    stop = statements.end() if settings.stop is None else np.datetime64(settings.stop, "s")
    wanted: Mask = (statements.times >= start) & (statements.times <= stop)
    if settings.start is None and settings.stop is None:
        wanted |= np.isnat(statements.times)
    for one in (f for f in settings.filters if f.name in statements.fields and f.values):
        wanted &= _has(statements.column(one.name), one.values) == one.keep
    pool = np.flatnonzero(wanted)
    for one in (f for f in settings.filters if f.name not in statements.fields):
        wanted &= _has(statements.column(one.name), one.values) == one.keep
    used = [statements.column(name) for name in (settings.rows, settings.columns)]
    qualifier = statements.column(settings.qualifier) if settings.qualifier else None
    for column in () if empty else (*used, *([qualifier] if qualifier else [])):
        wanted &= column.codes != column.empty
    compared = used if qualifier is None or settings.aggregation == "ignore" else [*used, qualifier]
    kept = np.flatnonzero(wanted)
    return Selection(statements, unique(statements, kept, compared, settings), pool, start, stop)


def unique(statements: Statements, kept: Ints, compared: list[Column], settings: Settings) -> Ints:
    """The first statement of each that are alike in some columns and lie in the same period."""
    if settings.duplicates == "include":
        return kept
    parts = [*(column.codes[kept] for column in compared), _period(statements, kept, settings)]
    key = np.zeros(len(kept), np.int64)
    for part in parts:
        lowest = part.min(initial=0)
        key = key * (int(part.max(initial=0)) - int(lowest) + 1) + (part - lowest)
    return np.sort(kept[np.unique(key, return_index=True)[1]])


def _has(column: Column, values: tuple[str, ...]) -> Mask:
    """Which statements have one of some values; numbers are compared as decimal text."""
    wanted = frozenset(values)
    return np.array([str(value) in wanted for value in column.values], bool)[column.codes]


def _period(statements: Statements, kept: Ints, settings: Settings) -> Ints:
    if settings.duplicates == "document":
        return statements.documents.codes[kept]
    return period(statements.times[kept], settings.duplicates, compat=settings.compat)


def period(times: Times, unit: Duplicates, *, compat: bool = False) -> Ints:
    """The number of the day, week (ISO 8601), month or year; DNA leaves the year of weeks and months out (D1)."""
    days = times.astype("datetime64[D]").astype(np.int64)
    months = times.astype("datetime64[M]").astype(np.int64)
    found: Any
    match unit:
        case "day":
            found = days
        case "week":
            found = (days + _MONDAY) // 7
            if compat:
                thursday = (found * 7).astype("datetime64[D]")
                found = (thursday - thursday.astype("datetime64[Y]")) // _DAY // 7
        case "month":
            found = months % 12 if compat else months
        case "year":
            found = months // 12
        case _:
            found = np.zeros(len(times), np.int64)
    return np.asarray(found, np.int64)
