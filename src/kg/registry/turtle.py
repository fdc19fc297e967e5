"""Reads actors from Turtle: graph/actors.ttl of the package and of a project."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ImportingError, RegistryError
from kg.iris import ALT_LABEL, PREF_LABEL, RDF_TYPE, Iri, pov
from kg.model.edtf import bounds
from kg.model.quads import Literal, Quad, Term
from kg.model.records import Actor, Office
from kg.rdf import parse

Properties = dict[Iri, list[Term]]
HEAD = """PREFIX actor: <{base}actor/>
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""  # how graph/actors.ttl of a project begins
ACTOR_TYPES = frozenset(
    "Person Organisation Government ArmedForce PoliticalParty InternationalOrganisation Company "
    "Outlet Newspaper Magazine "
    "Broadcaster NewsAgency OnlineOutlet SocialPlatform GeopoliticalEntity State Region City Group "
    "Population Bloc Sector".split()
)
_TERRITORY = tuple(pov(p) for p in ("governmentOf", "forceOf", "populationOf", "sectorOf"))
# Of these an actor or office has one: a later file replaces it. Of others it may have many: a later file adds.
_SINGLE = frozenset(
    {RDF_TYPE, PREF_LABEL, *_TERRITORY}
    | {pov(p) for p in ("countryCode", "gender", "holder", "officeIn", "officeTitle", "time")}
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a subject is described last: for errors."""

    path: Path
    subject: Iri

    def __str__(self) -> str:
        numbers = self._lines()
        return f"{self.path}, line {' and '.join(map(str, numbers))}" if numbers else str(self.path)

    def _lines(self) -> list[int]:
        local = re.escape(re.split(r"[/#]", self.subject)[-1])
        opening = re.compile(rf"(?:<{re.escape(self.subject)}>|[\w-]*:{local})(?=\s|$)")
        text = self.path.read_text(encoding="utf8", errors="replace")
        return [number for number, line in enumerate(text.split("\n"), 1) if opening.match(line)]


def read_actors(paths: Sequence[Path]) -> dict[Iri, Actor]:
    """The actors of Turtle files by their IRI; a later file adds to an earlier one, and wins where one value can be.

    RegistryError names file and line where a block is not complete or points to nobody.
    """
    blocks, places = _blocks(paths)
    offices = _offices(blocks, places)
    actors = {
        iri: _actor(iri, block, offices.get(iri, ()), places[iri])
        for iri, block in blocks.items()
        if not _is_office(block)
    }
    for iri, actor in actors.items():
        if actor.of is not None and actor.of not in actors:
            raise RegistryError(
                f"{iri} is of {actor.of}, which is not there", str(places[iri]), "Correct it or add it."
            )
    return actors


def registry_quads(paths: Sequence[Path], graph: Iri) -> Iterator[Quad]:
    """All that Turtle files say of actors and offices, put together as `read_actors` does."""
    for iri, block in _blocks(paths)[0].items():
        for predicate, values in block.items():
            yield from (Quad(iri, predicate, value, graph) for value in values)


def _blocks(paths: Sequence[Path]) -> tuple[dict[Iri, Properties], dict[Iri, _Place]]:
    blocks: dict[Iri, Properties] = {}
    places: dict[Iri, _Place] = {}
    for path in paths:
        own: dict[Iri, Properties] = {}
        try:
            for quad in parse(path):
                own.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        except ImportingError as error:
            raise RegistryError(error.what, error.where, error.remedy) from error
        for iri, found in own.items():
            block, places[iri] = blocks.setdefault(iri, {}), _Place(path, iri)
            for predicate, values in found.items():
                before = [] if predicate in _SINGLE else block.get(predicate, [])
                block[predicate] = list(dict.fromkeys([*before, *values]))
    return blocks, places


def _is_office(block: Properties) -> bool:
    return pov("OfficeHolding") in block.get(RDF_TYPE, ()) or pov("holder") in block


def _actor(iri: Iri, block: Properties, offices: tuple[Office, ...], place: _Place) -> Actor:
    kinds = [str(t).rpartition("#")[2] for t in block.get(RDF_TYPE, ())]
    known = [k for k in kinds if k in ACTOR_TYPES]
    names = _texts(block, PREF_LABEL)
    if len(known) != 1:
        what = f"the type of {iri} is {', '.join(kinds) or 'missing'}"
        raise RegistryError(what, str(place), f"Give it one of: {' '.join(sorted(ACTOR_TYPES))}.")
    if len(names) != 1:
        what = f"{iri} has {len(names)} preferred labels"
        remedy = "Give it one skos:prefLabel, the others skos:altLabel; two actors need two IRIs."
        raise RegistryError(what, str(place), remedy)
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


def _offices(blocks: dict[Iri, Properties], places: dict[Iri, _Place]) -> dict[Iri, tuple[Office, ...]]:
    found: dict[Iri, list[tuple[Iri, Office]]] = {}
    for iri, block in blocks.items():
        if _is_office(block):
            for name in ("holder", "officeIn"):
                if unknown := [v for v in block.get(pov(name), ()) if v not in blocks]:
                    what = f"the office {iri} has an unknown pov:{name}: {unknown[0]}"
                    raise RegistryError(what, str(places[iri]), "Correct it, or add a block for it.")
            office = _office(iri, block, places[iri])
            for holder in block[pov("holder")]:
                found.setdefault(Iri(str(holder)), []).append((iri, office))
    return {holder: tuple(office for _, office in sorted(rows, key=lambda r: r[0])) for holder, rows in found.items()}


def _office(iri: Iri, block: Properties, place: _Place) -> Office:
    title, time = _one(block, pov("officeTitle")), _one(block, pov("time"))
    missing = [n for n, there in (("holder", pov("holder") in block), ("officeTitle", bool(title))) if not there]
    if missing or not title:
        raise RegistryError(f"the office {iri} has no pov:{missing[0]}", str(place), "Add it.")
    start, end = (None if t in ("", "..") else t for t in (time or "/").partition("/")[::2])
    if any(bounds(t) == (None, None) for t in (start, end) if t):
        what, remedy = f'the office {iri} has a wrong time: "{time}"', 'Write "2014-06-08/2019" or "2020/..".'
        raise RegistryError(what, str(place), remedy)
    of = block.get(pov("officeIn"), [None])[0]
    return Office(title, Iri(of) if isinstance(of, str) else None, start, end)


def _texts(block: Properties, predicate: Iri) -> list[str]:
    return [v.value for v in block.get(predicate, ()) if isinstance(v, Literal)]


def _one(block: Properties, predicate: Iri) -> str | None:
    values = _texts(block, predicate)
    return values[0] if values else None
