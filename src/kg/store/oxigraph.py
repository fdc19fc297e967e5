"""The embedded store: Oxigraph on disk or in memory. The door to its store; parsers are in kg.rdf."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.iris import Iri, pov
from kg.model.quads import Quad, Term, plain
from kg.model.resemblance import near_equal
from kg.rdf import from_quad, from_term, to_quad, to_term
from kg.store.base import Rows
from kg.store.derived import MISSING_EDGES, SKETCHES, STALE_EDGES, UNEXPRESSED

_ANEW = "Remove the folder and make the store again: kg ingest graph/documents."
_HIDDEN = ("/graph/gold/", "/graph/text/")
_AT_ONCE = 10_000  # derived quads that change in one transaction, so that memory stays as it is
_HELD = 100_000  # quads that are written before the engine puts them from memory on the disk
_NAMING = re.compile(r"\b(?:graph|from)\b", re.IGNORECASE)  # words without which a query cannot look into named graphs
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
        found = self._solutions(query, graphs)
        return Rows(tuple(v.value for v in found.variables), tuple(_rows(found)))

    def solutions(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[dict[str, Term]]:
        return _rows(self._solutions(query, graphs))

    def _solutions(self, query: str, graphs: Sequence[Iri] | None) -> Any:
        found = self._query(query, graphs)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("the query is no SELECT", query.strip()[:80], "Use ask or construct for the other forms.")
        return found

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

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        about = None if subject is None else from_term(subject)
        for name in self.graphs() if graph is None else (graph,):
            for quad in self._store.quads_for_pattern(about, None, None, ox.NamedNode(name)):
                yield to_quad(quad)

    def told(self, subject: Iri, predicate: Iri) -> Iterator[Quad]:
        for quad in self._store.quads_for_pattern(from_term(subject), from_term(predicate), None, None):
            if quad.graph_name != ox.DefaultGraph():
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
            parts.append(_data("INSERT", stored))
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
                yield from (q for q in self._same(quad) if q.graph_name.value not in dropped)

    def add(self, quads: Iterable[Quad]) -> None:
        added = [from_quad(q) for q in quads]
        self._store.bulk_extend([*added, *_merged(added)])

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        gone, new = {from_quad(q) for q in removed}, [from_quad(q) for q in added]
        unmerged = [q for q in _merged(gone) if all(same in gone for same in self._same(q))]
        parts = [_data("DELETE", [*gone, *unmerged]), _data("INSERT", [*new, *_merged(new)])]
        self._store.update(" ;\n".join(parts))
        self._flush_after(len(gone) + len(new))

    def _same(self, quad: Any) -> Iterator[Any]:
        """The quads of visible graphs with the triple of a quad."""
        for same in self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
            if same.graph_name != ox.DefaultGraph() and _is_visible(same.graph_name.value):
                yield same

    def derive(self) -> None:
        for base in sorted({found[1] for found in map(_OF_BASE.fullmatch, self.graphs()) if found}):
            relations, edges, similar = (Iri(f"{base}graph/{name}") for name in ("relations", "edges", "similar"))
            self._take_out(self._answers(UNEXPRESSED, base, relations))
            self._take_out(self._answers(STALE_EDGES, base, edges))
            self._put_in(self._answers(MISSING_EDGES, base, edges))
            first_of = near_equal(self._sketches(base))
            alike = (Quad(Iri(piece), pov("similarTo"), Iri(first), similar) for piece, first in first_of.items())
            self._take_out(q for q in self.quads(similar) if first_of.get(q.subject) != q.object)
            self._put_in(q for q in alike if from_quad(q) not in self._store)

    def _answers(self, query: str, base: str, graph: Iri) -> Iterator[Quad]:
        """The rows ?s ?p ?o of a query as quads of a graph."""
        named = [ox.NamedNode(f"{base}graph/{name}") for name in ("relations", "edges")]  # of all, look-ups take longer
        for row in self._store.query(query.replace("BASE", base), named_graphs=named):
            yield to_quad(ox.Quad(row["s"], row["p"], row["o"], ox.NamedNode(graph)))

    def _sketches(self, base: str) -> Iterator[tuple[str, str, str]]:
        for row in self.solutions(SKETCHES):
            if str(row["passage"]).startswith(base):
                yield str(row["passage"]), str(row["document"]), plain(row["sketch"])

    def _take_out(self, quads: Iterator[Quad]) -> None:
        while some := list(islice(quads, _AT_ONCE)):
            self.change(some, ())

    def _put_in(self, quads: Iterator[Quad]) -> None:
        while some := list(islice(quads, _AT_ONCE)):
            self.change((), some)

    def close(self) -> None:
        self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _query(self, query: str, graphs: Sequence[Iri] | None) -> Any:
        asked = filter(_is_visible, self.graphs()) if graphs is None and _NAMING.search(query) else graphs or ()
        dataset = [ox.NamedNode(g) for g in asked]
        default = {} if graphs is None else {"default_graph": dataset}
        try:
            return self._store.query(query, named_graphs=dataset, **default)
        except SyntaxError as error:
            raise QueryError(f"the query cannot be read: {error.msg}", query.strip()[:80], "Correct it.") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query failed: {error}", query.strip()[:80], "Correct it.") from error


def _is_visible(graph: str) -> bool:
    return not any(part in graph for part in _HIDDEN)


def _rows(found: Any) -> Iterator[dict[str, Term]]:
    names = tuple(v.value for v in found.variables)
    for row in found:
        yield {name: to_term(term) for name, term in zip(names, row, strict=True) if term is not None}


def _merged(quads: Iterable[Any]) -> Iterator[Any]:
    """The triples of visible graphs as quads of the unnamed graph."""
    for quad in quads:
        if _is_visible(quad.graph_name.value):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _data(word: str, quads: Iterable[Any]) -> str:
    return f"{word} DATA {{\n" + "\n".join(map(_pattern, quads)) + "\n}"


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
