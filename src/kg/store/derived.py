"""What follows from the rest of a store: near-equal contributions, relations still expressed, direct edges.

BASE stands for the base IRI. Each query gives what is missing or out of date, so that a store to which little came is
brought up to date by little writing.
"""

from collections.abc import Iterable, Iterator

from kg.iris import TYPE, Iri, edge_property, pov
from kg.model.quads import Quad, Term, line

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
