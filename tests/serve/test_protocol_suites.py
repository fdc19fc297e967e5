"""The W3C suites of SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, through HTTP."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS, Namespace, Node
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from tests.serve.conftest import Server

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FOLDER = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data/w3c-sparql11"
TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")

pytestmark = pytest.mark.shared


def entries(*manifests: str) -> list[Any]:
    """The tests of some manifests, each with the graph in which it stands."""
    return list(_entries(*manifests))


def _entries(*manifests: str) -> Iterator[Any]:
    for name in manifests:
        path = FOLDER / name
        graph = rdflib.Graph()
        if path.exists():
            graph.parse(path, publicID=path.as_uri())
        for head in sorted(graph.objects(None, MF.entries)):
            for test in Collection(graph, head):
                yield pytest.param(graph, test, id=f"{path.parent.name}-{str(test).rpartition('#')[2]}")


@pytest.fixture(autouse=True)
def empty(written: Server) -> None:
    """Each test begins with an empty store."""
    with written.client("write") as client:
        assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 204


@pytest.mark.parametrize(("graph", "test"), entries("protocol/manifest.ttl"))
def test_protocol(graph: rdflib.Graph, test: Node, written: Server) -> None:
    with written.client("write") as client:
        for data in graph.objects(test, UT.graphData):
            file = Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
            name = str(graph.value(data, RDFS.label))
            headers = {"content-type": "application/n-triples"}
            sent = client.put("/graph-store", params={"graph": name}, content=file.read_bytes(), headers=headers)
            assert sent.is_success
        run(graph, test, client, written.address)


@pytest.mark.parametrize(
    ("graph", "test"), entries("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")
)
def test_graph_store(graph: rdflib.Graph, test: Node, written: Server) -> None:
    with written.client("write") as client:
        run(graph, test, client, written.address)


def test_service_description(written: Server) -> None:
    """has-endpoint-triple, returns-rdf, conforms-to-schema."""
    with written.client() as client:
        for media in GRAPHS:
            answer = client.get("/sparql", headers={"accept": media})
            assert answer.headers["content-type"].split(";")[0] == media
            graph = graph_of(answer)
            assert list(graph.objects(None, SD.endpoint)) == [rdflib.URIRef(f"{written.address}/sparql")]
            service = graph.value(None, RDF.type, SD.Service)
            assert SD.SPARQL11Update in set(graph.objects(service, SD.supportedLanguage))
            dataset = graph.value(service, SD.defaultDataset)
            assert (dataset, RDF.type, SD.Dataset) in graph


def run(graph: rdflib.Graph, test: Node, client: httpx.Client, address: str) -> None:
    """Send the requests of a test one after the other and look at each answer."""
    connection = graph.value(test, MF.action)
    head = graph.value(connection, HT.requests)
    host = address.partition("//")[2]
    known = {"http://www.example/gsp": f"{address}/graph-store", "www.example": host}
    requests = list(Collection(graph, head))
    while len(requests) == 1 and (requests[0], HT.methodName, None) not in graph:
        requests = list(Collection(graph, requests[0]))
    for request in requests:
        path = str(graph.value(request, HT.absolutePath))
        path = path.replace("/sparql/", "/sparql", 1).replace("/gsp", "/graph-store", 1)
        path = replaced(path, {quote(name, safe=""): quote(value, safe="") for name, value in known.items()} | known)
        method, body = str(graph.value(request, HT.methodName)), replaced(chars(graph, request), known)
        sent = client.request(method, path, headers=dict(fields(graph, request)), content=body)
        expected = graph.value(request, HT.resp)
        looked_at(graph, expected, sent, known, f"{method} {path}\n{body}\n{sent.text}")


def looked_at(graph: rdflib.Graph, expected: Node, sent: httpx.Response, known: dict[str, str], what: str) -> None:
    statuses = {str(status).rpartition("#")[2] for status in graph.objects(expected, MF.expectedStatus)}
    if statuses:
        assert any(fits(status, sent.status_code) for status in statuses), f"{statuses} {sent.status_code}\n{what}"
    media = sent.headers.get("content-type", "").partition(";")[0]
    for wanted in graph.objects(expected, MF.expectedFormat):
        assert media in (GRAPHS if str(wanted) == "RDF" else TABLES), what
    for answer in graph.objects(expected, MF.expectedBoolean):
        assert sent.json()["boolean"] is answer.toPython(), what
    for variable in graph.objects(expected, MF.expectedLocation):
        known[str(variable)] = sent.headers["location"]
    for name, value in fields(graph, expected):
        if name.lower() != "content-length":
            assert sent.headers[name].partition(";")[0] == value.partition(";")[0], what
    if (text := chars(graph, expected)) and media in GRAPHS:
        asked = rdflib.Graph().parse(data=replaced(text, known), format="turtle")
        assert isomorphic(graph_of(sent), asked), what


def graph_of(answer: httpx.Response) -> rdflib.Graph:
    """The graph that an answer gives in whatever form."""
    form = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    lines = ox.serialize(ox.parse(answer.content, form, base_iri=str(answer.url)), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt")


def fits(status: str, code: int) -> bool:
    names = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404, "BadRequest": 400}
    if status.startswith("StatusCode"):
        return str(code)[0] == status[len("StatusCode")]
    return names.get(status, -1) == code


def fields(graph: rdflib.Graph, node: Node) -> Iterator[tuple[str, str]]:
    for head in graph.objects(node, HT.headers):
        for field in Collection(graph, head):
            yield str(graph.value(field, HT.fieldName)), str(graph.value(field, HT.fieldValue))


def chars(graph: rdflib.Graph, node: Node) -> str:
    body = graph.value(node, HT.body)
    return str(graph.value(body, CNT.chars) or "") if body is not None else ""


def replaced(text: str, known: dict[str, str]) -> str:
    """The text with what stands for it instead of each name, the longest first."""
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, known[name])
    return text
