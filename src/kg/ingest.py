"""Puts documents into a store: each in one transaction, unchanged ones left alone."""

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from kg.decisions.aliases import alias_quads
from kg.decisions.heeded import heeded_quads
from kg.decisions.provisional import described, descriptions, provisional
from kg.decisions.scope import Scopes
from kg.decisions.stale import STATE, stale_quads
from kg.errors import StoreError, UsageError
from kg.iris import Iri, pov
from kg.model.quads import Quad, plain, text
from kg.paths import data_folder
from kg.pipeline import (
    Texts,
    actors_of,
    decisions_of,
    document_quads,
    extract,
    registry_of,
    state_of,
    state_with,
)
from kg.project import Project
from kg.rdf import Parsed, parse
from kg.registry import registry_quads
from kg.search import follow
from kg.store import Store
from kg.store.derived import edges
from kg.workers import HERE, Workers

_TOGETHER = 50_000  # quads of new documents that are written at a time
_AT_LATEST = 2.0  # seconds after which a new document is written, however few there are
_AT_ONCE = 1_000  # actors whose descriptions change in one transaction
_KNOWN = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?document ?version WHERE { ?document pov:version ?version ; pov:layout ?layout }
"""
DECISIONS = pov("decisionsHash")  # of those about a document that it was read with; kept beside its text
_UNUSED_RUNS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?run WHERE {
  VALUES ?kind { pov:ExtractionRun pov:ManualAnnotation }
  ?run a ?kind . FILTER NOT EXISTS { ?made pov:extractedBy ?run }
}
"""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What was done with a document: new, changed (or extracted by another state of kg), unchanged."""

    key: str
    kind: str


def prepare(store: Store, project: Project) -> None:
    """Load ontology and registry where they are not those of this version."""
    load_ontology(store, project)
    registry = project.iris.graph("registry")
    known = registry_of(project)
    marker = Quad(registry, pov("version"), text(known.digest), registry)
    held = list(store.quads(registry))
    if marker in held:
        return
    named = alias_quads(known, decisions_of(project), registry)
    base = list(dict.fromkeys(chain(registry_quads(project.registry_files, registry), named)))
    registered = {q.subject for q in base}
    others = provisional(held) - registered
    kept = [q for q in held if q.subject in others]
    store.replace([registry], [*base, *kept, marker])


def complete(store: Store, project: Project) -> None:
    """Load the ontology of this version, and the registry where the store has none: what an export leaves out."""
    load_ontology(store, project)
    if not any(q.predicate == pov("version") for q in store.quads(project.iris.graph("registry"))):
        prepare(store, project)


def load_ontology(store: Store, project: Project) -> None:
    """Load the ontology where the store has none, or one of another version."""
    ontology, files = project.iris.graph("ontology"), _ontology_files()
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    marker = Quad(ontology, pov("version"), text(digest), ontology)
    held = set(store.quads(ontology))
    terms = [q for path in files for q in parse(path, ontology)]
    if {q for q in held if not _is_blank(q)} != {q for q in terms if not _is_blank(q)} | {marker}:
        store.replace([ontology], [*terms, marker])


def _is_blank(quad: Quad) -> bool:
    return quad.subject.startswith("_:") or (isinstance(quad.object, str) and quad.object.startswith("_:"))


def _ontology_files() -> list[Path]:
    folder = data_folder("ontology")
    return [p for p in (folder / "kg.ttl", folder / "vocab" / "relation-types.ttl") if p.exists()]


def known_versions(store: Store, project: Project) -> dict[str, str]:
    """The version of each document in the store by its key."""
    prefix = f"{project.iris.base}doc/"
    rows = store.select(_KNOWN).rows
    return {unquote(str(r["document"]).removeprefix(prefix)): plain(r["version"]) for r in rows}


def keys_of(store: Store, project: Project) -> frozenset[str]:
    """The keys of the documents in the store."""
    return frozenset(known_versions(store, project))


def ingest_texts(
    store: Store,
    project: Project,
    texts: Texts,
    workers: Workers = HERE,
    *,
    again: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> Iterator[Ingested]:
    """Extract and store documents, in the order of their keys; the caller then derives edges.

    `tell` is told what a larger model has cost.
    """
    known, states, iris = known_versions(store, project), _known_states(store), project.iris
    common, scopes, given = state_of(project), scopes_of(project), {d.key: d for d in texts.documents}
    decided = scopes.of_stored(store, map(iris.document, given))
    unchanged = {
        key
        for key, document in given.items()
        if not again
        and known.get(key) == document.version
        and states.get(iri := iris.document(key)) == state_with(document, common, decided[iri])
    }
    for key in sorted(unchanged):
        yield Ingested(key, "unchanged")
    rest = replace(texts, documents=tuple(d for d in texts.documents if d.key not in unchanged))
    with _Writing(store) as writing:
        for extracted in extract(rest, project, workers, tell):
            document = extracted.document
            before = known.get(document.key)
            found = document_quads(extracted, project, before if before != document.version else None)
            iri, own = iris.document(document.key), (iris.document_graph(document.key), iris.text_graph(document.key))
            found += [*descriptions(found, own[1]), *edges(found, iris.graph("edges"))]
            now = scopes.of(iri, (iris.claim(claim.id) for claim in extracted.extraction.claims))
            found.append(Quad(iri, DECISIONS, text(now), own[1]))
            state = Quad(iri, STATE, text(state_with(given[document.key], common, now)), own[1])
            yield from writing.write(Ingested(document.key, "new" if before is None else "changed"), own, found, state)
        yield from writing.write_held()
    settle(store, project)


def scopes_of(project: Project) -> Scopes:
    """Which of a project's decisions decide about which document."""
    return Scopes(decisions_of(project), project.iris)


