"""Full-text search: names, passages, quotations and the words of claims."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg.iris import PREF_LABEL, Iri, pov
from kg.model.period import period
from kg.serve.api.documents import document_of
from kg.serve.api.lookup import Ids, actor_meant, said
from kg.serve.api.models import DocumentNamed, Hit, HitKind, Named, Page
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.asked import AskedService, Store
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["search"])


class SearchFilter(Paging):
    """Words, and where they are searched. An outlet is given by id, IRI or name."""

    q: str = Field(
        description='All words must occur. "…" stands around a phrase, * behind the beginning of a word, ~ behind a'
        " word that may be misspelt, OR between words of which one is enough, - before what must not occur.",
        examples=["Putin Minsk", '"head of state" OR sanction*'],
    )
    kind: list[HitKind] = Field(default_factory=list, description="Only things of these kinds.")
    outlet: str | None = Field(None, description="Only in contributions of an outlet.")
    country: str | None = Field(
        None, pattern="^[A-Za-z]{2}$", description="Only contributions from a country, or its actors.", examples=["FR"]
    )
    since: str | None = Field(None, description="Printed from this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Printed up to this day, month or year.", examples=["2021"])
    document: str | None = Field(None, description="Only in a document, by key or IRI.")


@router.get("/search")
async def search(request: Request, store: Store, wanted: Annotated[SearchFilter, Query()]) -> Page[Hit]:
    """Things in which the words occur, the best first: actors, outlets, passages, quotations, claims."""
    ids = ids_of(request)
    narrowed = await run_in_threadpool(_narrowed, store, ids, wanted)
    asked = {"do": "search", "words": wanted.q, "wanted": narrowed, "limit": wanted.limit, "offset": wanted.offset}
    found = await store.service.indexing.told(store.seen, asked, store.service.settings.limits.seconds)
    hits = await run_in_threadpool(_hits, store, ids, found["hits"])
    return page(request, wanted, hits, found["total"])


def _narrowed(store: AskedService, ids: Ids, wanted: SearchFilter) -> dict[str, Any]:
    """The fields of kg.search.Filter. QueryError, UsageError or MissingError where a value means nothing."""
    outlet = actor_meant(store, ids, wanted.outlet, "outlet")
    return {
        "kinds": wanted.kind,
        "outlet": outlet,
        "country": wanted.country and wanted.country.upper(),
        "since": period(wanted.since, "since"),
        "until": period(wanted.until, "until"),
        "document": _document(store, ids, wanted.document),
    }


def _document(store: Asked, ids: Ids, document: str | None) -> Iri | None:
    return None if document is None else document_of(store, ids, document)


def _hits(store: Asked, ids: Ids, found: list[Mapping[str, Any]]) -> list[Hit]:
    places = [Iri(hit[name]) for hit in found for name in ("iri", "outlet", "speaker", "document") if hit[name]]
    known = said(store, places, PREF_LABEL, pov("title"), pov("time"))

    def named(iri: str | None) -> Named | None:
        return None if iri is None else ids.named("actor", known, Iri(iri))

    def document(iri: str | None) -> DocumentNamed | None:
        if iri is None:
            return None
        title, date = (known.text(Iri(iri), pov(name)) for name in ("title", "time"))
        return DocumentNamed(id=ids.id("doc", Iri(iri)), iri=iri, title=title, date=date)

    return [
        Hit(
            kind=hit["kind"],
            id=ids.id("claim" if hit["kind"] == "claim" else "actor", Iri(hit["iri"])),
            iri=hit["iri"],
            name=ids.named("actor", known, Iri(hit["iri"])).name if hit["kind"] in ("actor", "outlet") else None,
            words=hit["words"],
            marks=hit["marks"],
            document=document(hit["document"]),
            outlet=named(hit["outlet"]),
            speaker=named(hit["speaker"]),
            date=hit["date"],
            score=hit["score"],
        )
        for hit in found
    ]
