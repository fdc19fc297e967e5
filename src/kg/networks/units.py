"""Steps of time by the calendar, as windows take them."""

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from kg.networks.statements import Ints, Times

Unit = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}
_MONTHS = {"months": 1, "years": 12}


def later(time: dt.datetime, unit: Unit, count: int) -> dt.datetime:
    """A time some units later, or earlier; a day that the month lacks becomes its last.

    >>> later(dt.datetime(2021, 1, 31), "months", 1)
    datetime.datetime(2021, 2, 28, 0, 0)
    """
    if unit in _SECONDS:
        return time + dt.timedelta(seconds=_SECONDS[unit] * count)
    year, month = divmod(time.year * 12 + time.month - 1 + _MONTHS[unit] * count, 12)
    day = min(time.day, calendar.monthrange(year, month + 1)[1])
    return time.replace(year=year, month=month + 1, day=day)


def steps(first: dt.datetime, last: dt.datetime, unit: Unit) -> Iterator[dt.datetime]:
    """Times one unit after the other, each counted from the one before, up to the last."""
    time = first
    while time <= last:
        yield time
        time = later(time, unit, 1)


def between(times: Times, centre: dt.datetime, unit: Unit) -> Ints:
    """Whole units from each time to a centre, cut towards zero; weeks are seven whole days."""
    seconds: Any = np.datetime64(centre, "s").astype(np.int64) - times.astype(np.int64)
    if unit == "weeks":
        return _cut(_cut(seconds, 86_400), 7)
    if unit in _SECONDS:
        return _cut(seconds, _SECONDS[unit])
    return _cut(_months(times.astype("datetime64[D]"), np.datetime64(centre, "D")), _MONTHS[unit])


def _months(days: Any, centre: np.datetime64) -> Any:
    """Whole months from dates to that of a centre; the time of day does not count."""
    earlier, later_ = np.minimum(days, centre), np.maximum(days, centre)
    (first, begun), (last, reached) = _into(earlier), _into(later_)
    found = last - first - (reached < begun)
    return np.where(days > centre, -found, found)


def _into(days: Any) -> tuple[Any, Any]:
    """The number of the month, and the days since its begin."""
    months = days.astype("datetime64[M]")
    return months.astype(np.int64), (days - months.astype("datetime64[D]")).astype(np.int64)


def moment(time: np.datetime64) -> dt.datetime:
    """A time of numpy as Python has it."""
    found: dt.datetime = time.astype("datetime64[s]").astype(dt.datetime)
    return found


def _cut(values: Any, by: int) -> Ints:
    return np.asarray(np.sign(values) * (abs(values) // by), np.int64)
