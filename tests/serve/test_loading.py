"""LOAD with a list of hosts: what it adds, and that nothing beyond the list is reached."""

import asyncio
import datetime as dt
import gzip
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kg.errors import UsageError
from kg.serve.addresses import Hosts, is_public
from kg.serve.errors import FetchError, ForbiddenError
from kg.serve.fetching import Fetching
from kg.serve.loading import Wanted, parted
from kg.store import open_store
from tests.serve.conftest import ROOT, Server, serving
from tests.serve.open_server import LARGEST
from tests.serve.test_security import Listener

OPEN = [sys.executable, str(ROOT / "tests" / "serve" / "open_server.py")]
NS = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:"'
XML = f'<rdf:RDF {NS}><rdf:Description rdf:about="urn:s"><e:p>VALUE</e:p></rdf:Description></rdf:RDF>'
Answer = tuple[int, dict[str, str], bytes]


class Source:
    """A server of documents on this machine. It remembers what came, with the headers."""

    def __init__(self, routes: dict[str, Answer], context: ssl.SSLContext | None = None) -> None:
        self.came: list[tuple[str, dict[str, str]]] = []
        came = self.came

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                came.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                status, headers, body = routes.get(self.path, (404, {}, b""))
                if self.path == "/slow.ttl":
                    time.sleep(8)
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def turtle(text: str, **headers: str) -> Answer:
    return 200, {"content-type": "text/turtle", **headers}, text.encode()


def jsonld(text: str) -> Answer:
    return 200, {"content-type": "application/ld+json"}, text.encode()


def rdfxml(text: str) -> Answer:
    return 200, {"content-type": "application/rdf+xml"}, text.encode()


def moved(to: str, status: int = 302) -> Answer:
    return status, {"location": to, "set-cookie": "a=b"}, b""


@pytest.fixture(scope="module")
def other() -> Iterator[Listener]:
    """Listens where nobody may come."""
    found = Listener()
    yield found
    found.close()


