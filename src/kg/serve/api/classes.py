"""The classes of the ontology: what each means, how many things are of it, and some of them."""

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request

from kg.iris import PREF_LABEL, RDF_TYPE, TYPE, Iri, pov
from kg.model.quads import plain
from kg.registry.turtle import ACTOR_TYPES
from kg.serve.api.actors import claims_of
from kg.serve.api.kept import Kept, counted_of
from kg.serve.api.lookup import Ids, Said, name_of, said
from kg.serve.api.models import Model, Named
from kg.serve.api.paging import ids_of
from kg.serve.api.sets import HEAD, of_class
from kg.serve.asked import Store
from kg.serve.errors import MissingError
from kg.serve.terms import Class, Described, Property, above, below, classes
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["overview"])
_SHOWN = 5  # things of a class
# Only entities are of several classes that are not above each other: they are counted class by class.
_COUNTS = """SELECT ?class ?n ?exact WHERE {
  { SELECT ?class (COUNT(*) AS ?n) (false AS ?exact) WHERE { ?thing a ?class } GROUP BY ?class }
  UNION
  { SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) (true AS ?exact) WHERE {
      VALUES (?kind ?class) { PAIRS }
      ?thing a ?kind
    } GROUP BY ?class }
}"""
InstanceKind = Literal["actor", "outlet", "document", "claim", "type", "other"]
_KINDS: tuple[tuple[str, InstanceKind], ...] = (
    ("Outlet", "outlet"), ("Source", "actor"), ("Document", "document"), ("Claim", "claim"),
    ("RelationType", "type"),
)  # fmt: skip


class TermInWords(Model):
    """A term of the ontology."""

    name: str
    iri: str
    label: str
    definition: str
    example: str = Field(description="In words.")
    note: str | None = Field(description="When to use it.")


class PropertyKind(TermInWords):
    """What a thing can have."""

    kind: Literal["object", "datatype"] = Field(description="Whether it leads to a thing or to a value.")
    of: str = Field(description="The class that it belongs to: this one, or one above it.")
    ranges: list[str] = Field(description="Classes, or types of values such as xsd's `string`.")


class ClassKind(TermInWords):
    """A class of the ontology."""

    parents: list[str] = Field(description="The classes above it.")
    instances: int = Field(description="Things of it and of the classes below it.")
    of_actors: bool = Field(description="Whether it is one of the types that an actor of the registry can have.")


class ClassKinds(Model):
    """All classes, those of the ontology's file in its order."""

    items: list[ClassKind]


class Instance(Named):
    """A thing of a class."""

    kind: InstanceKind = Field(description="What the id is of; of another thing the description is at /about.")


class ClassInFull(ClassKind):
    """A class with what belongs to it."""

    children: list[str] = Field(description="The classes below it.")
    properties: list[PropertyKind] = Field(description="Its own ones first.")
    members: list[TermInWords] = Field(description="All that there are, where the ontology names them.")
    examples: list[Instance] = Field(description="Some things of it; of actors those with most claims.")


@router.get("/classes")
def all_classes(request: Request, store: Store) -> ClassKinds:
    """All classes of the ontology, with how many things are of each."""
    numbers = counted(store, counted_of(request))
    return ClassKinds(items=[ClassKind(**_kind(one, numbers)) for one in classes().values()])


@router.get("/classes/{name}")
def one_class(request: Request, store: Store, name: str) -> ClassInFull:
    """A class, by its name: its properties, its members, and some things of it."""
    kept, found = counted_of(request), classes().get(name)
    if found is None:
        raise MissingError(f"there is no class {name}", "/api/classes lists them.")
    own = [(of, one) for of in above(name) for one in classes()[of].properties]
    return ClassInFull(
        **_kind(found, counted(store, kept)),
        children=[other for other, one in classes().items() if name in one.parents],
        properties=[_property(of, one) for of, one in own],
        members=[TermInWords(**_words(member)) for member in found.members],
        examples=[] if found.members else _examples(store, kept, ids_of(request), name),
    )


def counted(store: Store, kept: Kept) -> dict[str, int]:
    """How many things are of each class and those below it, kept while the store stays as it is."""
    return kept.of(store, "classes", lambda: _count(store))


def _count(store: Asked) -> dict[str, int]:
    """How many things are of each class and those below it."""
    pairs = " ".join(f"(pov:{kind} pov:{of})" for of in below("Entity") for kind in below(of))
    rows = store.select(HEAD + _COUNTS.replace("PAIRS", pairs)).rows
    told = {plain(row["exact"]): dict[str, int]() for row in rows}
    for row in rows:
        told[plain(row["exact"])][plain(row["class"]).rpartition("#")[2]] = int(plain(row["n"]))
    direct, exact = told.get("false", {}), told.get("true", {})
    return {name: exact.get(name) or sum(direct.get(one, 0) for one in below(name)) for name in classes()}


def _kind(one: Class, numbers: dict[str, int]) -> dict[str, Any]:
    name = one.said.name
    return {
        **_words(one.said), "parents": list(one.parents), "instances": numbers[name], "of_actors": name in ACTOR_TYPES,
    }  # fmt: skip


def _words(term: Described) -> dict[str, Any]:
    return {
        "name": term.name, "iri": term.iri, "label": term.label, "definition": term.definition,
        "example": term.example, "note": term.note,
    }  # fmt: skip


def _property(of: str, one: Property) -> PropertyKind:
    return PropertyKind.model_validate({**_words(one.said), "kind": one.kind, "of": of, "ranges": one.ranges})


def _examples(store: Store, kept: Kept, ids: Ids, name: str) -> list[Instance]:
    """Some things of a class: of actors those with most claims, of others those that the store has first."""
    query = f"{HEAD}SELECT DISTINCT ?thing WHERE {{ {of_class('?thing', name)} }}"
    if "Source" not in above(name):
        return _instances(
            store, ids, name, [Iri(plain(row["thing"])) for row in store.select(f"{query} LIMIT {_SHOWN}").rows]
        )
    claims = claims_of(store, kept)
    things = sorted(
        (plain(row["thing"]) for row in store.select(query).rows), key=lambda iri: (-claims.get(iri, 0), iri)
    )
    return _instances(store, ids, name, [Iri(iri) for iri in things[:_SHOWN]])


def _instances(store: Asked, ids: Ids, name: str, things: Sequence[Iri]) -> list[Instance]:
    known = said(store, things, RDF_TYPE, PREF_LABEL, pov("title"))
    return [_instance(ids, known, thing) for thing in things]


def _instance(ids: Ids, known: Said, thing: Iri) -> Instance:
    of = {
        one
        for kind in known.all(thing, RDF_TYPE)
        if (name := plain(kind).rpartition("#")[2]) in classes()
        for one in above(name)
    }
    kind: InstanceKind = next((kind for name, kind in _KINDS if name in of), "other")
    name = known.text(thing, pov("title")) or name_of(known, thing)
    return Instance(id=_id(ids, kind, thing), iri=thing, name=name, kind=kind)


def _id(ids: Ids, kind: InstanceKind, thing: Iri) -> str:
    if kind == "type":
        return thing.removeprefix(TYPE)
    return ids.id({"document": "doc", "claim": "claim"}.get(kind, "actor"), thing)
