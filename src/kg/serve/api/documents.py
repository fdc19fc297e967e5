"""The documents from which claims were read."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.iris import DCTERMS, PREF_LABEL, Iri, pov
from kg.model.period import period
from kg.model.quads import plain
from kg.serve.api.kept import counted_of
from kg.serve.api.lookup import Ids, said
from kg.serve.api.models import Document, DocumentInFull, Named, Page, Passage
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.sets import HEAD, counted
from kg.serve.asked import Store
from kg.serve.errors import MissingError
from kg.serve.service import service_of
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["documents"])
_DOCUMENTS = f"""{HEAD}SELECT ?document ?title ?date WHERE {{
  ?document pov:layout ?layout
  OPTIONAL {{ ?document pov:title ?title }}
  OPTIONAL {{ ?document pov:time ?date }}
}}"""
_CONTRIBUTIONS = "?found pov:partOf ?document ; a pov:Contribution"
_CLAIMS = "?passage pov:partOf ?document . ?found pov:statedIn ?passage ; pov:expresses ?relation"
_OF_PASSAGE = tuple(map(pov, ("number", "contributor", "outlet", "speaker", "countryCode", "headline", "time")))
_SAID = (
    *map(pov, ("title", "time", "layout", "language")),
    *(Iri(DCTERMS + name) for name in ("source", "bibliographicCitation", "license", "rights")),
)


class DocumentFilter(Paging):
    """Which documents."""

    title: str | None = Field(None, min_length=1, description="Letters that the title has in it.")
    since: str | None = Field(None, description="From this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Up to this day, month or year.", examples=["2021"])
    order: Literal["oldest", "newest"] = Field("oldest", description="Which come first.")


@router.get("/documents")
def documents(request: Request, store: Store, wanted: Annotated[DocumentFilter, Query()]) -> Page[Document]:
    """Documents by date, then IRI."""
    since, until = period(wanted.since, "since"), period(wanted.until, "until")
    found = set()
    for iri, date, title in counted_of(request).of(store, "documents", lambda: _rows(store)):
        is_late = not since or date[: len(since)] >= since
        is_early = not until or (date != "" and date[: len(until)] <= until)
        if is_late and is_early and (wanted.title or "").casefold() in title.casefold():
            found.add((date, iri))
    part = wanted.cut(sorted(found, reverse=wanted.order == "newest"))
    return page(request, wanted, _told(store, ids_of(request), [Iri(iri) for _, iri in part]), len(found))


def _rows(store: Asked) -> list[tuple[str, str, str]]:
    """IRI, date and title of all documents."""
    rows = store.select(_DOCUMENTS).rows
    return [(plain(row["document"]), plain(row.get("date")), plain(row.get("title"))) for row in rows]


@router.get("/documents/{id:path}")
def document(request: Request, store: Store, id: str) -> DocumentInFull:
    """A document with its contributions, by key or IRI."""
    ids = ids_of(request)
    iri = document_of(store, ids, id)
    [found] = _told(store, ids, [iri])
    with_text = service_of(request).settings.with_texts
    return DocumentInFull(**found.model_dump(), passages=_passages(store, ids, iri), with_text=with_text)


def document_of(store: Asked, ids: Ids, identifier: str) -> Iri:
    """The IRI of a document by key or IRI. MissingError where there is none."""
    iri = ids.iri("doc", identifier)
    if iri is None or not store.ask(f"{HEAD}ASK {{ <{iri}> pov:layout ?layout }}"):
        raise MissingError(f"there is no document {identifier}", "/api/documents lists them.")
    return iri


def _passages(store: Asked, ids: Ids, document: Iri) -> list[Passage]:
    """The contributions to a document by their numbers."""
    rows = store.select(f"{HEAD}SELECT ?found WHERE {{ {_CONTRIBUTIONS.replace('?document', f'<{document}>')} }}").rows
    known = said(store, (row["found"] for row in rows), *_OF_PASSAGE)
    number, contributor, outlet, speaker, country, headline, date = _OF_PASSAGE
    people = [known.one(passage, name) for passage in known.of for name in (contributor, outlet, speaker)]
    labels = said(store, people, PREF_LABEL)

    def actor(passage: Iri, name: Iri) -> Named | None:
        thing = known.one(passage, name)
        return None if thing is None else ids.named("actor", labels, thing)

    found = [
        Passage(
            iri=passage,
            number=int(known.text(passage, number) or 0),
            contributor=actor(passage, contributor),
            outlet=actor(passage, outlet),
            speaker=actor(passage, speaker),
            country=known.text(passage, country),
            headline=known.text(passage, headline),
            date=known.text(passage, date),
        )
        for passage in known.of
    ]
    return sorted(found, key=lambda passage: (passage.number, passage.iri))


def _told(store: Asked, ids: Ids, documents: Sequence[Iri]) -> list[Document]:
    known = said(store, documents, *_SAID)
    contributions, claims = (counted(store, documents, "document", p) for p in (_CONTRIBUTIONS, _CLAIMS))
    title, date, layout, language, source, citation, licence, rights = _SAID
    return [
        Document(
            id=ids.id("doc", iri),
            iri=iri,
            title=known.text(iri, title),
            date=known.text(iri, date),
            layout=known.text(iri, layout) or "",
            language=known.text(iri, language),
            source=known.text(iri, source) or known.text(iri, citation),
            licence=known.text(iri, licence) or known.text(iri, rights),
            contributions=contributions.get(iri, 0),
            claims=claims.get(iri, 0),
        )
        for iri in documents
    ]