@pytest.fixture(scope="module")
def source(other: Listener) -> Iterator[Source]:
    bomb = gzip.compress(b" " * 50_000_000)
    elsewhere = f"http://127.0.0.1:{other.port}/x.ttl"
    laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    long = f'<!DOCTYPE r [<!ENTITY a "{"ha" * 10_000}">]>'
    found = Source(
        {
            "/a.ttl": turtle("<urn:s> <urn:p> 1 , 2 . <#x> <urn:q> [ <urn:r> _:x ] ."),
            "/b.ttl": turtle("_:x <urn:p> 3 ."),
            "/plain.ttl": (200, {"content-type": "text/plain"}, b"<urn:s> <urn:p> <rel> ."),
            "/none.nt": (200, {}, b'<urn:s> <urn:p> "a\\tb\\"" .'),
            "/x.rdf": rdfxml(XML),
            "/entity.rdf": rdfxml('<!DOCTYPE r [<!ENTITY e "http://e/">]>' + XML.replace("VALUE", "&e;x")),
            "/x.jsonld": jsonld('{"@id": "urn:s", "urn:p": "v"}'),
            "/packed.ttl": (
                200, {"content-type": "text/turtle", "content-encoding": "gzip"}, gzip.compress(b"<urn:s> <urn:p> 4 ."),
            ),
            "/once": moved("/twice", 301),
            "/twice": moved("b.ttl", 307),
            "/page": (200, {"content-type": "text/html"}, b"<p>"),
            "/wrong.ttl": turtle("<urn:s> <urn:p> "),
            "/graphs": jsonld('{"@id": "urn:g", "@graph": [{"@id": "urn:s", "urn:p": 1}]}'),
            "/triple.nt": (200, {}, b"<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> ."),
            "/short.ttl": turtle("<urn:s> <urn:p> 1 .", **{"content-length": "100"}),
            "/other-port": moved(elsewhere),
            "/other-name": moved(elsewhere.replace("127.0.0.1", "localhost")),
            "/other-user": moved("http://me:secret@127.0.0.1/a.ttl"),
            "/other-file": moved("file:///etc/passwd"),
            "/other-kind": moved("gopher://127.0.0.1/x"),
            "/other-wrong": moved("http://[::1"),
            "/round": moved("/round"),
            "/bomb.ttl": (200, {"content-type": "text/turtle", "content-encoding": "gzip"}, bomb),
            "/bombs.ttl": (200, {"content-type": "text/turtle", "content-encoding": "gzip, gzip"}, gzip.compress(bomb)),
            "/large.ttl": turtle("#" * (LARGEST + 1)),
            "/half.ttl": turtle("#" * (LARGEST // 2 + 1)),
            "/slow.ttl": turtle(""),
            "/context.jsonld": jsonld(f'{{"@context": "{elsewhere}", "@id": "urn:a", "b": 1}}'),
            "/outside.rdf": rdfxml(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{elsewhere}">]>' + XML.replace("VALUE", "&x;")),
            "/password.rdf": rdfxml(
                '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML.replace("VALUE", "&x;")
            ),
            "/laughs.rdf": rdfxml(laughs + XML.replace("VALUE", "&c;")),
            "/long.rdf": rdfxml(long + XML.replace("VALUE", "&a;" * 2000)),
        }
    )  # fmt: skip
    yield found
    found.close()


@pytest.fixture(scope="module")
def loading(tmp_path_factory: pytest.TempPathFactory, source: Source, other: Listener) -> Iterator[Server]:
    """A server that loads from the source, where it may also reach this machine."""
    folder = tmp_path_factory.mktemp("loading") / "store"
    with open_store(folder):
        pass
    words = ("--load-from", f"127.0.0.1:{source.port}", "--timeout", "5")
    with serving(folder, *words, writing=True, program=OPEN) as server:
        yield server


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory, other: Listener) -> Iterator[Server]:
    """A server as the command starts it, with hosts of this machine on its list."""
    folder = tmp_path_factory.mktemp("listed") / "store"
    with open_store(folder):
        pass
    hosts = [word for host in HERE for word in ("--load-from", f"{host}:{other.port}")]
    with serving(folder, *hosts, writing=True) as server:
        yield server


def load(server: Server, update: str) -> tuple[int, str]:
    with server.client("write") as client:
        answer = client.post("/sparql", data={"update": update})
        return answer.status_code, answer.text


def held(server: Server, graph: str = "") -> list[str]:
    """The triples of a graph, sorted."""
    with server.client() as client:
        asked = {"graph": graph} if graph else {"default": ""}
        answer = client.get("/graph-store", params={**asked, "format": "ntriples"})
        return sorted(answer.text.splitlines()) if answer.is_success else []


INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer> ."


@pytest.mark.parametrize(
    ("path", "triple"),
    [
        ("b.ttl", f'_:x <urn:p> "3"{INTEGER}'),
        ("plain.ttl", "<urn:s> <urn:p> <http://AT/rel> ."),
        ("none.nt", '<urn:s> <urn:p> "a\\tb\\"" .'),
        ("x.rdf", '<urn:s> <urn:p> "VALUE" .'),
        ("entity.rdf", '<urn:s> <urn:p> "http://e/x" .'),
        ("x.jsonld", '<urn:s> <urn:p> "v" .'),
        ("packed.ttl", f'<urn:s> <urn:p> "4"{INTEGER}'),
        ("once", f'_:x <urn:p> "3"{INTEGER}'),
    ],
)
def test_a_document_of_a_listed_host_goes_into_its_graph(
    path: str, triple: str, loading: Server, source: Source
) -> None:
    where = f"127.0.0.1:{source.port}"
    source.came.clear()
    assert load(loading, f"DROP SILENT GRAPH <urn:g> ; LOAD <http://{where}/{path}> INTO GRAPH <urn:g>")[0] == 204
    (found,) = held(loading, "urn:g")
    assert found.split(" ", 1)[1] == triple.replace("AT", where).split(" ", 1)[1]
    assert found.startswith("_:") == triple.startswith("_:")
    assert all(sent["host"] == where for _, sent in source.came)
    assert not any(name in sent for _, sent in source.came for name in ("cookie", "authorization"))


def test_an_update_with_documents_is_one_change_and_keeps_their_blank_nodes_apart(
    loading: Server, source: Source
) -> None:
    at = f"http://127.0.0.1:{source.port}"
    update = f"""BASE <{at}/> PREFIX d: <{at}/>   # LOAD <nothing>
        DROP ALL ; LOAD <b.ttl> ; load silent d:b.ttl into graph <urn:g> ;
        INSERT DATA {{ _:x <urn:p> "; LOAD <x> ;" }} ; LOAD <deep/../b.ttl> INTO GRAPH <urn:g2> ;
        INSERT {{ ?s <urn:seen> ?o }} WHERE {{ ?s <urn:p> ?o }}"""
    found, said = load(loading, update)
    assert found == 204, said
    assert [len(held(loading, graph)) for graph in ("", "urn:g", "urn:g2")] == [4, 1, 1]
    asked = loading.ask("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <urn:p> ?o }")
    assert asked.json()["results"]["bindings"][0]["n"]["value"] == "4"


def test_each_declaration_holds_from_where_it_stands() -> None:
    update = """PREFIX a: <http://a/> BASE <http://b/> LOAD a:x.y ; PREFIX a: <c/> LOAD a:\\;z INTO GRAPH <#g> ;
        BASE <http://d/e/f> LOAD<../x> ; # LOAD <n>
        INSERT DATA { <urn:s> a:load 'LOAD <n> ;' }"""
    pieces, wanted = parted(update, "http://base/")
    assert [one.address for one in wanted] == ["http://a/x.y", "http://b/c/;z", "http://d/x"]
    assert pieces == [
        "PREFIX a: <http://a/> BASE <http://b/> INSERT DATA { \n",
        "\n} ; PREFIX a: <c/> INSERT DATA { GRAPH <http://b/#g> {\n",
        "\n} } ;\n        BASE <http://d/e/f> INSERT DATA { \n",
        "\n} ; # LOAD <n>\n        INSERT DATA { <urn:s> a:load 'LOAD <n> ;' }",
    ]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("missing.ttl", 502), ("page", 415), ("wrong.ttl", 400), ("graphs", 400), ("triple.nt", 400),
        ("short.ttl", 502), ("other-wrong", 502), ("slow.ttl", 502), ("bombs.ttl", 502),
        ("bomb.ttl", 413), ("large.ttl", 413), ("context.jsonld", 400),
        ("outside.rdf", 400), ("password.rdf", 400), ("laughs.rdf", 400), ("long.rdf", 400),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_had_changes_nothing(
    path: str, status: int, loading: Server, source: Source, other: Listener
) -> None:
    before = held(loading)
    update = f"INSERT DATA {{ <urn:a> <urn:b> 1 }} ; LOAD <http://127.0.0.1:{source.port}/{path}>"
    found, said = load(loading, update)
    assert (found, other.came) == (status, 0), said
    assert held(loading) == before


def test_documents_together_have_no_more_bytes_than_one(loading: Server, source: Source) -> None:
    half = f"LOAD <http://127.0.0.1:{source.port}/half.ttl>"
    assert load(loading, half)[0] == 204
    assert load(loading, f"{half} ; {half}")[0] == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [("missing.ttl", 204), ("page", 204), ("wrong.ttl", 204), ("slow.ttl", 204), ("bomb.ttl", 413), ("round", 403)],
)
def test_silent_hides_what_failed_but_no_refusal(path: str, status: int, loading: Server, source: Source) -> None:
    at = f"http://127.0.0.1:{source.port}/{path}"
    update = f"LOAD SILENT <{at}> INTO GRAPH <urn:g> ; INSERT DATA {{ GRAPH <urn:k> {{ <urn:a> <urn:b> 1 }} }}"
    load(loading, "DROP SILENT GRAPH <urn:k>")
    assert load(loading, update)[0] == status
    assert len(held(loading, "urn:k")) == (status == 204)


REDIRECTED = ["other-port", "other-name", "other-user", "other-file", "other-kind", "round"]
NOT_LISTED = [
    "http://127.0.0.1:OTHER/x.ttl", "http://localhost:SOURCE/a.ttl", "http://127.0.0.1/a.ttl",
    "http://0x7f000001:SOURCE/a.ttl", "http://2130706433:SOURCE/a.ttl", "http://[::1]:SOURCE/a.ttl",
    "http://127.0.0.1.:SOURCE/a.ttl", "http://me@127.0.0.1:SOURCE/a.ttl", "http://me:you@127.0.0.1:SOURCE/a.ttl",
    "http://127.0.0.1:SOURCE@127.0.0.1:OTHER/", "http://127.0.0.1:OTHER#@127.0.0.1:SOURCE/a.ttl",
    "file:///etc/passwd", "file:a.ttl", "ftp://127.0.0.1:SOURCE/a.ttl", "data:text/turtle,", "urn:a",
    "//127.0.0.1:OTHER/x.ttl", "../../x.ttl", "https://127.0.0.1:99999/a.ttl",
]  # fmt: skip
UNREADABLE = [
    "LOAD nothing:a", "LOAD ?x", "LOAD _:x", "LOAD <http://127.0.0.1:SOURCE/a.ttl> INTO DEFAULT",
    "LOAD <http://127.0.0.1:SOURCE/a.ttl> INTO GRAPH _:g", "LOAD <http://127.0.0.1:SOURCE/a.ttl> , <urn:x>",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> } LOAD <http://127.0.0.1:SOURCE/a.ttl>", "LOADSILENT<http://127.0.0.1:OTHER/>",
    "PREFIX load: <urn:> INSERT DATA { load:a load:b 1 }", "L\\u004fAD <http://127.0.0.1:OTHER/>",
    "LOAD <http://127.0.0.1:SOURCE/a.ttl",
    "PREFIX a: <http://127.0.0.1:SOURCE/> LOAD a:a.ttl,<urn:x>", "LOAD a:} INTO GRAPH <urn:g>",
]  # fmt: skip
STILL_FETCHING = [
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:SOURCE/> { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:SOURCE/a.ttl> ; INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:OTHER/> { ?s ?p 1 } }",
    "LOAD <http://127.0.0.1:SOURCE/a.ttl> ; INSERT { <urn:a> <urn:b> 1 } USING <file:///etc/passwd> WHERE { ?s ?p ?o }",
]


