"""The index of a store: how it is brought up to date and asked.

It is made from the store alone and follows it: before each search it is brought up to date where the store has
another revision, in one transaction, so that it always is the index of one revision, whole.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple
from threading import RLock
from types import TracebackType
from typing import Any, Self

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.search.entries import Entry, entries, unit_of
from kg.search.file import COLUMNS, NAME, opened
from kg.search.filter import EVERYTHING, Filter
from kg.search.folding import folded
from kg.search.hit import Hit
from kg.search.question import Question, question
from kg.store import Store

SPELLINGS = 50  # words that a fuzzy one stands for at most, the nearest and most frequent ones
_AT_ONCE = 500  # graphs that are read at a time, so that memory stays as it is
_CHANGED = """
INSERT INTO changed (graph, revision)
  SELECT graph, min(revision) || ' ' || max(revision) AS revision FROM held GROUP BY graph
  EXCEPT SELECT graph, revision FROM unit ORDER BY graph
"""
_NAMES = COLUMNS.split(", ")


def _columns(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in _NAMES)


_SAME = f"staged.unit = entry.unit AND staged.iri = entry.iri AND ({_columns('staged')}) IS ({_columns('entry')})"
_SURPLUS = f"DELETE FROM entry WHERE unit IN (UNITS) AND NOT EXISTS (SELECT 1 FROM staged WHERE {_SAME})"
_LACKING = f"""
INSERT INTO entry (unit, {COLUMNS})
  SELECT * FROM staged WHERE NOT EXISTS (SELECT 1 FROM entry WHERE {_SAME})
"""
_SEARCH = f"""
SELECT {_columns("entry")}, fulltext.rank
FROM fulltext CROSS JOIN entry ON entry.id = fulltext.rowid
WHERE fulltext MATCH ? CONDITIONS ORDER BY fulltext.rank
"""
_THINGS = """
SELECT DISTINCT entry.iri FROM fulltext CROSS JOIN entry ON entry.id = fulltext.rowid
WHERE fulltext MATCH ? LIMIT ?
"""


class Index:
    """The words of a store. It must be closed before the store, or used in a with statement."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = None if store.folder is None else store.folder / NAME
        self._lock = RLock()
        self._words: set[str] = set()  # those of new entries
        with self._answering():
            self._file = opened(self._path)
            self._file.create_function("noted", 1, self._noted)

    def search(self, text: str, wanted: Filter = EVERYTHING, limit: int | None = 20) -> list[Hit]:
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
            raise QueryError(
                f"more than {most} things have these words", text[:80], "Search for more words, or others."
            )
        return found

    def follow(self, *, clean: bool = False) -> None:
        """Bring the index up to date where the store has another revision; `clean`: with no trace of what is gone."""
        with self._answering():
            self._update(clean=clean)

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

    def _update(self, *, clean: bool = False) -> None:
        """Take in what changed in the store, in one transaction."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            revision = self._store.revision()
            if self._revision() != revision:
                self._compare()
                clean |= self._drop()
                while self._renew():
                    pass
                self._file.execute("UPDATE state SET revision = ?", (revision,))
            if clean:
                self._clean()
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

    def _drop(self) -> bool:
        """Take out graphs that are gone. Whether there were any."""
        gone = "(SELECT id FROM unit WHERE graph NOT IN (SELECT graph FROM held))"
        self._file.execute(f"DELETE FROM entry WHERE unit IN {gone}")
        return self._file.execute(f"DELETE FROM unit WHERE id IN {gone}").rowcount > 0

    def _clean(self) -> None:
        """Leave no word that no entry has: in FTS5 it stays beside a mark until all parts are put together."""
        self._file.execute("INSERT INTO fulltext (fulltext) VALUES ('optimize')")
        self._file.execute("DELETE FROM word WHERE word NOT IN (SELECT term FROM vocabulary)")

    def _renew(self) -> bool:
        """Take in some of the changed graphs; entries that are as they were stay. Whether there were any."""
        graphs = self._file.execute("SELECT id, graph, revision FROM changed LIMIT ?", (_AT_ONCE,)).fetchall()
        self._file.execute("DELETE FROM staged")
        units = [(self._unit(graph, revision), Iri(graph)) for _, graph, revision in graphs]
        found = ((unit, *astuple(entry)) for unit, graph in units for entry in entries(self._store, graph))
        self._file.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", found)
        listed = ", ".join(str(unit) for unit, _ in units)
        self._file.execute(_SURPLUS.replace("UNITS", listed))
        self._file.execute(_LACKING)
        new = ((len(word), word) for word in sorted(self._words))
        self._file.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", new)
        self._words.clear()
        self._file.executemany("DELETE FROM changed WHERE id = ?", ((row[0],) for row in graphs))
        return bool(graphs)

    def _unit(self, graph: str, revision: str) -> int:
        put = """
        INSERT INTO unit (graph, revision) VALUES (?, ?)
          ON CONFLICT (graph) DO UPDATE SET revision = excluded.revision RETURNING id
        """
        return int(self._file.execute(put, (graph, revision)).fetchone()[0])

    def _noted(self, text: str) -> str:
        """A text folded, its words kept to be listed among those of the index."""
        flat = folded(text)
        self._words.update(flat.split())
        return flat

    def _alike(self, word: str) -> list[str]:
        """The words of the index that differ from a word in one letter, from six letters on in two."""
        most = 1 if len(word) < 6 else 2
        lengths = (len(word) - most, len(word) + most)
        listed = self._file.execute("SELECT word FROM word WHERE length BETWEEN ? AND ?", lengths)
        near = extract(word, [row[0] for row in listed], scorer=OSA.distance, score_cutoff=most, limit=None)
        ordered = sorted((distance, -self._count(found), found) for found, distance, _ in near)
        return [found for _, _, found in ordered[:SPELLINGS]]

    def _count(self, word: str) -> int:
        """In how many entries a word occurs."""
        row = self._file.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
        return row[0] if row else 0

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


def follow(store: Store, *, clean: bool = False) -> None:
    """Bring the index of a store up to date, where it has one; `clean`: with no trace of what is gone."""
    if store.folder is not None and (store.folder / NAME).exists():
        with Index(store) as index:
            index.follow(clean=clean)


def _best(rows: Iterable[tuple[Any, ...]], asked: Question, limit: int | None) -> list[Hit]:
    """The first hits of rows that are sorted by rank, with all those that the last one ties with before the cut."""
    last = 0.0
    found: dict[str, Hit] = {}
    for *columns, rank in rows:
        hit = Hit(Entry(*columns), -rank, asked)
        if limit is not None and len(found) >= limit and hit.score < last:
            break
        last = hit.score
        found.setdefault(hit.entry.iri, hit)
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.entry.iri))[:limit]
