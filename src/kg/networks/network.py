"""The network of actors: an edge for each relation type between two actors, with the claims behind it."""

from collections import defaultdict
from dataclasses import dataclass

from kg.iris import Iri
from kg.model.quads import Term, plain
from kg.store import Asked, Rows

_QUERY = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?claim ?s ?subject ?o ?object ?type ?fixed ?own ?polarity ?modality ?source ?passage ?like ?outlet ?date ?words
WHERE {
  ?claim a pov:Claim ; pov:expresses ?r ; pov:polarity ?polarity ; pov:modality ?modality ; pov:reviewStatus ?status ;
    pov:claimedBy/skos:prefLabel ?source ; pov:statedIn ?passage ; pov:evidence/pov:exact ?words .
  FILTER (?status != pov:rejected)
  ?r pov:relationType ?t ; pov:subject ?s ; pov:object ?o .
  ?t skos:notation ?type ; pov:valence ?fixed .
  ?s skos:prefLabel ?subject . ?o skos:prefLabel ?object .
  OPTIONAL { ?claim pov:valence ?own }
  OPTIONAL { ?passage pov:similarTo ?like }
  OPTIONAL { ?passage pov:contributor/skos:prefLabel ?outlet }
  OPTIONAL { ?r pov:startDate ?event }
  OPTIONAL { ?passage pov:startDate ?printed }
  OPTIONAL { ?passage pov:partOf/pov:startDate ?published }
  BIND (COALESCE(DATES) AS ?date)
}
"""
_KINDS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?actor ?kind ?country WHERE {
  { SELECT DISTINCT ?actor WHERE { { ?r pov:subject ?actor } UNION { ?r pov:object ?actor } } }
  ?actor a ?kind . FILTER (?kind NOT IN (pov:ProvisionalActor, pov:UnnamedActor))
  OPTIONAL { ?actor pov:countryCode ?country }
}
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which claims a network takes. By default those that are affirmed and asserted."""

    around: Iri | None = None
    depth: int = 1
    outlet: str | None = None
    type: str | None = None
    valence: str | None = None
    since: str | None = None  # ISO 8601, compared with the claim's date
    until: str | None = None
    time: str = "printed"  # or event: the relation's own time first
    every: bool = False  # any polarity and modality

    def __str__(self) -> str:
        parts = ["any polarity and modality" if self.every else "affirmed, asserted, not rejected"]
        parts += [f"around {self.around}, depth {self.depth}"] if self.around else []
        named = (
            ("outlet", self.outlet),
            ("type", self.type),
            ("valence", self.valence),
            ("since", self.since),
            ("until", self.until),
        )
        parts += [f"{name} {value}" for name, value in named if value]
        return "; ".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A claim behind an edge."""

    claim: str
    source: str
    outlet: str
    date: str
    polarity: str
    modality: str
    words: str
    passage: str  # like passages of several documents bear one name


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """An actor. `kind` is a class of the ontology."""

    iri: str
    label: str
    kind: str
    country: str = ""  # ISO 3166-1 alpha-2, where the registry knows it


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A relation of a type between two actors; `weight` counts distinct contributions."""

    source: str
    target: str
    type: str
    valence: str
    weight: int
    evidence: tuple[Evidence, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry a claim of it, sorted."""
        return tuple(sorted({e.outlet for e in self.evidence if e.outlet}))


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by IRI, edges by weight, then names. `undated` counts claims that a period left out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    undated: int = 0


def network(store: Asked, selection: Selection) -> Network:
    """The network of the claims that a selection takes."""
    dates = "?event, ?printed, ?published" if selection.time == "event" else "?printed, ?published"
    found = _ordered(store.select(_QUERY.replace("DATES", dates)), "claim", "like", "outlet")
    rows = {plain(r["claim"]): r for r in reversed(found)}
    described = reversed(_ordered(store.select(_KINDS), "actor", "kind", "country"))
    kinds = {plain(r["actor"]): (_local(r["kind"]), plain(r.get("country"))) for r in described}
    grouped: dict[tuple[str, str, str, str], list[Evidence]] = defaultdict(list)
    labels: dict[str, str] = {}
    undated = 0
    for claim, row in sorted(rows.items()):
        date = plain(row.get("date"))
        if not _taken(row, selection):
            continue
        if not _in_period(date, selection):
            undated += not date
            continue
        subject, target = plain(row["s"]), plain(row["o"])
        labels |= {subject: plain(row["subject"]), target: plain(row["object"])}
        evidence = Evidence(
            claim,
            plain(row["source"]),
            plain(row.get("outlet")),
            date,
            _local(row["polarity"]),
            _local(row["modality"]),
            plain(row["words"]),
            plain(row.get("like")) or plain(row["passage"]),
        )
        grouped[subject, target, plain(row["type"]), _local(row.get("own") or row["fixed"])].append(evidence)
    edges = [Edge(*key, len({e.passage for e in found}), tuple(sorted(found))) for key, found in grouped.items()]
    edges = _near(edges, selection)
    used = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = tuple(Node(iri, labels[iri], *kinds.get(iri, ("Actor", ""))) for iri in sorted(used))
    ordered = sorted(edges, key=lambda e: (-e.weight, labels[e.source], e.type, labels[e.target], e.valence))
    return Network(nodes, tuple(ordered), undated)


def _ordered(found: Rows, *first: str) -> list[dict[str, Term]]:
    """Rows in an order of their own, by some columns first: Oxigraph 0.5 takes longer to sort than to find them."""
    return sorted(found.rows, key=lambda row: [plain(row.get(name)) for name in (*first, *found.variables)])


def _taken(row: dict[str, Term], selection: Selection) -> bool:
    if not selection.every and (_local(row["polarity"]), _local(row["modality"])) != ("affirmed", "asserted"):
        return False
    if selection.outlet and plain(row.get("outlet")).casefold() != selection.outlet.casefold():
        return False
    if selection.type and plain(row["type"]) != selection.type:
        return False
    return not selection.valence or _local(row.get("own") or row["fixed"]) == selection.valence


def _in_period(date: str, selection: Selection) -> bool:
    if selection.since and date[: len(selection.since)] < selection.since:
        return False
    return not (selection.until and (not date or date[: len(selection.until)] > selection.until))


def _near(edges: list[Edge], selection: Selection) -> list[Edge]:
    """The edges among the actors within the depth around one actor."""
    if selection.around is None:
        return edges
    reached = {str(selection.around)}
    for _ in range(selection.depth):
        reached |= {end for e in edges if {e.source, e.target} & reached for end in (e.source, e.target)}
    return [e for e in edges if {e.source, e.target} <= reached]


def _local(term: Term | None) -> str:
    return plain(term).rpartition("#")[2]
