"""The index of a store: one file of SQLite beside its graphs, or one in memory. The door to sqlite3.

It is made from the store alone and follows it: before each search it is brought up to date where the store has
another revision, in one transaction, so that it always is the index of one revision, whole.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from heapq import nsmallest
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from rapidfuzz.distance import OSA

from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.search.entries import Entry, entries, unit_of
from kg.search.folding import folded
from kg.search.hit import Hit
from kg.search.question import Question, question
from kg.store import Store

NAME = "search.sqlite"
SPELLINGS = 50  # words that a fuzzy one stands for at most, the nearest and most frequent ones
_FORMAT = f"1 {unicodedata.unidata_version}"  # folding follows Unicode, of which each version of Python has its own
_AT_ONCE = 500  # graphs that are read at a time, so that memory stays as it is
_PATIENCE = 120.0  # seconds to wait for another process that writes the index
_COLUMNS = "kind, iri, words, document, outlet, speaker, country, date"
_SCHEMA = f"""
CREATE TABLE state (revision TEXT NOT NULL, format TEXT NOT NULL);
CREATE TABLE unit (id INTEGER PRIMARY KEY, graph TEXT NOT NULL UNIQUE, revision TEXT NOT NULL);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, unit INTEGER NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL, words TEXT NOT NULL,
  document TEXT, outlet TEXT, speaker TEXT, country TEXT, date TEXT
);
CREATE INDEX entry_of_unit ON entry (unit, iri);
CREATE INDEX entry_of_country ON entry (country, iri) WHERE kind = 'outlet';
CREATE VIRTUAL TABLE fulltext USING fts5 (words, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (fulltext, 'row');
CREATE TRIGGER entry_in AFTER INSERT ON entry BEGIN
  INSERT INTO fulltext (rowid, words) VALUES (new.id, folded(new.words));
END;
CREATE TRIGGER entry_out AFTER DELETE ON entry BEGIN
  INSERT INTO fulltext (fulltext, rowid, words) VALUES ('delete', old.id, folded(old.words));
END;
INSERT INTO state VALUES ('none', '{_FORMAT}');
"""
_STAGES = f"""
CREATE TEMP TABLE held (graph TEXT, revision TEXT);
CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY, graph TEXT, revision TEXT);
CREATE TEMP TABLE staged (unit INTEGER, {_COLUMNS});
CREATE INDEX staged_of_unit ON staged (unit, iri);
"""
_CHANGED = """
INSERT INTO changed (graph, revision)
  SELECT graph, min(revision) || ' ' || max(revision) AS revision FROM held GROUP BY graph
  EXCEPT SELECT graph, revision FROM unit ORDER BY graph
