"""What follows from the rest of a store: near-equal contributions, relations still expressed, direct edges.

BASE stands for the base IRI. Each query gives what is missing or out of date, so that a store to which little came is
brought up to date by little writing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from kg.iris import TYPE, Iri, edge_property, pov
from kg.model.quads import Quad, Term, line, plain
from kg.store.base import Store

_AT_ONCE = 10_000  # derived quads that change in one transaction, so that memory stays as it is
_OF_BASE = re.compile("(.*)graph/(?:relations|similar|edges|doc/.*)")

_EXPRESSES, _TYPE, _SUBJECT, _OBJECT = map(pov, ("expresses", "relationType", "subject", "object"))
_TOLD = frozenset(map(pov, ("expresses", "relationType", "subject", "object", "polarity", "modality", "reviewStatus")))

SKETCHES = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?passage ?document ?sketch WHERE { ?passage pov:sketch ?sketch ; pov:partOf ?document }
"""

UNEXPRESSED = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?s ?p ?o WHERE {
  GRAPH <BASEgraph/relations> { ?s a pov:Relation ; ?p ?o }
  FILTER NOT EXISTS { ?claim pov:expresses ?s }
  FILTER NOT EXISTS { ?other pov:content ?s }
}
"""

_EDGES = """
  ?claim pov:expresses ?relation ; pov:polarity pov:affirmed ; pov:modality pov:asserted ; pov:reviewStatus ?status .
  FILTER (?status != pov:rejected)
  GRAPH <BASEgraph/relations> { ?relation pov:relationType ?type ; pov:subject ?s ; pov:object ?o }
  BIND (IRI(CONCAT("https://w3id.org/pov/rel#", STRAFTER(STR(?type), "https://w3id.org/pov/type/"))) AS ?p)
"""

MISSING_EDGES = f"""
PREFIX pov: <https://w3id.org/pov#>
SELECT ?s ?p ?o WHERE {{ {_EDGES} FILTER NOT EXISTS {{ GRAPH <BASEgraph/edges> {{ ?s ?p ?o }} }} }}
"""

STALE_EDGES = f"""
PREFIX pov: <https://w3id.org/pov#>
SELECT ?s ?p ?o WHERE {{ GRAPH <BASEgraph/edges> {{ ?s ?p ?o }} MINUS {{ SELECT ?s ?p ?o {{ {_EDGES} }} }} }}
"""


def derive(store: Store) -> None:
    """Bring up to date what follows from the documents of a store."""
    from kg.model.resemblance import near_equal  # with numpy, for which a query need not wait

    for base in sorted({found[1] for found in map(_OF_BASE.fullmatch, store.graphs()) if found}):
        relations, edges_of, similar = (Iri(f"{base}graph/{name}") for name in ("relations", "edges", "similar"))
        _take_out(store, _answers(store, UNEXPRESSED, base, relations))
        _take_out(store, _answers(store, STALE_EDGES, base, edges_of))
        _put_in(store, _answers(store, MISSING_EDGES, base, edges_of))
        first_of = near_equal(_sketches(store, base))
        alike = (Quad(Iri(piece), pov("similarTo"), Iri(first), similar) for piece, first in first_of.items())
        _take_out(store, (q for q in store.quads(similar) if not _is_alike(q, first_of)))
        held = {q.subject for q in store.quads(similar)}
        _put_in(store, (q for q in alike if q.subject not in held))


def _is_alike(quad: Quad, first_of: Mapping[str, str]) -> bool:
    return quad.predicate == pov("similarTo") and first_of.get(quad.subject) == quad.object


def _answers(store: Store, query: str, base: str, graph: Iri) -> Iterator[Quad]:
    """The rows ?s ?p ?o of a query as quads of a graph."""
    for row in store.solutions(query.replace("BASE", base)):
        yield Quad(Iri(str(row["s"])), Iri(str(row["p"])), row["o"], graph)


def _sketches(store: Store, base: str) -> Iterator[tuple[str, str, str]]:
    for row in store.solutions(SKETCHES):
        if str(row["passage"]).startswith(base):
            yield str(row["passage"]), str(row["document"]), plain(row["sketch"])


def _take_out(store: Store, quads: Iterator[Quad]) -> None:
    while some := list(islice(quads, _AT_ONCE)):
        store.change(some, ())


def _put_in(store: Store, quads: Iterator[Quad]) -> None:
    while some := list(islice(quads, _AT_ONCE)):
        store.change((), some)


def edges(quads: Iterable[Quad], graph: Iri) -> Iterator[Quad]:
    """The direct edges that follow from the claims among quads and the relations among them, sorted."""
    properties: dict[Iri, dict[Iri, Term]] = {}
    for quad in quads:
        if quad.predicate in _TOLD:
            properties.setdefault(quad.subject, {})[quad.predicate] = quad.object
    found = set()
    for said in properties.values():
        relation = properties.get(Iri(str(said.get(_EXPRESSES))), {})
        if _is_asserted(said) and _OBJECT in relation:
            name = str(relation[_TYPE]).removeprefix(TYPE)
            found.add(Quad(Iri(str(relation[_SUBJECT])), edge_property(name), relation[_OBJECT], graph))
    yield from sorted(found, key=line)


def _is_asserted(said: dict[Iri, Term]) -> bool:
    return (
        said.get(pov("polarity")) == pov("affirmed")
        and said.get(pov("modality")) == pov("asserted")
        and said.get(pov("reviewStatus"), pov("rejected")) != pov("rejected")
    )
