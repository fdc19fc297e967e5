"""Claims and stances in groups, such as by year or by outlet, and how many in each are friendly or hostile."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from kg.iris import PREF_LABEL, TYPE, Iri, pov
from kg.model.quads import Term, plain
from kg.model.relation_types import relation_types
from kg.serve.api.lookup import Ids, Said, name_of, said
from kg.serve.api.models import Model
from kg.serve.api.sets import HEAD, meeting
from kg.store import Asked

ClaimBy = Literal["year", "type", "subject", "object", "source", "outlet", "country", "document"]
StanceBy = Literal["year", "source", "target", "outlet", "country", "document"]
Order = Literal["claims", "positive", "negative"]
_KNOWN = ("positive", "neutral", "negative", "mixed")


class Counts(Model):
    """How many there are, by how they stand to whom they are about. What is denied is neutral."""

    positive: int
    neutral: int
    negative: int
    mixed: int = Field(description="Of stances alone.")


class Group(Model):
    """What has one value of that by which is grouped."""

    id: str = Field(description="A year, a relation type, a country code, or the id of an actor or document.")
    name: str
    total: int
    counts: Counts


class Groups(Model):
    """A part of the groups: years in their order and all of them, others with the largest first."""

    items: list[Group]
    total: int = Field(description="How many groups there are in all.")
    without: int = Field(description="How many are in no group, such as those without a date.")


@dataclass(frozen=True, slots=True)
class Grouped:
    """The valence of each, and by the name of each grouping the values that it has."""

    valences: Sequence[str]
    values: Mapping[str, Sequence[tuple[str, ...]]]

    def tally(self, by: str) -> dict[str, Counter[str]]:
        """By value how many are of each valence."""
        found: dict[str, Counter[str]] = {}
        for valence, values in zip(self.valences, self.values[by], strict=True):
            for value in values:
                found.setdefault(value, Counter())[valence] += 1
        return found

    def without(self, by: str) -> int:
        """How many have no value."""
        return sum(not values for values in self.values[by])


def claims_grouped(store: Asked, conditions: Iterable[str]) -> Grouped:
    """The claims that meet conditions on ?claim."""
    found = _meeting(store, conditions)
    of = said(store, found, *map(pov, ("expresses", "polarity", "valence", "statedIn", "claimedBy", "reportedBy")))
    relations = said(store, _ones(of, found, "expresses"), *map(pov, ("relationType", "subject", "object")))
    own = [of.one(claim, pov("expresses")) for claim in found]
    ends = {name: [_texts(relations, one, name) for one in own] for name in ("subject", "object")}
    kinds = [tuple(kind.removeprefix(TYPE) for kind in _texts(relations, one, "relationType")[:1]) for one in own]
    sources = [tuple({*_texts(of, claim, "claimedBy"), *_texts(of, claim, "reportedBy")}) for claim in found]
    valences = [_valence(of, claim, kind) for claim, kind in zip(found, kinds, strict=True)]
    return Grouped(valences, {"type": kinds, "source": sources, **ends, **_printed(store, of, found)})


def stances_grouped(store: Asked, conditions: Iterable[str]) -> Grouped:
    """The stances that meet conditions on ?claim."""
    found = _meeting(store, conditions)
    of = said(store, found, *map(pov, ("stanceValue", "stanceOf", "target", "statedIn")))
    ends = {"source": "stanceOf", "target": "target"}
    values = {name: [_texts(of, stance, end) for stance in found] for name, end in ends.items()}
    return Grouped([of.local(stance, pov("stanceValue")) for stance in found], {**values, **_printed(store, of, found)})


def groups_of(store: Asked, ids: Ids, by: str, found: Grouped, order: Order, limit: int, offset: int) -> Groups:
    """A part of the groups, with their names."""
    tally = found.tally(by)
    ranks = {
        value: (counts.total() if order == "claims" else counts[order], counts.total())
        for value, counts in tally.items()
    }
    values = sorted(tally) if by == "year" else ranked(ranks)
    part = values if by == "year" else values[offset : offset + limit]
    named = names_of(store, ids, by, part)
    items = [
        Group(id=named[value][0], name=named[value][1], total=tally[value].total(), counts=counts_of(tally[value]))
        for value in part
    ]
    return Groups(items=items, total=len(values), without=found.without(by))


def ranked(ranks: Mapping[str, tuple[float, ...]]) -> list[str]:
    """Values by rank, the highest first, then by their own order."""
    return sorted(ranks, key=lambda value: (*(-rank for rank in ranks[value]), value))


def counts_of(found: Mapping[str, int]) -> Counts:
    return Counts(**{name: found.get(name, 0) for name in _KNOWN})


def names_of(store: Asked, ids: Ids, by: str, values: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The id and the name of each value of a grouping."""
    if by == "type":
        known = relation_types()
        return {value: (value, known[value].label if value in known else value) for value in values}
    if by == "document":
        titles = said(store, map(Iri, values), pov("title"))
        return {value: (ids.id("doc", Iri(value)), titles.text(Iri(value), pov("title")) or "") for value in values}
    if by in ("year", "country"):
        return {value: (value, value) for value in values}
    labels = said(store, map(Iri, values), PREF_LABEL)
    return {value: (ids.id("actor", Iri(value)), name_of(labels, Iri(value))) for value in values}


def _meeting(store: Asked, conditions: Iterable[str]) -> list[Iri]:
    return [
        Iri(iri) for iri in store.columns(f"{HEAD}SELECT ?claim WHERE {{ {meeting('claim', conditions)} }}")["claim"]
    ]


def _ones(of: Said, things: Iterable[Iri], name: str) -> list[Term | None]:
    return [of.one(thing, pov(name)) for thing in things]


def _texts(of: Said, thing: Term | None, name: str) -> tuple[str, ...]:
    return tuple(map(plain, of.all(thing, pov(name))))


def _valence(of: Said, claim: Iri, kind: tuple[str, ...]) -> str:
    """As /api/claims takes it: that of the claim itself, else of the relation type; neutral where it is denied."""
    if pov("negated") in of.all(claim, pov("polarity")):
        return "neutral"
    known = relation_types()
    own = of.local(claim, pov("valence")) or next((known[name].valence for name in kind if name in known), "")
    return own if own in ("positive", "negative") else "neutral"


def _printed(store: Asked, of: Said, things: Sequence[Iri]) -> dict[str, list[tuple[str, ...]]]:
    """When, where and by whom each was printed."""
    passages = _ones(of, things, "statedIn")
    known = said(store, passages, *map(pov, ("contributor", "countryCode", "startDate", "partOf")))
    dates = said(store, _ones(known, known.of, "partOf"), pov("startDate"))

    def year(passage: Term | None) -> tuple[str, ...]:
        found = known.text(passage, pov("startDate")) or dates.text(known.one(passage, pov("partOf")), pov("startDate"))
        return (found[:4],) if found else ()

    return {
        "year": [year(passage) for passage in passages],
        "outlet": [_texts(known, passage, "contributor") for passage in passages],
        "country": [_texts(known, passage, "countryCode") for passage in passages],
        "document": [_texts(known, passage, "partOf") for passage in passages],
    }
