"""Which quads leave the store."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.iris import Iri, safe
from kg.model.quads import Quad, line, term, text
from kg.store import Store
from kg.store.derived import edges

_CLAIMS = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?document WHERE {
  ?claim a pov:Claim ; pov:statedIn ?passage ; pov:expresses ?r .
  ?passage pov:partOf ?document .
  OPTIONAL { ?passage pov:contributor/skos:prefLabel ?outlet }
  OPTIONAL { ?document pov:startDate ?date }
  FILTER (CONDITION)
}
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Documents by key, by an outlet in them, by an actor claimed about, by date; and whether full texts go along."""

    documents: tuple[str, ...] = ()
    outlet: str | None = None
    actor: Iri | None = None
    since: str | None = None
    until: str | None = None
    with_texts: bool = False
    flat: bool = False

    @property
    def is_partial(self) -> bool:
        return bool(self.documents or self.outlet or self.actor or self.since or self.until)

    def __str__(self) -> str:
        named = (("outlet", self.outlet), ("actor", self.actor), ("since", self.since), ("until", self.until))
        parts = ["direct edges of what is affirmed, asserted, not rejected"] if self.flat else []
        parts += [f"documents {', '.join(self.documents)}"] if self.documents else []
        parts += [f"{name} {value}" for name, value in named if value]
        parts += ["full texts"] if self.with_texts else []
        return "; ".join(parts) or "everything but full texts"


def chosen(store: Store, choice: Choice, base: str) -> list[Quad]:
    """The chosen quads, sorted; without the ontology, which has its own files, and without gold annotations."""
    graph = Iri(f"{base}graph/edges")
    if choice.flat and not choice.is_partial:
        return sorted(store.quads(graph), key=line)
    graphs = [g for g in store.graphs() if _leaves(g, choice)]
    if not choice.is_partial:
        return sorted((q for g in graphs for q in store.quads(g)), key=line)
    found = _partial(store, choice, base, graphs)
    return sorted(edges(found, graph) if choice.flat else found, key=line)


def _leaves(graph: Iri, choice: Choice) -> bool:
    if "/graph/text/" in graph:
        return choice.with_texts
    return "/graph/gold/" not in graph and not graph.endswith(("graph/ontology", "graph/edges"))


def _partial(store: Store, choice: Choice, base: str, graphs: list[Iri]) -> Iterator[Quad]:
    """Documents' graphs, and of shared graphs what they point to."""
    keys = _documents(store, choice, base)
    own = [g for g in graphs if any(g == f"{base}graph/{kind}/{key}" for key in keys for kind in ("doc", "text"))]
    wanted: set[str] = set()
    for graph in own:
        for quad in store.quads(graph):
            wanted.add(str(quad.object))
            yield quad
    others = ("/graph/doc/", "/graph/text/", "/graph/similar")  # the last may point to documents that stay
    shared = [g for g in graphs if g not in own and not any(part in g for part in others)]
    rest = [q for g in shared for q in store.quads(g)]
    for _ in range(2):  # relations first, then the actors they are between
        wanted |= {str(q.object) for q in rest if q.subject in wanted}
    yield from (q for q in rest if q.subject in wanted)


def _documents(store: Store, choice: Choice, base: str) -> set[str]:
    """The safe keys of the documents that fit every condition."""
    conditions = ["true"]
    if choice.outlet:
        conditions.append(f"LCASE(STR(?outlet)) = LCASE({term(text(choice.outlet))})")
    if choice.actor:
        conditions.append(f"EXISTS {{ ?r ?end <{choice.actor}> }}")
    if choice.since:
        conditions.append(f"STR(?date) >= {term(text(choice.since))}")
    if choice.until:
        conditions.append(f"SUBSTR(STR(?date), 1, {len(choice.until)}) <= {term(text(choice.until))}")
    rows = store.select(_CLAIMS.replace("CONDITION", " && ".join(conditions))).rows
    found = {str(row["document"]).removeprefix(f"{base}doc/") for row in rows}
    return found & {safe(key) for key in choice.documents} if choice.documents else found