@pytest.mark.parametrize("path", REDIRECTED)
def test_a_redirection_leads_to_listed_hosts_alone(path: str, loading: Server, source: Source, other: Listener) -> None:
    for word in ("LOAD", "LOAD SILENT"):
        assert load(loading, f"{word} <http://127.0.0.1:{source.port}/{path}>")[0] == 403
    assert other.came == 0


@pytest.mark.parametrize("address", NOT_LISTED)
def test_what_is_not_listed_is_reached_by_nothing(
    address: str, loading: Server, source: Source, other: Listener
) -> None:
    source.came.clear()
    address = address.replace("SOURCE", str(source.port)).replace("OTHER", str(other.port))
    assert load(loading, f"LOAD SILENT <{address}>")[0] == 403
    assert (source.came, other.came) == ([], 0)


@pytest.mark.parametrize("update", [*UNREADABLE, *STILL_FETCHING])
def test_an_update_that_is_not_understood_is_refused_before_anything_is_fetched(
    update: str, loading: Server, source: Source, other: Listener
) -> None:
    source.came.clear()
    before = held(loading)
    found, said = load(loading, update.replace("SOURCE", str(source.port)).replace("OTHER", str(other.port)))
    assert found in (400, 403), said
    assert (source.came, other.came) == ([], 0)
    assert held(loading) == before


