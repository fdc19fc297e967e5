"""An index as it is in its file: what is found in it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kg.errors import QueryError
from kg.iris import Iri
from kg.search.entries import Entry
from kg.search.file import COLUMNS, errors_of, read
from kg.search.filter import EVERYTHING, Filter
from kg.search.hit import Hit
from kg.search.question import question

SPELLINGS = 50  # words that a fuzzy one stands for at most, the nearest and most frequent ones
_COLUMNS = ", ".join(f"entry.{name}" for name in COLUMNS.split(", "))
_FOUND = "FROM fulltext CROSS JOIN entry ON entry.id = fulltext.rowid WHERE fulltext MATCH ?"
_SEARCH = f"SELECT {_COLUMNS}, fulltext.rank {_FOUND} CONDITIONS ORDER BY fulltext.rank"
_COUNT = f"SELECT count(DISTINCT entry.iri) {_FOUND} CONDITIONS"
_THINGS = f"SELECT DISTINCT entry.iri {_FOUND} LIMIT ?"


class Part(NamedTuple):
    """Some of the hits, and how many there are in all."""

    hits: list[Hit]
    total: int


class Words:
    """The words of a file that holds an index, of whichever revision."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def search(self, text: str, wanted: Filter = EVERYTHING, limit: int | None = 20) -> list[Hit]:
        """The things in which the words occur, the best first, those with one score by IRI.

        QueryError where the words are no question.
        """
        exact = question(text).spelt(self.alike)
        conditions, values = wanted.conditions()
        rows = self._file.execute(_SEARCH.replace("CONDITIONS", conditions), [exact.match(), *values])
        with closing(rows):
            return _best(((Hit(Entry(*columns), -rank, exact)) for *columns, rank in rows), limit)

    def part(self, text: str, wanted: Filter, limit: int, offset: int) -> Part:
        """As `search`, without the first `offset` hits, and the number of all. QueryError as there."""
        hits = self.search(text, wanted, offset + limit)
        conditions, values = wanted.conditions()
        match = question(text).spelt(self.alike).match()
        [(total,)] = self._file.execute(_COUNT.replace("CONDITIONS", conditions), [match, *values])
        return Part(hits[offset:], total)

    def things(self, text: str, most: int) -> list[Iri]:
        """The IRIs of all things in which the words occur, sorted. QueryError where there are more than `most`."""
        match = question(text).spelt(self.alike).match()
        found = sorted(Iri(row[0]) for row in self._file.execute(_THINGS, (match, most + 1)))
        if len(found) > most:
            raise QueryError(
                f"more than {most} things have these words", text[:80], "Search for more words, or others."
            )
        return found

    def alike(self, word: str) -> list[str]:
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
def words_in(path: Path) -> Iterator[Words]:
    """The words of a file, which nobody changes meanwhile. StoreError where it cannot be read."""
    with errors_of(path), closing(read(path)) as file:
        file.execute("BEGIN")
        yield Words(file)


def _best(hits: Iterable[Hit], limit: int | None) -> list[Hit]:
    """The first of hits that are sorted by score, with all those that the last one ties with before the cut."""
    last = 0.0
    found: dict[str, Hit] = {}
    for hit in hits:
        if limit is not None and len(found) >= limit and hit.score < last:
            break
        last = hit.score
        found.setdefault(hit.entry.iri, hit)
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.entry.iri))[:limit]
