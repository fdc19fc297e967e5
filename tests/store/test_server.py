"""What goes wrong on the way to a server: a real one on loopback, which answers as it is told."""

import datetime as dt
import email.utils
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from kg.errors import KgError, ProjectError, QueryError, StoreError, UsageError
from kg.iris import Iri
from kg.model.place import Place, ServerSettings
from kg.model.quads import Quad, text
from kg.project import find_project
from kg.rdf import canonical
from kg.store import open_store
from kg.store.access import Access, access_to
from kg.store.remote import RemoteStore
from kg.store.updates import STAGING

Answer = tuple[int, dict[str, str], bytes]
CUT = (0, {}, b"")  # the connection breaks within the answer
EMPTY = (200, {}, b'{"head": {"vars": []}, "results": {"bindings": []}}')
DOC, P = Iri("https://w3id.org/pov/id/graph/doc/a"), Iri("urn:p")
QUERY = "SELECT ?s WHERE { ?s <urn:p> ?o }"


class Told:
    """A server that answers requests by a function, and keeps what came: path, headers and body."""

    def __init__(self, answer: Callable[[str, str], Answer], context: ssl.SSLContext | None = None) -> None:
        self.answer, self.came = answer, list[tuple[str, dict[str, str], str]]()
        told = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                told.came.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                status, headers, content = told.answer(self.path, body)
                self.send_response(status or 200)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content) + (0 if status else 100)))
                self.end_headers()
                self.wfile.write(content)
                self.close_connection = self.close_connection or not status

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.scheme = "http" if context is None else "https"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self._server.server_port}/sparql"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


Make = Callable[..., Told]


@pytest.fixture
def served() -> Iterator[Make]:
    made: list[Told] = []

    def serve(*answers: Answer, context: ssl.SSLContext | None = None) -> Told:
        """A server that gives these answers to what comes after the opening of a store, and the last one again."""
        waiting = list(answers)

        def answer(path: str, body: str) -> Answer:
            if body.startswith("query=") and "urn%3Ap" not in body:
                return EMPTY
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

        made.append(Told(answer, context))
        return made[-1]

    yield serve
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def place(told: Told, folder: Path, **settings: Any) -> Place:
    return Place(ServerSettings(told.address, **{"pause": 0.01, "timeout": 5.0, **settings}), folder / "kept")


def asked(told: Told, folder: Path, **settings: Any) -> list[str]:
    with open_store(place(told, folder, **settings), read_only=True) as store:
        return [str(row["s"]) for row in store.select(QUERY).rows]


def found(*values: str) -> Answer:
    rows = [{"s": {"type": "uri", "value": value}} for value in values]
    return 200, {}, json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": rows}}).encode()


def questions(told: Told) -> int:
    return sum("urn%3Ap" in body for _, _, body in told.came)


@pytest.mark.parametrize("first", [(429, {}, b"slow down"), (503, {}, b""), CUT], ids=["429", "503", "cut"])
def test_another_try_succeeds(served: Make, tmp_path: Path, first: Answer) -> None:
    told = served(first, first, found("urn:a"))
    assert asked(told, tmp_path) == ["urn:a"]
    assert questions(told) == 3


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_server_is_given_the_time_that_it_asks_for(served: Make, tmp_path: Path, form: str) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3)
    wait = "1" if form == "seconds" else email.utils.format_datetime(later, usegmt=True)
    told = served((503, {"Retry-After": wait}, b""), found("urn:a"))
    start = time.monotonic()
    assert asked(told, tmp_path) == ["urn:a"]
    assert time.monotonic() - start >= 1


@pytest.mark.parametrize(
    ("answer", "tries", "what"),
    [
        ((429, {}, b"slow <b>down</b>"), 3, "the server is busy: 429 slow down"),
        ((503, {"Retry-After": "7200"}, b""), 1, "the server is busy: 503"),
        (CUT, 3, "the connection to the server broke: "),
    ],
    ids=["429", "hours", "cut"],
)
def test_tries_come_to_an_end(served: Make, tmp_path: Path, answer: Answer, tries: int, what: str) -> None:
    told = served(answer)
    with pytest.raises(StoreError) as raised:
        asked(told, tmp_path, tries=3)
    assert raised.value.what.startswith(what)
    assert raised.value.where == told.address
    assert questions(told) == tries


