"""What an outlet covers, and with which other outlets it agrees."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.iris import PREF_LABEL, Iri, pov
from kg.model.quads import plain
from kg.networks.agreement import SETTINGS, shared
from kg.networks.wanted import wanted as recipe_of
from kg.serve.api.lookup import Ids, actor_meant, said
from kg.serve.api.models import Model, Named, Page
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.sets import HEAD
from kg.serve.api.viewpoints import stated
from kg.serve.asked import Store
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["portraits"])
_DEBATES = """SELECT ?thing (COUNT(DISTINCT ?passage) AS ?n) WHERE {
  ?passage pov:contributor <OUTLET> ; pov:partOf ?thing } GROUP BY ?thing"""
_ACTORS = """SELECT ?thing (COUNT(DISTINCT ?mention) AS ?n) WHERE {
  { SELECT ?passage WHERE { ?passage pov:contributor <OUTLET> } }
  ?mention pov:statedIn ?passage ; pov:refersTo ?thing } GROUP BY ?thing"""


class OutletChoice(Paging):
    """Which outlet, and how much of it."""

    outlet: str = Field(description="By id, IRI or name.", examples=["die-welt"])


class CoveredDebate(Model):
    """A document to which an outlet contributes."""

    id: str
    title: str | None
    date: str | None = Field(description="EDTF.")
    contributions: int


class CoveredActor(Named):
    """Somebody whom an outlet mentions."""

    mentions: int


class Coverage(Model):
    """What an outlet writes about: documents, the newest first, and actors, those with most mentions first."""

    debates: list[CoveredDebate]
    debates_in_all: int
    actors: list[CoveredActor]
    actors_in_all: int


class Agreeing(Named):
    """Another outlet, and how far the two judge alike."""

    judged: int = Field(description="Whom both judge, for or against.")
    alike: int = Field(description="Whom both judge the same way.")
    share: float = Field(description="Alike by judged, from 0 to 1.")


@router.get("/coverage")
def coverage(request: Request, store: Store, wanted: Annotated[OutletChoice, Query()]) -> Coverage:
    """The documents to which an outlet contributes, and whom its contributions mention."""
    ids = ids_of(request)
    outlet = _outlet(store, ids, wanted.outlet)
    debates, actors = (_counted(store, query, outlet) for query in (_DEBATES, _ACTORS))
    return Coverage(
        debates=_debates(store, ids, wanted, debates),
        debates_in_all=len(debates),
        actors=_actors(store, ids, wanted, actors),
        actors_in_all=len(actors),
    )


@router.get("/agreement")
def agreement(request: Request, store: Store, wanted: Annotated[OutletChoice, Query()]) -> Page[Agreeing]:
    """How far an outlet judges as others do: `kg measure agreement judgements`, of outlets as sources."""
    ids = ids_of(request)
    outlet = _outlet(store, ids, wanted.outlet)
    recipe = recipe_of("judgements", {"sources": "outlets"}, None, None, usual=SETTINGS)
    claimed = stated(store, request, recipe)
    name = next((name for name, iri in claimed.iris.items() if iri == outlet), "")
    found = shared(claimed.statements, name, recipe.settings)
    items = [
        Agreeing(
            id=ids.id("actor", Iri(claimed.iris[one.name])), iri=claimed.iris[one.name], name=one.name,
            judged=one.concepts, alike=one.agreed, share=one.agreed / one.concepts,
        )
        for one in wanted.cut(found)
    ]  # fmt: skip
    return page(request, wanted, items, len(found))


def _outlet(store: Asked, ids: Ids, given: str) -> Iri:
    """QueryError where there is none."""
    found = actor_meant(store, ids, given, "outlet")
    assert found is not None
    return found


def _counted(store: Asked, query: str, outlet: Iri) -> dict[Iri, int]:
    rows = store.select(HEAD + query.replace("OUTLET", outlet)).rows
    return {Iri(plain(row["thing"])): int(plain(row["n"])) for row in rows}


def _debates(store: Asked, ids: Ids, wanted: Paging, found: dict[Iri, int]) -> list[CoveredDebate]:
    known = said(store, found, pov("title"), pov("time"))
    newest = sorted(found, key=lambda iri: (known.text(iri, pov("time")) or "", iri), reverse=True)
    return [
        CoveredDebate(
            id=ids.id("doc", iri), title=known.text(iri, pov("title")), date=known.text(iri, pov("time")),
            contributions=found[iri],
        )
        for iri in wanted.cut(newest)
    ]  # fmt: skip


def _actors(store: Asked, ids: Ids, wanted: Paging, found: dict[Iri, int]) -> list[CoveredActor]:
    part = wanted.cut(sorted(found, key=lambda iri: (-found[iri], iri)))
    labels = said(store, part, PREF_LABEL)
    return [CoveredActor(**ids.named("actor", labels, iri).model_dump(), mentions=found[iri]) for iri in part]
