"""The network of actors that claims make."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg.catalogue.catalogue import actor_given
from kg.iris import Iri
from kg.model.period import period
from kg.networks import Network as Found
from kg.networks import Selection, acts
from kg.networks.given import outlet, type_named
from kg.serve.api.kept import coverage_of, kept_of, whole_of
from kg.serve.api.lookup import Ids
from kg.serve.api.models import Coverage, Edge, Network, Node, SnapshotOf, Valence
from kg.serve.api.paging import ids_of
from kg.serve.asked import Store
from kg.serve.digest import Digests
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["networks"])


class NetworkFilter(BaseModel):
    """Which claims make the network."""

    model_config = ConfigDict(extra="forbid")

    around: str | None = Field(None, description="An actor, by IRI or name; only what is around it.")
    depth: int = Field(1, ge=1, le=10, description="How far around.")
    outlet: str | None = Field(None, description="The name of an outlet; only what it contributes.")
    type: str | None = Field(None, description="A relation type.", examples=["accuses"])
    valence: Valence | None = None
    since: str | None = Field(None, description="From this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Up to this day, month or year.", examples=["2021"])
    time: Literal["printed", "event"] = Field("printed", description="The date of the text, or first the event's own.")
    every: bool = Field(False, description="Any polarity and modality, not only what is affirmed and asserted.")


@router.get("/networks")
async def networks(request: Request, store: Store, wanted: Annotated[NetworkFilter, Query()]) -> Network:
    """Actors and the relations between them, the weightiest first."""
    digests: Digests = request.app.state.digests
    digest, made = await asyncio.gather(
        digests.of(request, store.seen), run_in_threadpool(_made, store, request, wanted)
    )
    return made.model_copy(update={"snapshot": made.snapshot.model_copy(update={"hash": digest})})


def _made(store: Store, request: Request, wanted: NetworkFilter) -> Network:
    selection, ids = _selection(store, wanted), ids_of(request)
    found = (
        kept_of(request)
        .of(store, selection.time, lambda: acts(whole_of(request.app, store), selection.time))
        .network(selection)
    )
    state = coverage_of(request, store)
    return Network(
        nodes=_nodes(ids, found),
        edges=_edges(ids, found),
        undated=found.undated,
        filter=str(selection),
        coverage=Coverage(documents=state.documents, outlets=state.outlets, start=state.start, end=state.end),
        snapshot=SnapshotOf(hash=None, ontology=state.ontology, software=state.software),
    )


def _selection(store: Asked, wanted: NetworkFilter) -> Selection:
    """UsageError or QueryError where a value names nothing that is there."""
    return Selection(
        None if wanted.around is None else actor_given(store, wanted.around, "around"),
        wanted.depth,
        outlet(store, wanted.outlet, "outlet"),
        type_named(wanted.type, "type"),
        wanted.valence,
        period(wanted.since, "since"),
        period(wanted.until, "until"),
        wanted.time,
        wanted.every,
    )


def _nodes(ids: Ids, found: Found) -> list[Node]:
    return [
        Node(id=ids.id("actor", Iri(n.iri)), iri=n.iri, name=n.label, type=n.kind, country=n.country or None)
        for n in found.nodes
    ]


def _edges(ids: Ids, found: Found) -> list[Edge]:
    return [
        Edge.model_validate(
            {
                "source": edge.source,
                "target": edge.target,
                "type": edge.type,
                "valence": edge.valence,
                "weight": edge.weight,
                "outlets": edge.outlets,
                "claims": [ids.id("claim", Iri(evidence.claim)) for evidence in edge.evidence],
            }
        )
        for edge in found.edges
    ]
