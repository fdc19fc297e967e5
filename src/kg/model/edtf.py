"""The days that a time in EDTF level 1 can mean."""

import calendar
import datetime as dt
import re

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def bounds(time: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day; None where the time is open or cannot be told.

    >>> bounds("2022-02/..")
    (datetime.date(2022, 2, 1), None)
    """
    if "/" in time:
        first, _, last = time.partition("/")
        return bounds(first)[0], bounds(last)[1]
    match = re.fullmatch(r"(\d{3}[\dX])(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?", time)
    if match is None:
        return None, None
    if match[1].endswith("X"):
        decade = int(match[1][:3]) * 10
        return dt.date(decade, 1, 1), dt.date(decade + 9, 12, 31)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        return _days(year, month, day)
    except ValueError:
        return None, None


def _days(year: int, month: int, day: int) -> tuple[dt.date, dt.date]:
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    if month in _SEASONS:
        first, last = _SEASONS[month]
        return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    if month:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
