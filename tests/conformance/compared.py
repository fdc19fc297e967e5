"""Whether an answer is the expected one, as the suites ask: blank nodes by any other name, rows in any order or not.

A number or boolean is compared by its value and datatype: the suites themselves write one value in several ways.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.iris import RDF_TYPE, XSD, Iri
from kg.model.quads import Literal, Quad, Term, plain
from kg.rdf import from_quad, parse, to_quad, to_term
from kg.store import Rows

Answer: TypeAlias = "Rows | bool | frozenset[Quad]"

READERS = {"xml": ox.QueryResultsFormat.XML, "json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}
_ENDINGS = {".srx": "xml", ".srj": "json", ".tsv": "tsv", ".csv": "csv"}
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_SOLUTION, _BINDING, _VARIABLE, _VALUE, _NAMES = (
    Iri(_RS + name) for name in ("solution", "binding", "variable", "value", "resultVariable")
)
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_DIGITS = {"1": "true", "0": "false"}


def expected_in(file: Path) -> Answer:
    """The answer that a file of a suite holds: rows or yes and no in a format of results or as RDF, or triples."""
    if file.suffix in _ENDINGS:
        return read_answer(file.read_bytes().decode(), _ENDINGS[file.suffix])
    quads = frozenset(parse(file))
    return _rows_of(quads) if any(q.predicate == _NAMES for q in quads) else quads


def read_answer(text: str, form: str) -> Answer:
    """Rows, or yes or no, from their text in a format of results."""
    if form == "csv":
        return _read_csv(text)
    found = ox.parse_query_results(text, format=READERS[form])
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = tuple(v.value for v in found.variables)
    rows = ({n: to_term(t) for n, t in zip(names, row, strict=True) if t is not None} for row in found)
    return Rows(names, tuple(rows))


def _read_csv(text: str) -> Rows:
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    filled = ({name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows)
    return Rows(tuple(names), tuple({name: _of_cell(cell) for name, cell in row.items()} for row in filled))


def _of_cell(cell: str) -> Term:
    return Iri(cell) if cell.startswith("_:") else Literal(cell)


def _rows_of(quads: Iterable[Quad]) -> Rows:
    """Rows that are written as RDF."""
    told: dict[Iri, dict[Iri, list[Term]]] = {}
    for quad in quads:
        told.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    (about,) = (values for values in told.values() if _NAMES in values)
    rows = []
    for solution in about.get(_SOLUTION, ()):
        bound = [told[Iri(plain(binding))] for binding in told[Iri(plain(solution))][_BINDING]]
        rows.append({plain(values[_VARIABLE][0]): values[_VALUE][0] for values in bound})
    return Rows(tuple(map(plain, about[_NAMES])), tuple(rows))


def alike(found: Answer, expected: Answer, *, ordered: bool = False) -> bool:
    """Whether two answers are the same but for the names of blank nodes and the order of columns."""
    if isinstance(found, Rows) and isinstance(expected, Rows):
        same = set(found.variables) == set(expected.variables)
        return same and _canonical(_as_quads(found, ordered)) == _canonical(_as_quads(expected, ordered))
    if isinstance(found, frozenset) and isinstance(expected, frozenset):
        return _canonical(found) == _canonical(expected)
    return found is expected


def _as_quads(rows: Rows, ordered: bool) -> frozenset[Quad]:
    """Rows as a graph: two bags of rows are the same where their graphs are isomorphic."""
    made = set()
    for number, row in enumerate(rows.rows):
        solution = Iri(f"_:solution{number}")
        made.add(Quad(solution, RDF_TYPE, Iri(f"urn:row:{number if ordered else ''}"), Iri("")))
        made |= {Quad(solution, Iri(f"urn:variable:{name}"), value, Iri("")) for name, value in row.items()}
    return frozenset(made)


def _canonical(quads: Iterable[Quad]) -> frozenset[Quad]:
    made = ox.Dataset(from_quad(replace(quad, object=_by_value(quad.object))) for quad in quads)
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(to_quad, made))


def _by_value(value: Term) -> Term:
    """A term with a spelling that all terms of the same value and datatype have."""
    if not isinstance(value, Literal):
        return value
    if value.datatype == XSD + "boolean":
        return replace(value, value=_DIGITS.get(value.value, value.value))
    if value.datatype not in _NUMBERS:
        return value
    try:
        return replace(value, value=str(Decimal(value.value).normalize()))
    except InvalidOperation:
        return value
