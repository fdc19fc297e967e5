"""What claims and stances come to: in groups, with how many are friendly or hostile; two sides beside each other."""

from collections import Counter
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.errors import UsageError
from kg.serve.api.annotated import claims_of
from kg.serve.api.claims import ClaimChoice, conditions
from kg.serve.api.grouped import (
    ClaimBy,
    Counts,
    Grouped,
    Groups,
    Order,
    counts_of,
    grouped,
    groups_of,
    names_of,
    ranked,
)
from kg.serve.api.kept import chosen_of
from kg.serve.api.lookup import Ids, actor_meant
from kg.serve.api.models import Model
from kg.serve.api.paging import ids_of
from kg.serve.asked import Store

router = APIRouter(prefix="/api", tags=["portraits"])
Side = Literal["actor", "subject", "object", "source", "outlet", "country", "period"]


class PortraitChoice(ClaimChoice):
    """Which claims, and by what they are grouped."""

    by: list[ClaimBy] = Field(list(get_args(ClaimBy)), description="Default: each of them.")
    order: Order = Field("claims", description="The groups with most claims first, or with most of a valence.")


class Portrait(Model):
    """What claims come to."""

    claims: int
    counts: Counts
    by: dict[str, Groups]


class ComparisonChoice(ClaimChoice):
    """Which claims, in what the two sides differ, and by what they are grouped."""

    on: Side = Field(
        description="The filter in which the sides differ; a period is a year, or two with a / between them."
    )
    left: str = Field(min_length=1, examples=["DE", "vladimir-putin", "2014/2016"])
    right: str = Field(min_length=1, examples=["PL", "ukraine", "2022"])
    by: list[ClaimBy] = Field(list(get_args(ClaimBy)), description="Default: each of them.")
    shared: bool = Field(False, description="Only groups that both sides have.")
    order: Literal["difference", "claims"] = Field("difference", description="What comes first.")


class Pair(Model):
    """A group on both sides."""

    id: str
    name: str
    left: Counts
    right: Counts
    difference: float = Field(description="Its share of the claims on the right less that on the left, from -1 to 1.")


class Pairs(Model):
    """A part of the groups of both sides; years in their order and all of them."""

    items: list[Pair]
    total: int = Field(description="How many groups there are in all.")


class Compared(Model):
    """One side."""

    id: str = Field(description="Of the actor; else the country or the period.")
    name: str
    claims: int
    counts: Counts


class Comparison(Model):
    """What the claims of two sides come to."""

    left: Compared
    right: Compared
    by: dict[str, Pairs]


@router.get("/portrait")
def portrait(request: Request, store: Store, wanted: Annotated[PortraitChoice, Query()]) -> Portrait:
    """What the claims that fit come to: each number is the total of /api/claims with the same filter and that group."""
    found, ids = _grouped(request, store, wanted), ids_of(request)
    return Portrait(
        claims=len(found),
        counts=found.counts(),
        by={by: groups_of(store, ids, by, found, wanted.order, wanted.limit, wanted.offset) for by in wanted.by},
    )


@router.get("/comparison")
def comparison(request: Request, store: Store, wanted: Annotated[ComparisonChoice, Query()]) -> Comparison:
    """The claims of two sides that differ in one thing: of two actors, two countries, two outlets, two periods."""
    ids = ids_of(request)
    left, right = (_grouped(request, store, _side(wanted, value)) for value in (wanted.left, wanted.right))
    return Comparison(
        left=_compared(store, ids, wanted.on, wanted.left, left),
        right=_compared(store, ids, wanted.on, wanted.right, right),
        by={by: _pairs(store, ids, by, left, right, wanted) for by in wanted.by},
    )


def _grouped(request: Request, store: Store, wanted: ClaimChoice) -> Grouped:
    """The claims of a filter in groups."""
    asked = conditions(store, ids_of(request), wanted)
    return grouped(chosen_of(request), store, claims_of(request.app, store), asked)


def _side(wanted: ComparisonChoice, value: str) -> ClaimChoice:
    """The filter of one side. UsageError where a period has more than two ends."""
    if wanted.on != "period":
        return wanted.model_copy(update={wanted.on: value})
    ends = value.split("/")
    if len(ends) > 2:
        raise UsageError(f"{value} is no period", "period", "Write a day, month or year, or two with a / between them.")
    return wanted.model_copy(update={"since": ends[0], "until": ends[-1]})


def _compared(store: Store, ids: Ids, on: Side, value: str, found: Grouped) -> Compared:
    """A side with the name of the actor, if it is one."""
    actor = None if on in ("country", "period") else actor_meant(store, ids, value, on)
    identifier, name = (value, value) if actor is None else names_of(store, ids, on, [actor])[actor]
    return Compared(id=identifier, name=name, claims=len(found), counts=found.counts())


def _pairs(store: Store, ids: Ids, by: str, left: Grouped, right: Grouped, wanted: ComparisonChoice) -> Pairs:
    """The groups of both sides."""
    one, other = left.tally(by), right.tally(by)
    sizes = len(left) or 1, len(right) or 1
    values = one.keys() & other.keys() if wanted.shared else one.keys() | other.keys()
    pairs = {value: (one.get(value, Counter()), other.get(value, Counter())) for value in values}
    differences = {value: b.total() / sizes[1] - a.total() / sizes[0] for value, (a, b) in pairs.items()}
    totals = {value: a.total() + b.total() for value, (a, b) in pairs.items()}
    first, second = (differences, totals) if wanted.order == "difference" else (totals, differences)
    order = ranked({value: (abs(first[value]), abs(second[value])) for value in values})
    part = sorted(values) if by == "year" else wanted.cut(order)
    named = names_of(store, ids, by, part)
    items = [
        Pair(
            id=named[value][0], name=named[value][1], left=counts_of(pairs[value][0]), right=counts_of(pairs[value][1]),
            difference=differences[value],
        )
        for value in part
    ]  # fmt: skip
    return Pairs(items=items, total=len(values))
