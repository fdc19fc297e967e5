"""What a store says of claims, relations, stances and passages: a column for each property, joined here.

The engine takes three times as long to join properties as to list them one by one.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby, repeat

from kg.iris import POV
from kg.store import Asked

Columns = dict[str, list[str]]
PREFIXES = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
CLAIM = {
    "relation": "pov:expresses", "modality": "pov:modality", "polarity": "pov:polarity", "passage": "pov:statedIn",
    "confidence": "pov:confidence", "status": "pov:reviewStatus", "own": "pov:valence", "first": "pov:claimedBy",
}  # fmt: skip
STANCE = {
    "value": "pov:stanceValue", "first": "pov:stanceOf", "target": "pov:target", "passage": "pov:statedIn",
    "confidence": "pov:confidence", "status": "pov:reviewStatus",
}  # fmt: skip
RELATION = {
    "type": "pov:relationType", "subject": "pov:subject", "object": "pov:object", "theme": "pov:theme",
    "text": "pov:themeText|pov:contentText",
}  # fmt: skip
PASSAGE = {
    "document": "pov:partOf", "printed": "pov:startDate", "contributor": "pov:contributor", "country": "pov:countryCode"
}  # fmt: skip
DOCUMENT = {"title": "pov:title", "language": "pov:language", "published": "pov:startDate"}
_ANNOTATED = frozenset({"pov:statedIn", "pov:confidence"})  # what mentions have too
_USUAL = {
    "pov:polarity": (POV + "affirmed", "pov:negated"),
    "pov:reviewStatus": (POV + "unreviewed", "pov:accepted pov:corrected pov:rejected"),
}  # what a claim or stance has of which nothing else is found; the engine finds the others by their value


class Told:
    """What a store says; each property is asked for once."""

    def __init__(self, store: Asked) -> None:
        self.asked = store.columns
        self._values: dict[str, dict[str, str]] = {}

    def things(self, properties: Mapping[str, str]) -> Columns:
        """All that have the first property, sorted by IRI, with the value of each; what is lacking is empty."""
        paths = list(properties.values())
        iris = sorted(self.values(paths[0]))
        return {"iri": iris} | {
            name: texts(iris, self.values(path, of=paths[0] if path in _ANNOTATED else ""), *_USUAL.get(path, ())[:1])
            for name, path in properties.items()
        }

    def index(self, properties: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """For each property the values by thing."""
        return {name: self.values(path) for name, path in properties.items()}

    def chains(self) -> dict[str, list[str]]:
        """The sources of each claim, the innermost first."""
        claims, numbers, sources = map(self.values, ("^pov:attributionStep", "pov:stepNumber", "pov:stepSource"))
        steps = sorted((claim, int(numbers[step]), sources[step]) for step, claim in claims.items())
        return {claim: [source for _, _, source in some] for claim, some in groupby(steps, lambda step: step[0])}

    def values(self, path: str, *, of: str = "", among: str = "") -> dict[str, str]:
        """The value of each thing, or of those that have the property `of` too, `among` some; of several the first."""
        asked = _asked(path, of, among)
        if asked not in self._values:
            self._values[asked] = _first(self.asked(asked))
        return self._values[asked]

    def pairs(self, path: str, *, of: str = "", among: str = "") -> tuple[list[str], list[str]]:
        """Things and all their values side by side, of which `values` takes one each."""
        found = self.asked(_asked(path, of, among))
        return found["thing"], found["value"]


def texts(keys: Iterable[str], values: Mapping[str, str], usual: str = "") -> list[str]:
    """The value of each key, or what is usual."""
    return list(map(values.get, keys, repeat(usual)))


def _asked(path: str, of: str = "", among: str = "") -> str:
    """The query for values; what has another property is a set of its own, which the engine joins in half the time."""
    asked = f"?thing {path} ?value"
    if of:
        asked = f"{{ SELECT DISTINCT ?thing {{ ?thing {of} [] }} }} {{ SELECT ?thing ?value {{ {asked} }} }}"
    if wanted := among or "".join(_USUAL.get(path, ())[1:]):
        asked = f"VALUES ?value {{ {wanted} }} {asked}"
    return f"{PREFIXES} SELECT ?thing ?value {{ {asked} }}"


def _first(found: Columns) -> dict[str, str]:
    """The value of each thing, of several the first."""
    made = dict(zip(found["thing"], found["value"], strict=True))
    if len(made) < len(found["thing"]):
        made = dict(sorted(zip(found["thing"], found["value"], strict=True), reverse=True))
    return made
