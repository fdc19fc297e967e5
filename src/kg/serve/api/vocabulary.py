"""What a query in SPARQL may be written with: prefixes and the terms of the ontology; and how long it may take."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request

from kg.catalogue import PREFIXES
from kg.iris import OWL, POV, PREF_LABEL, RDF_TYPE, RDFS, SKOS, TYPE, Iri
from kg.model.quads import plain
from kg.model.relation_types import relation_types
from kg.serve.api.models import Model
from kg.serve.service import service_of
from kg.serve.terms import statements

Kind = Literal["class", "property", "individual", "relation type"]
router = APIRouter(prefix="/api", tags=["sparql"])
_KINDS: Mapping[str, Kind] = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    OWL + "AnnotationProperty": "property",
    OWL + "NamedIndividual": "individual",
}
_LABELS = (Iri(RDFS + "label"), PREF_LABEL)
_DEFINITION = Iri(SKOS + "definition")


class Prefix(Model):
    """A short name for the beginning of IRIs."""

    name: str
    iri: str


class VocabularyTerm(Model):
    """A term that a query may use."""

    name: str = Field(description="With its prefix, such as pov:Claim.")
    iri: str
    kind: Kind
    label: str | None
    definition: str | None


class Vocabulary(Model):
    """What a query may be written with, and how much it may take."""

    base: str = Field(description="What the IRIs of actors, documents and claims begin with.")
    seconds: float = Field(description="How long a query may take; then it is given up.")
    longest: int = Field(description="Characters of a query at most.")
    prefixes: list[Prefix] = Field(description="Those that the queries of the catalogue use.")
    terms: list[VocabularyTerm] = Field(description="The ontology and the relation types, in their order.")


@router.get("/vocabulary")
def vocabulary(request: Request) -> Vocabulary:
    """Prefixes and terms for queries, and how long a query may take."""
    settings = service_of(request).settings
    known = PREFIXES | {"actor": f"{settings.base}actor/"}
    return Vocabulary(
        base=settings.base,
        seconds=settings.limits.seconds,
        longest=settings.longest,
        prefixes=[Prefix(name=name, iri=iri) for name, iri in known.items()],
        terms=[*_terms(), *_types()],
    )


@cache
def _terms() -> tuple[VocabularyTerm, ...]:
    """The terms of ontology/kg.ttl in the order of the file."""
    found = []
    for iri, of in statements().items():
        kind = next((_KINDS[plain(one)] for one in of.get(RDF_TYPE, ()) if plain(one) in _KINDS), None)
        if kind is not None and (name := _short(iri)) is not None:
            label = next((plain(of[one][0]) for one in _LABELS if one in of), None)
            definition = plain(of[_DEFINITION][0]) if _DEFINITION in of else None
            found.append(VocabularyTerm(name=name, iri=iri, kind=kind, label=label, definition=definition))
    return tuple(found)


def _types() -> list[VocabularyTerm]:
    return [
        VocabularyTerm(
            name=f"type:{one.name}", iri=TYPE + one.name, kind="relation type", label=one.label,
            definition=one.definition,
        )
        for one in relation_types().values()
    ]  # fmt: skip


def _short(iri: Iri) -> str | None:
    """A term with its prefix; those of the ontology itself and of the vocabularies that it uses have one."""
    found = next((name for name, start in PREFIXES.items() if iri.startswith(start)), None)
    return None if found is None or iri == POV else f"{found}:{iri.removeprefix(PREFIXES[found])}"
