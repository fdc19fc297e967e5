"""Names of entities, each name that of one."""

from collections import Counter
from collections.abc import Iterable

from kg.networks.told import PREFIXES
from kg.store import Asked

_NAMES = """SELECT ?entity ?name WHERE { ?entity skos:prefLabel ?name . FILTER (LANG(?name) = "en") }"""


class Names:
    """A name for each entity: its English label, with the end of its IRI where two have the same."""

    def __init__(self, store: Asked) -> None:
        found = store.columns(PREFIXES + _NAMES)
        named = dict(sorted(zip(found["entity"], found["name"], strict=True), key=lambda pair: pair[1]))
        several = Counter(named.values())
        self._of = {iri: name if several[name] == 1 else f"{name} ({_end(iri)})" for iri, name in named.items()}
        self.iris = {name: iri for iri, name in self._of.items()}

    def of(self, iris: Iterable[str]) -> list[str]:
        """The names; what has none is called by the end of its IRI."""
        return [self._of.get(iri) or _end(iri) for iri in iris]


def _end(iri: str) -> str:
    return iri.rpartition("/")[2]
