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
_PLACES = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?claim ?document WHERE { VALUES ?claim { CLAIMS } ?claim pov:statedIn/pov:partOf ?document }
"""


class Scopes:
    """A hash for each document of the decisions about it; where it is the same, they make the same of it."""

    def __init__(self, decisions: Iterable[Decision], iris: Iris) -> None:
        self._own: defaultdict[Iri, list[Decision]] = defaultdict(list)
        self._decided: set[Iri] = set()  # claims
        everywhere = []
        for decision in decisions:
            target = target_iri(decision, iris)
            if decision.action in ON_CLAIMS:
                self._decided.add(target)
            if decision.action in ON_CLAIMS or decision.action == "add":
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
        query = _PLACES.replace("CLAIMS", " ".join(map(term, sorted(self._decided))))
        claims: defaultdict[str, list[Iri]] = defaultdict(list)
        for row in store.select(query).rows if self._decided else ():
            claims[plain(row["document"])].append(Iri(plain(row["claim"])))
        return {document: self.of(document, claims.get(document, ())) for document in documents}


def _updated(digest: "hashlib._Hash", decisions: Iterable[Decision]) -> "hashlib._Hash":
    for decision in in_order(decisions):
        digest.update(decision.id.encode() + b"\n")
    return digest
