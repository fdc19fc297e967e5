"""Names of entities, each name that of one, and what is known of them."""

from collections import Counter
from collections.abc import Iterable

from kg.networks.told import PREFIXES, Told

CLASSES: dict[str, tuple[str, ...]] = {
    "people": ("Person",),
    "outlets": (
        "Outlet", "Newspaper", "Magazine", "Broadcaster", "NewsAgency", "OnlineOutlet", "SocialPlatform"
    ),
    "states": ("State", "Government"),
    "organisations": ("Organisation", "ArmedForce", "PoliticalParty", "InternationalOrganisation", "Company"),
    "places": ("GeopoliticalEntity", "Region", "City"),
    "groups": ("Group", "Population", "Bloc", "Sector"),
    "impersonal": ("ImpersonalSource",),
    "unnamed": ("UnnamedActor",),
}  # fmt: skip
"""Kinds of sources as people say them, and the classes of the ontology that are of each."""
_NAMES = "SELECT ?entity ?name (LANG(?name) AS ?language) WHERE { ?entity skos:prefLabel ?name }"
_OF_CLASS = " ".join(f"pov:{name}" for some in CLASSES.values() for name in some)
_KNOWN = {"country": "pov:countryCode", "gender": "pov:gender", "party": "pov:memberOf"}


class Names:
    """A name for each entity: its English label, else another, with the end of its IRI where two have the same."""

    def __init__(self, told: Told) -> None:
        found = told.asked(PREFIXES + _NAMES)
        labels = sorted(
            zip(found["language"], found["name"], found["entity"], strict=True),
            key=lambda label: (label[0] == "en", label[0], label[1]),
        )
        named = {entity: name for _, name, entity in labels}  # the English one stands last
        named = dict(sorted(named.items(), key=lambda pair: pair[1]))
        several = Counter(named.values())
        self._of = {iri: name if several[name] == 1 else f"{name} ({_end(iri)})" for iri, name in named.items()}
        self.iris = {name: iri for iri, name in self._of.items()}
        self.classes = {iri: _end(kind).rpartition("#")[2] for iri, kind in told.values("a", among=_OF_CLASS).items()}
        self._known = {"class": self.classes} | {
            name: {iri: self._of.get(value, _end(value)) for iri, value in told.values(path).items()}
            for name, path in _KNOWN.items()
        }

    def of(self, iris: Iterable[str]) -> list[str]:
        """The names; what has none is called by the end of its IRI."""
        return [self._of.get(iri) or _end(iri) for iri in iris]

    def known(self, values: Iterable[str]) -> list[str]:
        """Values, with names in the place of IRIs of entities."""
        return [self._of.get(value, value) for value in values]

    def attributes(self) -> dict[str, dict[str, str]]:
        """By name what is known of an entity: its class, its country as a code, gender, party or other union."""
        found: dict[str, dict[str, str]] = {}
        for attribute, values in self._known.items():
            for iri, value in values.items():
                if iri in self._of:
                    found.setdefault(self._of[iri], {})[attribute] = value
        return found


def _end(iri: str) -> str:
    return iri.rpartition("/")[2]
