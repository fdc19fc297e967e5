"""The full text of a document, where the server was started to give it. No query of SPARQL reaches it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import Field
from starlette.requests import Request
from starlette.routing import Match
from starlette.types import Scope

from kg.iris import Iri, pov
from kg.model.quads import plain
from kg.serve.api.documents import document_of
from kg.serve.api.lookup import Said, said
from kg.serve.api.models import Model
from kg.serve.api.paging import ids_of
from kg.serve.api.sets import HEAD
from kg.serve.asked import Store
from kg.serve.errors import MissingError
from kg.store import Asked

_PASSAGES = "SELECT ?found WHERE { ?found pov:partOf <DOCUMENT> }"
_QUOTATIONS = "SELECT ?found WHERE { VALUES ?passage { PASSAGES } ?found pov:statedIn ?passage ; a pov:Quotation }"


class _Last(APIRoute):
    """A route whose last part stands in the address as it is: `%2Ftext` is the end of a key."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if scope["raw_path"].endswith(b"/text") else (Match.NONE, {})


router = APIRouter(prefix="/api", tags=["documents"], route_class=_Last)


class TextPart(Model):
    """A stretch of a passage, by code points of the text of the document."""

    kind: Literal["title", "header", "headline", "quote"]
    begin: int
    end: int


class TextPassage(Model):
    """A passage with its text."""

    number: int = Field(description="Its place in the document; 0 is title and lead.")
    iri: str = Field(description="What `passage` of a claim says.")
    begin: int = Field(description="Where it begins in the text of the document, by code points.")
    text: str
    parts: list[TextPart] = Field(description="In their order; what is in none is running text.")


class DocumentText(Model):
    """A document as it reads."""

    title: str | None
    passages: list[TextPassage] = Field(description="By their numbers.")


@router.get("/documents/{id:path}/text")
def document_text(request: Request, store: Store, id: str) -> DocumentText:
    """The text of a document by its passages; 403 where the server gives no texts."""
    document = document_of(store, ids_of(request), id)
    text = store.text(document)
    if not text:
        raise MissingError(f"the store has no text of {id}", "`kg ingest` of the source brings it in.")
    title = said(store, [document], pov("title")).text(document, pov("title"))
    return DocumentText(title=title, passages=list(_passages(store, document, title, text)))


def _passages(store: Asked, document: Iri, title: str | None, text: str) -> Iterator[TextPassage]:
    rows = store.select(HEAD + _PASSAGES.replace("DOCUMENT", document)).rows
    known = said(store, (row["found"] for row in rows), pov("number"), pov("span"), pov("headline"))
    quotations = HEAD + _QUOTATIONS.replace("PASSAGES", " ".join(f"<{passage}>" for passage in known.of))
    quotes = said(store, (row["found"] for row in store.select(quotations).rows), pov("span"), pov("statedIn"))
    spans = [found.one(thing, pov("span")) for found in (known, quotes) for thing in found.of]
    places = said(store, spans, pov("beginOffset"), pov("endOffset"))
    for passage in sorted(known.of, key=lambda one: (int(known.text(one, pov("number")) or 0), one)):
        begin, end = _place(known, places, passage)
        number = int(known.text(passage, pov("number")) or 0)
        inside = [
            _place(quotes, places, one) for one in quotes.of if plain(quotes.one(one, pov("statedIn"))) == passage
        ]
        head = known.text(passage, pov("headline")) if number else title
        parts = [*_head(text[begin:end], begin, head, is_title=number == 0), *_quotes(inside)]
        yield TextPassage(number=number, iri=passage, begin=begin, text=text[begin:end], parts=parts)


def _place(known: Said, places: Said, thing: Iri) -> tuple[int, int]:
    """Begin and end of the span of something; nothing where that is not told."""
    span = known.one(thing, pov("span"))
    begin, end = (int(places.text(span, pov(name)) or 0) for name in ("beginOffset", "endOffset"))
    return begin, end


def _head(text: str, begin: int, words: str | None, *, is_title: bool) -> list[TextPart]:
    """The title or headline of a passage where it is a line of its text, and what stands before it."""
    line = re.search(rf"^{re.escape(words)}$", text, re.MULTILINE) if words else None
    if line is None:
        return []
    kind: dict[str, Any] = {"kind": "title" if is_title else "headline"}
    head = TextPart(**kind, begin=begin + line.start(), end=begin + line.end())
    before = text[: line.start()].rstrip()
    return [TextPart(kind="header", begin=begin, end=begin + len(before)), head] if before else [head]


def _quotes(places: Iterable[tuple[int, int]]) -> list[TextPart]:
    return [TextPart(kind="quote", begin=begin, end=end) for begin, end in sorted(places)]
