"""The embedded store: Oxigraph on disk or in memory. The door to its store; parsers are in kg.rdf."""

import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pyoxigraph as ox

from kg.closing import Closing
from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.model.quads import Quad, Term
from kg.rdf import Parsed, from_quad, from_term, to_quad, to_term
from kg.store.base import Rows, Store
from kg.store.derived import derive
from kg.store.results import tab_separated

_ANEW = "Remove the folder and make the store again: kg ingest graph/documents."
_ROOM = "Make room and run the same command again; the store is whole."
_LOOK = "Look at the disk. Where the store itself is damaged, make it again: kg ingest graph/documents."
_HELD_BY = "Wait for it, or stop it."
_READING = "It can be read: kg query, or kg serve without --people. To change it, copy it to where you may write."
_HIDDEN = ("/graph/gold/", "/graph/text/")
_SHOWN, _KEPT = "graphs", "texts"  # folders
_UNFINISHED, _FINISHED, _OLD = ".unfinished", ".new", ".old"  # of a folder that is written anew
_BESIDE = ("readers", "copies", "server.json", "search.sqlite")  # how what others put beside them begins
_OURS = (_SHOWN, _KEPT, *_BESIDE)
_WHOLE, _REVISION = ox.NamedNode("urn:kg:store"), ox.NamedNode("urn:kg:revision")
_PART = 4  # a store of which one quad in so many was loaded as a whole is put together
_HELD = 100_000  # quads that are written before the engine puts them from memory on the disk


P = ParamSpec("P")
R = TypeVar("R")


class HeldError(StoreError):
    """Another process writes the store."""


class FullError(StoreError):
    """The disk has no room for a change, of which nothing is there then."""


# What the engine says, which gives no number for what went wrong, and what that means: the error, and what to do.
_FAULTS: tuple[tuple[str, type[StoreError], str, str], ...] = (
    ("No space left on device", FullError, "the disk is full", _ROOM),
    ("Disk quota exceeded", FullError, "the quota of the disk is used up", _ROOM),
    ("File too large", FullError, "a file of the store may not grow further", _ROOM),
    ("Read-only file system", StoreError, "the disk is read-only", _READING),
    ("Permission denied", StoreError, "the store may not be written by this user", _READING),
    ("While lock file", HeldError, "another process holds the store", _HELD_BY),
    ("lock hold by", HeldError, "another process holds the store", _HELD_BY),
)


def _guarded(method: Callable[Concatenate["OxigraphStore", P], R]) -> Callable[Concatenate["OxigraphStore", P], R]:
    """A method of a store that raises StoreError where the engine or the disk fails."""

    @wraps(method)
    def called(store: "OxigraphStore", /, *words: P.args, **named: P.kwargs) -> R:
        with _faults(store.folder):
            return method(store, *words, **named)

    return called


@contextmanager
def _faults(folder: Path | None) -> Iterator[None]:
    """What the engine and the disk raise, as StoreError."""
    try:
        yield
    except RuntimeError as error:  # what pyoxigraph 0.5 makes of a damaged file
        raise StoreError(f"the store is damaged: {error}", str(folder), _ANEW) from error
    except OSError as error:
        for words, kind, what, remedy in _FAULTS:
            if words.lower() in str(error).lower():
                raise kind(what, str(folder), remedy) from error
        raise StoreError(f"the store failed: {error}", str(folder), _LOOK) from error


