"""Decisions by hand: who asks, what was decided, and deciding."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, cast

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg.coding.context import cut
from kg.decisions import Decision
from kg.decisions.coders import SETTLED, settling
from kg.decisions.rows import ON_CLAIMS
from kg.iris import Iri
from kg.serve.api.bounded import BoundedRoute
from kg.serve.api.deciding import NEEDED, SIGNED, Changed, DecisionFilter, DecisionMade, History, Me, Role, ToDecideAll
from kg.serve.api.documents import document_of
from kg.serve.api.lookup import Ids
from kg.serve.api.models import Page
from kg.serve.api.paging import ids_of, page
from kg.serve.api.sets import HEAD
from kg.serve.api.wanted import rows_of
from kg.serve.asked import AskedService, Store
from kg.serve.deciding import Deciding, decided_by
from kg.serve.errors import BadRequestError, ForbiddenError, MissingError
from kg.serve.people import NOBODY, Person, require
from kg.serve.service import service_of

router = APIRouter(prefix="/api", tags=["review"], route_class=BoundedRoute)
_IN_DOCUMENT = f"""{HEAD}SELECT ?thing WHERE {{
  {{ VALUES ?kind {{ pov:Claim pov:Mention }} ?passage pov:partOf <DOCUMENT> . ?thing pov:statedIn ?passage ; a ?kind }}
  UNION {{ ?issue pov:inDocument <DOCUMENT> ; pov:issueMention ?thing }}
}}"""


@router.get("/me", openapi_extra=SIGNED)
async def me(request: Request) -> Me:
    """Who asks. Without a token it is nobody, who may read."""
    service = service_of(request)
    person = service.person(request)
    is_open = service.deciding.folder is not None and bool(service.settings.people)
    return Me(
        name=name_of(person),
        role=cast(Role, person.role),
        may_review=is_open and person.may("review"),
        may_sign_in=is_open,
        may_apply=service.may_apply(person),
        with_texts=service.settings.with_texts,
        coders=list(service.deciding.coders),
    )


@router.get("/decisions", openapi_extra=SIGNED)
async def decisions(request: Request, store: Store, wanted: Annotated[DecisionFilter, Query()]) -> Page[DecisionMade]:
    """Decisions that who asks may see, the newest first."""
    service = service_of(request)
    person = service.person(request)
    found = await run_in_threadpool(_found, store, ids_of(request), service.deciding, person, wanted)
    return page(request, wanted, told(wanted.cut(found), person), len(found))


@router.post("/decisions", openapi_extra=NEEDED)
async def decide(request: Request, store: Store, wanted: ToDecideAll) -> Changed:
    """Make decisions, all or none; each takes the place of what the same person decided on the same question."""
    person, deciding = _who_decides(request)
    settles = {one.settles for one in wanted.decisions}
    if len(settles) > 1:
        raise BadRequestError("some of the decisions settle, others do not", "Send them in two requests.")
    decided = await run_in_threadpool(deciding.decided)
    today = dt.date.today().isoformat()
    rows = await run_in_threadpool(rows_of, store, ids_of(request), wanted.decisions, person.name, today, decided)
    if not settles.pop():
        gone = await deciding.change(person.name, lambda before: (rows, ()))
        return Changed(made=told(rows, person), withdrawn=told(gone, person))
    return await _settled(deciding, rows, person, wanted.decisions[0].reason)


@router.delete("/decisions/{id}", openapi_extra=NEEDED)
async def withdraw(request: Request, id: str) -> Changed:
    """Take back a decision of one's own."""
    person, deciding = _who_decides(request)
    decided = await run_in_threadpool(deciding.decided)
    row = next((row for row in decided.seen_by(person.name) if row.id == id), None)
    if row is None:
        raise MissingError(f"there is no decision {id}", "/api/decisions lists them.")
    if decided_by(row) != person.name:
        raise ForbiddenError("it is the decision of somebody else", "Decide otherwise.")
    gone = await deciding.change(row.coder, lambda before: ((), (row,)))
    return Changed(made=[], withdrawn=told(gone, person))