"""
_SAME = f"({_COLUMNS}) IS ({', '.join(f'other.{name}' for name in _COLUMNS.split(', '))})"
_SEARCH = f"""
SELECT {", ".join(f"entry.{name}" for name in _COLUMNS.split(", "))}, fulltext.rank
FROM fulltext CROSS JOIN entry ON entry.id = fulltext.rowid
WHERE fulltext MATCH ? CONDITIONS ORDER BY fulltext.rank
"""
_THINGS = """
SELECT DISTINCT entry.iri FROM fulltext CROSS JOIN entry ON entry.id = fulltext.rowid
WHERE fulltext MATCH ? LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is searched: kinds of things, one outlet or document by IRI, a country by its code, a time in ISO 8601."""

    kinds: tuple[str, ...] = ()
    outlet: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None

    def conditions(self) -> tuple[str, list[str]]:
        """The conditions in SQL, and the values in them."""
        found: list[tuple[str, list[str]]] = []
        if self.kinds:
            found.append((f"entry.kind IN ({', '.join('?' * len(self.kinds))})", list(self.kinds)))
        if self.outlet is not None:
            found.append(("? IN (entry.outlet, entry.iri)", [self.outlet]))
        if self.country is not None:
            of_outlet = "entry.outlet IN (SELECT iri FROM entry WHERE kind = 'outlet' AND country = ?)"
            found.append((f"(entry.country = ? OR entry.country IS NULL AND {of_outlet})", [self.country] * 2))
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day is not None:
                found.append((f"substr(entry.date, 1, {len(day)}) {sign} ?", [day]))
        if self.document is not None:
            found.append(("entry.document = ?", [self.document]))
        return "".join(f" AND {text}" for text, _ in found), [value for _, values in found for value in values]


class Index:
    """The words of a store. It must be closed before the store, or used in a with statement."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = None if store.folder is None else store.folder / NAME
        self._spellings: dict[str, tuple[str, ...]] = {}
        self._spelt_of = ""  # the revision of these
        self._lock = RLock()
        with self._answering():
            self._file = _opened(self._path)

    def search(self, text: str, wanted: Filter = Filter(), limit: int | None = 20) -> list[Hit]:
        """The things in which the words occur, the best first, those with one score by IRI.

        QueryError where the words are no question.
        """
        asked = question(text)
        with self._answering(), self._current():
            exact = asked.spelt(self._alike)
            conditions, values = wanted.conditions()
            rows = self._file.execute(_SEARCH.replace("CONDITIONS", conditions), [exact.match(), *values])
            with closing(rows):
                return _best(rows, exact, limit)

    def things(self, text: str, most: int) -> list[Iri]:
        """The IRIs of all things in which the words occur, sorted. QueryError where there are more than `most`."""
        asked = question(text)
        with self._answering(), self._current():
            match = asked.spelt(self._alike).match()
            found = sorted(Iri(row[0]) for row in self._file.execute(_THINGS, (match, most + 1)))
        if len(found) > most:
            raise QueryError(f"more than {most} things have these words", text[:80], "Search for more words, or others.")
        return found

    def follow(self) -> None:
        """Bring the index up to date where the store has another revision."""
        with self._answering(), self._current():
            pass

    @contextmanager
    def _current(self) -> Iterator[None]:
        """Read the index as it is at the revision of the store."""
        while True:
            self._file.execute("BEGIN")
            if self._revision() == self._store.revision():
                break
            self._file.rollback()
            self._update()
        try:
            yield
        finally:
            self._file.rollback()

    def _revision(self) -> str:
        return str(self._file.execute("SELECT revision FROM state").fetchone()[0])

    def _update(self) -> None:
        """Take in what changed in the store, in one transaction."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            revision = self._store.revision()
            if self._revision() != revision:
                self._compare()
                self._drop()
                while self._renew():
                    pass
                self._file.execute("UPDATE state SET revision = ?", (revision,))
            self._file.commit()
        except BaseException:
            self._file.rollback()
            raise

    def _compare(self) -> None:
        """Note which graphs the store has, and which of them changed."""
        revisions = ((unit_of(graph), revision) for graph, revision in self._store.revisions())
        self._file.execute("DELETE FROM held")
        self._file.execute("DELETE FROM changed")
        self._file.executemany("INSERT INTO held VALUES (?, ?)", (row for row in revisions if row[0] is not None))
        self._file.execute(_CHANGED)

    def _drop(self) -> None:
        """Take out graphs that are gone. Their words stay in FTS5 beside a mark until its parts are put together."""
        gone = "(SELECT id FROM unit WHERE graph NOT IN (SELECT graph FROM held))"
        if self._file.execute(f"DELETE FROM entry WHERE unit IN {gone}").rowcount:
            self._file.execute("INSERT INTO fulltext (fulltext) VALUES ('optimize')")
        self._file.execute(f"DELETE FROM unit WHERE id IN {gone}")

    def _renew(self) -> bool:
        """Take in some of the changed graphs; entries that are as they were stay. Whether there were any."""
        graphs = self._file.execute("SELECT id, graph, revision FROM changed LIMIT ?", (_AT_ONCE,)).fetchall()
        self._file.execute("DELETE FROM staged")
        units = [(self._unit(graph, revision), Iri(graph)) for _, graph, revision in graphs]
        found = ((unit, *astuple(entry)) for unit, graph in units for entry in entries(self._store, graph))
        self._file.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", found)
        listed = ", ".join(str(unit) for unit, _ in units)
        self._file.execute(
            f"DELETE FROM entry WHERE unit IN ({listed}) AND NOT EXISTS "
            f"(SELECT 1 FROM staged AS other WHERE other.unit = entry.unit AND other.iri = entry.iri AND {_SAME})"
        )
        self._file.execute(
            f"INSERT INTO entry (unit, {_COLUMNS}) SELECT * FROM staged WHERE NOT EXISTS "
            f"(SELECT 1 FROM entry AS other WHERE other.unit = staged.unit AND other.iri = staged.iri AND {_SAME})"
        )
        self._file.executemany("DELETE FROM changed WHERE id = ?", ((row[0],) for row in graphs))
        return bool(graphs)

    def _unit(self, graph: str, revision: str) -> int:
        put = """
        INSERT INTO unit (graph, revision) VALUES (?, ?)
          ON CONFLICT (graph) DO UPDATE SET revision = excluded.revision RETURNING id
        """
        return int(self._file.execute(put, (graph, revision)).fetchone()[0])

    def _alike(self, word: str) -> Iterable[str]:
        """The words of the index that a fuzzy word may be: the nearest, of those the most frequent."""
        if (revision := self._revision()) != self._spelt_of:
            self._spellings, self._spelt_of = {}, revision
        if word not in self._spellings:
            self._spellings[word] = tuple(_alike(self._file, word))
        return self._spellings[word]

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """One at a time; StoreError where the file of the index cannot be read or written."""
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            locked = "locked" in str(error)
            what = "another process writes the search index" if locked else f"the search index failed: {error}"
            remedy = "Wait for it." if locked else f"Remove {NAME}; it is made again by the next search."
            raise StoreError(what, str(self._path or "in memory"), remedy) from error

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _opened(path: Path | None) -> sqlite3.Connection:
    """The file, made anew where it is damaged or one of another format."""
    file = _connected(path)
    try:
        if _is_ours(file):
            return file
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
    file.close()
    if path is not None:
        path.unlink()
    file = _connected(path)
    _is_ours(file)
    return file


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
        with closing(file.cursor()) as making:
            making.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    file.executescript(_STAGES)
    known = file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'state'").fetchone()
    return known is not None and file.execute("SELECT format FROM state").fetchone()[0] == _FORMAT


def _best(rows: Iterable[tuple[object, ...]], asked: Question, limit: int | None) -> list[Hit]:
    """The first hits of rows that are sorted by rank, with all those that the last one ties with before the cut."""
    pattern = asked.pattern()
    found: dict[str, Hit] = {}
    for *columns, rank in rows:
        hit = Hit(Entry(*columns), -float(str(rank)), pattern)
        if limit is not None and len(found) >= limit and hit.score < last:
            break
        last = hit.score
        found.setdefault(hit.entry.iri, hit)
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.entry.iri))[:limit]


def _alike(file: sqlite3.Connection, word: str) -> Iterator[str]:
    """Words of the vocabulary that differ from a word in one letter, from six letters on in two."""
    most = 1 if len(word) < 6 else 2
    lengths = range(len(word) - most, len(word) + most + 1)
    near = [
        (distance, -count, term)
        for term, count in file.execute("SELECT term, doc FROM vocabulary")
        if len(term) in lengths and (distance := OSA.distance(word, term, score_cutoff=most)) <= most
    ]
    return (term for _, _, term in nsmallest(SPELLINGS, near))