class OxigraphStore(Closing):
    """Quads in two stores of Oxigraph, one beside the other: what a query sees, and what is kept back from it.

    Oxigraph is fast over the union of all graphs, but tries those of a list one by one at each look-up; so full texts
    and gold annotations lie apart. Of one change what is kept back is written first.
    With `union` the default graph of a query is the union of all graphs, else the graph without a name.

    In the unnamed graph of what is kept back, which nobody else sees, stand the revisions: of the store and of each
    graph. They are written before and after a change, so that whoever read on the way, or after a change that broke
    off, has another one.
    """

    def __init__(self, folder: Path | None, *, read_only: bool = False, union: bool = True) -> None:
        if folder is not None:
            if not read_only:
                _settle(folder)
            _check(folder, read_only)
        self.folder = folder
        self._union, self._read_only = union, read_only
        self._kept = _opened(folder and folder / _KEPT, read_only=read_only)  # first: no revision newer than its graph
        self._shown = _opened(folder and folder / _SHOWN, read_only=read_only)
        self._written = 0  # quads since the last flush
        self._loaded = 0  # quads that queries see and that were loaded as a whole since the files were put together

    def select(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Rows:
        found = self._solutions(query, graphs)
        return Rows(tuple(v.value for v in found.variables), tuple(_rows(found)))

    def columns(self, query: str) -> dict[str, list[str]]:
        """By way of TSV, in half the time that a term of each value takes."""
        found = self._solutions(query, None)
        names = [v.value for v in found.variables]
        with _faults(self.folder), _errors_of("query", query):
            written = found.serialize(format=ox.QueryResultsFormat.TSV).decode()
        return tab_separated(names, written)

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

    @_guarded
    def graphs(self) -> tuple[Iri, ...]:
        return tuple(sorted(Iri(g.value) for store in self._both() for g in store.named_graphs()))

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        about = None if subject is None else from_term(subject)
        for name in (Iri(""), *self.graphs()) if graph is None else (graph,):
            with _faults(self.folder):
                for quad in self._holding(name).quads_for_pattern(about, None, None, _name(name)):
                    yield to_quad(quad)

    def told(self, subject: Iri | None, predicate: Iri) -> Iterator[Quad]:
        about = None if subject is None else from_term(subject)
        with _faults(self.folder):
            for store in self._both():
                for quad in store.quads_for_pattern(about, from_term(predicate), None, None):
                    yield to_quad(quad)

    @_guarded
    def replace(self, graphs: Iterable[Iri], quads: Iterable[Quad]) -> None:
        """Dropped by name, because DELETE DATA knows no blank nodes."""
        dropped, added = set(graphs), list(quads)
        with self.changing({q.graph for q in added}, dropped):
            for store, found in self._parted(added):
                gone = sorted(g for g in dropped if not g or store.contains_named_graph(ox.NamedNode(g)))
                if gone:
                    drops = (f"DROP GRAPH <{graph}>" if graph else "CLEAR DEFAULT" for graph in gone)
                    store.update(" ;\n".join([*drops, _data("INSERT", found)]))
                elif found:
                    store.extend(found)
        self._flush_after(len(added))

    @_guarded
    def add(self, quads: Iterable[Quad]) -> None:
        by_graph = quads.terms if isinstance(quads, Parsed) else _by_graph(quads)
        with self.changing(set(by_graph)):
            for store in self._both():
                if found := [by_graph[graph] for graph in by_graph if self._holding(graph) is store]:
                    store.bulk_extend(chain.from_iterable(found))
                    self._loaded += sum(map(len, found)) if store is self._shown else 0

    @_guarded
    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        gone, new = list(removed), list(added)
        with self.changing({q.graph for part in (gone, new) for q in part}):
            for (store, out), (_, put) in zip(self._parted(gone), self._parted(new), strict=True):
                store.update(f"{_data('DELETE', out)} ;\n{_data('INSERT', put)}")
        self._flush_after(len(gone) + len(new))

    @_guarded
    def update(self, text: str, *, base: str | None = None) -> None:
        """Graphs to be kept back that the update has made are moved to their place after it."""
        before = set(self.graphs())
        self._revise(before)
        try:
            with _errors_of("update", text):
                self._shown.update(text, base_iri=base)
            for graph in [g for g in self._shown.named_graphs() if not is_visible(g.value)]:
                self._kept.extend(self._shown.quads_for_pattern(None, None, None, graph))
                self._shown.remove_graph(graph)
        finally:
            after = set(self.graphs())
            self._revise(before | after, gone=before - after)
        self._flush()  # how much was written is not known

    def revision(self) -> str:
        return next((revision for _, revision in self._revisions(_WHOLE)), "")

    def revisions(self) -> Iterator[tuple[Iri, str]]:
        for graph in self.graphs():
            yield graph, self.revision_of(graph)

    def revision_of(self, graph: Iri) -> str:
        """The mark of the last change of a graph, whether it is held here or elsewhere; empty where there was none."""
        return next((revision for _, revision in self._revisions(ox.NamedNode(graph))), "")

    def _revisions(self, of: Any) -> Iterator[tuple[Any, str]]:
        for quad in self._kept.quads_for_pattern(of, _REVISION, None, ox.DefaultGraph()):
            yield quad, quad.object.value

    @contextmanager
    def changing(self, graphs: set[Iri], dropped: Iterable[Iri] = ()) -> Iterator[None]:
        """Give the store, and the graphs that change, new revisions before and after; those that are gone have none."""
        changed = sorted(graphs.union(dropped))
        if not changed:
            yield
            return
        self._revise(changed)
        yield
        self._revise(changed, gone=set(dropped) - graphs)

    def _revise(self, graphs: Iterable[Iri], gone: Collection[Iri] = ()) -> None:
        if self._read_only:
            return
        revision = ox.Literal(secrets.token_hex(8))
        named = [(graph, ox.NamedNode(graph)) for graph in graphs if graph]
        nodes = [_WHOLE, *(node for _, node in named)]
        kept = [_WHOLE, *(node for graph, node in named if graph not in gone)]
        old = [quad for node in nodes for quad, _ in self._revisions(node)]
        new = [ox.Quad(node, _REVISION, revision, ox.DefaultGraph()) for node in kept]
        self._kept.update(f"{_data('DELETE', old)} ;\n{_data('INSERT', new)}")

    def _both(self) -> tuple[Any, Any]:
        return self._kept, self._shown

    def _holding(self, graph: Iri) -> Any:
        return self._shown if is_visible(graph) else self._kept

    def _parted(self, quads: Iterable[Quad]) -> list[tuple[Any, list[Any]]]:
        """The store of what is kept back and the other, each with the quads that belong into it."""
        parts: dict[bool, list[Any]] = {False: [], True: []}
        for quad in quads:
            parts[is_visible(quad.graph)].append(from_quad(quad))
        return list(zip(self._both(), parts.values(), strict=True))

    def _flush_after(self, written: int) -> None:
        """Until it is flushed, Oxigraph 0.5 keeps in memory what was written: up to 768 MB for each of its indexes."""
        self._written += written
        if self._written >= _HELD:
            self._flush()

    def _flush(self) -> None:
        for store in self._both():
            store.flush()
        self._written = 0

    @_guarded
    def derive(self) -> None:
        """Where much was loaded, the files are put together too: over many that overlap, look-ups take far longer."""
        derive(self)
        if self._loaded and self._loaded * _PART >= len(self._shown):
            self._shown.optimize()
            self._loaded = 0

    @_guarded
    def purge(self) -> None:
        """Oxigraph keeps each text that was ever in it; so all quads go into new files, in the place of the old."""
        if self.folder is None:
            return
        for name, store in ((_KEPT, self._kept), (_SHOWN, self._shown)):
            new = self.folder / f"{name}{_UNFINISHED}"
            written = ox.Store(str(new))
            written.bulk_extend(iter(store))
            written.flush()
            del written
            new.rename(self.folder / f"{name}{_FINISHED}")
        self._shown = self._kept = store = None
        _settle(self.folder)
        self._shown, self._kept = (_opened(self.folder / name, read_only=False) for name in (_SHOWN, _KEPT))

    def backup(self, folder: Path, *, with_texts: bool = True) -> None:
        """Hard links where the file system has them, so that it takes little time and room."""
        if folder.exists():
            raise StoreError("there is something already", str(folder), "Name a folder that does not exist.")
        try:
            with _faults(folder):
                folder.mkdir(parents=True)
                self._shown.backup(str(folder / _SHOWN))
                if with_texts:
                    self._kept.backup(str(folder / _KEPT))
        except StoreError:
            shutil.rmtree(folder, ignore_errors=True)  # half a copy is none
            raise

    def close(self) -> None:
        """What is flushed need not be read again by each who opens the store."""
        if self._written:
            with suppress(OSError, RuntimeError):  # what was acknowledged is in the log of the engine
                self._flush()
        self._shown = self._kept = None

    def _query(self, query: str, graphs: Sequence[Iri] | None) -> Any:
        dataset: dict[str, Any] = {"use_default_graph_as_union": self._union}
        store = self._shown
        if graphs is not None:
            store = self._shown if any(map(is_visible, graphs)) else self._kept
            dataset = {
                "default_graph": [*map(_name, graphs)],
                "named_graphs": [_name(graph) for graph in graphs if graph],
            }
        with _faults(self.folder), _errors_of("query", query):
            return store.query(query, **dataset)


def put_in_place(backup: Store, folder: Path) -> None:
    """Let a store become what a backup of it is; broken off, it is as before or as after."""
    made = folder.with_name(f"{folder.name}{_UNFINISHED}")
    shutil.rmtree(made, ignore_errors=True)
    backup.backup(made)
    with _faults(folder):
        for name in (_KEPT, _SHOWN):
            (made / name).rename(folder / f"{name}{_FINISHED}")
        made.rmdir()
        _settle(folder)
    for path in folder.glob("search.sqlite*"):  # of what was there before
        path.unlink()


def _settle(folder: Path) -> None:
    """Put files that were written anew in the place of the old ones, also where that was broken off."""
    for name in (_SHOWN, _KEPT):
        finished, old = folder / f"{name}{_FINISHED}", folder / f"{name}{_OLD}"
        if finished.exists():
            if (folder / name).exists():
                (folder / name).rename(old)
            finished.rename(folder / name)
        for rest in (old, folder / f"{name}{_UNFINISHED}"):
            shutil.rmtree(rest, ignore_errors=True)


def is_store(folder: Path) -> bool:
    """Whether a folder holds a store."""
    return all((folder / name / "CURRENT").exists() for name in (_SHOWN, _KEPT))


def is_visible(graph: str) -> bool:
    """Whether a query sees a graph."""
    return not any(part in graph for part in _HIDDEN)


def _by_graph(quads: Iterable[Quad]) -> dict[Iri, list[Any]]:
    found: dict[Iri, list[Any]] = {}
    for quad in quads:
        found.setdefault(quad.graph, []).append(from_quad(quad))
    return found


def _name(graph: Iri) -> Any:
    """A graph's name as pyoxigraph has it; the unnamed graph's is empty."""
    return ox.NamedNode(graph) if graph else ox.DefaultGraph()


@contextmanager
def _errors_of(what: str, text: str) -> Iterator[None]:
    """What Oxigraph raises for a query or an update, as QueryError."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"the {what} cannot be read: {error.msg}", text.strip()[:80], "Correct it.") from error
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"the {what} failed: {error}", text.strip()[:80], "Correct it.") from error


def _rows(found: Any) -> Iterator[dict[str, Term]]:
    names = tuple(v.value for v in found.variables)
    for row in found:
        yield {name: to_term(term) for name, term in zip(names, row, strict=True) if term is not None}


def _data(word: str, quads: Iterable[Any]) -> str:
    return f"{word} DATA {{\n" + "\n".join(map(_pattern, quads)) + "\n}"


def _pattern(quad: Any) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    return f"{triple} ." if quad.graph_name == ox.DefaultGraph() else f"GRAPH {quad.graph_name} {{ {triple} }}"


def _opened(folder: Path | None, *, read_only: bool) -> Any:
    if folder is None:
        return ox.Store()
    with _faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))


def _check(folder: Path, read_only: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError("the store is a file, not a folder", str(folder), "Name another folder with --store.")
    made = is_store(folder)
    if read_only and not made:
        raise StoreError("there is no store", str(folder), "Make one with `kg ingest`.")
    if not made and folder.exists() and any(not path.name.startswith(_OURS) for path in folder.iterdir()):
        raise StoreError("the folder is not empty and no store", str(folder), "Name another folder with --store.")
