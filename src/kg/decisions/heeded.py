"""Which decisions a store heeds already, told in the graph of decisions; the others wait for the next ingest."""

from collections.abc import Collection, Iterable, Iterator

from kg.decisions.rows import Decision
from kg.decisions.scope import documents_of
from kg.decisions.stale import decision_iri, target_iri
from kg.iris import PROV, Iri, Iris
from kg.model.quads import Quad, plain
from kg.store import Asked

_MEMBER = Iri(PROV + "hadMember")
_HEEDED = f"SELECT ?decision WHERE {{ ?all <{_MEMBER}> ?decision }}"


def heeded(store: Asked) -> frozenset[str]:
    """The IRIs of the decisions that a store heeds."""
    return frozenset(plain(row["decision"]) for row in store.select(_HEEDED).rows)


def pending(store: Asked, decisions: Iterable[Decision], iris: Iris) -> int:
    """How many decisions were made, or taken back, that a store does not heed yet."""
    return len(heeded(store) ^ {decision_iri(decision, iris) for decision in decisions})


def heeded_quads(
    store: Asked, decisions: Collection[Decision], iris: Iris, documents: Collection[Iri], current: Collection[Iri]
) -> Iterator[Quad]:
    """What the graph of decisions says of those that are heeded.

    `current` are those of the documents that were read with these decisions. Decisions on claims and mentions of such
    a document are heeded, all others (and those taken back) when all documents are such.
    """
    before, everywhere = heeded(store), set(documents) <= set(current)
    places = {} if everywhere else documents_of(store, (target_iri(decision, iris) for decision in decisions))
    made = {
        decision_iri(one, iris)
        for one in decisions
        if everywhere or {target_iri(one, iris), places.get(target_iri(one, iris))} & set(current)
    }
    graph = iris.graph("decisions")
    yield from (Quad(graph, _MEMBER, Iri(one), graph) for one in sorted(made if everywhere else made | before))
