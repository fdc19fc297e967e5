"""What kg takes beside the engine that it uses, on made claims: `python benchmarks/stores.py --claims 10000 100000`.

Three tables. Loading: N-Quads as `kg ingest` loads them, `Store.add`, and the engine's own bulk load. Queries: each of
the catalogue by `Store.select` of kg and by pyoxigraph alone with its answer written as JSON, one after the other in
one process, on the same store; beside them pyoxigraph once more after `optimize`, rdflib in memory where that is asked
for, and servers: `--server FOLDER` names a project whose store is an empty one on a server (docs/remote.md).
Growth: each query from the smallest to the largest number of claims, beside that of its answer.

Times are seconds of processor time, of loading one run, of queries the best of five in milliseconds, of slow ones of
fewer; a query that takes longer than the limit in seconds is stopped. Servers are measured by the clock, with the part
of kg. A ratio says more than a time.
"""

import argparse
import gc
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from claims import ingested, written

from kg.catalogue import Catalogue, Query
from kg.catalogue.catalogue import bound
from kg.cli.output import table
from kg.errors import QueryError, StoreError
from kg.ingest import load_ontology
from kg.project import Project, find_project
from kg.rdf import Parsed
from kg.store import open_store

_RUNS = 5  # of a query, at most
_ENOUGH = 4.0  # seconds after which none is begun any more
_SHOWN = "graphs"  # folder of what a query sees
_UNION = {"use_default_graph_as_union": True}
_SLOWER = 1.5  # times as fast as its answer and the data a query may grow
Times = tuple[float, ...]  # milliseconds, for each way of asking


@dataclass(slots=True)
class Size:
    """A number of claims with the folders that belong to it, and what was measured."""

    claims: int
    folder: Path
    asked: dict[str, tuple[int, Times]] = field(default_factory=dict)  # rows and times by query; none where stopped
    optimized: dict[str, Times] = field(default_factory=dict)
    others: dict[str, dict[str, Times]] = field(default_factory=dict)  # by engine and query

    @property
    def files(self) -> list[Path]:
        return sorted((self.folder / "files").glob("*.nq"))

    @property
    def store(self) -> Path:
        return self.folder / "kg"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--rdflib", type=int, default=10_000, help="most claims that rdflib is asked about")
    options.add_argument(
        "--limit", type=float, default=60, help="seconds after which a query with all its runs is stopped"
    )
    options.add_argument(
        "--server", type=Path, nargs="*", default=[], metavar="FOLDER", help="project with an empty store on a server"
    )
    options.add_argument("--only", nargs="*", help="names of queries; default: all")
    given = options.parse_args()
    multiprocessing.set_forkserver_preload(["kg.catalogue", "kg.cli.output", "kg.ingest"])
    catalogue = Catalogue.load()
    queries = [catalogue.get(name) for name in given.only] if given.only else list(catalogue.queries())
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        servers = [find_project(one) for one in given.server]
        sizes = [Size(claims, Path(folder) / str(claims)) for claims in sorted(given.claims)]
        for size in sizes:
            written(size.claims, size.folder / "files")
            _show(
                f"Loading, {size.claims} claims",
                _loaded(size, project, servers),
                ["by", "seconds", "ratio", "quads/s", "MB"],
            )
            _ask(size, queries, project, given.limit, with_rdflib=size.claims <= given.rdflib)
            for server in servers:
                _ask_server(size, queries, server, given.limit)
            columns = ["query", "rows", "kg, ms", "pyoxigraph, ms", "ratio", "optimized, ms", *size.others]
            _show(f"Queries, {size.claims} claims", (_row(size, query.name) for query in queries), columns)
        if len(sizes) > 1:
            columns = ["query", "rows", "kg, times", "rows, times", "faster than its answer and the data"]
            _show(f"Growth from {sizes[0].claims} to {sizes[-1].claims}", _growth(sizes[0], sizes[-1]), columns)


def _show(title: str, rows: Iterable[list[object]], columns: list[str]) -> None:
    print(f"{title}\n\n{table(rows, columns)}\n", flush=True)


def _loaded(size: Size, project: Project, servers: list[Project]) -> Iterator[list[object]]:
    """The ways of loading, each into a store of its own; that of kg stays, and those on servers."""
    count = sum(1 for path in size.files for _ in path.open(encoding="utf8"))
    ways: dict[str, Callable[[Path], None]] = {
        "pyoxigraph, bulk_load": lambda folder: _load_raw(size, folder),
        "kg, Store.add": lambda folder: _add(size, folder),
        "kg ingest": lambda folder: ingested(size.files, folder, project),
    }
    first = 0.0
    for name, load in ways.items():
        folder = size.store if name == "kg ingest" else size.folder / "other"
        seconds = _seconds(lambda load=load, folder=folder: load(folder))  # type: ignore[misc]
        first = first or seconds
        yield [name, f"{seconds:.1f}", f"{seconds / first:.2f}", f"{count / seconds:,.0f}", f"{_megabytes(folder):.0f}"]
        if folder != size.store:
            shutil.rmtree(folder)
    for server in servers:
        seconds = _by_clock(lambda server=server: ingested(size.files, server.place(), server))  # type: ignore[misc]
        yield [_named(server), f"{seconds:.1f}", f"{seconds / first:.2f}", f"{count / seconds:,.0f}", ""]


def _load_raw(size: Size, folder: Path) -> None:
    store = ox.Store(str(folder))
    for path in size.files:
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)


def _add(size: Size, folder: Path) -> None:
    with open_store(folder) as store:
        for path in size.files:
            store.add(Parsed(path))


