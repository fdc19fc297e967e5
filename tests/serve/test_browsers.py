"""What a page from elsewhere may do in a browser (CORS): nothing, unless its origin is named."""

from collections.abc import Iterator

import httpx
import pytest

from tests.serve.conftest import Server, serving

PAGE, STRANGER = "https://page.example", "https://stranger.example"
PREFLIGHT = {"access-control-request-method": "PUT", "access-control-request-headers": "authorization, content-type"}
REQUESTS = {
    "an answer": ("GET", "/sparql?query=ASK{}", 200),
    "a graph": ("GET", "/graph-store?graph=urn:g0", 200),
    "the API": ("GET", "/api/queries", 200),
    "a query that is wrong": ("GET", "/sparql?query=ASK", 400),
    "no such place": ("GET", "/nowhere", 404),
    "no such graph": ("GET", "/graph-store?graph=urn:none", 404),
    "a method that is none": ("PATCH", "/sparql", 405),
    "a change without people": ("POST", "/sparql?update=CLEAR%20ALL", 415),
    "an address that is too long": ("GET", "/sparql?query=" + "x" * 40_000, 414),
    "a parameter that does not fit": ("GET", "/api/claims?limit=x", 422),
}


@pytest.fixture(scope="module")
def known(filled: object, reading: Server) -> Iterator[Server]:
    """A server that pages of one origin may ask."""
    with serving(reading.folder, "--cors", PAGE, log=reading.folder.parent / "cors.log") as server:
        yield server


def sent(server: Server, method: str, path: str, origin: str, **headers: str) -> httpx.Response:
    with server.client() as client:
        return client.request(method, path, headers={"origin": origin, **headers})


def test_a_browser_that_asks_first_is_told_what_it_may_send(known: Server) -> None:
    answer = sent(known, "OPTIONS", "/graph-store?graph=urn:g0", PAGE, **PREFLIGHT)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert {"authorization", "content-type"} <= set(
        answer.headers["access-control-allow-headers"].lower().replace(" ", "").split(",")
    )
    refused = sent(known, "OPTIONS", "/graph-store?graph=urn:g0", STRANGER, **PREFLIGHT)
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS.values(), ids=REQUESTS)
def test_each_answer_names_the_origin_that_may_read_it(method: str, path: str, status: int, known: Server) -> None:
    answer = sent(known, method, path, PAGE)
    assert answer.status_code == status, answer.text
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "origin" in answer.headers["vary"].lower()
    exposed = set(answer.headers["access-control-expose-headers"].replace(" ", "").split(","))
    assert exposed == {"kg-query-id", "location", "etag", "retry-after"}
    assert "access-control-allow-credentials" not in answer.headers
    assert "access-control-allow-origin" not in sent(known, method, path, STRANGER).headers


def test_without_the_setting_no_page_may_read(reading: Server) -> None:
    for path in ("/sparql?query=ASK{}", "/sparql?query=ASK", "/graph-store?graph=urn:g0"):
        answer = sent(reading, "GET", path, PAGE)
        assert not [name for name in answer.headers if name.startswith("access-control")]
    asked = sent(reading, "OPTIONS", "/sparql", PAGE, **PREFLIGHT)
    assert not [name for name in asked.headers if name.startswith("access-control")]


def test_the_star_stands_for_all(reading: Server) -> None:
    with serving(reading.folder, "--cors", "*", log=reading.folder.parent / "star.log") as server:
        for origin in (PAGE, STRANGER):
            assert sent(server, "GET", "/sparql?query=ASK{}", origin).headers["access-control-allow-origin"] == "*"