def test_a_query_does_not_load(loading: Server, source: Source) -> None:
    source.came.clear()
    assert loading.ask(f"LOAD <http://127.0.0.1:{source.port}/a.ttl>").status_code == 403
    for role, status in ((None, 401), ("read", 403), ("review", 403)):
        with loading.client(role) as client:
            update = f"LOAD <http://127.0.0.1:{source.port}/a.ttl>"
            assert client.post("/sparql", data={"update": update}).status_code == status
    assert source.came == []


HERE = [
    "127.0.0.1", "localhost", "127.1", "127.8.8.8", "0x7f000001", "0x7f.0.0.1", "2130706433", "017700000001", "0.0.0.0",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]",
]  # fmt: skip


@pytest.mark.parametrize("host", HERE)
def test_a_listed_host_in_a_network_that_is_not_public_is_refused(host: str, listed: Server, other: Listener) -> None:
    found, said = load(listed, f"LOAD SILENT <http://{host}:{other.port}/a.ttl>")
    assert found == 403, said
    assert "not open to all" in said
    assert other.came == 0


PUBLIC = [
    "93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1",
]  # fmt: skip
NOT_PUBLIC = [
    "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "192.0.0.8", "192.0.2.1",
    "192.88.99.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::", "::1", "::1.2.3.4", "fc00::1",
    "fe80::1%2", "fec0::1", "ff02::1", "100::1", "2001:db8::1", "2001::1", "3fff::1", "64:ff9b:1::1",
    "64:ff9b::a00:1", "2002:a00:1::", "::ffff:10.0.0.1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", [*PUBLIC, *NOT_PUBLIC])
def test_which_addresses_all_the_world_reaches(address: str) -> None:
    assert is_public(address) is (address in PUBLIC)


@pytest.mark.parametrize("text", ["", "a/b", "http://a", "a:b", "me@a", "a?b", "a#b", "a:70000", "[::1", "a b"])
def test_a_host_is_a_name_with_or_without_a_port(text: str) -> None:
    with pytest.raises(UsageError, match="is no host"):
        Hosts.parse([text])


