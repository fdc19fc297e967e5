"""The index of a store: how it is brought up to date and asked.

It is made from the store alone and follows it: before each search it is brought up to date where the store has
another revision, in one transaction, so that it always is the index of one revision, whole.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from threading import RLock

from kg.closing import Closing
from kg.iris import Iri
from kg.search.entries import entries, unit_of
from kg.search.file import COLUMNS, NAME, errors_of, opened
from kg.search.filter import EVERYTHING, Filter
from kg.search.folding import folded
from kg.search.hit import Hit
from kg.search.words import Words
from kg.store import Store

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


class Index(Closing):
    """The words of a store. It must be closed before the store, or used in a with statement.

    `path` is where the index lies, if not in the folder of the store.
    """

    def __init__(self, store: Store, path: Path | None = None) -> None:
        self._store = store
        self._path = store.folder / NAME if path is None and store.folder is not None else path
        self._lock = RLock()
        self._new: set[str] = set()  # words of new entries
        with self._answering():
            self._file = opened(self._path)
            self._file.create_function("noted", 1, self._noted)
        self.words = Words(self._file)

    def search(self, text: str, wanted: Filter = EVERYTHING, limit: int | None = 20) -> list[Hit]:
        """The things in which the words occur, the best first, those with one score by IRI.

        QueryError where the words are no question.
        """
        with self._answering(), self._current():
            return self.words.search(text, wanted, limit)

    def things(self, text: str, most: int) -> list[Iri]:
        """The IRIs of all things in which the words occur, sorted. QueryError where there are more than `most`."""
        with self._answering(), self._current():
            return self.words.things(text, most)

    def follow(self, *, clean: bool = False, anew: Callable[[], Store] | None = None) -> None:
        """Bring the index up to date where the store has another revision; `clean`: with no trace of what is gone.

        `anew` opens the store, if another process may change it, again when no other one can write the index any
        more: so nothing is put in again that the other one took out of both.
        """
        with self._answering():
            if clean or self._revision() != self._store.revision():
                self._update(clean=clean, anew=anew)

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

    def _update(self, *, clean: bool = False, anew: Callable[[], Store] | None = None) -> None:
        """Take in what changed in the store, in one transaction."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            self._store = anew() if anew else self._store
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
        new = ((len(word), word) for word in sorted(self._new))
        self._file.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", new)
        self._new.clear()
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
        self._new.update(flat.split())
        return flat

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """One at a time; StoreError where the file of the index cannot be read or written."""
        with errors_of(self._path), self._lock:
            yield

    def close(self) -> None:
        self._file.close()


def follow(store: Store, *, clean: bool = False) -> None:
    """Bring the index of a store up to date, where it has one; `clean`: with no trace of what is gone."""
    if store.folder is not None and (store.folder / NAME).exists():
        with Index(store) as index:
            index.follow(clean=clean)
