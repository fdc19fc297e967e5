"""Every IRI the code writes down."""

import re
from dataclasses import dataclass
from typing import NewType
from urllib.parse import quote

Iri = NewType("Iri", str)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})+")

POV = "https://w3id.org/pov#"
TYPE = "https://w3id.org/pov/type/"
REL = "https://w3id.org/pov/rel#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
NP = "http://www.nanopub.org/nschema#"
WIKIDATA = "http://www.wikidata.org/entity/"

DEFAULT_BASE = "https://w3id.org/pov/id/"

RDF_TYPE = Iri(RDF + "type")
PREF_LABEL = Iri(SKOS + "prefLabel")
ALT_LABEL = Iri(SKOS + "altLabel")
EXACT_MATCH = Iri(SKOS + "exactMatch")


def pov(name: str) -> Iri:
    """A term of the ontology.

    >>> pov("Claim")
    'https://w3id.org/pov#Claim'
    """
    return Iri(POV + name)


def relation_type(name: str) -> Iri:
    """The concept of a relation type, for example `saves`."""
    return Iri(TYPE + name)


def edge_property(name: str) -> Iri:
    """The flat property that stands for a relation type."""
    return Iri(REL + name)


def is_iri(value: str) -> bool:
    """Whether a text is an absolute IRI as RDF has it.

    >>> is_iri("https://w3id.org/pov#Claim"), is_iri("not an iri")
    (True, False)
    """
    return _IRI.fullmatch(value) is not None


def safe(key: str) -> str:
    """A key made safe for file names and IRIs: everything but letters, digits and `-._~` percent-encoded.

    >>> safe("2022/minsk 1")
    '2022%2Fminsk%201'
    """
    return quote(key, safe="")


@dataclass(frozen=True, slots=True)
class Iris:
    """The instance IRIs of one project, below the `base` of its kg.toml."""

    base: str = DEFAULT_BASE

    def actor(self, slug: str) -> Iri:
        return Iri(f"{self.base}actor/{slug}")

    def claim(self, identifier: str) -> Iri:
        return Iri(f"{self.base}claim/{identifier}")

    def step(self, claim: Iri, number: int) -> Iri:
        return Iri(f"{claim}#step{number}")

    def mention(self, identifier: str) -> Iri:
        return Iri(f"{self.base}mention/{identifier}")

    def stance(self, identifier: str) -> Iri:
        return Iri(f"{self.base}stance/{identifier}")

    def relation(self, identifier: str) -> Iri:
        return Iri(f"{self.base}relation/{identifier}")

    def run(self, identifier: str) -> Iri:
        return Iri(f"{self.base}activity/{identifier}")

    def issue(self, identifier: str) -> Iri:
        return Iri(f"{self.base}issue/{identifier}")

    def document(self, key: str) -> Iri:
        return Iri(f"{self.base}doc/{safe(key)}")

    def passage(self, key: str, number: int) -> Iri:
        return Iri(f"{self.document(key)}/passage/{number}")

    def span(self, key: str, start: int, end: int) -> Iri:
        return Iri(f"{self.document(key)}#char={start},{end}")

    def local_actor(self, key: str, slug: str) -> Iri:
        """An unnamed actor or impersonal source, which exists in one document only."""
        return Iri(f"{self.document(key)}/actor/{slug}")

    def graph(self, name: str) -> Iri:
        """A shared graph: ontology, registry, relations, runs or edges."""
        return Iri(f"{self.base}graph/{name}")

    def document_graph(self, key: str) -> Iri:
        return Iri(f"{self.base}graph/doc/{safe(key)}")

    def text_graph(self, key: str) -> Iri:
        return Iri(f"{self.base}graph/text/{safe(key)}")

    def gold_graph(self, key: str) -> Iri:
        return Iri(f"{self.base}graph/gold/{safe(key)}")
