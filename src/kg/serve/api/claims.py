"""Claims: who says, through whom, that who does what to whom, with the words."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.iris import Iri, pov, relation_type
from kg.model.quads import Term, plain
from kg.model.relation_types import relation_types
from kg.networks.given import type_named
from kg.serve.api.annotated import claims_of
from kg.serve.api.full import ClaimInFull, in_full
from kg.serve.api.grouped import grouped
from kg.serve.api.kept import chosen_of, counted_of
from kg.serve.api.lookup import Ids, actor_meant, said
from kg.serve.api.models import Claim, Modality, Page, Polarity, ReviewStatus, Valence
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.passages import in_country, in_document, in_passage, in_period
from kg.serve.api.sets import HEAD, meeting
from kg.serve.api.told import told
from kg.serve.asked import Store
from kg.serve.errors import MissingError
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["claims"])
_ALL = "?claim a pov:Claim"
_DENIED = "{ ?claim pov:polarity pov:negated }"
_NAMELESS = "VALUES ?kind { pov:UnnamedActor pov:ImpersonalSource } ?source a ?kind . ?claim pov:claimedBy ?source"
_DECIDED = "VALUES ?status { pov:accepted pov:corrected pov:rejected } ?claim pov:reviewStatus ?status"
_REJECTED = "{ ?claim pov:reviewStatus pov:rejected }"


class ClaimChoice(Paging):
    """Which claims. Actors are given by id, IRI or name."""

    actor: str | None = Field(None, description="Subject or object.")
    subject: str | None = Field(None, description="Who does it.")
    object: str | None = Field(None, description="To whom.")
    source: str | None = Field(None, description="Anybody in the chain of sources.")
    outlet: str | None = Field(None, description="Who contributes the passage.")
    type: str | None = Field(None, description="A relation type.", examples=["accuses"])
    valence: Valence | None = Field(None, description="How it stands to the object; what is denied is neutral.")
    polarity: Polarity | None = None
    modality: Modality | None = None
    status: ReviewStatus | None = Field(None, description="What was decided by hand.")
    rejected: bool = Field(True, description="Also those that were rejected.")
    named: bool | None = Field(
        None,
        description="Whether the innermost source has a name; a group of one document, a survey, rumours have none.",
    )
    country: str | None = Field(
        None, pattern="^[A-Z]{2}$", description="Of the outlet: ISO 3166-1 alpha-2.", examples=["FR"]
    )
    since: str | None = Field(None, description="From this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Up to this day, month or year.", examples=["2021"])
    document: str | None = Field(None, description="The key or IRI of a document.")


class ClaimFilter(ClaimChoice):
    """Which claims, and in which order."""

    order: Literal["any", "oldest", "newest"] = Field("any", description="By date, those without one last.")


@router.get("/claims")
def claims(request: Request, store: Store, wanted: Annotated[ClaimFilter, Query()]) -> Page[Claim]:
    """Claims; without an order those of a document by their places, others as long in the same one as the store is.

    One that lacks what a claim must have is left out; `kg check` names it.
    """
    ids = ids_of(request)
    asked = conditions(store, ids, wanted)
    chosen = meeting("claim", asked)
    if wanted.document is not None and wanted.order == "any":
        placed = _by_place(store, store.select(f"{HEAD}SELECT ?claim WHERE {{ {chosen} }}").rows)
        return page(request, wanted, told(store, ids, wanted.cut(placed)), len(placed))
    if wanted.order != "any":
        found = grouped(chosen_of(request), store, claims_of(request.app, store), asked)
        dated = found.all.by_date(found.chosen, newest=wanted.order == "newest")
        some = [Iri(found.all.iris[n]) for n in wanted.cut(dated.tolist())]
        return page(request, wanted, told(store, ids, some), len(dated))
    total = counted_of(request).of(store, ("claims", chosen), lambda: _total(store, chosen))
    part = f"LIMIT {wanted.limit} OFFSET {wanted.offset}"
    rows = store.select(f"{HEAD}SELECT ?claim WHERE {{ {chosen} }} {part}").rows
    return page(request, wanted, told(store, ids, [Iri(plain(row["claim"])) for row in rows]), total)


def _total(store: Asked, chosen: str) -> int:
    return int(plain(store.select(f"{HEAD}SELECT (COUNT(*) AS ?n) WHERE {{ {chosen} }}").rows[0]["n"]))


@router.get("/claims/{id:path}")
def claim(request: Request, store: Store, id: str) -> ClaimInFull:
    """A claim, by id or IRI, with what found it and, where the server gives texts, what stands around it."""
    ids = ids_of(request)
    iri = ids.iri("claim", id)
    found = told(store, ids, [iri]) if iri is not None and store.ask(f"{HEAD}ASK {{ <{iri}> a pov:Claim }}") else []
    if not found:
        raise MissingError(f"there is no claim {id}", "/api/claims lists them.")
    return in_full(store, found[0])


def _by_place(store: Asked, rows: Iterable[Mapping[str, Term]]) -> list[Iri]:
    """Claims of a document in the order of its text; of those that begin together the longest first."""
    found = [Iri(plain(row["claim"])) for row in rows]
    spans = said(store, found, pov("evidence"))
    places = said(store, (spans.one(claim, pov("evidence")) for claim in found), pov("beginOffset"), pov("endOffset"))

    def place(claim: Iri) -> tuple[int, int, Iri]:
        span = spans.one(claim, pov("evidence"))
        begin, end = (int(places.text(span, pov(name)) or 0) for name in ("beginOffset", "endOffset"))
        return begin, -end, claim

    return sorted(found, key=place)


def conditions(store: Asked, ids: Ids, wanted: ClaimChoice) -> list[str]:
    """What the filter says, each as a pattern of ?claim. QueryError, UsageError, MissingError where a value is none."""
    of_claims = _of_relation(store, ids, wanted)
    of_claims += [_attributed(source) for source in _actor(store, ids, wanted.source, "source")]
    moods = (("polarity", wanted.polarity), ("modality", wanted.modality))
    of_claims += [f"?claim pov:{name} pov:{value}" for name, value in moods if value]
    # few enough to be looked at one by one
    of_claims += [f"{one} ; pov:expresses ?relation" for one in in_document("claim", ids, wanted.document)]
    of_all = [in_passage("claim", "contributor", one) for one in _actor(store, ids, wanted.outlet, "outlet")]
    of_all += in_country("claim", wanted.country)
    of_all += in_period("claim", wanted.since, wanted.until)
    of_all += [_of_status(wanted.status)] if wanted.status else []
    of_all += [] if wanted.rejected else [f"{_ALL} MINUS {_REJECTED}"]
    if wanted.named is not None:
        of_all.append(f"{_ALL} MINUS {{ {_NAMELESS} }}" if wanted.named else _NAMELESS)
    return [*of_claims, *of_all] if of_claims else [_ALL, *of_all]


def _of_relation(store: Asked, ids: Ids, wanted: ClaimChoice) -> list[str]:
    found = [
        f"{{ {_with('subject', one)} }} UNION {{ {_with('object', one)} }}"
        for one in _actor(store, ids, wanted.actor, "actor")
    ]
    for name, value in (("subject", wanted.subject), ("object", wanted.object)):
        found += [_with(name, one) for one in _actor(store, ids, value, name)]
    if (kind := type_named(wanted.type, "type")) is not None:
        found.append(_with("relationType", relation_type(kind)))
    return found + ([_of_valence(wanted.valence)] if wanted.valence else [])


def _of_valence(valence: Valence) -> str:
    """That of the claim itself, else of the relation type; neither where it is denied."""
    if valence == "neutral":
        signed = " UNION ".join(f"{{ {_of_valence(other)} }}" for other in ("positive", "negative"))
        return f"?claim pov:expresses ?relation MINUS {{ {signed} }}"
    kinds = " ".join(f"<{relation_type(kind.name)}>" for kind in relation_types().values() if kind.valence == valence)
    usual = f"VALUES ?kind {{ {kinds} }} ?relation pov:relationType ?kind . ?claim pov:expresses ?relation"
    own = f"{{ ?claim pov:valence pov:{valence} ; pov:expresses ?relation }}"
    return f"{{ {{ {usual} }} MINUS {{ ?claim pov:valence ?own }} }} UNION {own} MINUS {_DENIED}"


def _with(name: str, value: Iri) -> str:
    return f"?relation pov:{name} <{value}> . ?claim pov:expresses ?relation"


def _attributed(source: Iri) -> str:
    return f"{{ ?claim pov:claimedBy <{source}> }} UNION {{ ?claim pov:reportedBy <{source}> }}"


def _of_status(status: ReviewStatus) -> str:
    """Nearly all claims are unreviewed, so that those are found by leaving out the others."""
    return f"{_ALL} MINUS {{ {_DECIDED} }}" if status == "unreviewed" else f"?claim pov:reviewStatus pov:{status}"


def _actor(store: Asked, ids: Ids, given: str | None, where: str) -> list[Iri]:
    """The actor that is given, if one is. QueryError where there is none."""
    iri = actor_meant(store, ids, given, where)
    return [] if iri is None else [iri]
