"""The snapshot that a table, page or export rests on: a hash of the quads, the coverage, the versions."""

import hashlib
from dataclasses import dataclass

from kg.model.quads import line, plain
from kg.store import Asked, Store

_COVERAGE = """
PREFIX pov: <https://w3id.org/pov#>
SELECT (COUNT(DISTINCT ?document) AS ?documents) (COUNT(DISTINCT ?outlet) AS ?outlets)
  (MIN(?date) AS ?start) (MAX(?date) AS ?end)
WHERE {
  ?document pov:layout ?layout .
  OPTIONAL { ?document pov:startDate ?date }
  OPTIONAL { ?passage pov:partOf ?document ; pov:outlet ?outlet }
}
"""
_SOFTWARE = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?software WHERE { ?run a pov:ExtractionRun ; pov:software ?software } ORDER BY ?software
"""
_ONTOLOGY = "SELECT ?version WHERE { <https://w3id.org/pov> <http://www.w3.org/2002/07/owl#versionInfo> ?version }"
_LEFT_OUT = ("/graph/gold/", "/graph/text/", "/graph/ontology")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`hash` is over the sorted quads of the default dataset without the ontology; dates are ISO 8601."""

    hash: str
    documents: int
    outlets: int
    start: str | None
    end: str | None
    ontology: str
    software: str

    def __str__(self) -> str:
        period = f", {self.start} to {self.end}" if self.start else ""
        covered = f"{self.documents} documents, {self.outlets} outlets{period}"
        return f"{covered}; snapshot {self.hash[:16]}, ontology {self.ontology}, {self.software}"


def snapshot(store: Store) -> Snapshot:
    """The snapshot of what a store holds now."""
    return described(store, hash_of(store))


def described(store: Asked, digest: str) -> Snapshot:
    """The snapshot of a store whose hash is known."""
    row = store.select(_COVERAGE).rows[0]
    software = [plain(r["software"]) for r in store.select(_SOFTWARE).rows]
    versions = [plain(r["version"]) for r in store.select(_ONTOLOGY).rows]
    return Snapshot(
        digest,
        int(plain(row["documents"])),
        int(plain(row["outlets"])),
        plain(row["start"]) if "start" in row else None,
        plain(row["end"]) if "end" in row else None,
        versions[0] if versions else "unknown",
        "; ".join(software) or "no run",
    )


def counts(graph: str) -> bool:
    """Whether the quads of a graph are hashed."""
    return not any(part in graph for part in _LEFT_OUT)


def hash_of(store: Store) -> str:
    """SHA-256 over the sorted N-Quads of the default dataset without the ontology."""
    graphs = [g for g in store.graphs() if counts(g)]
    digest = hashlib.sha256()
    for each in sorted(line(quad) for graph in graphs for quad in store.quads(graph)):
        digest.update(each.encode())
    return digest.hexdigest()
