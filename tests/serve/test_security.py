"""Nothing that a stranger sends makes the server fetch an address or a file, change the store, or fall over."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.serve.errors import ForbiddenError, UnauthorizedError
from kg.serve.people import NOBODY, People, added, require
from tests.serve.conftest import Server


class Listener:
    """Listens on a port of this machine and counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.came = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.came += 1
                connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


FETCHING_QUERIES = [
    "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { service <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE#x\n<http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { { { SERVICE<http://127.0.0.1:PORT/>{?s ?p ?o} } } }",
    "PREFIX a: <http://127.0.0.1:PORT/> SELECT * { SERVICE a:b { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <http://127.0.0.1:PORT/> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    "SELECT * { ?s <urn:p> 1SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } } }",
    "ASK { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "CONSTRUCT WHERE { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <http://[::1]:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://0x7f000001:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://localhost:PORT/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:/etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
]
FETCHING_UPDATES = [
    "LOAD <http://127.0.0.1:PORT/>",
    "load silent <http://127.0.0.1:PORT/> into graph <urn:g>",
    "INSERT DATA { <urn:a> <urn:b> 1 } ; LOAD <http://127.0.0.1:PORT/>",
    "LOAD <file:///etc/passwd>",
    "BASE <http://127.0.0.1:PORT/> LOAD <x>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } WHERE { { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    "INSERT { <urn:a> <urn:b> 1 } USING <file:///etc/passwd> WHERE { ?s ?p ?o }",
]
HARMLESS = [
    'SELECT ("SERVICE <http://127.0.0.1:PORT/>" AS ?x) {}',
    "SELECT ?service { ?service ?load <http://127.0.0.1:PORT/SERVICE> } LIMIT 1",
    "ASK { ?s ?p ?o } # SERVICE <http://127.0.0.1:PORT/>",
]


@pytest.mark.parametrize("query", FETCHING_QUERIES)
def test_a_query_that_would_fetch_is_refused(query: str, written: Server, listener: Listener) -> None:
    answer = written.ask(query.replace("PORT", str(listener.port)))
    assert answer.status_code in (400, 403), answer.text
    assert listener.came == 0


@pytest.mark.parametrize("update", FETCHING_UPDATES)
def test_an_update_that_would_fetch_is_refused(update: str, written: Server, listener: Listener) -> None:
    with written.client("write") as client:
        answer = client.post("/sparql", data={"update": update.replace("PORT", str(listener.port))})
    assert answer.status_code in (400, 403), answer.text
    assert listener.came == 0


@pytest.mark.parametrize("query", HARMLESS)
def test_the_words_are_free_in_texts_names_and_remarks(query: str, written: Server, listener: Listener) -> None:
    assert written.ask(query.replace("PORT", str(listener.port))).status_code == 200
    assert listener.came == 0


def test_graphs_named_beside_a_query_are_those_of_the_store_alone(written: Server, listener: Listener) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        address = f"http://127.0.0.1:{listener.port}/"
        assert (
            written.ask("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", **{name: address}).json()["boolean"]
            is False
        )
        assert written.ask("ASK { ?s ?p ?o }", **{name: "file:///etc/passwd"}).status_code == 403
    assert listener.came == 0


def test_what_a_graph_refers_to_is_not_fetched(written: Server, listener: Listener) -> None:
    address = f"http://127.0.0.1:{listener.port}/"
    bodies = {
        "application/ld+json": f'{{"@context": "{address}", "@id": "urn:a", "b": 1}}',
        "application/rdf+xml": f'<!DOCTYPE x SYSTEM "{address}"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        "text/turtle": f"@base <{address}> . <a> <b> <c> .",
    }
    with written.client("write") as client:
        for media, body in bodies.items():
            client.put("/graph-store", params={"graph": "urn:x"}, content=body, headers={"content-type": media})
    assert listener.came == 0


CHANGES = [
    ("POST", "/sparql", {"data": {"update": "CLEAR ALL"}}),
    ("POST", "/sparql", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}),
    ("PUT", "/graph-store?graph=urn:x", {"content": "", "headers": {"content-type": "text/turtle"}}),
    ("POST", "/graph-store", {"content": "", "headers": {"content-type": "text/turtle"}}),
    ("DELETE", "/graph-store?default", {}),
]


@pytest.mark.parametrize(("method", "path", "more"), CHANGES)
def test_who_has_no_token_or_a_lower_role_changes_nothing(
    method: str, path: str, more: dict[str, object], written: Server
) -> None:
    for role, status in ((None, 401), ("read", 403), ("review", 403)):
        with written.client(role) as client:
            assert client.request(method, path, **more).status_code == status
    with written.client() as client:
        client.headers["authorization"] = "Bearer wrong"
        assert client.request(method, path, **more).status_code == 401


