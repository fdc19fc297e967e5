"""Further names that people gave actors: the registry knows them at the next ingest, and every document is read so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, product
from string import ascii_uppercase

from kg.decisions.rows import Decision
from kg.iris import ALT_LABEL, Iri, Iris
from kg.model.ids import make_id
from kg.model.quads import Quad, text
from kg.model.records import Actor, ActorStatus
from kg.registry import Registry
from kg.registry.turtle import ACTOR_TYPES
from kg.resolve.made import provisional


def with_aliases(registry: Registry, decisions: Iterable[Decision], iris: Iris) -> Registry:
    """The registry with the further names of actors; itself where there are none.

    An actor that it lacks is taken in as far as the row, or a row that renames the actor, says in `old` by which name
    documents know it: its IRI is a hash of that name.
    """
    given = tuple(decisions)
    rows = [d for d in given if d.action == "alias"]
    if not rows:
        return registry
    actors = {actor.iri: actor for actor in registry.actors()}
    for row in rows:
        iri = Iri(row.target)
        actor = actors.get(iri) or _lacking(row, given, iris)
        if actor is not None:
            names = actor.names if row.new == actor.name else tuple(sorted({*actor.names, row.new}))
            actors[iri] = replace(actor, names=names)
    told = [part for row in sorted(rows) for part in (row.target, row.new, row.field)]
    return Registry(actors.values(), make_id("registry", registry.digest, *told))


def alias_quads(registry: Registry, decisions: Iterable[Decision], graph: Iri) -> Iterator[Quad]:
    """The further names of actors that the registry has, with their languages, for its graph."""
    for row in decisions:
        actor = registry.get(Iri(row.target)) if row.action == "alias" else None
        if actor is not None and actor.status is ActorStatus.REGISTERED:
            yield Quad(actor.iri, ALT_LABEL, text(row.new, row.field or None), graph)


def _lacking(row: Decision, decisions: Iterable[Decision], iris: Iris) -> Actor | None:
    """The actor of an IRI that was made from a name, type and country; None where the name is not told."""
    renamed = (d.old for d in decisions if (d.target, d.action, d.field) == (row.target, "name", "name"))
    for name in dict.fromkeys(filter(None, (row.old, *renamed))):
        found = (provisional(name, type, country, iris) for type, country in _KINDS)
        if actor := next((actor for actor in found if actor.iri == row.target), None):
            return actor
    return None


_COUNTRIES = tuple(a + b for a, b in product(ascii_uppercase, repeat=2))
_KINDS = tuple(chain(product(sorted(ACTOR_TYPES), [None]), product(["Outlet"], _COUNTRIES)))  # only outlets have one
