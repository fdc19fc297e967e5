"""Which decisions decide about a document: those on its claims, and those on actors, whom any document may mean."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from kg.decisions.rows import ON_CLAIMS, Decision, in_order
from kg.decisions.stale import target_iri
from kg.iris import Iri, Iris
from kg.model.quads import plain, term
from kg.store import Asked

_ELSEWHERE = frozenset({"link", "unlink"})  # they change no document
_DOCUMENTS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?thing ?document WHERE { VALUES ?thing { THINGS } ?thing pov:statedIn/pov:partOf ?document }
"""


class Scopes:
    """A hash for each document of the decisions about it; where it is the same, they make the same of it."""

    def __init__(self, decisions: Iterable[Decision], iris: Iris) -> None:
        self._own: defaultdict[Iri, list[Decision]] = defaultdict(list)
        everywhere = []
        for decision in decisions:
            target = target_iri(decision, iris)
            if decision.action == "add" or decision.action in ON_CLAIMS:
                self._own[target].append(decision)
            elif decision.action not in _ELSEWHERE:
                everywhere.append(decision)
        self._everywhere = _updated(hashlib.sha256(), everywhere)

    def of(self, document: Iri, claims: Iterable[Iri]) -> str:
        """The hash for a document with its claims, those too that were added by hand."""
        own = (self._own[thing] for thing in (document, *claims) if thing in self._own)
        return _updated(self._everywhere.copy(), chain.from_iterable(own)).hexdigest()

    def of_stored(self, store: Asked, documents: Iterable[Iri]) -> dict[Iri, str]:
        """The hashes for documents with the claims that a store holds of each."""
        claims: defaultdict[str, list[Iri]] = defaultdict(list)
        for claim, document in documents_of(store, self._own).items():
            claims[document].append(Iri(claim))
        return {document: self.of(document, claims.get(document, ())) for document in documents}


def documents_of(store: Asked, things: Iterable[Iri]) -> dict[str, str]:
    """The documents in which claims and mentions stand."""
    if not (wanted := sorted(set(things))):
        return {}
    query = _DOCUMENTS.replace("THINGS", " ".join(map(term, wanted)))
    return {plain(row["thing"]): plain(row["document"]) for row in store.select(query).rows}


def _updated(digest: "hashlib._Hash", decisions: Iterable[Decision]) -> "hashlib._Hash":
    for decision in in_order(decisions):
        digest.update(decision.id.encode() + b"\n")
    return digest
