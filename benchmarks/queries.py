"""How long each named query takes on the sample and on copies of it: `python benchmarks/queries.py --copies 1 10`.

A copy has documents, passages, mentions, claims and stances of its own and shares actors and relations with the
others, as more debates about the same events would. Each query runs in a process of its own, opened read-only, and
is stopped at the limit; the figure is the best of three runs, in milliseconds.
"""

import argparse
import multiprocessing
import re
import tempfile
import time
from pathlib import Path

from kg.catalogue import Catalogue
from kg.catalogue.catalogue import bound
from kg.cli.output import table
from kg.ingest import ingest_quads, prepare
from kg.project import Project, find_or_default
from kg.store import open_store

_OWN = re.compile(r"(/id/(?:claim|mention|stance|issue|quotation)/[0-9a-f]+|/id/(?:graph/)?doc/[^/#>]+)")
_RUNS = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--copies", type=int, nargs="+", default=[1, 10], help="sizes of the corpus, in samples")
    options.add_argument("--limit", type=float, default=30, help="seconds after which a query is stopped")
    options.add_argument("--only", nargs="*", help="names of queries; default: all")
    given = options.parse_args()
    project = find_or_default(None)
    names = given.only or [query.name for query in Catalogue.load().queries()]
    with tempfile.TemporaryDirectory() as folder:
        stores = [_filled(Path(folder) / str(copies), project, copies) for copies in given.copies]
        rows = [[name, *(_measured(name, store, given.limit) for store in stores)] for name in names]
    print(table(rows, ["query", *(f"{copies} copies, ms" for copies in given.copies)]))


def _filled(folder: Path, project: Project, copies: int) -> Path:
    files = sorted((project.root / "graph" / "documents").glob("*.nq"))
    with open_store(folder / "store") as store:
        prepare(store, project)
        for copy in range(copies):
            made = folder / f"{copy}.nq"
            text = "".join(path.read_text(encoding="utf8") for path in files)
            made.write_text(_OWN.sub(rf"\1-{copy}", text) if copy else text, encoding="utf8")
            ingest_quads(store, project, [made])
        store.derive()
    return folder / "store"


def _measured(name: str, folder: Path, limit: float) -> str:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_run, args=(name, folder, sender))
    process.start()
    try:
        return f"{receiver.recv() * 1000:.0f}" if receiver.poll(limit) else f"over {limit:.0f} s"
    finally:
        process.kill()
        process.join()


def _run(name: str, folder: Path, sender: "multiprocessing.connection.Connection") -> None:
    with open_store(folder, read_only=True) as store:
        query = Catalogue.load().get(name)
        text = bound(store, query, {})
        seconds = []
        for _ in range(_RUNS):
            start = time.perf_counter()
            store.select(text) if query.form == "SELECT" else list(store.construct(text))
            seconds.append(time.perf_counter() - start)
        sender.send(min(seconds))


if __name__ == "__main__":
    main()
