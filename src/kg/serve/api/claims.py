"""Claims: who says, through whom, that who does what to whom, with the words."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.iris import Iri, relation_type
from kg.model.edtf import bounds
from kg.model.period import period
from kg.model.quads import day, plain, term
from kg.networks.given import type_named
from kg.serve.api.kept import counted_of
from kg.serve.api.lookup import Ids, actor_meant
from kg.serve.api.models import Claim, Modality, Page, Polarity, ReviewStatus
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.sets import HEAD, meeting
from kg.serve.api.told import told
from kg.serve.asked import Store
from kg.serve.errors import MissingError
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["claims"])
_ALL = "?claim a pov:Claim"
_DECIDED = "VALUES ?status { pov:accepted pov:corrected pov:rejected } ?claim pov:reviewStatus ?status"
# Each set is a sub-SELECT, see sets.py. A passage without a date of its own has that of its document.
_DATED = """{ SELECT DISTINCT ?passage WHERE {
  { { SELECT ?passage { ?passage pov:startDate ?date FILTER (WITHIN) } }
    { SELECT ?passage { ?passage pov:partOf ?document } } }
  UNION { { SELECT ?document { ?document pov:layout ?layout } }
    { SELECT ?document { ?document pov:startDate ?date FILTER (WITHIN) } }
    { SELECT ?document ?passage { ?passage pov:partOf ?document } } MINUS { ?passage pov:startDate ?own } }
} } { SELECT ?claim ?passage WHERE { ?claim pov:statedIn ?passage } }"""


class ClaimFilter(Paging):
    """Which claims. Actors are given by id, IRI or name."""

    actor: str | None = Field(None, description="Subject or object.")
    subject: str | None = Field(None, description="Who does it.")
    object: str | None = Field(None, description="To whom.")
    source: str | None = Field(None, description="Anybody in the chain of sources.")
    outlet: str | None = Field(None, description="Who contributes the passage.")
    type: str | None = Field(None, description="A relation type.", examples=["accuses"])
    polarity: Polarity | None = None
    modality: Modality | None = None
    status: ReviewStatus | None = Field(None, description="What was decided by hand.")
    since: str | None = Field(None, description="From this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Up to this day, month or year.", examples=["2021"])
    document: str | None = Field(None, description="The key or IRI of a document.")


@router.get("/claims")
def claims(request: Request, store: Store, wanted: Annotated[ClaimFilter, Query()]) -> Page[Claim]:
    """Claims, in an order that has no meaning and stays the same as long as the store does.

    One that lacks what a claim must have is left out; `kg check` names it.
    """
    ids = ids_of(request)
    chosen = meeting("claim", _conditions(store, ids, wanted))
    total = counted_of(request).of(store, ("claims", chosen), lambda: _total(store, chosen))
    part = f"LIMIT {wanted.limit} OFFSET {wanted.offset}"
    rows = store.select(f"{HEAD}SELECT ?claim WHERE {{ {chosen} }} {part}").rows
    found = told(store, ids, [Iri(plain(row["claim"])) for row in rows])
    return page(request, wanted, found, total)


def _total(store: Asked, chosen: str) -> int:
    return int(plain(store.select(f"{HEAD}SELECT (COUNT(*) AS ?n) WHERE {{ {chosen} }}").rows[0]["n"]))


@router.get("/claims/{id:path}")
def claim(request: Request, store: Store, id: str) -> Claim:
    """A claim, by id or IRI."""
    ids = ids_of(request)
    iri = ids.iri("claim", id)
    found = told(store, ids, [iri]) if iri is not None and store.ask(f"{HEAD}ASK {{ <{iri}> a pov:Claim }}") else []
    if not found:
        raise MissingError(f"there is no claim {id}", "/api/claims lists them.")
    return found[0]


def _conditions(store: Asked, ids: Ids, wanted: ClaimFilter) -> list[str]:
    """What the filter says, each as a pattern of ?claim."""
    of_claims = _of_relation(store, ids, wanted)
    of_claims += [_attributed(source) for source in _actor(store, ids, wanted.source, "source")]
    moods = (("polarity", wanted.polarity), ("modality", wanted.modality))
    of_claims += [f"?claim pov:{name} pov:{value}" for name, value in moods if value]
    of_claims += _of_document(ids, wanted.document)
    of_all = [_in_passage("contributor", one) for one in _actor(store, ids, wanted.outlet, "outlet")]
    of_all += _of_period(wanted.since, wanted.until)
    of_all += [_of_status(wanted.status)] if wanted.status else []
    return [*of_claims, *of_all] if of_claims else [_ALL, *of_all]


def _of_relation(store: Asked, ids: Ids, wanted: ClaimFilter) -> list[str]:
    found = [
        f"{{ {_with('subject', one)} }} UNION {{ {_with('object', one)} }}"
        for one in _actor(store, ids, wanted.actor, "actor")
    ]
    for name, value in (("subject", wanted.subject), ("object", wanted.object)):
        found += [_with(name, one) for one in _actor(store, ids, value, name)]
    if (kind := type_named(wanted.type, "type")) is not None:
        found.append(_with("relationType", relation_type(kind)))
    return found


def _with(name: str, value: Iri) -> str:
    return f"?relation pov:{name} <{value}> . ?claim pov:expresses ?relation"


def _in_passage(name: str, value: Iri) -> str:
    return f"?passage pov:{name} <{value}> . ?claim pov:statedIn ?passage"


def _attributed(source: Iri) -> str:
    return f"{{ ?claim pov:claimedBy <{source}> }} UNION {{ ?claim pov:reportedBy <{source}> }}"


def _of_status(status: ReviewStatus) -> str:
    """Nearly all claims are unreviewed, so that those are found by leaving out the others."""
    return f"{_ALL} MINUS {{ {_DECIDED} }}" if status == "unreviewed" else f"?claim pov:reviewStatus pov:{status}"


def _of_document(ids: Ids, document: str | None) -> list[str]:
    if document is None:
        return []
    iri = ids.iri("doc", document)
    if iri is None:
        raise MissingError(f"there is no document {document}", "/api/documents lists them.")
    return [f"{_in_passage('partOf', iri)} ; pov:expresses ?relation"]  # few enough to be looked at one by one


def _of_period(since: str | None, until: str | None) -> list[str]:
    first, last = period(since, "since"), period(until, "until")
    tests = []
    if first is not None and (begin := bounds(first)[0]) is not None:
        tests.append(f"?date >= {term(day(begin))}")
    if last is not None and (end := bounds(last)[1]) is not None:
        tests.append(f"?date <= {term(day(end))}")
    return [_DATED.replace("WITHIN", " && ".join(tests))] if tests else []


def _actor(store: Asked, ids: Ids, given: str | None, where: str) -> list[Iri]:
    """The actor that is given, if one is. QueryError where there is none."""
    iri = actor_meant(store, ids, given, where)
    return [] if iri is None else [iri]
