"""Puts documents into a store: each in one transaction, unchanged ones left alone."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from kg.iris import Iri, pov
from kg.model.quads import Quad, plain, text
from kg.paths import data_folder
from kg.pipeline import Texts, document_quads, extract, registry_of, state_of
from kg.project import Project
from kg.rdf import parse
from kg.registry import registry_quads
from kg.store import Store

_KNOWN = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?document ?version WHERE { ?document pov:version ?version ; pov:layout ?layout }
"""
_STATES = "SELECT ?document ?state WHERE { ?document <https://w3id.org/pov#stateHash> ?state }"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What was done with a document: new, changed (or extracted by another state of kg), unchanged."""

    key: str
    kind: str


def prepare(store: Store, project: Project) -> None:
    """Load ontology and registry where they are not those of this version."""
    load_ontology(store, project)
    registry = project.iris.graph("registry")
    marker = Quad(registry, pov("version"), text(registry_of(project).digest), registry)
    held = list(store.quads(registry))
    if marker in held:
        return
    base = list(registry_quads(project.registry_files, registry))
    registered = {q.subject for q in base}
    provisional = {q.subject for q in held if q.object == pov("ProvisionalActor")} - registered
    kept = [q for q in held if q.subject in provisional]
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
    store: Store, project: Project, texts: Texts, jobs: int = 1, *, again: bool = False
) -> Iterator[Ingested]:
    """Extract and store documents, in the order of their keys; the caller then derives edges."""
    known, states, iris = known_versions(store, project), _known_states(store), project.iris
    state = state_of(project)
    unchanged = {
        d.key
        for d in texts.documents
        if not again and known.get(d.key) == d.version and states.get(iris.document(d.key)) == state
    }
    for key in sorted(unchanged):
        yield Ingested(key, "unchanged")
    rest = replace(texts, documents=tuple(d for d in texts.documents if d.key not in unchanged))
    for extracted in extract(rest, project, jobs):
        document = extracted.document
        before = known.get(document.key)
        found = document_quads(extracted, project, before if before != document.version else None)
        text_graph = iris.text_graph(document.key)
        found.append(Quad(iris.document(document.key), pov("stateHash"), text(state), text_graph))
        store.replace([iris.document_graph(document.key), text_graph], found)
        yield Ingested(document.key, "new" if before is None else "changed")


def _known_states(store: Store) -> dict[Iri, str]:
    """By which state each document was extracted; kept beside its text, where no query looks."""
    graphs = [graph for graph in store.graphs() if "/graph/text/" in graph]
    rows = store.select(_STATES, graphs=graphs).rows if graphs else ()
    return {Iri(str(row["document"])): plain(row["state"]) for row in rows}


def ingest_quads(store: Store, project: Project, files: Iterable[Path]) -> int:
    """Load N-Quads files of documents; how many documents they held."""
    count = 0
    for path in files:
        found = list(parse(path))
        own = sorted({q.graph for q in found if "/graph/doc/" in q.graph})
        store.replace(own, found)
        count += len(own)
    return count