@router.get("/claims/{id:path}/history", openapi_extra=SIGNED)
async def history(request: Request, store: Store, id: str) -> History:
    """What was decided about a claim, the newest first."""
    service, ids = service_of(request), ids_of(request)
    person, iri = service.person(request), ids.iri("claim", id)
    decided = await run_in_threadpool(service.deciding.decided)
    claim = ids.id("claim", iri) if iri is not None else id
    every = [row for row in decided.on.get(claim, ()) if row.action in ON_CLAIMS]
    if not every and (iri is None or not await run_in_threadpool(_is_claim, store, iri)):
        raise MissingError(f"there is no claim {id}", "/api/claims lists them.")
    seen = [row for row in decided.seen_by(name_of(person), claim) if row in every]
    return History(items=told(reversed(seen), person), hidden=len(seen) < len(every))


def name_of(person: Person) -> str | None:
    """The name of who asks; None for nobody."""
    return None if person is NOBODY else person.name


def told(rows: Iterable[Decision], person: Person) -> list[DecisionMade]:
    """Decisions as the API gives them to somebody: of words of a text as much as may be passed on."""
    return [
        DecisionMade(
            id=row.id, target=row.target, action=row.action, field=row.field,
            old=cut(row.old) if row.field == "span" else row.old, new=row.new,
            words=cut(row.words) if row.action in ON_CLAIMS else row.words,
            coder=row.coder, date=row.date, reason=row.reason, claim=row.target if row.action in ON_CLAIMS else None,
            is_own=decided_by(row) == person.name,
        )
        for row in rows
    ]  # fmt: skip


def _who_decides(request: Request) -> tuple[Person, Deciding]:
    """Somebody who may decide, and where. ForbiddenError where nobody may, UnauthorizedError for nobody."""
    service = service_of(request)
    person = service.person(request)
    if not service.settings.people:
        raise ForbiddenError("nobody may decide here", "Start the server with --people FILE.")
    require(person, "review")
    if service.deciding.folder is None:
        raise ForbiddenError("the server has no project to decide in", "Start it in a project, or with --project DIR.")
    return person, service.deciding


async def _settled(deciding: Deciding, rows: list[Decision], person: Person, reason: str) -> Changed:
    """Rows that stand for all; they take the place of what settled the same claims before."""
    made: tuple[Decision, ...] = ()

    def change(before: Iterable[Decision]) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
        nonlocal made
        made, gone = settling(before, rows, person.name, rows[0].date, reason)
        return made, gone

    gone = await deciding.change(SETTLED, change)
    return Changed(made=told(made, person), withdrawn=told(gone, person))


def _found(store: AskedService, ids: Ids, deciding: Deciding, person: Person, wanted: DecisionFilter) -> list[Decision]:
    decided, asker = deciding.decided(), name_of(person)
    if wanted.claim is not None:
        iri = ids.iri("claim", wanted.claim)
        rows = decided.seen_by(asker, ids.id("claim", iri) if iri is not None else wanted.claim)
    else:
        rows = decided.seen_by(asker)
    if wanted.document is not None:
        targets = _targets(store, ids, wanted.document)
        rows = tuple(row for row in rows if row.target in targets)
    return [row for row in reversed(rows) if wanted.coder in (None, row.coder)]


def _targets(store: AskedService, ids: Ids, document: str) -> set[str]:
    """What decisions about a document have as their targets: its claims, its mentions, and itself."""
    iri = document_of(store, ids, document)
    found = store.columns(_IN_DOCUMENT.replace("DOCUMENT", iri))["thing"]
    return {ids.id("doc", iri), *(thing.rpartition("/")[2] for thing in found)}


def _is_claim(store: AskedService, iri: Iri) -> bool:
    return store.ask(f"{HEAD}ASK {{ <{iri}> a pov:Claim }}")
