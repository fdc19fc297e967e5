"""Claims and stances in groups, such as by year or by outlet, and how many in each are friendly or hostile."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from kg.iris import PREF_LABEL, Iri, pov
from kg.model.relation_types import relation_types
from kg.networks.statements import Ints
from kg.serve.api.annotated import VALENCES, Annotations
from kg.serve.api.kept import Kept
from kg.serve.api.lookup import Ids, name_of, said
from kg.serve.api.models import Model
from kg.serve.api.sets import HEAD, meeting
from kg.serve.asked import AskedService
from kg.store import Asked

ClaimBy = Literal["year", "type", "subject", "object", "source", "outlet", "country", "document"]
StanceBy = Literal["year", "source", "target", "outlet", "country", "document"]
Order = Literal["claims", "positive", "negative"]


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
    """Some claims or stances, which are `chosen` by their numbers."""

    all: Annotations
    chosen: Ints

    def __len__(self) -> int:
        return len(self.chosen)

    def counts(self) -> Counts:
        """How many of them there are of each valence."""
        return counts_of(Counter(VALENCES[n] for n in self.all.valences[self.chosen]))

    def tally(self, by: str) -> dict[str, Counter[str]]:
        """By value how many are of each valence."""
        pairs, width = self.all.values[by], len(VALENCES)
        inside = self._marked()[pairs.things]
        cells = pairs.codes[inside] * width + self.all.valences[pairs.things[inside]]
        table = np.bincount(cells, minlength=len(pairs.values) * width).reshape(-1, width)
        present = np.flatnonzero(table.any(axis=1))
        return {
            pairs.values[n]: Counter(dict(zip(VALENCES, row, strict=True)))
            for n, row in zip(present.tolist(), table[present].tolist(), strict=True)
        }

    def without(self, by: str) -> int:
        """How many have no value."""
        left = self._marked()
        left[self.all.values[by].things] = False
        return int(left.sum())

    def _marked(self) -> NDArray[np.bool_]:
        marked = np.zeros(len(self.all.iris), bool)
        marked[self.chosen] = True
        return marked


def grouped(kept: Kept, store: AskedService, every: Annotations, conditions: Sequence[str]) -> Grouped:
    """Those that meet conditions on ?claim, kept while the store stays as it is."""
    asked = f"{HEAD}SELECT ?claim WHERE {{ {meeting('claim', conditions)} }}"
    return kept.of(store, asked, lambda: Grouped(every, every.chosen(store.columns(asked)["claim"])))


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
    return Counts(**{name: found.get(name, 0) for name in VALENCES[:-1]})


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
