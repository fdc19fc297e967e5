"""All claims of a store, and all its stances, as numbers: read once, so that those of any filter are soon counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from starlette.applications import Starlette

from kg.iris import TYPE, pov
from kg.model.relation_types import relation_types
from kg.networks.statements import Ints
from kg.networks.told import Told
from kg.serve.api.kept import columns_of, whole_of
from kg.serve.api.pairs import Pairs
from kg.serve.asked import AskedService
from kg.store import Asked

VALENCES = ("positive", "neutral", "negative", "mixed", "")  # the last of a stance whose value is none
_NEUTRAL = VALENCES.index("neutral")


@dataclass(frozen=True, slots=True)
class Annotations:
    """Claims or stances, numbered in the order of their IRIs. `valences` are places in VALENCES.

    `values` has by the name of each grouping what each is grouped by; `dates` are when they were printed.
    """

    iris: tuple[str, ...]
    numbers: Mapping[str, int]
    valences: Ints
    values: Mapping[str, Pairs]
    dates: Pairs

    def chosen(self, iris: Iterable[str]) -> Ints:
        """The numbers of some, sorted."""
        return np.array(sorted({self.numbers[iri] for iri in iris if iri in self.numbers}), np.int64)

    def by_date(self, some: Ints, *, newest: bool) -> Ints:
        """Some of them by date, those without one last; of one date by IRI."""
        date = np.full(len(self.iris), 1 if newest else len(self.dates.values))
        date[self.dates.things] = -self.dates.codes if newest else self.dates.codes
        return some[np.argsort(date[some], kind="stable")]


def claims_of(app: Starlette, store: AskedService) -> Annotations:
    """All claims, kept while the store stays as it is."""
    return columns_of(app).of(store, "claims", lambda: claims_in(whole_of(app, store)))


def stances_of(app: Starlette, store: AskedService) -> Annotations:
    """All stances, kept while the store stays as it is."""
    return columns_of(app).of(store, "stances", lambda: stances_in(whole_of(app, store)))


def claims_in(store: Asked) -> Annotations:
    """The claims of a store; of several relations or passages of a claim the first counts."""
    told = Told(store)
    inner, outer, expressed = map(told.pairs, ("pov:claimedBy", "pov:reportedBy", "pov:expresses"))
    numbers = _numbered(inner[0], outer[0], expressed[0], told.pairs("a", among="pov:Claim")[0])
    relations = Pairs.of(numbers, *expressed).first()
    kinds, subjects, objects = (
        relations.then(Pairs.of(relations.numbers(), *told.pairs(path)))
        for path in ("pov:relationType", "pov:subject", "pov:object")
    )
    kinds = kinds.first().renamed(lambda iri: iri.removeprefix(TYPE))
    printed, dates = _printed(told, Pairs.of(numbers, *told.pairs("pov:statedIn", of="pov:expresses")))
    values = {
        "type": kinds, "subject": subjects, "object": objects,
        "source": Pairs.of(numbers, *inner) | Pairs.of(numbers, *outer), **printed,
    }  # fmt: skip
    return Annotations(tuple(numbers), numbers, _valences(told, numbers, kinds), values, dates)


def stances_in(store: Asked) -> Annotations:
    """The stances of a store."""
    told = Told(store)
    numbers = _numbered(told.pairs("a", among="pov:Stance")[0])
    held = Pairs.of(numbers, *told.pairs("pov:stanceValue")).first().renamed(_end)
    valences = held.of_each(len(numbers), {name: n for n, name in enumerate(VALENCES)}, VALENCES.index(""))
    printed, dates = _printed(told, Pairs.of(numbers, *told.pairs("pov:statedIn", of="pov:stanceValue")))
    ends = {"source": "pov:stanceOf", "target": "pov:target"}
    values = {name: Pairs.of(numbers, *told.pairs(path)) for name, path in ends.items()}
    return Annotations(tuple(numbers), numbers, valences, {**values, **printed}, dates)


def _numbered(*some: Iterable[str]) -> dict[str, int]:
    return {iri: n for n, iri in enumerate(sorted(set().union(*some)))}


def _valences(told: Told, numbers: Mapping[str, int], kinds: Pairs) -> Ints:
    """As /api/claims takes them: that of the claim itself, else of the relation type; neutral where it is denied."""
    count = len(numbers)
    usual = kinds.of_each(count, {kind.name: _signed(kind.valence) for kind in relation_types().values()}, _NEUTRAL)
    said = Pairs.of(numbers, *told.pairs("pov:valence")).first()
    own = said.of_each(count, {value: _signed(_end(value)) for value in said.values if _end(value)}, -1)
    valences = np.where(own < 0, usual, own)
    denied = [thing for thing, value in zip(*told.pairs("pov:polarity"), strict=True) if value == pov("negated")]
    valences[[numbers[thing] for thing in denied if thing in numbers]] = _NEUTRAL
    return valences


def _signed(valence: str) -> int:
    return VALENCES.index(valence) if valence in ("positive", "negative") else _NEUTRAL


def _end(iri: str) -> str:
    return iri.rpartition("#")[2]


def _printed(told: Told, stated: Pairs) -> tuple[dict[str, Pairs], Pairs]:
    """When, where and by whom each was printed, by the name of the grouping; and the whole dates."""
    places = stated.first()
    outlets, countries, documents, own = (
        places.then(Pairs.of(places.numbers(), *told.pairs(path)))
        for path in ("pov:contributor", "pov:countryCode", "pov:partOf", "pov:startDate")
    )
    published = Pairs.of(documents.numbers(), *told.pairs("pov:startDate"))
    dates = own.first().or_else(documents.first().then(published).first())
    years = dates.renamed(lambda date: date[:4])
    return {"year": years, "outlet": outlets, "country": countries, "document": documents}, dates
