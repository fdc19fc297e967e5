"""The network of actors: an edge for each relation type between two actors, with the claims behind it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.iris import TYPE, Iri
from kg.model.quads import Term, plain
from kg.model.relation_types import relation_types
from kg.networks.told import CLAIM, DOCUMENT, PASSAGE, RELATION, Told
from kg.store import Asked, Rows

_SAID = CLAIM | {"words": "pov:evidence/pov:exact"}
_WHERE = PASSAGE | {"like": "pov:similarTo"}
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
    return acts(store, selection.time).network(selection)


@dataclass(frozen=True, slots=True)
class Acts:
    """All claims about two actors, with their names, classes and countries, from which networks are made."""

    claims: "tuple[_Claim, ...]"
    labels: Mapping[str, str]
    kinds: Mapping[str, tuple[str, str]]

    def network(self, selection: Selection) -> Network:
        """The network of the claims that a selection takes, whose `time` must be that of the acts."""
        labels = self.labels
        grouped: dict[tuple[str, str, str, str], list[Evidence]] = defaultdict(list)
        undated = 0
        for claim in self.claims:
            if not _taken(claim, selection):
                continue
            if not _in_period(claim.date, selection):
                undated += not claim.date
                continue
            grouped[claim.subject, claim.object, claim.type, claim.valence].append(
                Evidence(claim.iri, claim.source, claim.outlet, claim.date, claim.polarity, claim.modality, claim.words,
                         claim.passage)
            )  # fmt: skip
        edges = [Edge(*key, len({e.passage for e in found}), tuple(sorted(found))) for key, found in grouped.items()]
        edges = _near(edges, selection)
        used = {end for edge in edges for end in (edge.source, edge.target)}
        nodes = tuple(Node(iri, labels[iri], *self.kinds.get(iri, ("Actor", ""))) for iri in sorted(used))
        ordered = sorted(edges, key=lambda e: (-e.weight, labels[e.source], e.type, labels[e.target], e.valence))
        return Network(nodes, tuple(ordered), undated)


def acts(store: Asked, time: str = "printed") -> Acts:
    """What a store says of who does what to whom; `time` as in a Selection."""
    described = reversed(_ordered(store.select(_KINDS), "actor", "kind", "country"))
    kinds = {plain(r["actor"]): (_local(r["kind"]), plain(r.get("country"))) for r in described}
    told = Told(store)
    labels = told.values("skos:prefLabel")
    return Acts(tuple(_claims(told, labels, time)), labels, kinds)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim about two actors that was not rejected."""

    iri: str
    subject: str
    object: str
    type: str
    valence: str
    polarity: str
    modality: str
    source: str
    outlet: str
    date: str
    words: str
    passage: str


def _claims(told: Told, labels: Mapping[str, str], time: str) -> Iterator[_Claim]:
    """All of them, by IRI; a date is that of the text, or first the event's own."""
    found, relations, passages = told.things(_SAID), told.index(RELATION), told.index(_WHERE)
    published = told.values(DOCUMENT["published"])  # also of relations, which is when they held
    known = relation_types()
    columns = ("iri", "relation", "passage", "first", "own", "polarity", "modality", "status", "words")
    for iri, relation, passage, first, own, polarity, modality, status, words in zip(
        *(found[name] for name in columns), strict=True
    ):
        subject, target = relations["subject"].get(relation, ""), relations["object"].get(relation, "")
        if status.endswith("#rejected") or subject not in labels or target not in labels or first not in labels:
            continue
        kind = relations["type"][relation].removeprefix(TYPE)
        dates = [published.get(relation, "")] if time == "event" else []
        dates += [passages["printed"].get(passage, ""), published.get(passages["document"].get(passage, ""), "")]
        yield _Claim(
            iri, subject, target, kind, own.rpartition("#")[2] or known[kind].valence, polarity.rpartition("#")[2],
            modality.rpartition("#")[2], labels[first], labels.get(passages["contributor"].get(passage, ""), ""),
            next(filter(None, dates), ""), words, passages["like"].get(passage, "") or passage,
        )  # fmt: skip


def _ordered(found: Rows, *first: str) -> list[dict[str, Term]]:
    """Rows in an order of their own, by some columns first: Oxigraph 0.5 takes longer to sort than to find them."""
    return sorted(found.rows, key=lambda row: [plain(row.get(name)) for name in (*first, *found.variables)])


def _taken(claim: _Claim, selection: Selection) -> bool:
    if not selection.every and (claim.polarity, claim.modality) != ("affirmed", "asserted"):
        return False
    if selection.outlet and claim.outlet.casefold() != selection.outlet.casefold():
        return False
    if selection.type and claim.type != selection.type:
        return False
    return not selection.valence or claim.valence == selection.valence


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
