"""The file of an index, in SQLite with FTS5: how it is laid out and opened."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.errors import StoreError
from kg.search.folding import folded

NAME = "search.sqlite"
COLUMNS = "kind, iri, words, document, outlet, speaker, country, date"  # of an entry
_FORMAT = f"1 {unicodedata.unidata_version}"  # folding follows Unicode, of which each version of Python has its own
_PATIENCE = 120.0  # seconds to wait for another process that writes the index
_UNWRITTEN = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_PERM")
# FTS5 keeps no text of its own: it takes the folded words of an entry when it comes, and the same ones when it goes.
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS state (revision TEXT NOT NULL, format TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS unit (id INTEGER PRIMARY KEY, graph TEXT NOT NULL UNIQUE, revision TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
  id INTEGER PRIMARY KEY, unit INTEGER NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL, words TEXT NOT NULL,
  document TEXT, outlet TEXT, speaker TEXT, country TEXT, date TEXT
);
CREATE INDEX IF NOT EXISTS entry_of_unit ON entry (unit, iri);
CREATE INDEX IF NOT EXISTS entry_of_country ON entry (country, iri) WHERE kind = 'outlet';
CREATE VIRTUAL TABLE IF NOT EXISTS fulltext USING fts5 (words, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (fulltext, 'row');
CREATE TABLE IF NOT EXISTS word (length INTEGER, word TEXT, PRIMARY KEY (length, word)) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS entry_in AFTER INSERT ON entry BEGIN
  INSERT INTO fulltext (rowid, words) VALUES (new.id, noted(new.words));
END;
CREATE TRIGGER IF NOT EXISTS entry_out AFTER DELETE ON entry BEGIN
  INSERT INTO fulltext (fulltext, rowid, words) VALUES ('delete', old.id, folded(old.words));
END;
INSERT INTO state SELECT 'none', '{_FORMAT}' WHERE NOT EXISTS (SELECT 1 FROM state);
"""
_STAGES = f"""
CREATE TEMP TABLE held (graph TEXT, revision TEXT);
CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY, graph TEXT, revision TEXT);
CREATE TEMP TABLE staged (unit INTEGER, {COLUMNS});
CREATE INDEX staged_of_unit ON staged (unit, iri);
"""


def opened(path: Path | None) -> sqlite3.Connection:
    """The file, or one in memory; made anew where it is damaged or of another format."""
    file = _connected(path)
    try:
        if _is_ours(file):
            return file
    except sqlite3.OperationalError:  # locked, or not to be opened
        raise
    except sqlite3.DatabaseError:  # damaged, or no file of SQLite
        pass
    file.close()
    if path is not None:
        path.unlink()
    file = _connected(path)
    _is_ours(file)
    return file


def read(path: Path) -> sqlite3.Connection:
    """The file of an index that is there, to be asked only."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=_PATIENCE, isolation_level=None)


@contextmanager
def errors_of(path: Path | None) -> Iterator[None]:
    """What SQLite raises, as StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        what, remedy = f"the search index failed: {error}", f"Remove {NAME}; it is made again by the next search."
        if "locked" in str(error):
            what, remedy = "another process writes the search index", "Wait for it."
        elif error.sqlite_errorname.startswith(_UNWRITTEN):
            what = f"the search index cannot be written: {error}"
            remedy = f"Let the folder be written, or make {NAME} with `kg search` where it can be, and copy it here."
        raise StoreError(what, str(path or "in memory"), remedy) from error


def _connected(path: Path | None) -> sqlite3.Connection:
    name = ":memory:" if path is None else str(path)
    file = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    file.create_function("folded", 1, folded, deterministic=True)
    return file


def _is_ours(file: sqlite3.Connection) -> bool:
    """Whether the tables are those of this version; they are made where there are none."""
    file.execute("PRAGMA secure_delete = ON")
    file.execute("PRAGMA cache_size = -65536")  # KiB
    if not file.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        file.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    file.executescript(_STAGES)
    known = file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'state'").fetchone()
    return known is not None and file.execute("SELECT format FROM state").fetchone()[0] == _FORMAT
