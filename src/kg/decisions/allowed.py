"""What may be decided: each field with its values, checked when a decision is written and again when it is replayed."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from kg.decisions.rows import Decision
from kg.errors import UsageError
from kg.model.edtf import bounds
from kg.model.records import Modality, Polarity
from kg.model.relation_types import relation_types
from kg.registry.turtle import ACTOR_TYPES

_CODER = re.compile(r"\w[\w .@+-]*")
_CLOSED: Mapping[str, Callable[[], list[str]]] = {
    "polarity": lambda: [value.value for value in Polarity],
    "modality": lambda: [value.value for value in Modality],
    "relation": lambda: sorted(relation_types()),
}
FIELDS = (*_CLOSED, "time", "time_normal", "theme", "content")


def is_allowed(field: str, value: str) -> bool:
    """Whether a field of a claim can have a value.

    >>> is_allowed("polarity", "negated"), is_allowed("polarity", "maybe"), is_allowed("colour", "red")
    (True, False, False)
    """
    if field in _CLOSED:
        return value in _CLOSED[field]()
    return field in FIELDS and (field != "time_normal" or bounds(value) != (None, None))


def refuse_wrong(decision: Decision) -> None:
    """UsageError where a decision could never be replayed; it names what is allowed."""
    if not _CODER.fullmatch(decision.coder):
        remedy = "Use letters, digits, blanks and . @ + - _ only: the name is that of a file."
        raise UsageError(f'"{decision.coder}" is no name of a coder', "--coder", remedy)
    if not _is_day(decision.date):
        raise UsageError(f'"{decision.date}" is no day', "--date", "Write YYYY-MM-DD, for example 2024-05-07.")
    checks = {"edit": _edit, "add": _add, "name": _name, "merge": _merge}
    if decision.action in checks:
        checks[decision.action](decision)


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _edit(decision: Decision) -> None:
    if decision.field not in FIELDS:
        raise UsageError(f"a claim has no field {decision.field}", "FIELD", f"Fields are {', '.join(FIELDS)}.")
    if not is_allowed(decision.field, decision.new):
        values = ", ".join(_CLOSED[decision.field]()) if decision.field in _CLOSED else "dates in EDTF, such as 2022-02"
        raise UsageError(f'{decision.field} cannot be "{decision.new}"', "NEW", f"It can be: {values}.")


def _add(decision: Decision) -> None:
    parts = decision.new.split("|")
    if len(parts) != 3 or not all(part.strip() for part in parts):
        remedy = 'For example: "Vladimir Putin|saves|Alexander Lukashenka".'
        raise UsageError("a claim is SUBJECT|RELATION|OBJECT", decision.new, remedy)
    if parts[1] not in relation_types():
        values = ", ".join(sorted(relation_types()))
        raise UsageError(f'there is no relation "{parts[1]}"', decision.new, f"Relations are {values}.")


def _name(decision: Decision) -> None:
    if decision.field == "type" and decision.new not in ACTOR_TYPES:
        raise UsageError(f'there is no type "{decision.new}"', "NEW", f"Types are {', '.join(sorted(ACTOR_TYPES))}.")
    if decision.field == "country" and not re.fullmatch("[A-Z]{2}|", decision.new):
        raise UsageError(f'"{decision.new}" is no country', "NEW", "Give an ISO 3166-1 code in capitals, such as PL.")
    if decision.field == "name" and not decision.new.strip():
        raise UsageError("an actor must have a name", "NEW", "Give one.")


def _merge(decision: Decision) -> None:
    if decision.target == decision.new:
        raise UsageError("an actor cannot be merged into itself", decision.target, "Name two actors.")