@pytest.mark.parametrize(
    ("status", "remedy"), [(401, "environment"), (403, "environment"), (404, "addresses"), (301, "https://b/")]
)
def test_a_refusal_is_told_with_what_to_do(served: Make, tmp_path: Path, status: int, remedy: str) -> None:
    told = served((status, {"Location": "https://b/"}, b"no"))
    with pytest.raises(StoreError, match=f"the server refuses: {status} no") as raised:
        asked(told, tmp_path)
    assert remedy in raised.value.remedy
    assert questions(told) == 1


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ((400, {}, b"what is this?"), "the query failed: what is this"),
        ((200, {}, b'{"head": {"vars": ["s"]}, "results": {"bindings": [ The SPARQL'), "cannot be read"),
        ((200, {"X-SPARQL-MaxRows": "1"}, found("urn:a")[2]), "no more than 1 rows"),
        ((200, {"X-SQL-State": "S1TAT", "X-SQL-Message": "time"}, found("urn:a")[2]), "the server gave up: time"),
    ],
    ids=["400", "cut off", "too many", "in part"],
)
def test_half_an_answer_is_none(served: Make, tmp_path: Path, answer: Answer, what: str) -> None:
    with pytest.raises(QueryError, match=what):
        asked(served(answer), tmp_path)


def test_a_certificate_that_nobody_signed_is_refused(served: Make, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    told = served(found("urn:a"), context=context)
    with pytest.raises(StoreError, match="the server's certificate is not trusted") as raised:
        asked(told, tmp_path)
    assert "SSL_CERT_FILE" in raised.value.remedy
    assert told.came == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(certificate))
        assert asked(told, tmp_path) == ["urn:a"]


def test_nobody_is_there(served: Make, tmp_path: Path) -> None:
    told = served(EMPTY)
    told.close()
    with pytest.raises(StoreError, match="the server cannot be reached"):
        asked(told, tmp_path)


def test_password_and_token_go_to_the_server_and_into_no_message(
    served: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = served((401, {}, b""))
    monkeypatch.setenv("KG_STORE_TOKEN", "s3cret")
    with pytest.raises(StoreError) as raised:
        asked(told, tmp_path)
    assert told.came[-1][1]["authorization"] == "Bearer s3cret"
    monkeypatch.delenv("KG_STORE_TOKEN")
    monkeypatch.setenv("KG_STORE_USER", "me")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret")
    with pytest.raises(StoreError) as again:
        asked(told, tmp_path)
    assert told.came[-1][1]["authorization"] == "Basic bWU6czNjcmV0"
    shown = f"{raised.value}{again.value}{access_to(place(told, tmp_path))!r}"
    assert "s3cret" not in shown


@pytest.mark.parametrize(
    ("address", "held", "what"),
    [
        ("http://example.org/sparql", {"KG_STORE_TOKEN": "a"}, "in the clear"),
        ("https://example.org/sparql", {"KG_STORE_USER": "a"}, "go together"),
        ("https://example.org/sparql", {"KG_STORE_TOKEN": "a\n b"}, "no token has"),
        ("https://a/", {"KG_STORE_TOKEN": "a", "KG_STORE_USER": "b", "KG_STORE_PASSWORD": "c"}, "both"),
    ],
)
def test_what_must_not_be_sent(address: str, held: dict[str, str], what: str) -> None:
    with pytest.raises(StoreError, match=what):
        access_to(Place(ServerSettings(address), Path("kept")), held)


def test_digest_and_the_variables_of_kg_toml(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(
        '[store]\nquery = "https://a/q"\nauth = "digest"\nuser-variable = "U"\npassword-variable = "W"\n'
    )
    found = find_project(tmp_path).place()
    assert isinstance(found, Place)
    assert access_to(found, {"U": "me", "W": "pw", "KG_STORE_USER": "other"}) == Access("me", "pw", "", True)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ('store = "https://me:pw@example.org/sparql"', "user and password must not stand in an address"),
        ('store = "https:///sparql"', "is no address of a server"),
        ('[store]\nquery = "https://a/"\npassword = "x"', "a password must not stand in a file"),
        ('[store]\nupdate = "https://a/"', "query must be the address of a server"),
        ('[store]\nquery = "https://a/"\nauth = "ntlm"', "there is no auth ntlm"),
        ('[store]\nquery = "https://a/"\nqeury = "x"', "unknown setting: qeury"),
        ('[store]\nquery = "https://a/"\ntries = 0', "tries must not be 0"),
    ],
)
def test_wrong_settings(tmp_path: Path, written: str, what: str) -> None:
    (tmp_path / "kg.toml").write_text(written + "\n")
    with pytest.raises(KgError, match=what) as raised:
        find_project(tmp_path).place()
    assert isinstance(raised.value, ProjectError | UsageError)
    assert "pw" not in str(raised.value)


