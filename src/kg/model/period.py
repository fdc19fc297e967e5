"""A day, month or year from which on, or up to which, something is taken."""

import re
from datetime import date

from kg.errors import UsageError


def period(value: str | None, where: str) -> str | None:
    """A day, month or year of ISO 8601, or none. UsageError where it is something else."""
    if value is None:
        return None
    try:
        if not re.fullmatch("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
            raise ValueError
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError as error:
        raise UsageError(f'"{value}" is no date', where, "Write YYYY, YYYY-MM or YYYY-MM-DD.") from error
    return value
