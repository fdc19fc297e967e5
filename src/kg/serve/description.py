"""SPARQL 1.1 Service Description: what the endpoint can do, as RDF."""

import io
from urllib.parse import urljoin

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.iris import RDF_TYPE, VOID
from kg.rdf import NAMED_FORMATS
from kg.serve.dump import PATH
from kg.serve.negotiation import QUADS, SOLUTIONS, TRIPLES, chosen
from kg.serve.service import Service

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_OF = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML", "nquads": "N-Quads", "trig": "TriG",
}  # fmt: skip
_PREFIXES = {"sd": _SD, "format": _FORMATS, "void": VOID}


def description(request: Request, service: Service) -> Response:
    """The description in the form asked for."""
    form = chosen(request.headers.get("accept"), [f for f in TRIPLES if f not in QUADS or f.name == "jsonld"])
    out = io.BytesIO()
    ox.serialize(
        _triples(str(request.url).partition("?")[0], service), out, NAMED_FORMATS[form.name], prefixes=_PREFIXES
    )
    return Response(out.getvalue(), media_type=form.content_type, headers={"vary": "accept, accept-encoding"})


def _triples(address: str, service: Service) -> list[ox.Triple]:
    """The statements about the service at an address."""
    it, dataset, graph = ox.NamedNode(address), ox.BlankNode("dataset"), ox.BlankNode("graph")
    a = ox.NamedNode(RDF_TYPE)
    languages = ["SPARQL10Query", "SPARQL11Query", *(["SPARQL11Update"] if service.writing is not None else [])]
    features = ["UnionDefaultGraph"] if service.settings.union else []
    said: list[tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode]] = [
        (it, a, _sd("Service")),
        (it, _sd("endpoint"), it),
    ]
    said += [(it, _sd("supportedLanguage"), _sd(name)) for name in languages]
    said += [(it, _sd("feature"), _sd(name)) for name in features]
    said += [(it, _sd("resultFormat"), ox.NamedNode(_FORMATS + _OF[f.name])) for f in (*SOLUTIONS, *TRIPLES)]
    said += [(it, _sd("defaultDataset"), dataset), (dataset, a, _sd("Dataset"))]
    said += [(dataset, _sd("defaultGraph"), graph), (graph, a, _sd("Graph"))]
    said += [(dataset, a, _void("Dataset")), (dataset, _void("dataDump"), ox.NamedNode(urljoin(address, PATH)))]
    return [ox.Triple(*triple) for triple in said]


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
