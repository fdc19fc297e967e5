"""Statements from a table: a row each, as kg and the Discourse Network Analyzer write them in CSV."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kg.errors import ReadError
from kg.networks.statements import Column, Kind, Statements, times

FIELDS = ("author", "source", "section", "type", "id", "title")
_OWN = ("statement_id", "time", "document_id")
_PLACE = ("start", "stop")
_SKIPPED = frozenset({*_OWN, *_PLACE, "coder", "text", "confidence"})


def read_table(path: Path) -> Statements:
    """The statements of a CSV file with the columns statement_id, time (ISO 8601), document_id, and variables.

    A column of 0 and 1 alone is boolean, one of whole numbers is integer, any other is text. ReadError where a column
    is missing or a cell is not what it should be.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"the table cannot be read: {error}", str(path), "Check the file.") from error
    if not rows or (missing := [name for name in _OWN if name not in rows[0]]):
        what = f"the table lacks {', '.join(missing)}" if rows else "the table has no rows"
        raise ReadError(what, str(path), f"Give it the columns {', '.join(_OWN)} and variables.")
    cells = {name: [row[name] or "" for row in rows] for name in rows[0]}
    try:
        return _statements(cells)
    except ValueError as error:
        raise ReadError(f"a cell is wrong: {error}", str(path), "Correct it; times are ISO 8601.") from error


def columns_of(found: Statements) -> list[str]:
    """The names of the columns of statements as a table."""
    fields = [name for name in found.fields if name != "id"]
    confidence = ["confidence"] if found.confidence is not None else []
    return ["statement_id", "time", "document_id", *found.variables, *fields, *confidence]


def rows_of(found: Statements) -> Iterator[list[str]]:
    """The statements in their order, a cell for each of `columns_of`."""
    fields = [column for name, column in found.fields.items() if name != "id"]
    columns = [found.documents, *found.variables.values(), *fields]
    moments = np.datetime_as_string(found.times, unit="s")
    for n, (name, moment) in enumerate(zip(found.ids, moments, strict=True)):
        confidence = [] if found.confidence is None else [f"{found.confidence[n]:g}"]
        yield [name, str(moment), *(str(column.at(n)) for column in columns), *confidence]


def _statements(cells: dict[str, list[str]]) -> Statements:
    documents = Column.of(_numbers(cells["document_id"]) or cells["document_id"])
    fields = {name: Column.of(cells[name]) for name in FIELDS if name in cells}
    fields["id"] = Column.of(cells["document_id"])
    variables = {name: variable(cells[name]) for name in cells if name not in _SKIPPED and name not in fields}
    confidence = np.array(list(map(float, cells["confidence"]))) if "confidence" in cells else None
    found = Statements(
        tuple(cells["statement_id"]), times(cells["time"]), documents, variables, fields, confidence=confidence
    )
    places = [np.array(list(map(int, cells[name]))) for name in _PLACE if name in cells]
    numbers = _numbers(cells["statement_id"])
    return found.ordered([*places, *([np.array(numbers)] if numbers else [])])


def variable(values: Sequence[str]) -> Column:
    """A column of texts: boolean where all are 0 or 1, integer where all are whole numbers, else text."""
    numbers = _numbers(values)
    if numbers is None:
        return Column.of(values)
    kind: Kind = "boolean" if set(numbers) <= {0, 1} else "integer"
    return Column.of(numbers, kind)


def _numbers(values: Sequence[str]) -> list[int] | None:
    try:
        return list(map(int, values))
    except ValueError:
        return None
