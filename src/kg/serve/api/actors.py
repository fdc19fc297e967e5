"""Actors and outlets: lists, and each with all that is known of it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.iris import ALT_LABEL, EXACT_MATCH, PREF_LABEL, RDF_TYPE, Iri, pov
from kg.model.quads import plain, term, text
from kg.serve.api.kept import Kept, counted_of
from kg.serve.api.lookup import Ids, Said, names, said
from kg.serve.api.models import Actor, ActorInFull, Naming, Office, Outlet, Page, Standing
from kg.serve.api.paging import Paging, ids_of, page
from kg.serve.api.sets import HEAD, all_counted, counted, meeting, of_class
from kg.serve.asked import AskedService, Store
from kg.serve.errors import MissingError
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["actors"])
Numbers = tuple[Mapping[str, int], Mapping[str, int]]  # mentions and claims of actors
_STANDINGS: tuple[tuple[Iri, Standing], ...] = (
    (pov("ProvisionalActor"), "provisional"), (pov("UnnamedActor"), "unnamed"), (pov("ImpersonalSource"), "impersonal")
)  # fmt: skip
_MENTIONS = "?found pov:refersTo ?actor"
_CLAIMS = tuple(f"?relation pov:{name} ?actor . ?found pov:expresses ?relation" for name in ("subject", "object"))
_CONTRIBUTIONS = "?found pov:contributor ?actor"
_OFFICES = "SELECT ?office WHERE { ?office pov:holder <IRI> } ORDER BY ?office"


class ActorFilter(Paging):
    """Which actors."""

    name: str | None = Field(None, min_length=1, description="Letters that one of the names has in it.")
    type: str | None = Field(
        None, pattern="^[A-Za-z]+$", description="A class, with those below it.", examples=["State"]
    )
    country: str | None = Field(None, pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.", examples=["FR"])
    mentioned: bool = Field(False, description="Only those whom a document mentions.")
    order: Literal["name", "claims"] = Field("name", description="By name, or those with most claims first.")


@router.get("/actors")
def actors(request: Request, store: Store, wanted: Annotated[ActorFilter, Query()]) -> Page[Actor]:
    """Actors by name, or by how many claims are about them."""
    found = _found(store, counted_of(request), wanted, wanted.type or "Actor", _MENTIONS if wanted.mentioned else None)
    listed = _actors(store, counted_of(request), ids_of(request), wanted.cut(found))
    return page(request, wanted, listed, len(found))


@router.get("/actors/{id:path}")
def actor(request: Request, store: Store, id: str) -> ActorInFull:
    """An actor, by id or IRI."""
    return _in_full(store, ids_of(request), _there(request, store, id, "Source"))


@router.get("/outlets")
def outlets(request: Request, store: Store, wanted: Annotated[ActorFilter, Query()]) -> Page[Outlet]:
    """Outlets by name, or by how many claims are about them; with `mentioned` those that contribute."""
    used = _CONTRIBUTIONS if wanted.mentioned else None
    found = _found(store, counted_of(request), wanted, wanted.type or "Outlet", used)
    listed = _outlets(store, ids_of(request), wanted.cut(found), _all_numbers(store, counted_of(request)))
    return page(request, wanted, listed, len(found))


@router.get("/outlets/{id:path}")
def outlet(request: Request, store: Store, id: str) -> Outlet:
    """An outlet, by id or IRI."""
    iri = _there(request, store, id, "Outlet")
    return _outlets(store, ids_of(request), [iri], _numbers(store, [iri]))[0]


def _there(request: Request, store: Asked, identifier: str, kind: str) -> Iri:
    """The IRI of something of a class. MissingError where there is none."""
    iri = ids_of(request).iri("actor", identifier)
    if iri is None or not store.ask(f"{HEAD}ASK {{ {of_class(term(iri), kind)} }}"):
        raise MissingError(f"there is no {kind.lower()} {identifier}", "The list of them can be searched by name.")
    return iri


def _found(store: AskedService, kept: Kept, wanted: ActorFilter, kind: str, used: str | None) -> list[Iri]:
    """The actors that are wanted, in their order; kept where no name is searched."""
    if wanted.name:
        return _sought(store, kept, wanted, kind, used)
    key = ("actors", kind, used, wanted.country, wanted.order)
    return kept.of(store, key, lambda: _sought(store, kept, wanted, kind, used))


def _sought(store: AskedService, kept: Kept, wanted: ActorFilter, kind: str, used: str | None) -> list[Iri]:
    conditions = [of_class("?actor", kind)]
    if wanted.country:
        conditions.append(f"?actor pov:countryCode {term(text(wanted.country))}")
    if wanted.name:
        letters = term(text(wanted.name))
        hit = f"FILTER (CONTAINS(LCASE(STR(?label)), LCASE({letters})))"
        conditions.append(f"?actor skos:prefLabel|skos:altLabel ?label {hit}")
    if used:
        conditions.append(used)
    labelled = f"{meeting('actor', conditions)} OPTIONAL {{ ?actor skos:prefLabel ?label }}"
    rows = store.select(f"{HEAD}SELECT ?actor ?label WHERE {{ {labelled} }}").rows
    labels: dict[str, str] = {}
    for row in rows:
        iri, label = plain(row["actor"]), plain(row.get("label", row["actor"]))
        labels[iri] = min(label, labels.get(iri, label))
    claims = claims_of(store, kept) if wanted.order == "claims" else {}
    return [Iri(iri) for iri in sorted(labels, key=lambda iri: (-claims.get(iri, 0), labels[iri].casefold(), iri))]


def claims_of(store: AskedService, kept: Kept) -> dict[str, int]:
    """How many claims are about each actor."""
    return kept.of(store, "claims of actors", lambda: all_counted(store, "actor", *_CLAIMS))


def _all_numbers(store: AskedService, kept: Kept) -> Numbers:
    """Mentions and claims of all actors: for lists, which most often have those with most claims."""
    mentions = kept.of(store, "mentions of actors", lambda: all_counted(store, "actor", _MENTIONS))
    return mentions, claims_of(store, kept)


def _numbers(store: Asked, iris: Sequence[Iri]) -> Numbers:
    """Mentions and claims of some actors."""
    return counted(store, iris, "actor", _MENTIONS), counted(store, iris, "actor", *_CLAIMS)


def _shared(ids: Ids, iris: Sequence[Iri], known: Said, numbers: Numbers) -> list[dict[str, Any]]:
    """What all actors have."""
    mentions, claims = numbers
    return [
        {
            **ids.named("actor", known, iri).model_dump(),
            **_kind(known, iri),
            "country": known.text(iri, pov("countryCode")),
            "mentions": mentions.get(iri, 0),
            "claims": claims.get(iri, 0),
        }
        for iri in iris
    ]


def _kind(known: Said, iri: Iri) -> dict[str, str]:
    kinds = known.all(iri, RDF_TYPE)
    standing = next((name for kind, name in _STANDINGS if kind in kinds), "registered")
    others = [kind for kind in kinds if kind not in [known for known, _ in _STANDINGS]]
    return {"standing": standing, "type": plain(others[0] if others else kinds[0]).rpartition("#")[2]}


def _described(store: Asked, iris: Sequence[Iri]) -> Said:
    return said(store, iris, RDF_TYPE, PREF_LABEL, ALT_LABEL, EXACT_MATCH, pov("countryCode"))


def _actors(store: AskedService, kept: Kept, ids: Ids, iris: Sequence[Iri]) -> list[Actor]:
    return [Actor(**row) for row in _shared(ids, iris, _described(store, iris), _all_numbers(store, kept))]


def _outlets(store: Asked, ids: Ids, iris: Sequence[Iri], numbers: Numbers) -> list[Outlet]:
    given = counted(store, iris, "actor", _CONTRIBUTIONS)
    rows = _shared(ids, iris, _described(store, iris), numbers)
    return [Outlet(**row, contributions=given.get(row["iri"], 0)) for row in rows]


def _in_full(store: Asked, ids: Ids, iri: Iri) -> ActorInFull:
    known = _described(store, [iri])
    all_names = [Naming(name=name.value, language=name.language) for name in names(known, iri)]
    elsewhere = [plain(same) for same in known.all(iri, EXACT_MATCH)]
    [row] = _shared(ids, [iri], known, _numbers(store, [iri]))
    return ActorInFull(**row, names=all_names, offices=_offices(store, ids, iri), exact_match=elsewhere)


def _offices(store: Asked, ids: Ids, iri: Iri) -> list[Office]:
    held = [row["office"] for row in store.select(HEAD + _OFFICES.replace("IRI", iri)).rows]
    known = said(store, held, pov("officeTitle"), pov("officeIn"), pov("time"))
    places = [known.one(office, pov("officeIn")) for office in held]
    labels = said(store, places, PREF_LABEL)
    return [
        Office(
            title=known.text(office, pov("officeTitle")) or "",
            where=None if place is None else ids.named("actor", labels, place),
            time=known.text(office, pov("time")),
        )
        for office, place in zip(held, places, strict=True)
    ]
