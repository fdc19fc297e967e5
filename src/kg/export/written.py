"""Quads in the formats of RDF, and the description that goes beside an export."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from kg.catalogue import Snapshot
from kg.iris import DCAT, DCTERMS, PROV, RDF_TYPE, VOID, Iri
from kg.model.quads import Literal, Quad, line, lines, number, term, text
from kg.paths import data_folder
from kg.rdf import to_rdfxml, to_trig, to_turtle

Writer = Callable[[list[Quad]], str]


def _ntriples(quads: list[Quad]) -> str:
    plain = {Quad(q.subject, q.predicate, q.object, Iri("")) for q in quads}
    return "".join(lines(plain))


def _triples(quads: list[Quad]) -> list[Quad]:
    return sorted({Quad(q.subject, q.predicate, q.object, Iri("")) for q in quads}, key=line)


def jsonld(quads: list[Quad]) -> str:
    """JSON-LD with the context of the ontology: an object a graph, in it an object a subject."""
    context = json.loads((data_folder("ontology") / "context.jsonld").read_text(encoding="utf8"))["@context"]
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for quad in sorted(set(quads), key=line):
        subject = graphs.setdefault(str(quad.graph), {}).setdefault(str(quad.subject), {})
        is_type = quad.predicate == RDF_TYPE
        name = "@type" if is_type else _short(str(quad.predicate), context)
        subject.setdefault(name, []).append(str(quad.object) if is_type else _value(quad.object))
    body = [
        {"@id": graph, "@graph": [{"@id": iri, **found} for iri, found in sorted(subjects.items())]}
        for graph, subjects in sorted(graphs.items())
    ]
    return json.dumps({"@context": context, "@graph": body}, ensure_ascii=False, indent=1) + "\n"


def _short(iri: str, context: dict[str, Any]) -> str:
    for prefix, full in context.items():
        if isinstance(full, str) and iri.startswith(full) and len(iri) > len(full):
            return f"{prefix}:{iri.removeprefix(full)}"
    return iri


def _value(value: Iri | Literal) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": str(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.endswith("#string"):
        return {"@value": value.value}
    return {"@value": value.value, "@type": str(value.datatype)}


FORMATS: dict[str, tuple[str, Writer]] = {
    "turtle": (".ttl", lambda quads: to_turtle(_triples(quads))),
    "trig": (".trig", to_trig),
    "ntriples": (".nt", _ntriples),
    "nquads": (".nq", lambda quads: "".join(lines(quads))),
    "jsonld": (".jsonld", jsonld),
    "rdfxml": (".rdf", lambda quads: to_rdfxml(_triples(quads))),
}


def written(quads: list[Quad], form: str) -> str:
    """Quads in a format, the same text for the same quads."""
    return FORMATS[form][1](quads)


def described(name: str, licence: str, shot: Snapshot, about: str, quads: Iterable[Quad] | None = None) -> str:
    """A VoID and DCAT description of an export as Turtle; with counts of its statements where it is RDF."""
    dataset = Iri(f"urn:sha256:{shot.hash}")
    values: list[tuple[str, Iri | Literal]] = [
        (str(RDF_TYPE), Iri(DCAT + "Dataset")),
        (DCTERMS + "title", text(name)),
        (DCTERMS + "description", text(about)),
        (DCTERMS + "license", Iri(licence)),
        (DCTERMS + "conformsTo", Iri(f"https://w3id.org/pov/{shot.ontology}")),
        (PROV + "wasGeneratedBy", text(shot.software)),
        (DCTERMS + "identifier", text(shot.hash)),
        (DCTERMS + "extent", text(str(shot))),
    ]
    if quads is not None:
        found = list(quads)
        values += [
            (str(RDF_TYPE), Iri(VOID + "Dataset")),
            (VOID + "triples", number(len(found))),
            (VOID + "distinctSubjects", number(len({q.subject for q in found}))),
            (VOID + "properties", number(len({q.predicate for q in found}))),
            (VOID + "vocabulary", Iri("https://w3id.org/pov")),
        ]
    return "".join(sorted(f"<{dataset}> <{predicate}> {term(value)} .\n" for predicate, value in values))
