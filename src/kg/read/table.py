"""Tables of texts: CSV or JSON Lines, a row a document."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model.records import Document, Issue
from kg.read.formats.source import Source, decoded
from kg.read.layouts.places import date_in
from kg.read.reader import Reading, document
from kg.registry import Registry

FIELDS = ("text", "id", "date", "title", "address", "licence", "layout", "language")
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """The rows of a table by column. ReadError names the line that is wrong."""
    try:
        text = decoded(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ReadError(f"the table cannot be read: {error}", str(path), "Check path and encoding.") from error
    if path.suffix.lower() == ".jsonl":
        return [_json_row(line, path, n) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.split("\n", 1)[0].count)
    return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)]


def read_table(
    path: Path, columns: Mapping[str, str], registry: Registry, report: Callable[[Issue], None]
) -> Iterator[Document]:
    """The documents of a table. `columns` maps columns to fields; a column with a field's name needs no mapping."""
    rows = rows_of(path)
    fields = {column: column for column in (rows[0] if rows else {}) if column in FIELDS} | dict(columns)
    if "text" not in fields.values():
        names = ", ".join(rows[0]) if rows else "none"
        raise ReadError("no column is mapped to text", str(path), f"Its columns are {names}; use --map COLUMN=text.")
    for number, row in enumerate(rows, 1):
        values = {field: row.get(column, "").strip() for column, field in fields.items()}
        yield _document(values, f"{path.stem}/{number}", registry, report, f"{path}, row {number}")


def _document(values: Row, key: str, registry: Registry, report: Callable[[Issue], None], where: str) -> Document:
    title, text = values.get("title", ""), values["text"]
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
    return document(source, source.key or key, registry, report, Reading(), "", where)


def _json_row(line: str, path: Path, number: int) -> Row:
    try:
        value: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"the line is no JSON: {error.msg}", f"{path}, line {number}", "Correct it.") from error
    if not isinstance(value, dict):
        raise ReadError("the line holds no object", f"{path}, line {number}", "Write one object a line.")
    return {str(k): "" if v is None else str(v) for k, v in value.items()}
