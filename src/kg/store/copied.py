"""Moves graphs from one store to another, so that an interrupted copy goes on where it stopped."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import StoreError
from kg.iris import Iri
from kg.model.quads import Quad
from kg.rdf import canonical
from kg.store.base import Store
from kg.store.oxigraph import is_visible

_TOGETHER = 10_000  # quads of small graphs that are written at a time
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did: graphs and quads moved, graphs that were there already, the hash of all that was copied."""

    graphs: int
    quads: int
    held: int
    hash: str


def copy(source: Store, target: Store, *, with_texts: bool, tell: Tell = lambda done, total, name: None) -> Copied:
    """Make the target hold each graph of the source as it is there; its other graphs stay.

    A graph whose hash agrees is left alone. StoreError where the hashes differ at the end. `tell` is told how many
    graphs are done, of how many, and the name of the last.
    """
    wanted = [graph for graph in source.graphs() if with_texts or is_visible(graph)]
    there, digests = frozenset(target.graphs()), dict[Iri, str]()
    moved = quads = 0
    held: dict[Iri, list[Quad]] = {}
    for number, graph in enumerate(wanted, 1):
        found = list(source.quads(graph))
        digests[graph] = _digest(found)
        if graph not in there or _digest(target.quads(graph)) != digests[graph]:
            held[graph] = found
            moved, quads = moved + 1, quads + len(found)
        if sum(map(len, held.values())) >= _TOGETHER:
            _put(target, held)
            held = {}
        tell(number, len(wanted), graph)
    _put(target, held)
    for graph in wanted:
        if _digest(target.quads(graph)) != digests[graph]:
            remedy = "Run the same command again; docs/remote.md says which values a server cannot hold."
            raise StoreError("a graph is not the same after it was copied", graph, remedy)
    return Copied(moved, quads, len(wanted) - moved, _whole(digests))


def _put(target: Store, held: dict[Iri, list[Quad]]) -> None:
    if held:
        target.replace(held, (quad for found in held.values() for quad in found))


def _digest(quads: Iterable[Quad]) -> str:
    return _hashed(canonical(quads))


def _whole(digests: dict[Iri, str]) -> str:
    return _hashed(f"{graph} {digest}\n" for graph, digest in sorted(digests.items()))


def _hashed(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for each in lines:
        digest.update(each.encode())
    return digest.hexdigest()
