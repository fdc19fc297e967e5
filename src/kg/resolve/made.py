"""Actors that the registry lacks: provisional ones, one for all documents; unnamed ones, below their document."""

from kg.iris import Iris
from kg.model.ids import fold, make_id, slug
from kg.model.records import Actor, ActorStatus


def provisional(name: str, type: str, country: str | None, iris: Iris, gender: str | None = None) -> Actor:
    """A named actor, the same wherever name, type and country are."""
    iri = iris.actor(make_id("actor", fold(name), type, country))
    return Actor(iri, name, type, ActorStatus.PROVISIONAL, country, gender)


def unnamed(name: str, key: str, iris: Iris, country: str | None = None, type: str = "Group") -> Actor:
    """Somebody without a name of his own, for example Ukrainian generals; exists in one document."""
    return Actor(iris.local_actor(key, slug(name)), name, type, ActorStatus.UNNAMED, country)


def editors(key: str, iris: Iris) -> Actor:
    """Those who wrote title and lead of a document."""
    return Actor(iris.local_actor(key, "editors"), "Editors", "Group", ActorStatus.UNNAMED)