def test_hosts_are_compared_as_they_are_asked_for() -> None:
    assert Hosts.parse(["Data.Example", "b:80", "bücher.example"]).known == {
        ("data.example", None), ("b", 80), ("xn--bcher-kva.example", None),
    }  # fmt: skip


def fetched(fetching: Fetching, *addresses: str) -> list[bytes]:
    async def fetch() -> list[bytes]:
        return [one.content for one in await fetching.documents([Wanted(address, False) for address in addresses])]

    return asyncio.run(fetch())


class Names:
    """Looks up names, each time with the next of the addresses that it was given for it."""

    def __init__(self, **known: list[str]) -> None:
        self._known, self.asked = known, list[str]()

    async def look_up(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return [self._known[host.partition(".")[0]].pop(0)]


def test_a_name_is_looked_up_once_and_what_was_checked_is_reached(source: Source, other: Listener) -> None:
    source.came.clear()
    names = Names(data=["127.0.0.1", "127.0.0.9"])
    hosts = Hosts.parse([f"data.example:{source.port}"])
    fetching = Fetching(hosts, 1000, 5, may=lambda address: True, look_up=names.look_up)
    assert fetched(fetching, f"http://data.example:{source.port}/b.ttl") == [b"_:x <urn:p> 3 ."]
    assert names.asked == ["data.example"]
    assert source.came[0][1]["host"] == f"data.example:{source.port}"


def test_a_name_that_comes_to_lie_elsewhere_is_refused(source: Source) -> None:
    """The first address redirects to itself, whose name then stands for another machine."""
    source.came.clear()
    names = Names(data=["127.0.0.1", "10.0.0.1"])
    hosts = Hosts.parse([f"data.example:{source.port}"])
    fetching = Fetching(hosts, 1000, 5, may=lambda address: address == "127.0.0.1", look_up=names.look_up)
    with pytest.raises(ForbiddenError, match="not open to all"):
        fetched(fetching, f"http://data.example:{source.port}/round")
    assert [path for path, _ in source.came] == ["/round"]


def test_a_name_of_which_one_address_is_not_public_is_refused(other: Listener) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(ForbiddenError):
        fetched(Fetching(Hosts.parse(["a.example"]), 1000, 5, look_up=look_up), "https://a.example/")
    assert other.came == 0


def test_a_host_that_is_not_there_is_an_error_with_its_name() -> None:
    with pytest.raises(FetchError, match=r"nowhere\.invalid is not found"):
        fetched(Fetching(Hosts.parse(["nowhere.invalid"]), 1000, 20), "http://nowhere.invalid/a.ttl")


def test_proxies_of_the_environment_are_not_used(
    source: Source, other: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{other.port}")
    hosts = Hosts.parse([f"127.0.0.1:{source.port}"])
    fetching = Fetching(hosts, 1000, 5, may=lambda address: True)
    assert fetched(fetching, f"http://127.0.0.1:{source.port}/b.ttl")
    assert other.came == 0


def test_a_certificate_is_that_of_the_name_though_the_connection_goes_to_an_address(tmp_path: Path) -> None:
    chain = certificate(tmp_path, "data.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    secure = Source({"/a.ttl": turtle("<urn:s> <urn:p> 1 .")}, context)
    trusted = ssl.create_default_context(cafile=chain)
    hosts = Hosts.parse([f"{name}.example:{secure.port}" for name in ("data", "else")])
    names = Names(data=["127.0.0.1"] * 2, **{"else": ["127.0.0.1"]})

    def fetching(authorities: ssl.SSLContext | None) -> Fetching:
        return Fetching(hosts, 1000, 5, may=lambda address: True, look_up=names.look_up, trusted=authorities)

    address = f"https://data.example:{secure.port}/a.ttl"
    assert fetched(fetching(trusted), address) == [b"<urn:s> <urn:p> 1 ."]
    with pytest.raises(FetchError, match="CERTIFICATE"):
        fetched(fetching(None), address)
    with pytest.raises(FetchError, match=r"CERTIFICATE.*else\.example"):
        fetched(fetching(trusted), address.replace("data", "else"))
    secure.close()


def certificate(folder: Path, name: str) -> Path:
    """A file with a key and a certificate for a name, signed by itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = folder / f"{name}.pem"
    path.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem))
    return path


def test_the_list_needs_people(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="--load-from needs --people"), serving(tmp_path, "--load-from", "a"):
        pass