class _Writing:
    """Writes documents as they come: a changed one at once, new ones some together, which takes half the time.

    Each is in the store when it is given back; its state, by which it counts as unchanged, comes last. What is held is
    written also where extraction stops on the way.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._graphs = store, frozenset(store.graphs())
        self._held: list[Ingested] = []
        self._quads: list[Quad] = []
        self._states: list[Quad] = []
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, StoreError | OSError):
            deque(self.write_held(), 0)

    def write(self, one: Ingested, graphs: tuple[Iri, ...], quads: list[Quad], state: Quad) -> Iterator[Ingested]:
        """Take a document with the graphs of its own; those that are now in the store."""
        if not self._graphs.isdisjoint(graphs):
            yield from self.write_held()
            self._store.replace(graphs, quads)
            self._store.change((), [state])
            yield one
            return
        self._held.append(one)
        self._quads += quads
        self._states.append(state)
        if len(self._quads) >= _TOGETHER or time.monotonic() - self._since >= _AT_LATEST:
            yield from self.write_held()

    def write_held(self) -> Iterator[Ingested]:
        held, quads, states = self._held, self._quads, self._states
        self._held, self._quads, self._states = [], [], []
        if held:
            self._store.add(quads)
            self._store.change((), states)
        self._since = time.monotonic()
        yield from held


def _known_states(store: Store) -> dict[Iri, str]:
    """By which state each document was extracted; kept beside its text, where no query looks."""
    return {quad.subject: plain(quad.object) for quad in store.told(None, STATE)}


def load_quads(store: Store, path: Path) -> int:
    """Load one file, without what is settled at the end; how many documents it held. ImportingError where it is wrong.

    Many quads of documents that are all new are written as a whole, which takes less time and half the disk.
    """
    found = Parsed(path)
    own = sorted(graph for graph in found.terms if "/graph/doc/" in graph)
    graphs = [*own, *map(_text_graph, own)]
    beside = [quad for graph in own for quad in _beside(store, graph, found)]
    if len(found) >= _TOGETHER and frozenset(graphs).isdisjoint(store.graphs()):
        if beside:  # what no query sees, and so does not show a half
            store.add(beside)
        store.add(found)
    else:
        store.replace(graphs, chain(found, beside))
    return len(own)


def _beside(store: Store, graph: Iri, found: Parsed) -> Iterator[Quad]:
    """What stands beside the text of a document that is loaded from quads: its text, if it is that of the same version.

    Where the quads are not those that were extracted here, the state goes, so that the next ingest extracts again.
    """
    text_graph = _text_graph(graph)
    if text_graph in found.terms:
        return
    own, held = set(found.of(graph)), set(store.quads(graph))
    if own == held:
        yield from store.quads(text_graph)
        return
    versions = {q.object for q in own & held if q.predicate == pov("version")}
    if versions:
        yield from (q for q in store.quads(text_graph) if q.predicate in (pov("text"), pov("exact")))
    objects = {q.object for q in own}
    registries = map(found.of, (name for name in found.terms if name.endswith("graph/registry")))
    yield from descriptions([q for q in chain.from_iterable(registries) if q.subject in objects], text_graph)


def _text_graph(graph: Iri) -> Iri:
    return Iri(graph.replace("/graph/doc/", "/graph/text/"))


def remove(store: Store, project: Project, keys: Iterable[str]) -> None:
    """Take documents out, with all that only they needed, so that no word of them is left in the store's files.

    That writes the whole store anew. UsageError where the store lacks one.
    """
    wanted, known, iris = tuple(keys), keys_of(store, project), project.iris
    if missing := [key for key in wanted if key not in known]:
        raise UsageError(f"there is no document {missing[0]}", "the store", "`kg query documents` lists the keys.")
    store.replace([g for key in wanted for g in (iris.document_graph(key), iris.text_graph(key))], ())
    store.derive()
    settle(store, project)
    store.purge()
    follow(store, clean=True)


def settle(store: Store, project: Project) -> None:
    """After documents changed: actors and runs that none needs any more go; decisions that fit nothing are issues.

    The graph of decisions also says which of them the documents heed.
    """
    iris, decisions = project.iris, decisions_of(project)
    unused = {str(row["run"]) for row in store.select(_UNUSED_RUNS).rows}
    runs, registry = iris.graph("runs"), iris.graph("registry")
    _put(store, runs, [q for q in store.quads(runs) if q.subject not in unused])
    changes = ((held - wanted, wanted - held) for _, held, wanted in described(store, registry, decisions))
    differing = ((removed, added) for removed, added in changes if removed or added)
    while some := list(islice(differing, _AT_ONCE)):
        store.change(chain.from_iterable(r for r, _ in some), chain.from_iterable(a for _, a in some))
    stale = stale_quads(store, decisions, actors_of(project), iris)
    documents = [iris.document(key) for key in keys_of(store, project)]
    decided = scopes_of(project).of_stored(store, documents)
    current = [q.subject for q in store.told(None, DECISIONS) if plain(q.object) == decided.get(q.subject)]
    told = heeded_quads(store, decisions, iris, documents, current)
    _put(store, iris.graph("decisions"), [*stale, *told])


def _put(store: Store, graph: Iri, quads: list[Quad]) -> None:
    """Make a graph hold these quads and no others."""
    if set(store.quads(graph)) != set(quads):
        store.replace([graph], quads)
