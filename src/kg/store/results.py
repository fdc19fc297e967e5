"""What SPARQL servers answer, as terms, spelt as the embedded store spells them."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.iris import XSD, Iri
from kg.model.quads import Literal, Quad, Term
from kg.rdf import to_quad, to_term

_AS_THEY_ARE = frozenset(Iri(XSD + name) for name in ("string", "date", "anyURI"))
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_ASKED = "__ASK_RETVAL"  # Virtuoso 7.2 answers ASK with a row that has this variable, or with no row


def rows(body: bytes) -> list[dict[str, Term]]:
    """The rows of an answer in JSON. ValueError where it is none, or is cut off."""
    try:
        return [{name: _term(told) for name, told in row.items()} for row in json.loads(body)["results"]["bindings"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is no SPARQL result in JSON") from error


def tab_separated(names: Sequence[str], text: str) -> dict[str, list[str]]:
    """The columns of an answer in TSV, as plain texts; CSV of Oxigraph 0.5 has commas of IRIs as they are."""
    cells = text[text.index("\n") + 1 : -1].replace("\n", "\t").split("\t") if text.count("\n") > 1 else []
    if len(cells) % (len(names) or 1):
        raise ValueError("it is no SPARQL result in TSV")
    return {
        name: [cell[1:-1] if cell[:1] == "<" else _plain(cell) for cell in cells[n :: len(names)]]
        for n, name in enumerate(names)
    }


def _plain(cell: str) -> str:
    """A cell that is no IRI."""
    if cell[:1] != '"':
        return cell  # a number, a blank node, or nothing
    value = cell[1 : cell.rindex('"')]
    return _ESCAPE.sub(_unescaped, value) if "\\" in value else value


def _unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    return _SIGNS.get(sign, sign) if len(sign) == 1 else chr(int(sign[1:], 16))


def truth(body: bytes) -> bool:
    """The answer to an ASK in JSON. ValueError where it is none."""
    answer = json.loads(body)
    if isinstance(answer, dict) and isinstance(answer.get("boolean"), bool):
        return bool(answer["boolean"])
    if not isinstance(answer, dict) or answer.get("head", {}).get("vars") != [_ASKED]:
        raise ValueError("it is no SPARQL result in JSON")
    return any(_ASKED in row and row[_ASKED]["value"] != "0" for row in answer["results"]["bindings"])


def triples(body: bytes, graph: Iri) -> Iterator[Quad]:
    """The triples of an answer in N-Triples, each once, as quads of a graph. ValueError where it is cut off."""
    store = ox.Store()
    try:
        store.load(body, format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise ValueError(str(error)) from error
    for quad in store:
        yield to_quad(quad, graph)


def _term(told: dict[str, Any]) -> Term:
    """A term of an answer in JSON; Virtuoso 7.2 names a blank node `nodeID://b1`, and a literal `typed-literal`."""
    kind, value = told["type"], str(told["value"])
    if kind == "uri":
        return Iri(value)
    if kind == "bnode":
        return Iri("_:" + value.removeprefix("nodeID://"))
    if language := told.get("xml:lang"):
        return Literal(value, language=str(language))
    datatype = Iri(told.get("datatype") or XSD + "string")
    return Literal(value, datatype) if datatype in _AS_THEY_ARE else _canonical(value, datatype)


@lru_cache(maxsize=10_000)
def _canonical(value: str, datatype: Iri) -> Term:
    """A literal as the embedded store gives it back: 1 for 1.0, true for the 1 that Virtuoso writes."""
    node, store = ox.NamedNode("urn:x-kg:a"), ox.Store()
    store.add(ox.Quad(node, node, ox.Literal(value, datatype=ox.NamedNode(datatype))))
    return to_term(next(iter(store)).object)
