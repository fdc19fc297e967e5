"""A file of the Discourse Network Analyzer as a project, and back: the door to sqlite3."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import quote

from kg.errors import ExportError, ReadError
from kg.networks.dna.records import Project
from kg.networks.dna.schema import RECORDS, TABLES

_MAGIC = b"SQLite format 3\0"
_UNFINISHED = ("-journal", "-wal")
_OTHER = "Open it in version 3 of the Discourse Network Analyzer, and save it there."
_DAMAGED = "Take a copy from before, or have the Discourse Network Analyzer export it anew."


def read(path: Path) -> Project:
    """All that is in a file, which is not changed. ReadError where it is damaged, or of another schema."""
    _check_whole(path)
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as file:
            _check_schema(file, path)
            _check_sound(file, path)
            found = {name: tuple(_rows(file, table, record, path)) for table, (name, record) in RECORDS.items()}
    except sqlite3.Error as error:
        raise ReadError(f"the file is damaged: {error}", str(path), _DAMAGED) from error
    return Project(**found)


def write(project: Project, path: Path) -> None:
    """A project as a file, which appears whole or not at all. ExportError where its tables cannot hold it."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.unlink(missing_ok=True)
    try:
        _fill(project, temporary, path)
        temporary.replace(path)
    except OSError as error:
        raise ExportError(f"the file cannot be written: {error.strerror}", str(path), "Check the folder.") from error
    finally:
        temporary.unlink(missing_ok=True)


def _check_whole(path: Path) -> None:
    """Refuse what is no file of SQLite, and one that another program has not finished writing."""
    try:
        with path.open("rb") as file:
            begin = file.read(len(_MAGIC))
    except OSError as error:
        raise ReadError(f"the file cannot be opened: {error.strerror}", str(path), "Check path and rights.") from error
    if begin != _MAGIC:
        remedy = "Give a database that the Discourse Network Analyzer saved; its servers' databases are no files."
        raise ReadError("the file is no database of SQLite", str(path), remedy)
    for ending in _UNFINISHED:
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            what = f"another program is writing the file, or was stopped on the way: there is {beside.name}"
            raise ReadError(what, str(path), "Open it in the Discourse Network Analyzer, and close it there.")


def _check_schema(file: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose tables are not those that this module writes: something in it would be lost."""
    objects = file.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    found = {(kind, name) for kind, name in objects}
    wanted = {("table", name) for name in TABLES}
    version = _version(file) if ("table", "SETTINGS") in found else ""
    of = f"version {version}" if version else "an unknown version"
    if missing := sorted(wanted - found):
        raise ReadError(f"the schema is another, of {of}: it lacks the table {missing[0][1]}", str(path), _OTHER)
    if more := sorted(found - wanted):
        raise ReadError(f"the schema is another, of {of}: it has the {' '.join(more[0])}", str(path), _OTHER)
    with closing(_made(":memory:")) as ours:
        for table in TABLES:
            if _columns(file, table) != _columns(ours, table):
                what = f"the schema is another, of {of}: the columns of the table {table} differ"
                raise ReadError(what, str(path), _OTHER)
    if not version.startswith("3."):
        raise ReadError(f"the file is of {of} of the Discourse Network Analyzer", str(path), _OTHER)


def _version(file: sqlite3.Connection) -> str:
    row = file.execute("SELECT * FROM SETTINGS WHERE Property = 'version'").fetchone()
    return str(row[1]) if row else ""


def _columns(file: sqlite3.Connection, table: str) -> list[Any]:
    """Names, types and defaults of columns, and what they point to."""
    columns = file.execute(f"PRAGMA table_info({table})").fetchall()
    return [*columns, *sorted(row[2:5] for row in file.execute(f"PRAGMA foreign_key_list({table})"))]


def _check_sound(file: sqlite3.Connection, path: Path) -> None:
    found = file.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise ReadError(f"the file is damaged: {found}", str(path), _DAMAGED)
    for table, row, parent, _ in file.execute("PRAGMA foreign_key_check"):
        what = f"row {row} of {table} points to a row of {parent} that is not there"
        raise ReadError(f"the file is damaged: {what}", str(path), _DAMAGED)


def _rows(file: sqlite3.Connection, table: str, record: type[Any], path: Path) -> Iterator[Any]:
    """The rows of a table as records. ReadError where a cell has another type than its column."""
    types = list(get_type_hints(record).values())
    for row in file.execute(f"SELECT * FROM {table} ORDER BY 1"):
        for count, (cell, wanted) in enumerate(zip(row, types, strict=True)):
            if not isinstance(cell, wanted):
                column = _columns(file, table)[count][1]
                what = f"{column} of row {row[0]} of {table} is {type(cell).__name__}"
                raise ReadError(f"the file is damaged: {what}", str(path), _DAMAGED)
        yield record(*row)


def _made(place: str) -> sqlite3.Connection:
    """A new file with the tables of the schema, without rows."""
    file = sqlite3.connect(place, isolation_level=None)
    file.execute("PRAGMA page_size = 4096")
    for table, columns in TABLES.items():
        file.execute(f"CREATE TABLE {table}({columns})")
    return file


def _fill(project: Project, temporary: Path, path: Path) -> None:
    try:
        with closing(_made(str(temporary))) as file:
            file.execute("PRAGMA foreign_keys = ON")
            file.execute("BEGIN")
            file.execute("PRAGMA defer_foreign_keys = ON")  # an entity may come before its parent
            for table, (name, record) in RECORDS.items():
                cells = attrgetter(*(one.name for one in fields(record)))
                marks = ", ".join("?" for _ in fields(record))
                file.executemany(f"INSERT INTO {table} VALUES ({marks})", map(cells, sorted(getattr(project, name))))
            file.execute("COMMIT")
            _check_sound(file, temporary)
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        what = f"a file of the Discourse Network Analyzer cannot hold this: {error}"
        raise ExportError(what, str(path), "Texts but those of documents and notes have at most 190 signs.") from error
