"""Suggestions as a table that a person edits: the column `decision` says accept, reject, or nothing yet."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import ReadError
from kg.iris import Iri, is_iri
from kg.linking.lists import external_id
from kg.linking.suggestions import Suggestion
from kg.read.table import Row, Table

COLUMNS = ("decision", "actor", "name", "id", "candidate", "score", "suggestion", "why")
_NEEDED = ("decision", "actor", "id")
_WORDS = {"accept": True, "reject": False}
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that a person decided: whether an actor is what an id stands for."""

    actor: Iri
    id: Iri
    accepted: bool
    where: str


def sheet(found: Iterable[Suggestion]) -> str:
    """Suggestions as CSV, with no decision yet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for s in found:
        names = (_cell(s.actor.name), s.candidate.id, _cell(s.candidate.name))
        writer.writerow(("", s.actor.iri, *names, f"{s.score:.2f}", s.verdict, s.why))
    return out.getvalue()


def judged(table: Table, fail: Callable[[ReadError], None]) -> list[Judged]:
    """The decided rows of an edited sheet; one that is wrong goes to `fail`. ReadError where it is no sheet."""
    fields = table.fields({}, _NEEDED, _NEEDED)
    found: list[Judged] = []
    for number, row in table.rows.items():
        try:
            if isinstance(row, ReadError):
                raise row
            values = {field: row.get(column, "").strip() for field, column in fields.items()}
            one = _judged(values, f"{table.path}, row {number}")
        except ReadError as error:
            fail(error)
            continue
        if one is not None:
            found.append(one)
    return found


def _judged(values: Row, where: str) -> Judged | None:
    word = values["decision"].lower()
    if not word:
        return None
    if word not in _WORDS:
        raise ReadError(f'"{values["decision"]}" is no decision', where, "Write accept or reject, or nothing.")
    identifier = external_id(values["id"])
    if identifier is None or not is_iri(values["actor"]):
        wrong = "actor" if identifier else "id"
        raise ReadError(f'"{values[wrong]}" is no {wrong}', where, "Leave the column as `kg actors link` wrote it.")
    return Judged(Iri(values["actor"]), identifier, _WORDS[word], where)


def _cell(name: str) -> str:
    """A name of a list that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(_FORMULA) else name