class Small:
    """A server that takes updates up to a length, and carries them out in a store of its own."""

    def __init__(self, most: int, *, is_union: bool = True) -> None:
        self.store, self.most, self.is_union, self.seen = open_store(None), most, is_union, list[set[Iri]]()

    def __call__(self, path: str, body: str) -> Answer:
        if body.startswith("query="):
            return self._ask(parse_qs(body)["query"][0])
        if len(body) > self.most:
            return 413, {}, b"too large"
        if path.startswith("/graph"):
            self._load(parse_qs(path.partition("?")[2])["graph"][0], body)
        else:
            self.store._shown.update(body)  # type: ignore[attr-defined]
        self.seen.append({Iri(str(row["s"])) for row in self.store.select(QUERY).rows})
        return 204, {}, b""

    def _load(self, graph: str, body: str) -> None:
        import pyoxigraph as ox

        shown = self.store._shown  # type: ignore[attr-defined]
        shown.load(body.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))

    def _ask(self, query: str) -> Answer:
        import pyoxigraph as ox

        form = ox.QueryResultsFormat.JSON
        found = self.store._shown.query(query, use_default_graph_as_union=self.is_union)  # type: ignore[attr-defined]
        if isinstance(found, ox.QueryTriples):
            return 200, {}, found.serialize(format=ox.RdfFormat.N_TRIPLES)
        return 200, {}, found.serialize(format=form)


@pytest.fixture
def small(request: pytest.FixtureRequest) -> Iterator[tuple[Small, Told]]:
    made = Small(*getattr(request, "param", (4_000,)))
    told = Told(made)
    yield made, told
    told.close()


OLD = [Quad(Iri(f"urn:old{n}"), P, text("old"), DOC) for n in range(3)]
NEW = [Quad(Iri(f"urn:new{n}"), P, text("new " * 20), DOC) for n in range(400)]
NEW += [Quad(Iri(f"_:n{n}"), P, Iri(f"_:n{n + 1}"), DOC) for n in range(20)]


@pytest.mark.parametrize("graph_store", [False, True], ids=["update", "graph store"])
def test_a_document_is_never_seen_in_part(small: tuple[Small, Told], tmp_path: Path, graph_store: bool) -> None:
    server, told = small
    more = {"graph_store": told.address.replace("/sparql", "/graph")} if graph_store else {}
    with open_store(place(told, tmp_path, **more)) as store:
        store.replace([DOC], OLD)
        server.seen.clear()
        store.replace([DOC], NEW)
        named = {Iri(str(quad.subject)) for quad in OLD}
        assert len(server.seen) > 10
        assert all(seen == named for seen in server.seen[:-1])
        assert server.seen[-1] >= {quad.subject for quad in NEW[:400]}
        assert canonical(store.quads()) == canonical(NEW)
        assert any(path.startswith("/graph?") for path, _, _ in told.came) == graph_store
        store.change(NEW[:400], OLD)
        assert canonical(store.quads()) == canonical([*NEW[400:], *OLD])


def test_what_an_interrupted_change_left_is_cleared_away(small: tuple[Small, Told], tmp_path: Path) -> None:
    server, told = small
    server.store.add([*OLD, Quad(Iri("urn:x"), Iri("urn:x-kg:staged:urn:p"), text("x"), Iri(STAGING + DOC))])
    with open_store(place(told, tmp_path), read_only=True) as store:
        assert store.graphs() == (DOC,)
    with open_store(place(told, tmp_path)) as store:
        assert store.graphs() == server.store.graphs() == (DOC,)


def test_a_single_statement_that_is_too_large_is_an_error(small: tuple[Small, Told], tmp_path: Path) -> None:
    _, told = small
    with open_store(place(told, tmp_path)) as store, pytest.raises(StoreError, match="single statement"):
        store.add([Quad(Iri("urn:a"), P, text("x" * 5_000), DOC)])


@pytest.mark.parametrize("small", [(4_000,)], indirect=True)
@pytest.mark.parametrize("is_full", [False, True])
def test_a_server_without_union_is_refused(small: tuple[Small, Told], tmp_path: Path, is_full: bool) -> None:
    server, told = small
    server.is_union = False
    if is_full:
        server.store.add([Quad(Iri("urn:a"), P, Iri("urn:b"), DOC)])
    with pytest.raises(StoreError, match="does not see its named graphs") as raised:
        RemoteStore(place(told, tmp_path))
    assert "--union-default-graph" in raised.value.remedy
    assert server.store.graphs() == ((DOC,) if is_full else ())


@pytest.mark.parametrize(("quads", "tries"), [([Quad(Iri("_:a"), P, text("x"), DOC)], 1), (OLD, 3)])
def test_a_broken_change_is_made_again_where_it_may_be(tmp_path: Path, quads: list[Quad], tries: int) -> None:
    """Blank nodes would be there twice."""

    def answer(path: str, body: str) -> Answer:
        if body.startswith("query="):
            return EMPTY if "ASK" not in body else (200, {}, b'{"head": {}, "boolean": true}')
        return CUT if "<urn:p>" in body else (204, {}, b"")

    told = Told(answer)
    try:
        with (
            open_store(place(told, tmp_path, tries=3)) as store,
            pytest.raises(StoreError, match="the connection to the server broke"),
        ):
            store.add(quads)
    finally:
        told.close()
    assert sum("<urn:p>" in body for _, _, body in told.came) == tries
