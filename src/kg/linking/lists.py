"""Reads an external list of actors: a table with an id and a name a row."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import ReadError
from kg.iris import WIKIDATA, Iri, is_iri
from kg.linking.kinds import type_called
from kg.read.layouts.places import country_of
from kg.read.table import Row, Table
from kg.registry import Registry

FIELDS = ("id", "wikidata", "name", "aliases", "type", "country", "birth", "start")
_ITEM = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of a list. What several rows say of one id is put together; the order of rows does not matter."""

    id: Iri
    name: str
    names: tuple[str, ...]  # all of them, `name` first, the others sorted
    types: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    year: int | None = None  # of birth or beginning, the last that is named


def candidates(
    table: Table, columns: Mapping[str, str], registry: Registry, fail: Callable[[ReadError], None]
) -> list[Candidate]:
    """Whom a list names, sorted by id; a row that is wrong goes to `fail`. ReadError where columns are wrong."""
    fields = table.fields(columns, FIELDS, ("name",))
    if "id" not in fields and "wikidata" not in fields:
        remedy = f"Its columns are {', '.join(table.columns)}; use --map COLUMN=id."
        raise ReadError("no column is mapped to id or wikidata", str(table.path), remedy)
    rows: dict[Iri, list[Candidate]] = {}
    country = cache(lambda words: country_of(words, registry))
    for number, row in table.rows.items():
        try:
            if isinstance(row, ReadError):
                raise row
            values = {field: row.get(column, "").strip() for field, column in fields.items()}
            found = _candidate(values, country, f"{table.path}, row {number}")
        except ReadError as error:
            fail(error)
            continue
        rows.setdefault(found.id, []).append(found)
    return [_together(rows[identifier]) for identifier in sorted(rows)]


def external_id(written: str) -> Iri | None:
    """The IRI that an id stands for: a Wikidata item in any of its spellings, or an IRI.

    >>> external_id("Q76"), external_id("https://www.wikidata.org/wiki/Q76"), external_id("76")
    ('http://www.wikidata.org/entity/Q76', 'http://www.wikidata.org/entity/Q76', None)
    """
    if item := _ITEM.fullmatch(written.strip()):
        return Iri(WIKIDATA + item[1].upper())
    found = written.strip()
    return Iri(found) if found.startswith(("http://", "https://")) and is_iri(found) else None


def short(identifier: str) -> str:
    """An id as people write it: Q76."""
    return identifier.removeprefix(WIKIDATA)


def _candidate(values: Row, country: Callable[[str], str | None], where: str) -> Candidate:
    written = values.get("wikidata") or values.get("id") or ""
    identifier = external_id(written)
    if identifier is None:
        what = f'"{_printable(written)}" is no id' if written else "there is no id in it"
        raise ReadError(what, where, "Write a Wikidata id such as Q76, or an IRI.")
    name = _printable(values["name"])
    if not any(c.isalnum() for c in name):
        raise ReadError("there is no name in it", where, "Fill it, or leave the row out.")
    aliases = {alias for alias in map(_printable, values.get("aliases", "").split("|")) if alias} - {name}
    types = {type_called(words) for words in values.get("type", "").split("|")}
    countries = {country(words) for words in values.get("country", "").split("|") if words.strip()}
    year = re.search(r"\d{4}", values.get("birth") or values.get("start") or "")
    return Candidate(
        identifier,
        name,
        (name, *sorted(aliases)),
        frozenset(t for t in types if t),
        frozenset(c for c in countries if c),
        int(year[0]) if year else None,
    )


def _together(rows: Iterable[Candidate]) -> Candidate:
    rows = list(rows)
    if len(rows) == 1:
        return rows[0]
    first = min(row.name for row in rows)
    return Candidate(
        rows[0].id,
        first,
        (first, *sorted({name for row in rows for name in row.names} - {first})),
        frozenset[str]().union(*(row.types for row in rows)),
        frozenset[str]().union(*(row.countries for row in rows)),
        max((row.year for row in rows if row.year is not None), default=None),
    )


def _printable(name: str) -> str:
    """A name in one line, without signs that steer a terminal."""
    return "".join(c for c in " ".join(name.split()) if c.isprintable())
