"""Mentions: the words of documents that stand for an actor, so that those which mean somebody else can be set right."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.coding.context import around
from kg.iris import PREF_LABEL, Iri, pov
from kg.model.quads import Term, plain
from kg.serve.api.full import Context
from kg.serve.api.kept import Kept, counted_of
from kg.serve.api.lookup import Ids, Said, actor_meant, said
from kg.serve.api.models import DocumentNamed, Evidence, Named, Page
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.sets import HEAD
from kg.serve.asked import AskedService, Store
from kg.serve.errors import MissingError

router = APIRouter(prefix="/api", tags=["mentions"])
_OF_ACTOR = f"""{HEAD}SELECT ?mention ?score ?document ?begin WHERE {{
  ?mention pov:refersTo <ACTOR> ; pov:statedIn/pov:partOf ?document ; pov:span/pov:beginOffset ?begin
  OPTIONAL {{ ?mention pov:linkScore ?score }}
}}"""
_OF_MENTION = ("span", "statedIn", "refersTo", "mentionForm", "linkScore", "linkedBy")


class Place(Evidence):
    """Words of a document, and where the server gives texts what stands around them."""

    context: Context | None = Field(description="The sentences around them; none where the server gives no texts.")


class Mention(Place):
    """Words that stand for an actor."""

    id: str = Field(description="What a decision that somebody else is meant (split) has as its target.")
    iri: str
    actor: Named
    form: str = Field(description="What kind of words they are, such as name or pronoun.")
    score: float | None = Field(ge=0, le=1, description="How sure it is that the actor is meant, from 0 to 1.")
    linked_by: str | None = Field(description="The rule or decision by which the actor was found.")
    passage: str = Field(description="The IRI of the passage.")
    passage_number: int = Field(description="Its place in the document; 0 is title and lead.")
    document: DocumentNamed


class MentionFilter(Paging):
    """Which mentions."""

    actor: str = Field(description="Of an actor, by id, IRI or name.")
    document: str | None = Field(None, description="Only in a document, by key or IRI.")


@router.get("/mentions")
def mentions(request: Request, store: Store, wanted: Annotated[MentionFilter, Query()]) -> Page[Mention]:
    """Where an actor is mentioned: the least sure first, then in the order of documents and their texts."""
    ids = ids_of(request)
    actor = actor_meant(store, ids, wanted.actor, "actor")
    assert actor is not None
    found = _found(store, counted_of(request), actor)
    if wanted.document is not None:
        document = ids.iri("doc", wanted.document)
        if document is None:
            raise MissingError(f"there is no document {wanted.document}", "/api/documents lists them.")
        found = [one for one in found if one[1] == document]
    some = _mentions(store, ids, [mention for mention, _ in wanted.cut(found)])
    return page(request, wanted, some, len(found))


def places(store: AskedService, things: Sequence[tuple[Term | None, Term | None]]) -> list[Place | None]:
    """The words of some spans, each with its document; None where there is no such span."""
    known = said(store, (span for span, _ in things), pov("exact"), pov("beginOffset"), pov("endOffset"))
    contexts = _Contexts(store)
    return [_place(known, span, contexts, document) for span, document in things]


def _found(store: AskedService, kept: Kept, actor: Iri) -> list[tuple[Iri, str]]:
    """The mentions of an actor, each with its document, in their order."""
    return kept.of(store, ("mentions", actor), lambda: _sought(store, actor))


def _sought(store: AskedService, actor: Iri) -> list[tuple[Iri, str]]:
    rows = store.select(_OF_ACTOR.replace("ACTOR", actor)).rows
    found = {
        (float(plain(row["score"])) if "score" in row else 1.0, plain(row["document"]), int(plain(row["begin"])),
         plain(row["mention"]))
        for row in rows
    }  # fmt: skip
    return [(Iri(mention), document) for _, document, _, mention in sorted(found)]


def _mentions(store: AskedService, ids: Ids, some: Sequence[Iri]) -> list[Mention]:
    known = said(store, some, *map(pov, _OF_MENTION))
    passages = said(store, _values(known, some, "statedIn"), pov("partOf"), pov("number"))
    documents = said(store, _values(passages, passages.of, "partOf"), pov("title"), pov("time"))
    actors = said(store, _values(known, some, "refersTo"), PREF_LABEL)
    in_documents = [passages.one(known.one(one, pov("statedIn")), pov("partOf")) for one in some]
    spans = [known.one(one, pov("span")) for one in some]
    found = []
    for iri, document, place in zip(
        some, in_documents, places(store, list(zip(spans, in_documents, strict=True))), strict=True
    ):
        actor, passage = known.one(iri, pov("refersTo")), known.one(iri, pov("statedIn"))
        if place is None or actor is None or document is None:
            continue
        score = known.text(iri, pov("linkScore"))
        found.append(
            Mention(
                **place.model_dump(),
                id=ids.id("mention", iri), iri=iri, actor=ids.named("actor", actors, actor),
                form=known.local(iri, pov("mentionForm")), score=None if score is None else float(score),
                linked_by=known.text(iri, pov("linkedBy")), passage=plain(passage),
                passage_number=int(passages.text(passage, pov("number")) or 0),
                document=ids.document(documents, document),
            )
        )  # fmt: skip
    return found


def _values(known: Said, things: Iterable[Iri], name: str) -> Iterable[Term | None]:
    return (known.one(thing, pov(name)) for thing in things)


class _Contexts:
    """What stands around words, of each document one text."""

    def __init__(self, store: AskedService) -> None:
        self._gives = store.service.settings.with_texts
        self._text = cache(store.text)

    def of(self, document: Term | None, begin: int, end: int) -> Context | None:
        text = self._text(Iri(plain(document))) if self._gives and document is not None else ""
        if not begin < end <= len(text):
            return None
        first, last = around(text, begin, end)
        return Context(begin=first, text=text[first:last])


def _place(known: Said, span: Term | None, contexts: _Contexts, document: Term | None) -> Place | None:
    begin, end = (known.text(span, pov(name)) for name in ("beginOffset", "endOffset"))
    if begin is None or end is None:
        return None
    words = known.text(span, pov("exact"))
    return Place(words=words, begin=int(begin), end=int(end), context=contexts.of(document, int(begin), int(end)))
