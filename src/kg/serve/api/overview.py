"""What there is in all: documents over time, outlets by country, relation types."""

import re
from collections import Counter

from fastapi import APIRouter
from starlette.requests import Request

from kg.model.quads import plain
from kg.model.relation_types import relation_types
from kg.serve.api.kept import counted_of
from kg.serve.api.models import CountryCount, MonthCount, Overview, RelationKind, RelationKinds, YearCount
from kg.serve.api.sets import HEAD
from kg.serve.asked import Store
from kg.store import Asked

router = APIRouter(prefix="/api", tags=["overview"])
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DATES = "SELECT ?document ?date WHERE { ?document pov:layout ?layout OPTIONAL { ?document pov:time ?date } }"
_COUNTRIES = """SELECT ?country (COUNT(DISTINCT ?by) AS ?outlets) (COUNT(DISTINCT ?passage) AS ?n) WHERE {
  ?passage a pov:Contribution ; pov:countryCode ?country ; pov:contributor ?by
} GROUP BY ?country"""
_COUNT = "SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a pov:CLASS }"
_OF_TYPES = """SELECT ?type (COUNT(DISTINCT ?claim) AS ?n) WHERE {
  ?claim pov:expresses ?relation . ?relation pov:relationType ?type
} GROUP BY ?type"""


@router.get("/overview")
def overview(request: Request, store: Store) -> Overview:
    """How much there is, documents by year and month, contributions by country."""
    return counted_of(request).of(store, "overview", lambda: _overview(store, store.service.settings.with_texts))


def _overview(store: Asked, with_texts: bool) -> Overview:
    dates = {plain(row["document"]): plain(row.get("date")) for row in store.select(HEAD + _DATES).rows}
    years = Counter(date[:4] for date in dates.values() if date[:4].isdigit())
    months = Counter(date[:7] for date in dates.values() if _MONTH.fullmatch(date[:7]))
    return Overview(
        documents=len(dates),
        contributions=_count(store, "Contribution"),
        claims=_count(store, "Claim"),
        with_texts=with_texts,
        years=[YearCount(year=year, documents=years[year]) for year in sorted(years)],
        months=[MonthCount(month=month, documents=months[month]) for month in sorted(months)],
        countries=_countries(store),
    )


@router.get("/relation-types")
def kinds(request: Request, store: Store) -> RelationKinds:
    """All relation types of the ontology, in its order, with how many claims are of each."""
    return counted_of(request).of(store, "relation types", lambda: _kinds(store))


def _kinds(store: Asked) -> RelationKinds:
    rows = store.select(HEAD + _OF_TYPES).rows
    numbers = {plain(row["type"]).rpartition("/")[2]: int(plain(row["n"])) for row in rows}
    return RelationKinds(
        items=[
            RelationKind.model_validate(
                {
                    "name": kind.name,
                    "label": kind.label,
                    "inverse": kind.inverse,
                    "parent": kind.parent,
                    "opposite": kind.opposite,
                    "valence": kind.valence,
                    "symmetric": kind.symmetric,
                    "definition": kind.definition,
                    "example": kind.example,
                    "rule": kind.rule,
                    "claims": numbers.get(kind.name, 0),
                }
            )
            for kind in relation_types().values()
        ]
    )


def _count(store: Asked, kind: str) -> int:
    return int(plain(store.select(HEAD + _COUNT.replace("CLASS", kind)).rows[0]["n"]))


def _countries(store: Asked) -> list[CountryCount]:
    found = [
        CountryCount(
            country=plain(row["country"]),
            outlets=int(plain(row["outlets"])),
            contributions=int(plain(row["n"])),
        )
        for row in store.select(HEAD + _COUNTRIES).rows
    ]
    return sorted(found, key=lambda row: (-row.contributions, row.country))