@pytest.mark.parametrize(("method", "path", "more"), CHANGES)
def test_a_server_that_only_reads_changes_nothing(
    method: str, path: str, more: dict[str, object], reading: Server
) -> None:
    with reading.client() as client:
        assert client.request(method, path, **more).status_code == 403


def test_texts_that_are_kept_back_are_seen_by_nobody(reading: Server) -> None:
    assert reading.ask("ASK { GRAPH ?g { ?s ?p 'kept back' } }").json()["boolean"] is False
    graph = "https://w3id.org/pov/id/graph/text/a"
    assert reading.ask("ASK { ?s ?p ?o }", **{"default-graph-uri": graph}).json()["boolean"] is False
    with reading.client() as client:
        assert client.get("/graph-store", params={"graph": graph}).status_code == 404


def test_a_person_may_what_the_role_says_and_the_file_has_no_token(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    tokens = {role: added(path, role, role) for role in ("read", "review", "write")}
    people = People.load(path)
    assert not any(token in path.read_text() for token in tokens.values())
    assert path.stat().st_mode & 0o077 == 0
    assert people.of(None) is NOBODY
    require(people.of(f"Bearer {tokens['write']}"), "review")
    with pytest.raises(ForbiddenError):
        require(people.of(f"bearer {tokens['review']}"), "write")
    for wrong in (tokens["write"], f"Basic {tokens['write']}", "Bearer ", f"Bearer {tokens['write']}x"):
        with pytest.raises(UnauthorizedError):
            people.of(wrong)


MALFORMED = (
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n",
    b"GET /sparql?query=%FF HTTP/1.1\r\nhost: x\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\n",
    b"GET /sparql HTTP/1.1\r\n\r\n",
    b"GET /sparql HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 20_000 + b"\r\n",
    b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
)
KINDS = ("application/sparql-query", "application/x-www-form-urlencoded", "text/turtle", "multipart/form-data", "x", "")


def test_a_thousand_malformed_requests_are_answered_with_4xx_or_closed_and_leave_nothing(reading: Server) -> None:
    chance = random.Random(4)
    with reading.client() as client:
        for _ in range(50):
            client.post("/sparql", data={"query": "ASK { ?s ?p ?o }"})
        before = resident(reading)
        for n in range(1000):
            if n % 4 == 0:
                raw(reading, MALFORMED[(n // 4) % len(MALFORMED)])
            else:
                answer = client.send(client.build_request(**malformed(chance)))
                assert 400 <= answer.status_code < 500, (answer.request, answer.text)
        assert client.get("/healthz").text == "ok\n"
    assert resident(reading) <= before * 1.1


def malformed(chance: random.Random) -> dict[str, Any]:
    """A request of nothing that means anything."""
    junk = "".join(chance.choices("{}()<>?$%&;\\\"'#:.aé\x00", k=chance.randrange(200)))
    accept = chance.choice(["*/*", "x/y", ";;q=", "text/csv;q=x"])
    return {
        "method": chance.choice(["GET", "POST", "PUT", "DELETE", "PATCH"]),
        "url": chance.choice(["/sparql", "/graph-store", "/graph-store/x", "/nowhere"]),
        "params": {chance.choice(["query", "graph", "default", "x"]): junk},
        "content": junk.encode(),
        "headers": {"content-type": chance.choice(KINDS), "accept": accept},
    }


def raw(server: Server, data: bytes) -> None:
    host, _, port = server.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection, suppress(OSError):
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        said = connection.recv(100)
        assert not said or said.split()[1].startswith(b"4"), said


def resident(server: Server) -> int:
    """Pages that the server itself has in memory."""
    return int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])


def test_limits_on_length_and_depth(reading: Server) -> None:
    deep = "SELECT * " + "{" * 3000 + "}" * 3000
    long = f"SELECT * {{ ?s ?p '{'x' * (1 << 20)}' }}"
    assert reading.ask(deep).status_code == 400
    assert reading.ask(long).status_code == 413
    assert reading.ask("SELECT * " + "{" * 90 + "}" * 90).status_code == 200


def test_a_client_that_sends_its_header_too_slowly_is_left(reading: Server) -> None:
    host, _, port = reading.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        begun = time.monotonic()
        with suppress(ConnectionError):
            assert connection.recv(10) == b""
        assert 5 < time.monotonic() - begun < 15


def test_any_text_as_a_query_is_answered_or_refused(reading: Server) -> None:
    headers = {"content-type": "application/sparql-query"}
    with reading.client() as client:

        @settings(max_examples=100)
        @given(st.text(max_size=100))
        def asked(query: str) -> None:
            answer = client.post("/sparql", content=query.encode("utf8", "surrogatepass"), headers=headers)
            assert answer.status_code in (200, 400, 403)

        asked()
