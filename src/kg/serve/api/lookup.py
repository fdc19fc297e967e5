"""Things looked up by IRI: some properties of many at once, names, and the ids that stand for IRIs in addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from kg.catalogue.catalogue import actor_given
from kg.iris import ALT_LABEL, PREF_LABEL, Iri, Iris, is_iri, pov, safe
from kg.model.quads import Literal, Term, plain, term
from kg.serve.api.models import DocumentNamed, Named
from kg.store import Asked

_AT_ONCE = 5000  # things in one query
_SAID = "SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?s { THINGS } ?s ?p ?o FILTER (?p IN (PROPERTIES)) }"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of things."""

    of: Mapping[Iri, Mapping[Iri, list[Term]]] = field(default_factory=dict)

    def all(self, thing: Term | None, name: Iri) -> list[Term]:
        """The values of a property, sorted."""
        return self.of.get(Iri(plain(thing)), {}).get(name, [])

    def one(self, thing: Term | None, name: Iri) -> Term | None:
        """The first value of a property."""
        return next(iter(self.all(thing, name)), None)

    def text(self, thing: Term | None, name: Iri) -> str | None:
        """The first value of a property in readable form."""
        found = self.one(thing, name)
        return None if found is None else plain(found)

    def local(self, thing: Term | None, name: Iri) -> str:
        """The name of a term of the ontology."""
        return plain(self.one(thing, name)).rpartition("#")[2]


def said(store: Asked, things: Iterable[Term | None], *properties: Iri) -> Said:
    """Some properties of some things, found by their subjects however large the store is."""
    wanted = sorted({thing for thing in things if isinstance(thing, str)})
    found: dict[Iri, dict[Iri, list[Term]]] = {}
    query = _SAID.replace("PROPERTIES", ", ".join(f"<{name}>" for name in properties))
    for start in range(0, len(wanted), _AT_ONCE):
        values = " ".join(f"<{iri}>" for iri in wanted[start : start + _AT_ONCE] if not iri.startswith("_:"))
        for row in store.select(query.replace("THINGS", values)).rows:
            found.setdefault(Iri(plain(row["s"])), {}).setdefault(Iri(plain(row["p"])), []).append(row["o"])
    for values_of in found.values():
        for terms in values_of.values():
            terms.sort(key=term)
    return Said(found)


def name_of(known: Said, thing: Term) -> str:
    """The English name, else another, else the IRI."""
    labels = known.all(thing, PREF_LABEL)
    english = (label for label in labels if isinstance(label, Literal) and label.language == "en")
    return plain(next(english, labels[0] if labels else thing))


def names(known: Said, thing: Term) -> list[Literal]:
    """All names, the main ones first."""
    found = [*known.all(thing, PREF_LABEL), *known.all(thing, ALT_LABEL)]
    return [name for name in found if isinstance(name, Literal)]


def _key(written: str) -> str | None:
    """The key that an IRI of a document ends in; None where it is written otherwise than kg does."""
    key = unquote(written)
    return key if safe(key) == written else None


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids for IRIs of a project, and back.

    >>> Ids(Iris()).id("actor", "https://w3id.org/pov/id/actor/greece")
    'greece'
    """

    iris: Iris

    def id(self, kind: str, iri: Term) -> str:
        """What comes after the kind, else after the base, else the whole; of a document its key."""
        whole = plain(iri)
        base = self.iris.base
        if whole.startswith(f"{base}{kind}/"):
            rest = whole[len(f"{base}{kind}/") :]
            return _key(rest) or whole if kind == "doc" else rest
        return whole.removeprefix(base)

    def iri(self, kind: str, identifier: str) -> Iri | None:
        """What an id stands for; None where it can stand for nothing."""
        base = self.iris.base
        if kind == "doc" and not identifier.startswith(base):
            return self.iris.document(identifier)
        whole = identifier
        if not is_iri(identifier):
            whole = base + identifier if "/" in identifier else f"{base}{kind}/{identifier}"
        return Iri(whole) if is_iri(whole) else None

    def document(self, known: Said, thing: Term) -> DocumentNamed:
        """A document with its title and date."""
        title, date = (known.text(thing, pov(name)) for name in ("title", "time"))
        return DocumentNamed(id=self.id("doc", thing), iri=plain(thing), title=title, date=date)

    def named(self, kind: str, known: Said, thing: Term) -> Named:
        """A thing with its name."""
        return Named(id=self.id(kind, thing), iri=plain(thing), name=name_of(known, thing))


def actor_meant(store: Asked, ids: Ids, given: str | None, where: str) -> Iri | None:
    """The actor that an id, an IRI or a name means, if one is given. QueryError where there is none."""
    return None if given is None else actor_of(store, ids, given) or actor_given(store, given, where)


def actor_of(store: Asked, ids: Ids, given: str) -> Iri | None:
    """The actor that an id or an IRI stands for; None where it is neither."""
    iri = ids.iri("actor", given)
    return iri if iri is not None and store.ask(f"ASK {{ <{iri}> <{PREF_LABEL}> ?name }}") else None
