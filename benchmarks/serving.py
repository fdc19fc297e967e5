"""`kg serve` beside `oxigraph serve` on one store of made claims: `python benchmarks/serving.py --claims 10000`.

Both servers run at the same time, each a process of its own, and are asked in turns by eight clients at once: each
query of the catalogue as JSON, some answers of very many rows, and short queries. A ratio of throughput is that of
rounds next to each other: how much kg gets through in a second of the clock, in parts of what oxigraph does; the same
for a second of processor time of a server with all its processes. Printed is the median of the rounds.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from claims import ingested, written

from kg.catalogue import Catalogue
from kg.catalogue.catalogue import bound
from kg.cli.output import table
from kg.project import Project
from kg.store import open_store

CLIENTS = 8
_WARM = 3  # rounds before those that are measured, so that the processes of both have read what they need
_PART = 1 << 20  # bytes that a client takes at a time
_LARGE = {
    "json": "SELECT * { ?s ?p ?o } LIMIT 300000",
    "csv": "SELECT * { ?s ?p ?o } LIMIT 300000",
    "ntriples": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 300000",
}
_MEDIA = {"json": "application/sparql-results+json", "csv": "text/csv", "ntriples": "application/n-triples"}
_SHORT = "SELECT ?o { <https://w3id.org/pov/id/actor/vladimir-putin> ?p ?o } LIMIT 10"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the form of its answer."""

    query: str
    form: str = "json"


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    name: str
    port: int
    path: str
    process: int

    def processor(self) -> float:
        """Seconds of processor time so far of the process, its children, and those that have ended."""
        return _processor(self.process)


@dataclass(frozen=True, slots=True)
class Round:
    """What a server needed for a list of queries: seconds of the clock and of its processors; bytes; times of each."""

    seconds: float
    processor: float
    size: int
    each: tuple[float, ...]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--limit", type=float, default=1.0, help="seconds above which a query is left out of the mix")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder, store = Path(made), Path(made) / "store"
        ingested(written(given.claims, folder / "files"), store, Project(folder))
        mix = _catalogue(store, given.limit)
        with _kg(store) as ours, _oxigraph(store / "graphs") as theirs:
            rows = [
                _compared(f"catalogue, {len(mix)} queries", mix * 2, (ours, theirs), given.rounds),
                *(
                    _compared(f"many rows, {form}", [Asked(query, form)] * CLIENTS, (ours, theirs), given.rounds)
                    for form, query in _LARGE.items()
                ),
                _compared("short", [Asked(_SHORT)] * 400, (ours, theirs), given.rounds),
            ]
    columns = [
        "what", "answers/s kg", "oxigraph", "ratio", "of processor", "MB/s kg", "oxigraph", "median ms kg", "oxigraph",
    ]  # fmt: skip
    print(f"{given.claims} claims, {CLIENTS} clients\n\n{table(rows, columns)}")


def _catalogue(store: Path, limit: float) -> list[Asked]:
    """The queries of the catalogue with their parameters, but those that take the engine too long."""
    with open_store(store, read_only=True) as opened:
        found = []
        for query in Catalogue.load().queries():
            text = bound(opened, query, {})
            begun = time.perf_counter()
            opened.select(text)
            if time.perf_counter() - begun <= limit:
                found.append(Asked(text))
            else:
                print(f"left out: {query.name}")
    return found


def _compared(what: str, asked: Sequence[Asked], servers: tuple[Served, Served], rounds: int) -> list[object]:
    for server in servers * _WARM:
        _round(server, asked)
    ours, theirs = zip(*([_round(server, asked) for server in servers] for _ in range(rounds)), strict=True)
    pairs = list(zip(ours, theirs, strict=True))
    speeds = [statistics.median(len(asked) / one.seconds for one in some) for some in (ours, theirs)]
    sizes = [statistics.median(one.size / one.seconds for one in some) / 1e6 for some in (ours, theirs)]
    medians = [statistics.median(each for one in some for each in one.each) * 1000 for some in (ours, theirs)]
    ratio = statistics.median(b.seconds / a.seconds for a, b in pairs)
    processor = statistics.median(b.processor / a.processor for a, b in pairs)
    return [
        what, *(f"{speed:.1f}" for speed in speeds), f"{ratio:.2f}", f"{processor:.2f}",
        *(f"{size:.1f}" for size in sizes), *(f"{median:.1f}" for median in medians),
    ]  # fmt: skip


def _round(server: Served, asked: Sequence[Asked]) -> Round:
    left = iter(asked)  # taken by all clients
    before, begun = server.processor(), time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = [one for some in clients.map(lambda _: list(_client(server, left)), range(CLIENTS)) for one in some]
    seconds = time.perf_counter() - begun
    assert len(answers) == len(asked)
    return Round(
        seconds, server.processor() - before, sum(size for _, size in answers), tuple(took for took, _ in answers)
    )


def _client(server: Served, left: Iterator[Asked]) -> Iterator[tuple[float, int]]:
    """Ask what is left, one after the other on one connection; the seconds and bytes of each answer.

    A connection without a library, because what a client does with each part of an answer would be measured too.
    """
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        for asked in left:
            begun = time.perf_counter()
            body = f"query={quote(asked.query, safe='')}".encode()
            head = (
                f"POST {server.path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: {_MEDIA[asked.form]}\r\n"
                f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n\r\n"
            )
            connection.sendall(head.encode() + body)
            size = _taken(connection)
            yield time.perf_counter() - begun, size


def _taken(connection: socket.socket) -> int:
    """Read an answer to its end, and give its bytes with those of its header and parts."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, rest = data.partition(b"\r\n\r\n")
    assert head.split()[1] == b"200", data
    size, length = len(data), _length(head)
    if length is not None:
        missing = length - len(rest)
        while missing > 0:
            missing -= (got := len(_some(connection)))
            size += got
        return size
    tail = data[-7:]
    while tail != b"\r\n0\r\n\r\n":
        more = _some(connection)
        size, tail = size + len(more), (tail + more)[-7:]
    return size


def _length(head: bytes) -> int | None:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return None


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(_PART)
    assert data, "the connection was closed"
    return data


@contextmanager
def _kg(store: Path) -> Iterator[Served]:
    words = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "serve",
        "--store",
        str(store),
        "--timeout",
        "600",
    ]
    with _running("kg serve", "/sparql", [*words, "--port"], "") as server:
        yield server


@contextmanager
def _oxigraph(graphs: Path) -> Iterator[Served]:
    binary = str(Path(sys.executable).with_name("oxigraph"))
    words = [binary, "serve-read-only", "--location", str(graphs), "--union-default-graph", "--bind"]
    with _running("oxigraph serve", "/query", words, "127.0.0.1:") as server:
        yield server


@contextmanager
def _running(name: str, path: str, words: list[str], before: str) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*words, f"{before}{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            assert process.poll() is None, f"{name} has ended"
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield Served(name, port, path, process.pid)
    finally:
        process.terminate()
        process.wait()


def _processor(process: int) -> float:
    """Seconds of a process and its living children, and of those that it has waited for."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    seconds = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        seconds += sum(map(_processor, map(int, children.read_text().split())))
    return seconds


if __name__ == "__main__":
    main()