def _ask(size: Size, queries: list[Query], project: Project, limit: float, *, with_rdflib: bool) -> None:
    for query in queries:
        if found := _within(limit, _paired, query, size.store):
            size.asked[query.name] = found
    if with_rdflib:
        dataset = _dataset(size, project)
        size.others["rdflib, ms"] = {
            query.name: found for query in queries if (found := _within(limit, _by_rdflib, query, dataset))
        }
    copy = size.folder / "optimized"
    shutil.copytree(size.store / _SHOWN, copy)
    seconds = _seconds(lambda: ox.Store(str(copy)).optimize())
    before, after = _megabytes(size.store / _SHOWN), _megabytes(copy)
    print(f"optimize: {seconds:.1f} s, {before:.0f} MB before and {after:.0f} MB after\n", flush=True)
    for query in queries:
        if found := _within(limit, _alone, query, copy):
            size.optimized[query.name] = found


def _ask_server(size: Size, queries: list[Query], server: Project, limit: float) -> None:
    """The queries by the clock; after them the store is empty again. One that takes too long is asked once."""
    found = size.others[f"{_named(server)}, ms"] = {}
    with open_store(server.place()) as store:
        for query in queries:
            text = bound(store, query, {})
            with suppress(QueryError, StoreError):  # the server gives up
                first = _by_clock(lambda text=text: store.select(text))  # type: ignore[misc]
                if first <= limit:
                    runs = int(min(_RUNS, 1 + _ENOUGH / first)) - 1
                    more = [_by_clock(lambda text=text: store.select(text)) for _ in range(runs)]  # type: ignore[misc]
                    found[query.name] = (min([first, *more]) * 1000,)
        store.replace(store.graphs(), ())


def _named(server: Project) -> str:
    return server.root.resolve().name


def _paired(query: Query, folder: Path) -> tuple[int, Times]:
    """By kg and by the engine alone, in turns."""
    raw = ox.Store.read_only(str(folder / _SHOWN))
    with open_store(folder, read_only=True) as store:
        text = bound(store, query, {})
        rows = len(store.select(text).rows)
        return rows, _best(lambda: store.select(text), lambda: _written(raw, text))


def _alone(query: Query, folder: Path) -> Times:
    raw = ox.Store.read_only(str(folder))
    with open_store(None) as none:
        text = bound(none, query, {})
    return _best(lambda: _written(raw, text))


def _written(store: Any, text: str) -> bytes:
    return bytes(store.query(text, **_UNION).serialize(format=ox.QueryResultsFormat.JSON))


def _dataset(size: Size, project: Project) -> Any:
    """What the store of kg shows to queries, in memory by rdflib."""
    import rdflib

    folder = size.folder / "rdflib.nq"
    with open_store(size.store) as store:
        load_ontology(store, project)
    ox.Store.read_only(str(size.store / _SHOWN)).dump(str(folder), format=ox.RdfFormat.N_QUADS)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(folder, format="nquads")
    return dataset


def _by_rdflib(query: Query, dataset: Any) -> Times:
    with open_store(None) as none:
        text = bound(none, query, {})
    return _best(lambda: dataset.query(text).serialize(format="json"))


def _best(*ways: Callable[[], object]) -> Times:
    """The best run of each way, in milliseconds; the ways take turns."""
    runs: list[list[float]] = []
    while len(runs) < _RUNS and sum(chain.from_iterable(runs)) < _ENOUGH:
        runs.append([_seconds(way) for way in ways])
    return tuple(min(run[n] for run in runs) * 1000 for n in range(len(ways)))


def _within(limit: float, ask: Callable[..., Any], *given: Any) -> Any:
    """What another process answers; nothing where it takes longer than so many seconds of processor time."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    # the engine's threads do not outlive a fork; a dataset of rdflib is too large to be sent
    context = multiprocessing.get_context("fork" if ask is _by_rdflib else "forkserver")
    process = context.Process(target=_send, args=(sender, ask, given))
    process.start()
    sender.close()
    while not receiver.poll(0.05):
        if _taken(process.pid or 0) > limit:
            process.kill()
            process.join()
            return None
    try:
        answer = receiver.recv()
    except EOFError:  # it has ended without one
        answer = None
    process.join()
    return answer


def _send(sender: Any, ask: Callable[..., Any], given: tuple[Any, ...]) -> None:
    gc.freeze()  # what this benchmark has loaded is not to be looked through each time that records are made
    sender.send(ask(*given))


def _taken(process: int) -> float:
    """Seconds of processor time of a process; none of one that has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100


def _by_clock(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _row(size: Size, name: str) -> list[object]:
    if name not in size.asked:
        return [name, "", "stopped", "", "", "", *("" for _ in size.others)]
    rows, (ours, raw) = size.asked[name]
    others = [_first(times, name) for times in (size.optimized, *size.others.values())]
    return [name, rows, f"{ours:.1f}", f"{raw:.1f}", f"{ours / raw:.2f}", *others]


def _first(times: dict[str, Times], name: str) -> str:
    return f"{times[name][0]:.1f}" if name in times else ""


def _growth(small: Size, large: Size) -> Iterator[list[object]]:
    data = large.claims / small.claims
    for name in small.asked:
        if name not in large.asked:
            yield [name, "", "stopped", "", "yes"]
            continue
        (few, (fast, _)), (many, (slow, _)) = small.asked[name], large.asked[name]
        answer, taken = many / few if few else 1.0, slow / fast
        mark = "yes" if taken > _SLOWER * max(answer, data) else ""
        yield [name, many, f"{taken:.1f}", f"{answer:.1f}", mark]


if __name__ == "__main__":
    main()
