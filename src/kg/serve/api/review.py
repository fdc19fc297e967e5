"""Review: what is in doubt, on what coders disagree, and how far they are."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg import doubts
from kg.decisions import Decision, coders
from kg.decisions.coders import SETTLED
from kg.decisions.heeded import pending
from kg.iris import Iri, is_iri, pov
from kg.model.ids import fold
from kg.model.quads import plain, term, text
from kg.serve.api.deciding import NEEDED, SIGNED, DecisionMade, Ingest
from kg.serve.api.decisions import name_of
from kg.serve.api.decisions import told as made
from kg.serve.api.documents import document_of
from kg.serve.api.kept import doubts_of, whole_of
from kg.serve.api.lookup import Ids, said
from kg.serve.api.mentions import Place, places
from kg.serve.api.models import Claim, DocumentNamed, Model, Page
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.sets import HEAD
from kg.serve.api.told import told
from kg.serve.applying import Applied
from kg.serve.asked import AskedService, Store
from kg.serve.deciding import Deciding
from kg.serve.errors import ForbiddenError
from kg.serve.people import Person, require
from kg.serve.service import service_of

router = APIRouter(prefix="/api/review", tags=["review"])
DoubtKind = Literal["claim", "actor", "mention"]
Reason = Literal["low-confidence", "unresolved", "provisional", "ambiguous", "contradicted"]
_ACTORS = f"""{HEAD}SELECT DISTINCT ?actor WHERE {{
  ?passage pov:partOf <DOCUMENT> . ?mention pov:statedIn ?passage ; pov:refersTo ?actor . ?actor a pov:ProvisionalActor
}}"""


_NAMED = f"""{HEAD}SELECT ?actor ?label WHERE {{
  ?actor skos:prefLabel|skos:altLabel ?label FILTER (LCASE(STR(?label)) IN (NAMES))
}}"""


class Doubt(Model):
    """Something that a person should look at."""

    kind: DoubtKind
    target: str = Field(description="What a decision about it has as its target: the id of a claim, an IRI.")
    reasons: list[Reason] = Field(
        description="low-confidence: of the extractor; unresolved: a name by which nobody is known; provisional: an"
        " actor that the registry lacks; ambiguous: a name of several actors; contradicted: another source says the"
        " opposite."
    )
    doubt: float = Field(ge=0, le=1, description="From 0 to 1, which is the most.")
    what: str
    words: str
    document: DocumentNamed | None
    claim: Claim | None
    place: Place | None = Field(description="Where a mention stands.")


class Disagreement(Model):
    """A claim on which coders decided differently."""

    target: str = Field(description="The id of the claim.")
    claim: Claim | None = Field(description="None where it is in the store no more.")
    decisions: list[DecisionMade]
    settled: list[DecisionMade] = Field(description="What stands for all, where that was decided.")


class CoderProgress(Model):
    """How far a coder is."""

    name: str
    decided: int = Field(description="Claims with a verdict of this coder.")
    is_self: bool


class Progress(Model):
    """How far coders are, and how much they agree."""

    coders: list[CoderProgress]
    both: int = Field(description="Claims on which all of the coders of the same claims, else two at least, are done.")
    agreeing: int = Field(description="Those of them on which all decided alike.")
    pending: int = Field(description="Decisions, made or taken back, that wait for the next ingest; of anybody.")


class QueueFilter(Paging):
    """What is in doubt."""

    kind: DoubtKind | None = Field(None, description="Only of this kind.")
    document: str | None = Field(None, description="Only in a document, by key or IRI.")


@router.get("/queue", openapi_extra=SIGNED)
async def queue(request: Request, store: Store, wanted: Annotated[QueueFilter, Query()]) -> Page[Doubt]:
    """What is in doubt, the most doubtful first, without what who asks has decided already, and what is settled."""
    service = service_of(request)
    asker = name_of(service.person(request))
    found = await run_in_threadpool(_queue, store, request, service.deciding, asker, wanted)
    items = await run_in_threadpool(_doubts, store, ids_of(request), wanted.cut(found))
    return page(request, wanted, items, len(found))


@router.get("/disagreements", openapi_extra=SIGNED)
async def disagreements(request: Request, store: Store, wanted: Annotated[Paging, Query()]) -> Page[Disagreement]:
    """Claims on which all coders are done and decided differently; what is not settled comes first."""
    service = service_of(request)
    person = service.person(request)
    decided = await run_in_threadpool(service.deciding.decided)
    found = await run_in_threadpool(_differing, store, decided.seen_by(name_of(person)), decided.coders)
    items = await run_in_threadpool(_disagreements, store, ids_of(request), wanted.cut(found), person)
    return page(request, wanted, items, len(found))


@router.get("/progress", openapi_extra=SIGNED)
async def progress(request: Request, store: Store) -> Progress:
    """How many claims each coder has decided on, and how often they agree."""
    service = service_of(request)
    asker = name_of(service.person(request))
    decided = await run_in_threadpool(service.deciding.decided)
    found = await run_in_threadpool(lambda: coders.progress(decided.rows, decided.coders, _actors(store, decided.rows)))
    return Progress(
        coders=[CoderProgress(name=name, decided=n, is_self=name == asker) for name, n in found.decided.items()],
        both=found.both,
        agreeing=found.agreeing,
        pending=await run_in_threadpool(pending, store, decided.rows, ids_of(request).iris),
    )


@router.get("/ingest", openapi_extra=NEEDED)
async def ingest(request: Request) -> Ingest:
    """How far the last ingest is that somebody began here."""
    service = service_of(request)
    require(service.person(request), "review")
    return _told(service.applying.applied)


@router.post("/ingest", status_code=202, openapi_extra=NEEDED)
async def apply(request: Request) -> Ingest:
    """Apply decisions by an ingest of the texts that the server was started with; one at a time."""
    service = service_of(request)
    person = service.person(request)
    require(person, "review")
    if not service.applying.is_offered:
        raise ForbiddenError("this server applies no decisions", "Start it with --ingest WORDS, or call kg ingest.")
    if not service.may_apply(person):
        raise ForbiddenError("the graph would show what the other coders decided", "Let somebody else apply it.")
    return _told(await service.applying.begin())


def _told(applied: Applied) -> Ingest:
    return Ingest(**asdict(applied))


def _queue(
    store: AskedService, request: Request, deciding: Deciding, asker: str | None, wanted: QueueFilter
) -> list[doubts.Doubt]:
    found = doubts_in(store, request, wanted.kind)
    done = {row.target for row in deciding.decided().rows if row.coder in (asker, SETTLED)}
    if wanted.document is not None:
        there = _in_document(store, ids_of(request), wanted.document)
        found = [doubt for doubt in found if doubt.document == there[0] or doubt.target in there[1]]
    return [doubt for doubt in found if _key(doubt) not in done]


def doubts_in(store: AskedService, request: Request, kind: DoubtKind | None) -> list[doubts.Doubt]:
    """All doubts of a kind, kept while the store stays as it is."""
    return doubts_of(request).of(store, kind, lambda: doubts.doubts(whole_of(request.app, store), kind))


def _key(doubt: doubts.Doubt) -> str:
    """What decisions about a doubt have as their target."""
    return doubt.target.rpartition("/")[2] if doubt.kind == "mention" else doubt.target


def _in_document(store: AskedService, ids: Ids, document: str) -> tuple[Iri, set[str]]:
    """A document, and the actors that it mentions and the registry lacks."""
    iri = document_of(store, ids, document)
    return iri, set(store.columns(_ACTORS.replace("DOCUMENT", iri))["actor"])


def _doubts(store: AskedService, ids: Ids, some: Sequence[doubts.Doubt]) -> list[Doubt]:
    claims = {claim.iri: claim for claim in told(store, ids, [Iri(one.thing) for one in some if one.kind == "claim"])}
    documents = said(store, [Iri(one.document) for one in some if one.document], pov("title"), pov("time"))
    return [
        Doubt(
            kind=cast(DoubtKind, one.kind), target=one.target, reasons=[cast(Reason, reason) for reason in one.reasons],
            doubt=one.doubt, what=shown.what, words=shown.words,
            document=ids.document(documents, Iri(one.document)) if one.document else None,
            claim=claims.get(one.thing), place=place,
        )
        for one, shown, place in zip(some, doubts.shown(store, some), _places(store, some), strict=True)
    ]  # fmt: skip


def _places(store: AskedService, some: Sequence[doubts.Doubt]) -> list[Place | None]:
    """Where the mentions stand whose issues doubts are about."""
    spans = said(store, [Iri(one.thing) for one in some if one.kind == "mention"], pov("issueSpan"))
    return places(store, [(spans.one(Iri(one.thing), pov("issueSpan")), Iri(one.document)) for one in some])


def _differing(store: AskedService, rows: Sequence[Decision], names: Sequence[str]) -> tuple[coders.Disagreement, ...]:
    return coders.disagreements(rows, names, _actors(store, rows))


def _actors(store: AskedService, rows: Sequence[Decision]) -> Callable[[str], str]:
    """What makes the name and the IRI of an actor equal, where only one has the name."""
    edits = (row for row in rows if row.action == "edit" and row.field in ("subject", "object", "source"))
    given = {part for row in edits for value in (row.old, row.new) for part in value.split("|") if not is_iri(part)}
    found: dict[str, set[str]] = {}
    if wanted := ", ".join(term(text(name.lower())) for name in sorted(given)):
        for row in store.select(_NAMED.replace("NAMES", wanted)).rows:
            found.setdefault(fold(plain(row["label"])), set()).add(plain(row["actor"]))
    known = {name: next(iter(actors)) for name, actors in found.items() if len(actors) == 1}
    return lambda name: name if is_iri(name) else known.get(fold(name), fold(name))


def _disagreements(
    store: AskedService, ids: Ids, some: Sequence[coders.Disagreement], person: Person
) -> list[Disagreement]:
    iris = [ids.iris.claim(one.target) for one in some]
    claims = {claim.iri: claim for claim in told(store, ids, iris)}
    return [
        Disagreement(
            target=one.target, claim=claims.get(iri), decisions=made(one.decisions, person),
            settled=made(one.settled, person),
        )
        for one, iri in zip(some, iris, strict=True)
    ]  # fmt: skip
