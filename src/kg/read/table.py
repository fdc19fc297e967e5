"""Tables of texts: CSV or JSON Lines, a row a document."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model.records import Document, Issue, IssueKind
from kg.read.formats.source import Source, decoded
from kg.read.layouts.places import date_in
from kg.read.reader import Reading, document
from kg.registry import Registry

FIELDS = ("text", "id", "date", "title", "address", "licence", "layout", "language")
_LONGEST = 2**31 - 1  # characters of a cell
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table and its rows by number; a row that cannot be read is its error."""

    path: Path
    columns: tuple[str, ...]
    rows: Mapping[int, Row | ReadError]

    def fields(
        self, columns: Mapping[str, str], among: Sequence[str] = FIELDS, needed: Sequence[str] = ("text",)
    ) -> dict[str, str]:
        """The column of each field; one with a field's name needs no mapping. ReadError where `columns` is wrong."""
        known = f"Its columns are {', '.join(self.columns)}"
        if not self.rows:
            raise ReadError("the table has no rows", str(self.path), f"{known}." if self.columns else "Fill it.")
        for column in columns.values():
            if column not in self.columns:
                raise ReadError(f"there is no column {column}", str(self.path), f"{known}.")
        fields = {name: name for name in self.columns if name in among} | dict(columns)
        for field in needed:
            if field not in fields:
                raise ReadError(
                    f"no column is mapped to {field}", str(self.path), f"{known}; use --map COLUMN={field}."
                )
        return {field: fields[field] for field in among if field in fields}


def table_of(path: Path) -> Table:
    """A table with its rows. ReadError where it is none."""
    try:
        text = decoded(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ReadError(f"the table cannot be read: {error}", str(path), "Check path and encoding.") from error
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return _json_table(text, path)
    return _csv_table(text, path)


def read_table(
    path: Path,
    columns: Mapping[str, str],
    registry: Registry,
    report: Callable[[Issue], None],
    fail: Callable[[ReadError], None],
    given: Reading,
) -> Iterator[Document]:
    """The documents of a table. `columns` names the column of a field; what is wrong with a row goes to `fail`."""
    table = table_of(path)
    fields = table.fields(columns)
    for number, row in table.rows.items():
        try:
            if isinstance(row, ReadError):
                raise row
            values = {field: row.get(column, "").strip() for field, column in fields.items()}
            found = _document(values, f"{path.stem}/{number}", registry, report, given, f"{path}, row {number}")
        except ReadError as error:
            fail(error)
            continue
        yield found


def _document(
    values: Row, key: str, registry: Registry, report: Callable[[Issue], None], given: Reading, where: str
) -> Document:
    title, text = values.get("title", ""), values["text"]
    if not text:
        raise ReadError("there is no text in it", where, "Leave the row out.")
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    source = Source(
        text,
        values.get("id") or None,
        date_in(values.get("date", "")),
        values.get("address") or None,
        values.get("licence") or None,
        values.get("layout") or None,
        values.get("language") or None,
    )
    made = document(source, given.key or source.key or key, registry, report, given, "", where)
    if (printed := values.get("date")) and source.date is None:
        report(Issue(IssueKind.UNKNOWN_TIME, "read", made.key, f'"{printed}" is no complete date'))
    return made


def _csv_table(text: str, path: Path) -> Table:
    csv.field_size_limit(_LONGEST)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] | None = None
    rows: dict[int, Row | ReadError] = {}
    while True:
        where = f"{path}, row {len(rows) + 1}"
        try:
            cells = next(lines, None)
        except csv.Error as error:
            remedy = "Close each quotation mark, and double those inside a cell."
            rows[len(rows) + 1] = ReadError(f"the row is no CSV: {error}", where, remedy)
            continue
        if cells is None:
            return Table(path, tuple(c for c in columns or () if c), rows)
        if not cells:
            continue
        if columns is None:
            columns = tuple(cell.strip() for cell in cells)
        elif any(cell.strip() for cell in cells[len(columns) :]):
            what = f"the row has {len(cells)} cells, but there are {len(columns)} columns"
            rows[len(rows) + 1] = ReadError(what, where, "Put cells that hold the separator in quotation marks.")
        else:
            rows[len(rows) + 1] = dict(zip(columns, cells, strict=False))


def _json_table(text: str, path: Path) -> Table:
    lines = [line for line in text.split("\n") if line.strip()]
    rows = {number: _json_row(line, f"{path}, row {number}") for number, line in enumerate(lines, 1)}
    columns = dict.fromkeys(column for row in rows.values() if isinstance(row, dict) for column in row)
    return Table(path, tuple(columns), rows)


def _json_row(line: str, where: str) -> Row | ReadError:
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return ReadError(f"the row is no JSON: {why}", where, "Correct it.")
    if not isinstance(value, dict):
        return ReadError("the row is no object", where, "Write one object a line.")
    return {_text(k): "" if v is None else _text(str(v)) for k, v in value.items()}


def _text(value: str) -> str:
    """A value without halves of characters, which JSON can hold and UTF-8 cannot."""
    return value.encode(errors="replace").decode()
