"""Stances: who judges whom how, and what they come to by outlet and country."""

from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.iris import PREF_LABEL, Iri, pov
from kg.model.quads import Term, plain
from kg.serve.api.annotated import stances_of
from kg.serve.api.grouped import Counts, Groups, Order, StanceBy, grouped, groups_of
from kg.serve.api.kept import chosen_of
from kg.serve.api.lookup import Ids, actor_meant, said
from kg.serve.api.models import DocumentNamed, Model, Named, Page
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.passages import in_country, in_document, in_passage, in_period
from kg.serve.api.sets import HEAD, meeting
from kg.serve.asked import Store
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["portraits"])
StanceValue = Literal["positive", "neutral", "negative", "mixed"]
_ALL = "?claim a pov:Stance MINUS { ?claim pov:reviewStatus pov:rejected }"
_OF = tuple(map(pov, ("stanceValue", "stanceOf", "target", "statedIn", "evidence")))


class StanceChoice(Paging):
    """Which stances; those that were rejected are left out. Actors are given by id, IRI or name."""

    source: str | None = Field(None, description="Who judges.")
    target: str | None = Field(None, description="Who or what is judged.")
    value: StanceValue | None = Field(None, description="How it is judged.")
    outlet: str | None = Field(None, description="Who contributes the passage.")
    country: str | None = Field(
        None, pattern="^[A-Z]{2}$", description="Of the outlet: ISO 3166-1 alpha-2.", examples=["FR"]
    )
    since: str | None = Field(None, description="From this day, month or year on.", examples=["2020-05"])
    until: str | None = Field(None, description="Up to this day, month or year.", examples=["2021"])
    document: str | None = Field(None, description="The key or IRI of a document.")


class StancePortraitChoice(StanceChoice):
    """Which stances, and by what they are grouped."""

    by: list[StanceBy] = Field(list(get_args(StanceBy)), description="Default: each of them.")
    order: Order = Field("claims", description="The groups with most stances first, or with most of a value.")


class Stance(Model):
    """A judgement that a source passes on somebody or something in one passage."""

    id: str
    iri: str
    source: Named
    target: Named
    value: StanceValue
    outlet: Named | None = Field(description="Who contributes the passage: an outlet, or a guest.")
    country: str | None = Field(description="ISO 3166-1 alpha-2, as the document has it.")
    document: DocumentNamed
    date: str | None = Field(description="The date of the contribution, else of the document.")
    words: str | None = Field(description="At most 300 characters; longer ones are not given.")


class StancePortrait(Model):
    """What stances come to."""

    stances: int
    counts: Counts
    by: dict[str, Groups]


@router.get("/stances")
def stances(request: Request, store: Store, wanted: Annotated[StanceChoice, Query()]) -> Page[Stance]:
    """Stances, in an order that has no meaning and stays the same as long as the store does."""
    ids = ids_of(request)
    chosen = meeting("claim", _conditions(store, ids, wanted))
    total = store.select(f"{HEAD}SELECT (COUNT(*) AS ?n) WHERE {{ {chosen} }}").rows[0]["n"]
    part = f"LIMIT {wanted.limit} OFFSET {wanted.offset}"
    rows = store.select(f"{HEAD}SELECT ?claim WHERE {{ {chosen} }} {part}").rows
    found = _told(store, ids, [Iri(plain(row["claim"])) for row in rows])
    return page(request, wanted, found, int(plain(total)))


@router.get("/stances/portrait")
def stance_portrait(request: Request, store: Store, wanted: Annotated[StancePortraitChoice, Query()]) -> StancePortrait:
    """What the stances that fit come to: each number is the total of /api/stances with that group in the filter."""
    ids = ids_of(request)
    asked = _conditions(store, ids, wanted)
    found = grouped(chosen_of(request), store, stances_of(request.app, store), asked)
    return StancePortrait(
        stances=len(found),
        counts=found.counts(),
        by={by: groups_of(store, ids, by, found, wanted.order, wanted.limit, wanted.offset) for by in wanted.by},
    )


def _conditions(store: Asked, ids: Ids, wanted: StanceChoice) -> list[str]:
    """What the filter says, each as a pattern of ?claim, which stands for a stance."""
    actors = (("source", wanted.source), ("target", wanted.target), ("outlet", wanted.outlet))
    meant = {name: actor_meant(store, ids, value, name) for name, value in actors}
    found = [
        f"?claim pov:{name} <{one}>"
        for name, one in (("stanceOf", meant["source"]), ("target", meant["target"]))
        if one
    ]
    found += [f"?claim pov:stanceValue pov:{wanted.value}"] if wanted.value else []
    found += [in_passage("claim", "contributor", one) for one in (meant["outlet"],) if one]
    found += in_country("claim", wanted.country) + in_document("claim", ids, wanted.document)
    return [_ALL, *found, *in_period("claim", wanted.since, wanted.until)]


def _told(store: Asked, ids: Ids, found: list[Iri]) -> list[Stance]:
    """Some stances, without those that lack what a stance must have."""
    of = said(store, found, *_OF)
    places = [of.one(stance, pov(name)) for stance in found for name in ("statedIn", "evidence")]
    texts = said(store, places, *map(pov, ("contributor", "countryCode", "partOf", "time", "exact")))
    ends = [of.one(stance, pov(name)) for stance in found for name in ("stanceOf", "target")]
    documents = [texts.one(place, pov("partOf")) for place in places]
    known = said(
        store, [*ends, *documents, *(texts.one(place, pov("contributor")) for place in places)],
        PREF_LABEL, pov("title"), pov("time"),
    )  # fmt: skip

    def named(thing: Term | None) -> Named | None:
        return None if thing is None else ids.named("actor", known, thing)

    def told(stance: Iri) -> Stance | None:
        passage = of.one(stance, pov("statedIn"))
        source, target = (named(of.one(stance, pov(name))) for name in ("stanceOf", "target"))
        document, value = texts.one(passage, pov("partOf")), of.local(stance, pov("stanceValue"))
        if source is None or target is None or document is None or value not in get_args(StanceValue):
            return None
        given: dict[str, Any] = {"value": value, "words": texts.text(of.one(stance, pov("evidence")), pov("exact"))}
        return Stance(
            id=ids.id("stance", stance), iri=stance, source=source, target=target,
            outlet=named(texts.one(passage, pov("contributor"))), country=texts.text(passage, pov("countryCode")),
            document=ids.document(known, document),
            date=texts.text(passage, pov("time")) or known.text(document, pov("time")), **given,
        )  # fmt: skip

    return [one for one in map(told, found) if one is not None]
