"""What a stranger asks must not stop the server: runaways, memory, broken transfers, clients that go."""

import asyncio
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.serve.conftest import Server, serving

ALL = "{ ?a ?b ?c . ?d ?e ?f }"
RUNAWAYS = {
    "count of a product of two": f"SELECT (COUNT(*) AS ?n) {ALL}",
    "count of a product of three": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?i) }",
    "order": f"SELECT * {ALL} ORDER BY ?f",
    "distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {ALL}",
    "construct": "CONSTRUCT { ?a <urn:x> ?d } { ?a ?b ?c . ?d ?e ?f FILTER(?c = ?f && ?c != ?f) }",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b }",
    "regex": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?a), STR(?f)), "^(a|b|c)*x$")) }',
}
STREAMED = {
    "product": f"SELECT * {ALL}",
    "distinct product": "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "constructed product": "CONSTRUCT { ?a <urn:x> ?f } { ?a ?b ?c . ?d ?e ?f }",
}
SHORT = "SELECT ?o { <urn:s7> <urn:p> ?o }"
LIMIT = 1.0  # seconds


@pytest.fixture(scope="module")
def strict(filled: Path) -> Iterator[Server]:
    with serving(filled, "--timeout", str(LIMIT), "--memory", "256", log=filled.parent / "strict.log") as server:
        assert server.ask(SHORT).status_code == 200  # a reader has begun
        yield server


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_runaway_ends_within_a_second_of_its_limit_with_a_clear_status(query: str, strict: Server) -> None:
    begun = time.monotonic()
    answer = strict.ask(query)
    assert time.monotonic() - begun < LIMIT + 1
    assert answer.status_code == 503
    assert "was given up" in answer.json()["error"]
    assert strict.ask(SHORT).status_code == 200


@pytest.mark.parametrize("query", STREAMED.values(), ids=STREAMED)
def test_an_answer_that_is_stopped_on_its_way_breaks(query: str, strict: Server) -> None:
    with pytest.raises(httpx.HTTPError):
        strict.ask(query)
    with strict.client() as client, client.stream("POST", "/sparql", data={"query": query}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.HTTPError):
            answer.read()


def test_a_lower_limit_may_be_asked_for(reading: Server) -> None:
    begun = time.monotonic()
    assert reading.ask(RUNAWAYS["regex"], timeout=0.3).status_code == 503
    assert time.monotonic() - begun < 1.3


def test_a_query_that_takes_too_much_memory_is_stopped(filled: Path) -> None:
    with serving(filled, "--memory", "64", log=filled.parent / "memory.log") as server:
        answer = server.ask(RUNAWAYS["order"])
        assert answer.status_code == 503
        assert "memory" in answer.json()["error"]
        assert server.ask(SHORT).status_code == 200


def test_http_1_0_gets_a_whole_answer_with_its_length_or_an_error(strict: Server) -> None:
    """Such a client takes the end of the connection for that of the answer."""
    for query, status in (("SELECT * { ?s <urn:p> ?o }", b"200"), (STREAMED["product"], b"503")):
        said = asyncio.run(_raw(strict, query))
        assert said.split()[1] == status
        if status == b"200":
            head, _, body = said.partition(b"\r\n\r\n")
            assert f"content-length: {len(body)}".encode() in head
            assert body.endswith(b"}]}}")


async def _raw(server: Server, query: str) -> bytes:
    host, _, port = server.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    path = str(httpx.QueryParams({"query": query}))
    writer.write(f"GET /sparql?{path} HTTP/1.0\r\n\r\n".encode())
    said = await reader.read()
    writer.close()
    return said


def test_a_limit_of_rows_is_that_of_the_query_or_lower(reading: Server) -> None:
    for query, rows, expected in (
        ("SELECT * { ?s <urn:p> ?o }", 5, 5),
        ("SELECT * { ?s <urn:p> ?o } LIMIT 3", 5, 3),
        ("SELECT * { ?s <urn:p> ?o } ORDER BY ?o OFFSET 2", 4, 4),
        ("SELECT * { ?s <urn:p> ?o } VALUES ?o { 1 2 3 }", 2, 2),
        ("SELECT * { { SELECT ?s { ?s <urn:p> ?o } LIMIT 9 } }", 20, 9),
    ):
        answer = reading.ask(query, rows=rows)
        assert len(answer.json()["results"]["bindings"]) == expected


def test_a_client_that_goes_takes_its_query_with_it(reading: Server) -> None:
    with reading.client() as client, pytest.raises(httpx.ReadTimeout):
        client.post("/sparql", data={"query": RUNAWAYS["regex"]}, timeout=0.5)
    with reading.client() as client:
        for _ in range(40):
            working = [
                line for line in client.get("/metrics").text.splitlines() if line.startswith("kg_readers_working")
            ]
            if working == ["kg_readers_working 0.0"]:
                return
            time.sleep(0.05)
    raise AssertionError(working)


@pytest.mark.slow
def test_short_queries_beside_a_runaway_take_at_most_twice_as_long(reading: Server) -> None:
    alone = asyncio.run(_medians(reading, runaway=False))
    beside = asyncio.run(_medians(reading, runaway=True))
    print(f"\nmedian of 8 clients alone {alone * 1000:.1f} ms, beside a runaway {beside * 1000:.1f} ms")
    assert beside <= 2 * alone


async def _medians(server: Server, *, runaway: bool) -> float:
    """The median time of short queries of 8 clients, in seconds."""
    async with httpx.AsyncClient(base_url=server.address, timeout=60, trust_env=False) as client:
        running = asyncio.create_task(client.post("/sparql", data={"query": RUNAWAYS["regex"]})) if runaway else None
        await asyncio.sleep(1.5)
        seconds: list[float] = []

        async def one() -> None:
            for _ in range(100):
                begun = time.monotonic()
                assert (await client.post("/sparql", data={"query": SHORT})).status_code == 200
                seconds.append(time.monotonic() - begun)

        await asyncio.gather(*(one() for _ in range(8)))
        if running is not None:
            running.cancel()
        return statistics.median(seconds)


@pytest.fixture(scope="module")
def patient(filled: Path) -> Iterator[Server]:
    with serving(filled, "--timeout", "3600", log=filled.parent / "patient.log") as server:
        assert server.ask(SHORT).status_code == 200  # a reader has begun
        yield server


@pytest.mark.parametrize("pause", [0.0, 0.02], ids=["a quick client", "a slow client"])
@pytest.mark.parametrize("rows", [300_000, pytest.param(10_000_000, marks=pytest.mark.slow)])
def test_a_long_answer_takes_no_more_memory_than_a_short_one(rows: int, pause: float, patient: Server) -> None:
    before = memory(patient)
    begun, highest, lines, size = time.monotonic(), before, 0, 0
    asked = {"query": f"SELECT ?a ?d ?f {ALL} LIMIT {rows}", "format": "tsv"}
    plain = {"accept-encoding": "identity"}
    with patient.client() as client, client.stream("POST", "/sparql", data=asked, headers=plain) as answer:
        for part in answer.iter_raw():
            lines += part.count(b"\n")
            size += len(part)
            highest = max(highest, memory(patient))
            time.sleep(pause)
    seconds = time.monotonic() - begun
    print(f"\n{lines - 1} rows, {size >> 20} MB in {seconds:.0f} s; {before >> 20} MB before, {highest >> 20} at most")
    assert lines == rows + 1
    assert highest < 300 << 20
    assert highest - before < 20 << 20


def memory(server: Server) -> int:
    """Bytes that the server itself has in memory, without the processes that answer queries."""
    pages = Path(f"/proc/{server.process.pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()
