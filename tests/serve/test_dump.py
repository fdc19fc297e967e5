"""The whole store as one file: what queries see, in each form of quads, however long it takes."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.catalogue.snapshot import hash_of
from kg.iris import VOID, Iri
from kg.model.quads import Quad, lines, number
from kg.rdf import parse_bytes
from kg.store import open_store
from tests.serve.conftest import Server, serving

FORMS = {"nquads": "application/n-quads", "trig": "application/trig", "jsonld": "application/ld+json"}
QUADS = 150_000
SECONDS = 0.5  # that a query may take


@pytest.fixture(scope="module")
def digest(sample: Server) -> str:
    """The canonical hash of what is served."""
    with open_store(sample.folder, read_only=True) as served:
        return hash_of(served)


@pytest.mark.parametrize(("form", "media"), FORMS.items())
def test_a_store_made_of_a_dump_is_the_same(form: str, media: str, sample: Server, digest: str, tmp_path: Path) -> None:
    with sample.client() as client:
        answer = client.get("/dump", headers={"accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    with open_store(tmp_path / "store") as store, open_store(sample.folder, read_only=True) as served:
        store.add(parse_bytes(answer.content, form))
        assert hash_of(store) == digest
        assert store.graphs() == tuple(name for name in served.graphs() if "/graph/text/" not in name)


def test_a_dump_has_what_a_query_sees_and_no_more(reading: Server) -> None:
    with reading.client() as client:
        text = client.get("/dump").text
    with open_store(reading.folder, read_only=True) as store:
        shown = [quad for quad in store.quads() if "/graph/text/" not in quad.graph]
        assert len(shown) < len(list(store.quads()))
    assert sorted(text.splitlines(keepends=True)) == list(lines(shown))
    assert "kept back" not in text


@pytest.mark.parametrize(
    ("parameters", "accept", "status", "media"),
    [
        ({}, "*/*", 200, FORMS["nquads"]),
        ({}, "application/trig, application/n-quads;q=0.5", 200, FORMS["trig"]),
        ({}, "application/json", 200, FORMS["jsonld"]),
        ({"format": "trig"}, "application/n-quads", 200, FORMS["trig"]),
        ({}, "text/turtle", 406, "application/json"),
        ({"format": "turtle"}, "*/*", 400, "application/json"),
    ],
)
def test_the_form_is_one_of_quads(
    parameters: dict[str, str], accept: str, status: int, media: str, reading: Server
) -> None:
    with reading.client() as client:
        answer = client.head("/dump", params=parameters, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (status, media)
    assert answer.content == b""


def test_a_dump_is_sent_again_when_something_has_changed(written: Server) -> None:
    with written.client("write") as client:
        assert client.post("/sparql", data={"update": "INSERT DATA { <urn:a> <urn:b> 1 }"}).is_success
        first = client.get("/dump")
        assert client.head("/dump").headers["etag"] == first.headers["etag"]
        known = {"if-none-match": first.headers["etag"]}
        unchanged = client.get("/dump", headers=known)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        since = {"if-modified-since": first.headers["last-modified"]}
        assert client.get("/dump", headers=since).status_code == 304
        assert client.get("/dump?format=trig", headers=known).status_code == 200
        assert client.post("/sparql", data={"update": "INSERT DATA { <urn:a> <urn:b> 2 }"}).is_success
        again = client.get("/dump", headers=known)
        assert again.status_code == 200
        assert len(again.text.splitlines()) == len(first.text.splitlines()) + 1


def test_a_dump_is_packed_where_the_client_takes_it(reading: Server) -> None:
    with reading.client() as client:
        plain = client.get("/dump", headers={"accept-encoding": "identity"})
        with client.stream("GET", "/dump", headers={"accept-encoding": "gzip"}) as packed:
            assert packed.headers["content-encoding"] == "gzip"
            assert len(b"".join(packed.iter_raw())) < len(plain.content) / 4
        assert client.get("/dump", headers={"accept-encoding": "gzip"}).content == plain.content
    assert "content-encoding" not in plain.headers


def test_nobody_changes_a_dump(written: Server) -> None:
    with written.client("write") as client:
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            answer = client.request(method, "/dump", content=b"")
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_description_of_the_service_says_where_the_dump_is(reading: Server) -> None:
    with reading.client() as client:
        found = parse_bytes(client.get("/sparql", headers={"accept": "application/n-triples"}).content, "ntriples")
        (dump,) = [quad.object for quad in found if quad.predicate == f"{VOID}dataDump"]
        assert client.head(str(dump)).headers["content-type"] == FORMS["nquads"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose limit is shorter than what it takes to write all of its store."""
    folder = tmp_path_factory.mktemp("large") / "store"
    with open_store(folder) as store:
        store.add(Quad(Iri(f"urn:s{n}"), Iri("urn:p"), number(n), Iri(f"urn:g{n % 3}")) for n in range(QUADS))
    with serving(folder, "--timeout", str(SECONDS)) as server:
        assert server.ask("ASK { <urn:s1> ?p ?o }").status_code == 200  # the store is opened
        yield server


def test_a_dump_may_take_longer_than_a_query(large: Server) -> None:
    query = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRLEN(MD5(STR(?o))) = 32) }"
    with pytest.raises(httpx.HTTPError):
        large.ask(query, format="tsv").raise_for_status()
    with large.client() as client:
        answer = client.get("/dump")
    assert answer.elapsed.total_seconds() > SECONDS
    assert len(answer.text.splitlines()) == QUADS
