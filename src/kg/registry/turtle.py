"""Reads actors from Turtle: graph/actors.ttl of the package and of a project."""

from collections.abc import Iterable
from pathlib import Path

from kg.errors import RegistryError
from kg.iris import ALT_LABEL, PREF_LABEL, RDF_TYPE, Iri, pov
from kg.model.quads import Literal, Quad
from kg.model.records import Actor, Office
from kg.rdf import parse

Properties = dict[str, list[Iri | Literal]]
ACTOR_TYPES = frozenset(
    "Person Organisation Government ArmedForce PoliticalParty InternationalOrganisation Company "
    "Outlet Newspaper Magazine "
    "Broadcaster NewsAgency OnlineOutlet SocialPlatform GeopoliticalEntity State Region City Group "
    "Population Bloc Sector".split()
)
_TERRITORY = tuple(pov(p) for p in ("governmentOf", "forceOf", "populationOf", "sectorOf"))


def read_actors(path: Path) -> dict[Iri, Actor]:
    """The actors of a Turtle file by their IRI. RegistryError where a block is not complete."""
    blocks = _blocks(parse(path))
    offices = _offices(blocks, path)
    return {
        iri: _actor(iri, block, offices.get(iri, ()), path)
        for iri, block in blocks.items()
        if pov("holder") not in block
    }


def _blocks(quads: Iterable[Quad]) -> dict[Iri, Properties]:
    blocks: dict[Iri, Properties] = {}
    for quad in quads:
        blocks.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return blocks


def _actor(iri: Iri, block: Properties, offices: tuple[Office, ...], path: Path) -> Actor:
    kinds = [str(t).rpartition("#")[2] for t in block.get(RDF_TYPE, ())]
    known = [k for k in kinds if k in ACTOR_TYPES]
    if len(known) != 1:
        what = f"the type of {iri} is {', '.join(kinds) or 'missing'}"
        raise RegistryError(what, str(path), f"Give it one of: {' '.join(sorted(ACTOR_TYPES))}.")
    names = _texts(block, PREF_LABEL)
    if len(names) != 1:
        raise RegistryError(
            f"{iri} has {len(names)} preferred labels", str(path), "Give it exactly one skos:prefLabel."
        )
    territory = [str(v) for p in _TERRITORY for v in block.get(p, ())]
    return Actor(
        iri,
        names[0],
        known[0],
        country=_one(block, pov("countryCode")),
        gender=_one(block, pov("gender")),
        names=tuple(sorted(set(_texts(block, ALT_LABEL)))),
        adjectives=tuple(sorted(_texts(block, pov("adjectiveForm")))),
        metonyms=tuple(sorted(_texts(block, pov("metonymName")))),
        ambiguous=tuple(sorted(_texts(block, pov("ambiguousName")))),
        offices=offices,
        of=Iri(territory[0]) if territory else None,
    )


def _offices(blocks: dict[Iri, Properties], path: Path) -> dict[Iri, tuple[Office, ...]]:
    found: dict[Iri, list[tuple[Iri, Office]]] = {}
    for iri, block in blocks.items():
        for holder in block.get(pov("holder"), ()):
            if holder not in blocks:
                raise RegistryError(
                    f"the office {iri} has an unknown holder: {holder}", str(path), "Correct pov:holder."
                )
            assert isinstance(holder, str)
            found.setdefault(Iri(holder), []).append((iri, _office(block)))
    return {holder: tuple(office for _, office in sorted(rows, key=lambda r: r[0])) for holder, rows in found.items()}


def _office(block: Properties) -> Office:
    start, _, end = (_one(block, pov("time")) or "/").partition("/")
    of = block.get(pov("officeIn"), [None])[0]
    title = _one(block, pov("officeTitle")) or ""
    return Office(title, Iri(of) if isinstance(of, str) else None, start or None, None if end in ("", "..") else end)


def _texts(block: Properties, predicate: Iri) -> list[str]:
    return [v.value for v in block.get(predicate, ()) if isinstance(v, Literal)]


def _one(block: Properties, predicate: Iri) -> str | None:
    values = _texts(block, predicate)
    return values[0] if values else None
