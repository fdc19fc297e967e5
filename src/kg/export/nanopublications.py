"""Claims as nanopublications: assertion, provenance and publication info in named graphs (nanopub.net guidelines)."""

from collections import defaultdict

from kg.iris import DCTERMS, NP, PROV, RDF_TYPE, Iri, pov
from kg.model.quads import Quad, Term

_SOFTWARE = Iri("https://w3id.org/pov/software/kg")


def nanopublications(quads: list[Quad], licence: str) -> list[Quad]:
    """A nanopublication for each claim among the quads."""
    by_subject: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        by_subject[str(quad.subject)].append(quad)
    claims = sorted({q.subject for q in quads if q.predicate == RDF_TYPE and q.object == pov("Claim")})
    return [made for claim in claims for made in _one(claim, by_subject, Iri(licence))]


def _one(claim: Iri, quads: dict[str, list[Quad]], licence: Iri) -> list[Quad]:
    parts = {name: Iri(f"{claim}/np/{name}") for name in ("head", "assertion", "provenance", "pubinfo")}
    publication = Iri(f"{claim}/np")
    own = {str(q.predicate): q.object for q in quads[str(claim)]}
    relation = own[str(pov("expresses"))]
    head = [
        (RDF_TYPE, Iri(NP + "Nanopublication")),
        (Iri(NP + "hasAssertion"), parts["assertion"]),
        (Iri(NP + "hasProvenance"), parts["provenance"]),
        (Iri(NP + "hasPublicationInfo"), parts["pubinfo"]),
    ]
    made = [Quad(publication, predicate, value, parts["head"]) for predicate, value in head]
    made += [Quad(q.subject, q.predicate, q.object, parts["assertion"]) for q in quads[str(relation)]]
    steps = [q.object for q in quads[str(claim)] if q.predicate == pov("attributionStep")]
    evidence = [q.object for q in quads[str(claim)] if q.predicate == pov("evidence")]
    about = [claim, *steps, *evidence]
    made += [Quad(q.subject, q.predicate, q.object, parts["provenance"]) for iri in about for q in quads[str(iri)]]
    made.append(_quad(parts["assertion"], PROV + "wasDerivedFrom", claim, parts["provenance"]))
    made.append(_quad(publication, DCTERMS + "license", licence, parts["pubinfo"]))
    made.append(_quad(publication, DCTERMS + "creator", _SOFTWARE, parts["pubinfo"]))
    made.append(_quad(_SOFTWARE, RDF_TYPE, Iri(PROV + "SoftwareAgent"), parts["pubinfo"]))
    made += [_quad(publication, DCTERMS + "created", day, parts["pubinfo"]) for day in _days(own, quads)]
    if (run := own.get(str(pov("extractedBy")))) is not None:
        made.append(_quad(publication, PROV + "wasGeneratedBy", run, parts["pubinfo"]))
        made += [Quad(q.subject, q.predicate, q.object, parts["pubinfo"]) for q in quads[str(run)]]
    return made


def _days(claim: dict[str, Term], quads: dict[str, list[Quad]]) -> list[Term]:
    """The day of the claim's document: that of the extraction would make the bytes of every run others."""
    passage = str(claim[str(pov("statedIn"))])
    documents = [q.object for q in quads[passage] if q.predicate == pov("partOf")]
    return [q.object for document in documents for q in quads[str(document)] if q.predicate == pov("startDate")]


def _quad(subject: Iri, predicate: str, value: Term, graph: Iri) -> Quad:
    return Quad(subject, Iri(predicate), value, graph)
