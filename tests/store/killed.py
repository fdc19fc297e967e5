"""Changes a store without end, and says after each that it is made; to be killed. `python -m … FOLDER KIND FIRST`."""

import sys
from collections.abc import Callable
from pathlib import Path

from kg.iris import Iri
from kg.model.quads import Quad, line, number
from kg.store import Store, open_store

SIZE = 400  # quads of a document
DOCUMENTS = 5  # documents that are written together


def document(n: int, version: int) -> list[Quad]:
    """A document whose every quad tells its version."""
    graph = graph_of(n)
    return [Quad(Iri(f"urn:s{n}-{k}"), Iri("urn:version"), number(version), graph) for k in range(SIZE)]


def graph_of(n: int) -> Iri:
    return Iri(f"https://w3id.org/pov/id/graph/doc/{n}")


def added(store: Store, n: int) -> None:
    store.add(quad for k in range(DOCUMENTS) for quad in document(n * DOCUMENTS + k, n))


def replaced(store: Store, n: int) -> None:
    store.replace([graph_of(0)], document(0, n))


def updated(store: Store, n: int) -> None:
    data = "".join(line(Quad(q.subject, q.predicate, q.object, Iri(""))) for q in document(0, n))
    store.update(f"DROP SILENT GRAPH <{graph_of(0)}> ; INSERT DATA {{ GRAPH <{graph_of(0)}> {{ {data} }} }}")


def changed(store: Store, n: int) -> None:
    store.change(document(0, n - 1), document(0, n))


def purged(store: Store, n: int) -> None:
    store.replace([graph_of(0)], document(0, n))
    store.purge()


KINDS: dict[str, Callable[[Store, int], None]] = {
    "add": added, "replace": replaced, "update": updated, "change": changed,
    "purge": purged,
}  # fmt: skip

if __name__ == "__main__":
    with open_store(Path(sys.argv[1])) as opened:
        count = int(sys.argv[3])
        print("opened", flush=True)
        while True:
            count += 1
            KINDS[sys.argv[2]](opened, count)
            print(count, flush=True)
