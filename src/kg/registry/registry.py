"""The registry: immutable after loading, every lookup a dictionary."""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from kg.iris import Iri
from kg.model.ids import fold
from kg.model.records import Actor, Office
from kg.registry.turtle import read_actors

OUTLET_TYPES = frozenset(
    {"Outlet", "Newspaper", "Magazine", "Broadcaster", "NewsAgency", "OnlineOutlet", "SocialPlatform"}
)
_FAMILY_FIRST = frozenset({"CN", "TW", "HK", "KP", "KR", "VN", "KH"})
_PARTICLES = frozenset("de del della di da van von der den la le el al bin ben dos du af".split())
Index = dict[str, tuple[Actor, ...]]


class Registry:
    """Actors by everything that may name them."""

    def __init__(self, actors: Iterable[Actor], digest: str = "") -> None:
        self._by_iri = {a.iri: a for a in sorted(actors, key=lambda a: a.iri)}
        self.digest = digest

    @classmethod
    def load(cls, *paths: Path) -> "Registry":
        """The actors of Turtle files; a later file adds to an earlier one, and wins where one value can be."""
        digest = hashlib.sha256()
        for path in paths:
            digest.update(path.read_bytes())
        return cls(read_actors(paths).values(), digest.hexdigest())

    def actors(self) -> tuple[Actor, ...]:
        return tuple(self._by_iri.values())

    def get(self, iri: Iri) -> Actor | None:
        return self._by_iri.get(iri)

    def called(self, name: str) -> Actor | None:
        """An actor by IRI, or by a name that only one bears."""
        named = self.named(name)
        return self.get(Iri(name)) or (named[0] if len(named) == 1 else None)

    def names(self) -> Iterable[tuple[str, Actor]]:
        """Every name, alias and metonym of everybody but outlets."""
        for actor in self._by_iri.values():
            if actor.type not in OUTLET_TYPES:
                for name in (actor.name, *actor.names, *actor.metonyms):
                    yield name, actor

    def named(self, name: str) -> tuple[Actor, ...]:
        """Those who bear a name, outlets last."""
        return self._named.get(fold(name), ())

    def by_surname(self, name: str) -> tuple[Actor, ...]:
        return self._surnames.get(fold(name), ())

    def by_adjective(self, word: str) -> tuple[Actor, ...]:
        """States and regions whose adjective it is, for example Turkish."""
        return self._adjectives.get(fold(word), ())

    def by_metonym(self, word: str) -> tuple[Actor, ...]:
        """Those whom a city or a building stands for, for example Ankara."""
        return self._metonyms.get(fold(word), ())

    def outlets_named(self, name: str, country: str | None = None) -> tuple[Actor, ...]:
        """Outlets of a name, in a country if one is given; one whose name is not ambiguous before others."""
        found = (a for a in self.named(name) if a.type in OUTLET_TYPES and country in (None, a.country))
        return tuple(sorted(found, key=lambda a: (self.is_ambiguous(name, a), a.iri)))

    def outlet_names(self) -> frozenset[str]:
        """The folded names of all outlets."""
        return self._outlet_names

    def of_country(self, code: str, type: str) -> tuple[Actor, ...]:
        """The state, government, armed force or population of a country; the one of the whole country first."""
        return self._of_country.get((code, type), ())

    def holders(self, title: str, of: Iri | None, day: date | None) -> tuple[Actor, ...]:
        """Persons who held an office on a day, or ever where no day is given."""
        found = self._holders.get(title.lower(), ())
        return tuple(
            dict.fromkeys(a for a, o in found if of in (None, o.of) and (day is None or holds(o, day.isoformat())))
        )

    def is_ambiguous(self, name: str, actor: Actor) -> bool:
        """Whether a name must not decide alone that this actor is meant."""
        return fold(name) in {fold(n) for n in actor.ambiguous}

    @cached_property
    def _named(self) -> Index:
        index = self._index(lambda a: (a.name, *a.names))
        return {n: tuple(sorted(found, key=lambda a: a.type in OUTLET_TYPES)) for n, found in index.items()}

    @cached_property
    def _surnames(self) -> Index:
        return self._index(lambda a: short_names(a.name, a.country) if a.type == "Person" else ())

    @cached_property
    def _adjectives(self) -> Index:
        return self._index(lambda a: a.adjectives)

    @cached_property
    def _metonyms(self) -> Index:
        return self._index(lambda a: a.metonyms)

    @cached_property
    def _outlet_names(self) -> frozenset[str]:
        return frozenset(n for n, found in self._named.items() if any(a.type in OUTLET_TYPES for a in found))

    @cached_property
    def _of_country(self) -> dict[tuple[str, str], tuple[Actor, ...]]:
        index: dict[tuple[str, str], list[Actor]] = {}
        for actor in self._by_iri.values():
            if actor.country and (actor.type == "State" or self._is_of_state(actor)):
                index.setdefault((actor.country, actor.type), []).append(actor)
        return {key: tuple(found) for key, found in index.items()}

    def _is_of_state(self, actor: Actor) -> bool:
        owner = self._by_iri.get(actor.of) if actor.of else None
        return owner is not None and owner.type == "State"

    @cached_property
    def _holders(self) -> dict[str, list[tuple[Actor, Office]]]:
        index: dict[str, list[tuple[Actor, Office]]] = {}
        for actor in self._by_iri.values():
            for office in actor.offices:
                index.setdefault(office.title.lower(), []).append((actor, office))
        return index

    def _index(self, names: Callable[[Actor], Iterable[str]]) -> Index:
        index: dict[str, dict[Actor, None]] = {}
        for actor in self._by_iri.values():
            for name in names(actor):
                index.setdefault(fold(name), {})[actor] = None
        return {name: tuple(found) for name, found in index.items()}


def holds(office: Office, day: str) -> bool:
    """Whether an office was held on a day (ISO 8601); a date without month or day reaches as far as it can."""
    return (office.start or "") <= day and (office.end is None or day <= office.end + "~")


def short_names(name: str, country: str | None = None) -> tuple[str, ...]:
    """What a person may be called in short.

    >>> short_names("Ursula von der Leyen")
    ('Leyen', 'von der Leyen')
    >>> short_names("Xi Jinping", "CN"), short_names("Abdel Fattah el-Sisi"), short_names("Lars Løkke Rasmussen")
    (('Xi',), ('Sisi', 'el-Sisi', 'Fattah el-Sisi', 'Fattah'), ('Rasmussen', 'Løkke Rasmussen', 'Løkke'))
    """
    words = name.split()
    if len(words) < 2:
        return ()
    if country in _FAMILY_FIRST:
        return (words[0],)
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    found = [re.sub(r"^(?:al|el|an|as|ad|ar)-", "", words[-1], flags=re.I), words[-1], " ".join(words[start:])]
    if len(words) > 2 and start == len(words) - 1:
        found.append(" ".join(words[-2:]))
    if len(words) == 3 and start == 2 and len(words[1].rstrip(".")) > 1:
        found.append(words[1])
    return tuple(dict.fromkeys(found))
