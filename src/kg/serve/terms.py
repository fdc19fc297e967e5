"""The classes of the ontology with their properties and the members that it names, read from its file once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.iris import OWL, POV, RDF, RDF_TYPE, RDFS, SKOS, Iri, pov
from kg.model.quads import Term, plain
from kg.paths import data_folder
from kg.rdf import parse

_CLASS, _SUBCLASS, _UNION = Iri(OWL + "Class"), Iri(RDFS + "subClassOf"), Iri(OWL + "unionOf")
_DOMAIN, _RANGE, _FIRST, _REST = (Iri(name) for name in (f"{RDFS}domain", f"{RDFS}range", f"{RDF}first", f"{RDF}rest"))
_LABEL, _DEFINITION, _EXAMPLE = Iri(f"{RDFS}label"), Iri(f"{SKOS}definition"), Iri(f"{SKOS}example")
_NOTE = Iri(f"{SKOS}scopeNote")
_PROPERTIES = {Iri(OWL + "ObjectProperty"): "object", Iri(OWL + "DatatypeProperty"): "datatype"}
Statements = Mapping[Iri, Mapping[Iri, Sequence[Term]]]  # of subjects, then of properties


@dataclass(frozen=True, slots=True)
class Described:
    """A term in words."""

    name: str
    label: str
    definition: str
    example: str
    note: str | None

    @property
    def iri(self) -> Iri:
        return pov(self.name)


@dataclass(frozen=True, slots=True)
class Property:
    """What things of some classes, its `domains`, can have. `ranges` are classes, or types of values."""

    said: Described
    kind: str  # object or datatype
    domains: tuple[str, ...]
    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """A class with its own properties; those of the classes above hold for it too."""

    said: Described
    parents: tuple[str, ...]
    properties: tuple[Property, ...] = field(repr=False)
    members: tuple[Described, ...] = field(repr=False)  # of a closed set, such as the polarities


@cache
def classes() -> Mapping[str, Class]:
    """All classes by name, in the order of the file."""
    told = statements()
    properties = list(_properties(told))
    return {
        _name(subject): Class(
            _described(told, subject),
            tuple(_ours(told, subject, _SUBCLASS)),
            tuple(one for one in properties if _name(subject) in one.domains),
            tuple(_described(told, other) for other in told if subject in told[other].get(RDF_TYPE, ())),
        )
        for subject in told
        if _is(told, subject, _CLASS)
    }


def above(name: str) -> Iterator[str]:
    """A class and those above it, the nearest first.

    >>> list(above("Newspaper"))
    ['Newspaper', 'Outlet', 'Organisation', 'Actor', 'Source', 'Entity']
    """
    yield name
    for parent in classes()[name].parents:
        yield from above(parent)


def below(name: str) -> list[str]:
    """A class and those below it; none of a name that is no class.

    >>> below("GeopoliticalEntity")
    ['GeopoliticalEntity', 'State', 'Region', 'City']
    """
    return [other for other in classes() if name in above(other)]


@cache
def statements() -> Statements:
    """What the file of the ontology says, its subjects in their order."""
    told: dict[Iri, dict[Iri, list[Term]]] = {}
    for quad in parse(data_folder("ontology") / "kg.ttl", Iri(POV)):
        told.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return told


def _properties(told: Statements) -> Iterator[Property]:
    for subject in told:
        kind = next((kind for of, kind in _PROPERTIES.items() if _is(told, subject, of)), None)
        if kind is not None:
            domains, ranges = (tuple(_ours(told, subject, end)) for end in (_DOMAIN, _RANGE))
            yield Property(_described(told, subject), kind, domains, ranges)


def _described(told: Statements, subject: Iri) -> Described:
    of = told[subject]
    note = plain(of[_NOTE][0]) if _NOTE in of else None
    label, definition, example = (plain(of[said][0]) for said in (_LABEL, _DEFINITION, _EXAMPLE))
    return Described(_name(subject), label, definition, example, note)


def _ours(told: Statements, subject: Iri, predicate: Iri) -> Iterator[str]:
    """The names of what a term points to, those of a union one by one; restrictions are none."""
    for term in told[subject].get(predicate, ()):
        if not plain(term).startswith("_:"):
            yield _name(term)
        for head in told.get(Iri(plain(term)), {}).get(_UNION, ()):
            yield from map(_name, _members(told, head))


def _members(told: Statements, head: Term) -> Iterator[Term]:
    """The members of an RDF list."""
    while of := told.get(Iri(plain(head))):
        yield of[_FIRST][0]
        head = of[_REST][0]


def _is(told: Statements, subject: Iri, kind: Iri) -> bool:
    return subject.startswith(POV) and kind in told[subject].get(RDF_TYPE, ())


def _name(term: Term) -> str:
    """The name of a term; of one from elsewhere the end of its IRI."""
    return plain(term).rpartition("#")[2]
