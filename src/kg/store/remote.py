"""A store on a SPARQL 1.1 server; what is kept back from queries stays on this machine."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

from kg.closing import Closing
from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.model.place import Place
from kg.model.quads import Literal, Quad, Term, line, term
from kg.rdf import asked
from kg.store import updates
from kg.store.access import access_to
from kg.store.base import Rows
from kg.store.derived import derive
from kg.store.oxigraph import OxigraphStore, is_store, is_visible
from kg.store.results import rows, triples, truth
from kg.store.server import ROWS, TRIPLES, Server, TooLargeError

T = TypeVar("T")
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"  # Virtuoso 7.2 hangs on DISTINCT
_ANY = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER (isIRI(?s) && isIRI(?o)) } } LIMIT 1"
_PROBE = Quad(Iri("urn:x-kg:a"), Iri("urn:x-kg:b"), Iri("urn:x-kg:c"), Iri("urn:x-kg:probe"))
_OWN = (  # graphs that Virtuoso has of its own
    "http://localuriqaserver/sparql",
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/ns/ldp#",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
)


class RemoteStore(Closing):
    """Quads on a server, but for full texts and annotations, which lie in a folder of this machine.

    Of one change what is kept back is written first. One writer at a time: nothing locks the server.
    """

    def __init__(self, place: Place, *, read_only: bool = False) -> None:
        self._place = place
        self.folder: Path | None = place.kept
        self._server = Server(place, access_to(place))
        try:
            self._prepare(read_only)
            is_there = is_store(place.kept) or not read_only
            self._kept = OxigraphStore(place.kept if is_there else None, read_only=read_only and is_there)
        except BaseException:
            self._server.close()
            raise

    def select(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Rows:
        if self._asks_kept(graphs):
            return self._kept.select(query, graphs=graphs)
        form = asked(query)
        if not isinstance(form, tuple):
            raise QueryError("the query is no SELECT", query.strip()[:80], "Use ask or construct for the other forms.")
        return Rows(form, tuple(self._rows(query, graphs)))

    def columns(self, query: str) -> dict[str, list[str]]:
        return self.select(query).columns()

    def solutions(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[dict[str, Term]]:
        return iter(self.select(query, graphs=graphs).rows)

    def ask(self, query: str, *, graphs: Sequence[Iri] | None = None) -> bool:
        if self._asks_kept(graphs):
            return self._kept.ask(query, graphs=graphs)
        asked(query)
        return self._read(truth, query, ROWS, graphs)

    def construct(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[Quad]:
        if self._asks_kept(graphs):
            yield from self._kept.construct(query, graphs=graphs)
            return
        if asked(query) is not Quad:
            raise QueryError("the query is no CONSTRUCT", query.strip()[:80], "Use select or ask for the other forms.")
        yield from self._read(lambda body: list(triples(body, Iri(""))), query, TRIPLES, graphs)

    def graphs(self) -> tuple[Iri, ...]:
        return tuple(sorted([*self._kept.graphs(), *(g for g in self._named() if not g.startswith(updates.STAGING))]))

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        """By SELECT, because Virtuoso says of that alone when it gives no more rows."""
        about = "?s" if subject is None else term(subject)
        for name in self.graphs() if graph is None else (graph,):
            if is_visible(name):
                for row in self._rows(f"SELECT * WHERE {{ GRAPH <{name}> {{ {about} ?p ?o }} }}"):
                    yield Quad(subject or _iri(row["s"]), _iri(row["p"]), row["o"], name)
            else:
                yield from self._kept.quads(name, subject=subject)

    def told(self, subject: Iri | None, predicate: Iri) -> Iterator[Quad]:
        yield from self._kept.told(subject, predicate)
        about = "?s" if subject is None else term(subject)
        for row in self._rows(f"SELECT * WHERE {{ GRAPH ?g {{ {about} <{predicate}> ?o }} }}"):
            yield Quad(subject or _iri(row["s"]), predicate, row["o"], _iri(row["g"]))

    def add(self, quads: Iterable[Quad]) -> None:
        shown, kept = _parted(quads)
        with self._kept.changing({q.graph for q in shown}):
            self._kept.add(kept)
            self._write([], updates.units(shown))

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Where the server takes it only in parts, each part is one transaction."""
        (out, out_kept), (new, new_kept) = _parted(removed), _parted(added)
        with self._kept.changing({q.graph for part in (out, new) for q in part}):
            if out_kept or new_kept:
                self._kept.change(out_kept, new_kept)
            self._change(out, updates.units(new))

    def replace(self, graphs: Iterable[Iri], quads: Iterable[Quad]) -> None:
        dropped, (shown, kept) = set(graphs), _parted(quads)
        with self._kept.changing({q.graph for q in shown}, set(filter(is_visible, dropped))):
            self._kept.replace([g for g in dropped if not is_visible(g)], kept)
            self._write(sorted(filter(is_visible, dropped)), updates.units(shown))

    def update(self, text: str, *, base: str | None = None) -> None:
        with self._kept.changing(set(self._named())):
            self._server.update(text if base is None else f"BASE <{base}>\n{text}", again=False)

    def revision(self) -> str:
        """What others change on the server leaves no mark."""
        return self._kept.revision()

    def revisions(self) -> Iterator[tuple[Iri, str]]:
        for graph in self.graphs():
            yield graph, self._kept.revision_of(graph)

    def purge(self) -> None:
        """Of what is kept back; the files of a server are its own."""
        self._kept.purge()

    def backup(self, folder: Path, *, with_texts: bool = True) -> None:
        raise StoreError("a server makes its own backups", self._place.address, "`kg store copy` copies its graphs.")

    def derive(self) -> None:
        derive(self)

    def close(self) -> None:
        self._kept.close()
        self._server.close()

    def _asks_kept(self, graphs: Sequence[Iri] | None) -> bool:
        return graphs is not None and not any(map(is_visible, graphs))

    def _read(self, reader: Callable[[bytes], T], query: str, accept: str, graphs: Sequence[Iri] | None = None) -> T:
        """What a reader makes of the answer to a query."""
        answer = self._server.ask(query, accept, graphs)
        try:
            found = reader(answer.body)
        except ValueError as error:
            what = f"the answer of the server cannot be read: {error}"[:300]
            raise QueryError(what, query.strip()[:80], "It may be cut off: ask for less.") from error
        if answer.most is not None and isinstance(found, list) and len(found) >= answer.most:
            what = f"the server gives no more than {answer.most} rows"
            remedy = "Ask for less, or let it give more: ResultSetMaxRows = 0 in virtuoso.ini."
            raise QueryError(what, query.strip()[:80], remedy)
        return found

    def _rows(self, query: str, graphs: Sequence[Iri] | None = None) -> list[dict[str, Term]]:
        return self._read(rows, query, ROWS, graphs)

    def _named(self) -> list[Iri]:
        """The graphs on the server, with those that are being written."""
        return [g for g in (_iri(row["g"]) for row in self._rows(_GRAPHS)) if g not in _OWN]

    def _prepare(self, read_only: bool) -> None:
        """See that a query sees the union of all graphs, and clear away what an interrupted change has left."""
        if not read_only:
            for graph in self._named():
                if graph.startswith(updates.STAGING):
                    self._server.update(updates.request(updates.drops([graph])))
        known = self._rows(_ANY)
        if known:
            s, p, o = (term(known[0][name]) for name in "spo")
            self._refuse_unless(self._read(truth, f"ASK {{ {s} {p} {o} }}", ROWS))
        elif not read_only:
            self._server.update(updates.request(updates.inserts(updates.units([_PROBE]))))
            s, p, o = map(term, (_PROBE.subject, _PROBE.predicate, _PROBE.object))
            seen = self._read(truth, f"ASK {{ {s} {p} {o} }}", ROWS)
            self._server.update(updates.request(updates.drops([_PROBE.graph])))
            self._refuse_unless(seen)

    def _refuse_unless(self, is_union: bool) -> None:
        if not is_union:
            what = "a query to the server does not see its named graphs"
            remedy = "Let its default graph be the union of all graphs: oxigraph serve --union-default-graph."
            raise StoreError(what, self._place.address, remedy)

    def _change(self, out: Sequence[Quad], new: Sequence[updates.Unit]) -> None:
        if not out and not new:
            return
        text = updates.request([*updates.deletes(out), *updates.inserts(new)])
        try:
            self._server.update(text, again=not any(unit.is_blank for unit in new))
        except TooLargeError:
            self._refuse_single(len(out) + len(new))
            half, middle = len(out) // 2, len(new) // 2
            if len(out) == 1:  # and something to add
                half = 1
            self._change(out[:half], new[:middle])
            self._change(out[half:], new[middle:])

    def _refuse_single(self, count: int) -> None:
        if count <= 1:
            remedy = "Let the server take longer requests, or set graph-store below [store] in kg.toml."
            raise StoreError("the server refuses a single statement as too large", self._place.address, remedy)

    def _write(self, dropped: Sequence[Iri], added: Sequence[updates.Unit]) -> None:
        """Drop graphs and add units in one update, or where that is too large, staged and put in place by one."""
        if not dropped and not added:
            return
        blank = {q.graph for unit in added if unit.is_blank for q in unit.quads}
        text = updates.request([*updates.drops(dropped), *updates.inserts(added)])
        try:
            self._server.update(text, again=blank <= set(dropped))
        except TooLargeError:
            into = sorted({q.graph for unit in added for q in unit.quads})
            self._run([list(updates.drops([updates.STAGING + graph])) for graph in into])
            self._stage(deque(map(updates.staged, added)))
            gone = set(dropped)
            arriving = [[*updates.drops(gone & {graph}), *updates.arrival(graph)] for graph in into]
            self._run([*([drop] for drop in updates.drops(gone - set(into))), *arriving], again=False)

    def _run(self, groups: Sequence[Sequence[str]], *, again: bool = True) -> None:
        """Run groups of operations in one update, or where the server takes no list as long as that, in halves."""
        if not groups:
            return
        try:
            self._server.update(updates.request(chain.from_iterable(groups)), again=again)
        except TooLargeError:
            self._refuse_single(len(groups))
            half = len(groups) // 2
            self._run(groups[:half], again=again)
            self._run(groups[half:], again=again)

    def _stage(self, waiting: "deque[updates.Unit]") -> None:
        """Write units in batches as large as the server takes them."""
        while waiting:
            batch = [waiting.popleft()]
            size = batch[0].size
            while waiting and size + waiting[0].size <= self._server.most * 0.9 and self._goes_with(batch, waiting[0]):
                batch.append(waiting.popleft())
                size += batch[-1].size
            try:
                self._put(batch)
            except TooLargeError:
                self._refuse_single(len(batch))
                waiting.extendleft(reversed(batch))

    def _goes_with(self, batch: Sequence[updates.Unit], unit: updates.Unit) -> bool:
        return not self._server.has_graph_store or batch[0].quads[0].graph == unit.quads[0].graph

    def _put(self, batch: Sequence[updates.Unit]) -> None:
        again = not any(unit.is_blank for unit in batch)
        if self._server.has_graph_store:
            graph = batch[0].quads[0].graph
            text = "".join(line(Quad(q.subject, q.predicate, q.object, Iri(""))) for unit in batch for q in unit.quads)
            self._server.post(graph, text, again=again)
        else:
            self._server.update(updates.request(updates.inserts(batch)), again=again)


def _parted(quads: Iterable[Quad]) -> tuple[list[Quad], list[Quad]]:
    """What a query sees, and what is kept back."""
    parts: dict[bool, list[Quad]] = {True: [], False: []}
    for quad in quads:
        parts[is_visible(quad.graph)].append(quad)
    return parts[True], parts[False]


def _iri(value: Term) -> Iri:
    assert not isinstance(value, Literal)
    return value
