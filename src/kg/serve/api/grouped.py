"""Claims and stances in groups, such as by year or by outlet, and how many in each are friendly or hostile."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from kg.iris import POV, PREF_LABEL, TYPE, Iri, pov
from kg.model.relation_types import relation_types
from kg.serve.api.lookup import Ids, name_of, said
from kg.serve.api.models import Model
from kg.serve.api.sets import HEAD, meeting
from kg.store import Asked

ClaimBy = Literal["year", "type", "subject", "object", "source", "outlet", "country", "document"]
StanceBy = Literal["year", "source", "target", "outlet", "country", "document"]
Order = Literal["claims", "positive", "negative"]
Values = tuple[str, ...]
_Told = Callable[[str, Sequence[str]], list[Values]]  # of a property and of things
_AT_ONCE = 5000  # things in one query
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
    of = _told(store, found, "expresses", "polarity", "valence", "statedIn", "claimedBy", "reportedBy")
    relations = of("expresses", found)
    ends = _told(store, _first(relations), "relationType", "subject", "object")
    own = [one[0] if one else "" for one in relations]
    kinds = [tuple(kind.removeprefix(TYPE) for kind in some[:1]) for some in ends("relationType", own)]
    said_by = zip(of("claimedBy", found), of("reportedBy", found), strict=True)
    valences = [
        _valence(kind, *moods) for kind, *moods in zip(kinds, of("polarity", found), of("valence", found), strict=True)
    ]
    return Grouped(
        valences,
        {
            "type": kinds, "subject": ends("subject", own), "object": ends("object", own),
            "source": [tuple(dict.fromkeys(inner + outer)) for inner, outer in said_by],
            **_printed(store, of("statedIn", found)),
        },
    )  # fmt: skip


def stances_grouped(store: Asked, conditions: Iterable[str]) -> Grouped:
    """The stances that meet conditions on ?claim."""
    found = _meeting(store, conditions)
    of = _told(store, found, "stanceValue", "stanceOf", "target", "statedIn")
    values = [_end(value) for value in of("stanceValue", found)]
    ends = {"source": of("stanceOf", found), "target": of("target", found)}
    return Grouped(values, {**ends, **_printed(store, of("statedIn", found))})


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


def _meeting(store: Asked, conditions: Iterable[str]) -> list[str]:
    return store.columns(f"{HEAD}SELECT ?claim WHERE {{ {meeting('claim', conditions)} }}")["claim"]


def _told(store: Asked, things: Iterable[str], *names: str) -> _Told:
    """What gives the values of a property of each of some things, sorted, in readable form."""
    known: dict[tuple[str, str], Values] = {}
    wanted = sorted({thing for thing in things if thing and not thing.startswith("_:")})
    properties = ", ".join(f"pov:{name}" for name in names)
    for start in range(0, len(wanted), _AT_ONCE):
        given = " ".join(f"<{thing}>" for thing in wanted[start : start + _AT_ONCE])
        asked = f"VALUES ?s {{ {given} }} ?s ?p ?o FILTER (?p IN ({properties}))"
        found = store.columns(f"{HEAD}SELECT DISTINCT ?s ?p ?o WHERE {{ {asked} }}")
        for thing, name, value in zip(found["s"], found["p"], found["o"], strict=True):
            known[thing, name] = (*known.get((thing, name), ()), value)
    several = {key: tuple(sorted(values)) for key, values in known.items() if len(values) > 1}
    known |= several
    return lambda name, some: [known.get((thing, POV + name), ()) for thing in some]


def _first(found: Iterable[Values]) -> list[str]:
    return [values[0] for values in found if values]


def _end(values: Values) -> str:
    return values[0].rpartition("#")[2] if values else ""


def _valence(kind: Values, polarity: Values, own: Values) -> str:
    """As /api/claims takes it: that of the claim itself, else of the relation type; neutral where it is denied."""
    if pov("negated") in polarity:
        return "neutral"
    known = relation_types()
    found = _end(own) or next((known[name].valence for name in kind if name in known), "")
    return found if found in ("positive", "negative") else "neutral"


def _printed(store: Asked, passages: Sequence[Values]) -> dict[str, list[Values]]:
    """When, where and by whom each was printed."""
    places = [some[0] if some else "" for some in passages]
    of = _told(store, places, "contributor", "countryCode", "startDate", "partOf")
    documents = of("partOf", places)
    published = _told(store, _first(documents), "startDate")
    dates = zip(of("startDate", places), published("startDate", [d[0] if d else "" for d in documents]), strict=True)
    return {
        "year": [tuple(date[:4] for date in (own or whole)[:1]) for own, whole in dates],
        "outlet": of("contributor", places),
        "country": of("countryCode", places),
        "document": documents,
    }
