"""The embedded store: Oxigraph on disk or in memory. The door to its store; parsers are in kg.rdf."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.iris import Iri, pov
from kg.model.quads import Quad, plain
from kg.model.resemblance import near_equal
from kg.rdf import from_quad, to_quad, to_term
from kg.store.base import Rows
from kg.store.derived import EDGES, SKETCHES, UNEXPRESSED

_ANEW = "Remove the folder and make the store again: kg ingest graph/documents."
_HIDDEN = ("/graph/gold/", "/graph/text/")
_HELD = 100_000  # quads that are written before the engine puts them from memory on the disk
_OF_BASE = re.compile("(.*)graph/(?:relations|similar|edges|doc/.*)")


class OxigraphStore:
    """Quads in Oxigraph.

    The unnamed graph holds a copy of what is visible by default, so that a query need not look into every graph:
    Oxigraph tries the graphs of a dataset one by one at each lookup.
    """

    def __init__(self, folder: Path | None, *, read_only: bool = False) -> None:
        self._store = _opened(folder, read_only=read_only)
        self._written = 0  # quads since the last flush

    def select(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Rows:
        found = self._query(query, graphs)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("the query is no SELECT", query.strip()[:80], "Use ask or construct for the other forms.")
        names = tuple(v.value for v in found.variables)
        rows = tuple(
            {name: to_term(term) for name, term in zip(names, row, strict=True) if term is not None} for row in found
        )
        return Rows(names, rows)

    def ask(self, query: str, *, graphs: Sequence[Iri] | None = None) -> bool:
        return bool(self._query(query, graphs))

    def construct(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[Quad]:
        found = self._query(query, graphs)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("the query is no CONSTRUCT", query.strip()[:80], "Use select or ask for the other forms.")
        for triple in found:
            yield to_quad(ox.Quad(triple.subject, triple.predicate, triple.object))

    def graphs(self) -> tuple[Iri, ...]:
        return tuple(sorted(Iri(g.value) for g in self._store.named_graphs()))

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        for name in self.graphs() if graph is None else (graph,):
            for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
                yield to_quad(quad)

    def replace(self, graphs: Iterable[Iri], quads: Iterable[Quad]) -> None:
        """One update: nobody sees the half of it. Dropped by name, because DELETE DATA knows no blank nodes."""
        dropped = sorted(g for g in set(graphs) if self._store.contains_named_graph(ox.NamedNode(g)))
        added = [from_quad(q) for q in quads]
        if dropped:
            self._exchange(dropped, added)
        else:
            self._store.extend([*added, *_merged(added)])
        self._flush_after(len(added))

    def _exchange(self, dropped: list[Iri], added: list[Any]) -> None:
        parts = [part for graph in dropped for part in _dropping(graph)]
        if stored := [*added, *_merged(added), *_merged(self._shared(dropped))]:
            parts.append("INSERT DATA {\n" + "\n".join(map(_pattern, stored)) + "\n}")
        self._store.update(" ;\n".join(parts))

    def _flush_after(self, written: int) -> None:
        """Until it is flushed, Oxigraph 0.5 keeps in memory what was written: up to 768 MB for each of its indexes."""
        self._written += written
        if self._written >= _HELD:
            self._store.flush()
            self._written = 0

    def _shared(self, dropped: list[Iri]) -> Iterator[Any]:
        """Quads of graphs that stay whose triples stand in a dropped graph too."""
        for graph in filter(_is_visible, dropped):
            for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
                same = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
                yield from (q for q in same if q.graph_name != ox.DefaultGraph() and q.graph_name.value not in dropped)

    def derive(self) -> None:
        for base in sorted({found[1] for found in map(_OF_BASE.fullmatch, self.graphs()) if found}):
            self.replace([Iri(f"{base}graph/similar")], self._similar(base))
            self._store.update(UNEXPRESSED.replace("BASE", base))
            self._store.update(EDGES.replace("BASE", base))

    def _similar(self, base: str) -> list[Quad]:
        rows = [(str(r["passage"]), str(r["document"]), plain(r["sketch"])) for r in self.select(SKETCHES).rows]
        own = [row for row in rows if row[0].startswith(base)]
        found = near_equal({p: sketch for p, _, sketch in own}, {p: document for p, document, _ in own})
        graph = Iri(f"{base}graph/similar")
        return [Quad(Iri(piece), pov("similarTo"), Iri(first), graph) for piece, first in found.items()]

    def close(self) -> None:
        self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _query(self, query: str, graphs: Sequence[Iri] | None) -> Any:
        dataset = [ox.NamedNode(g) for g in (filter(_is_visible, self.graphs()) if graphs is None else graphs)]
        default = {} if graphs is None else {"default_graph": dataset}
        try:
            return self._store.query(query, named_graphs=dataset, **default)
        except SyntaxError as error:
            raise QueryError(f"the query cannot be read: {error.msg}", query.strip()[:80], "Correct it.") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query failed: {error}", query.strip()[:80], "Correct it.") from error


def _is_visible(graph: str) -> bool:
    return not any(part in graph for part in _HIDDEN)


def _merged(quads: Iterable[Any]) -> Iterator[Any]:
    """The triples of visible graphs as quads of the unnamed graph."""
    for quad in quads:
        if _is_visible(quad.graph_name.value):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _dropping(graph: Iri) -> Iterator[str]:
    if _is_visible(graph):
        yield f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    yield f"DROP SILENT GRAPH <{graph}>"


def _pattern(quad: Any) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    return f"{triple} ." if quad.graph_name == ox.DefaultGraph() else f"GRAPH {quad.graph_name} {{ {triple} }}"


def _opened(folder: Path | None, *, read_only: bool) -> Any:
    if folder is None:
        return ox.Store()
    try:
        _check(folder, read_only)
        folder.mkdir(parents=True, exist_ok=True)
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except RuntimeError as error:  # what pyoxigraph 0.5 makes of a damaged file
        raise StoreError(f"the store is damaged: {error}", str(folder), _ANEW) from error
    except OSError as error:
        locked = "lock" in str(error).lower()
        what = "another process holds the store" if locked else f"the store cannot be opened: {error}"
        raise StoreError(what, str(folder), "Wait for it, or stop it." if locked else _ANEW) from error


def _check(folder: Path, read_only: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError("the store is a file, not a folder", str(folder), "Name another folder with --store.")
    if folder.exists() and any(folder.iterdir()) and not (folder / "CURRENT").exists():
        raise StoreError("the folder is not empty and no store", str(folder), "Name another folder with --store.")
    if read_only and not (folder / "CURRENT").exists():
        raise StoreError("there is no store", str(folder), "Make one with `kg ingest`.")
