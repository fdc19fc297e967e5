"""Finds named queries, binds their parameters as terms, and runs them."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.catalogue.matching import with_matches
from kg.catalogue.query import PREFIXES, Parameter, Query, parse
from kg.errors import QueryError
from kg.iris import PREF_LABEL, XSD, Iri, is_iri
from kg.model.quads import Literal, Term, term, text
from kg.paths import data_folder
from kg.search import Index
from kg.store import Asked, Rows, Store

_NAMED = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?actor WHERE {
  VALUES ?name { NAME }
  ?actor skos:prefLabel|skos:altLabel ?label .
  FILTER (STR(?label) = STR(?name))
}
ORDER BY ?actor
"""


class Catalogue:
    """Named queries, sorted by folder and name."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(sorted(queries.items(), key=lambda item: (item[1].folder, item[0])))

    @classmethod
    def load(cls, *folders: Path) -> "Catalogue":
        """The queries of the package, then those of further folders, which win over them."""
        found: dict[str, Query] = {}
        for folder in (data_folder("queries"), *folders):
            for path in sorted(folder.glob("*/*.rq")):
                if path.parent.name != "checks":
                    found[path.stem] = parse(_content(path), path.stem, path.parent.name, str(path))
        return cls(found)

    def queries(self) -> tuple[Query, ...]:
        return tuple(self._queries.values())

    def get(self, name: str) -> Query:
        """The query of a name. QueryError names the nearest ones."""
        if name in self._queries:
            return self._queries[name]
        near = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.4)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "`kg query --list` shows them."
        raise QueryError(f"there is no query {name}", "the catalogue", remedy)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"the query cannot be read: {error}", str(path), "Save it as UTF-8, or remove it.") from error


def run(store: Store, query: Query, given: Mapping[str, str] | None = None) -> Rows:
    """The rows of a SELECT, with parameters bound: those given, else their defaults."""
    return store.select(bound(store, query, given or {}))


def bound(store: Store, query: Query, given: Mapping[str, str]) -> str:
    """The text of a query with its parameters bound as VALUES under the outer WHERE, and pov:matches replaced.

    Nothing else is changed.
    """

    def things(words: str, most: int) -> Iterable[Iri]:
        with Index(store) as index:
            return index.things(words, most)

    return with_matches(things, with_values(store, query, given), values_of(query, given), query.name)


def values_of(query: Query, given: Mapping[str, str]) -> dict[str, str]:
    """The values of parameters, by the names of their variables."""
    return {p.variable.lstrip("?"): v for p in query.parameters if (v := given.get(p.name, p.default)) is not None}


def with_values(store: Asked, query: Query, given: Mapping[str, str]) -> str:
    """The text of a query with its parameters bound."""
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            has = ", ".join(known) or "none"
            raise QueryError(f"the query {query.name} has no parameter {name}", query.name, f"It has: {has}.")
    rows = []
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            rows.append(f"  VALUES {parameter.variable} {{ {term(_term(store, parameter, value, query))} }}\n")
    if not rows:
        return query.text
    opening = re.search(r"^(?:[A-Z].*)?WHERE \{[ \t]*\n", query.text, flags=re.MULTILINE)
    if opening is None:
        what = "there is no line that ends in WHERE {, under which parameters are bound"
        raise QueryError(what, query.name, "Write `WHERE {` at the end of a line that is not indented.")
    return query.text[: opening.end()] + "".join(rows) + query.text[opening.end() :]


def _term(store: Asked, parameter: Parameter, value: str, query: Query) -> Term:
    where = f"{query.name}, parameter {parameter.name}"
    if parameter.type == "iri":
        return iri_given(store, value, where)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?\d{1,18}", value):
            raise QueryError(f'"{value}" is no whole number', where, "Give a number such as 2020.")
        return Literal(str(int(value)), Iri(XSD + "integer"))
    if parameter.type == "date":
        try:
            return Literal(dt.date.fromisoformat(value).isoformat(), Iri(XSD + "date"))
        except ValueError as error:
            raise QueryError(f'"{value}" is no date', where, "Write YYYY-MM-DD.") from error
    return text(value)


def iri_given(store: Asked, value: str, where: str) -> Iri:
    """An IRI, one with a known prefix, or the actor who bears a name."""
    return _written_iri(value) or actor_named(store, value, where)


def _written_iri(value: str) -> Iri | None:
    value = value.strip("<>") if value.startswith("<") else value
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        value = PREFIXES[prefix] + local
    return Iri(value) if is_iri(value) else None


def actor_given(store: Asked, value: str, where: str) -> Iri:
    """The actor that an IRI, a prefixed name or a name means. QueryError where the store has none."""
    iri = _written_iri(value)
    if iri is None:
        return actor_named(store, value, where)
    if not store.ask(f"ASK {{ <{iri}> <{PREF_LABEL}> ?name }}"):
        raise QueryError(f"there is no actor {iri}", where, "`kg query find-by-any-name --param name=…` searches.")
    return iri


def actor_named(store: Asked, name: str, where: str) -> Iri:
    """The one actor who bears a name. QueryError where nobody or several do."""
    rows = store.select(_NAMED.replace("NAME", term(text(name)))).rows
    found = [str(row["actor"]) for row in rows]
    if len(found) == 1:
        return Iri(found[0])
    if not found:
        raise QueryError(f'nobody is called "{name}"', where, "`kg query find-by-any-name --param name=…` searches.")
    raise QueryError(f'several are called "{name}"', where, f"Name one of {', '.join(found)}.")
