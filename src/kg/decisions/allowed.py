"""What may be decided: each field with its values, checked when a decision is written and again when it is replayed."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from kg.decisions.added import OPTIONS, added
from kg.decisions.rows import Decision
from kg.errors import UsageError
from kg.iris import is_iri
from kg.model.edtf import bounds
from kg.model.ids import fold
from kg.model.records import Modality, Polarity
from kg.model.relation_types import relation_types
from kg.registry.turtle import ACTOR_TYPES

_CODER = re.compile(r"\w[\w .@+-]*")
_LANGUAGE = re.compile("(?:[a-z]{2,8}(?:-[a-z0-9]{1,8})*)?")  # as language tags are written here: in small letters
_CLOSED: Mapping[str, Callable[[], list[str]]] = {
    "polarity": lambda: [value.value for value in Polarity],
    "modality": lambda: [value.value for value in Modality],
    "relation": lambda: sorted(relation_types()),
}
_OPEN: Mapping[str, str] = {
    "time": "any words",
    "time_normal": "dates in EDTF, such as 2022-02, or nothing",
    "theme": "any words",
    "content": "any words",
    "subject": "name or IRI of one actor, without |",
    "object": "name or IRI of one actor, without |; nothing where there is a theme or content",
    "source": "names or IRIs, the innermost first, with | between them",
    "span": "words as they stand in the text",
}
FIELDS = (*_CLOSED, *_OPEN)


def is_allowed(field: str, value: str) -> bool:
    """Whether a field of a claim can have a value.

    >>> is_allowed("polarity", "negated"), is_allowed("polarity", "maybe"), is_allowed("colour", "red")
    (True, False, False)
    >>> is_allowed("object", ""), is_allowed("subject", ""), is_allowed("source", "Angela Merkel|Le Monde")
    (True, False, True)
    """
    if field in _CLOSED:
        return value in _CLOSED[field]()
    if field == "time_normal":
        return not value or bounds(value) != (None, None)
    if field == "source":
        return all(name.strip() for name in value.split("|"))
    if field in ("subject", "object"):
        return "|" not in value and (field == "object" or bool(value.strip()))
    return field in FIELDS and (field != "span" or bool(value.strip()))


def refuse_wrong(decision: Decision) -> None:
    """UsageError where a decision could never be replayed; it names what is allowed."""
    if not _CODER.fullmatch(decision.coder):
        remedy = "Use letters, digits, blanks and . @ + - _ only: the name is that of a file."
        raise UsageError(f'"{decision.coder}" is no name of a coder', "--coder", remedy)
    if not _is_day(decision.date):
        raise UsageError(f'"{decision.date}" is no day', "--date", "Write YYYY-MM-DD, for example 2024-05-07.")
    checks = {"edit": _edit, "add": _add, "name": _name, "merge": _merge, "alias": _alias}
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
        values = ", ".join(_CLOSED[decision.field]()) if decision.field in _CLOSED else _OPEN[decision.field]
        raise UsageError(f'{decision.field} cannot be "{decision.new}"', "NEW", f"It can be: {values}.")


def _add(decision: Decision) -> None:
    claim = added(decision.new)
    if claim.relation not in relation_types():
        values = ", ".join(sorted(relation_types()))
        raise UsageError(f'there is no relation "{claim.relation}"', decision.new, f"Relations are {values}.")
    for name in OPTIONS:
        value = "|".join(claim.source) if name == "source" else getattr(claim, name)
        if value and not is_allowed(name, value):
            values = ", ".join(_CLOSED[name]()) if name in _CLOSED else _OPEN[name]
            raise UsageError(f'{name} cannot be "{value}"', decision.new, f"It can be: {values}.")
    if not decision.words.strip():
        raise UsageError("a claim must have evidence", "--words", "Give its words as they stand in the text.")
    if decision.field and not re.fullmatch("[0-9]{1,9}", decision.field):
        remedy = "Give the number of code points before the words, or leave it out."
        raise UsageError(f'"{decision.field}" is no place in a text', "--at", remedy)


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


def _alias(decision: Decision) -> None:
    if not is_iri(decision.target):
        raise UsageError(f'"{decision.target}" is no IRI of an actor', "ACTOR", "`kg search` and `kg show` print IRIs.")
    if not fold(decision.new):
        raise UsageError(f'"{decision.new}" is no name', "NAME", "Give one with letters or digits.")
    if not _LANGUAGE.fullmatch(decision.field):
        remedy = "Write it in small letters, such as uk or zh-hant, or leave it out."
        raise UsageError(f'"{decision.field}" is no language tag', "--language", remedy)
